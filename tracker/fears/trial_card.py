"""The plan and the learning card of a trial, in the words of the organisation."""

from __future__ import annotations

import datetime as dt

from flask_babel import force_locale
from flask_babel import gettext as _

from tracker.fears.enums import DrawnBy, TrialVariant
from tracker.fears.models import Trial
from tracker.fears.queries.trial import TrialResult, due_trial, result_of
from tracker.lessons.enums import Decision, Outcome
from tracker.lessons.models import Conclusion
from tracker.web.i18n import day, label, translated


def plan_of(
    variant: TrialVariant, drawn_by: DrawnBy, points: int, ends_on: dt.date
) -> dict[str, str]:
    """The texts of a trial's plan card, in the reader's language."""
    return {
        "title": _("Does %(words)s make more people share?", words=label(variant)),
        "hypothesis": translated(variant.hypothesis),
        "method": _method(drawn_by, ends_on),
        "metric": _("People who share their first draft within 30 days"),
        "criterion": _criterion(drawn_by, points),
    }


def publish_due(on: dt.date, at: dt.datetime) -> bool:
    """Conclude the trial whose time is over, whichever way it went.

    Returns:
        Whether there was one.
    """
    trial = due_trial(on)
    if trial is None:
        return False
    author = trial.experiment.author
    result = result_of(trial)
    with force_locale(author.locale), Trial._meta.database.atomic():
        card = card_of(trial, result)
        Conclusion.draw(trial.experiment, by=author, at=at, on=on, **card)
        if result.shown:
            trial.keep_result(result.caused, result.other, result.chance)
    return True


def card_of(trial: Trial, result: TrialResult) -> dict:
    """The learning card of a trial, in the reader's language."""
    outcome = result.outcome(trial.points)
    decision = Decision.adapt
    note = _(
        "The words stay as they are until somebody changes them: this says what to look at next."
    )
    if outcome is Outcome.supported:
        decision = Decision.adopt
        note = _("It stands beside the form for everybody.")
    return {
        "outcome": outcome,
        "could_tell": result.could_tell(trial),
        "observation": _observation(trial, result),
        "lesson": _lesson(trial, result),
        "decision": decision,
        "decision_note": note,
    }


def _method(drawn_by: DrawnBy, ends_on: dt.date) -> str:
    if drawn_by is DrawnBy.unit:
        drawn = _(
            "A lot decides for each unit whether it stands there: of two units of about the same"
            " size, one sees it."
        )
    else:
        drawn = _(
            "A lot decides for each new draft whether it stands there: of two drafts, one sees it."
        )
    rest = _(
        "Drafts begun until %(day)s take part; of each person the first one counts. Nobody sees"
        " numbers before the time is over; then the product itself writes down what came of it,"
        " whichever way it went. Where fewer than five shared, or fewer than five did not, in"
        " either half, no numbers are told. A draft that was thrown away is not known any more,"
        " and not counted; nor is what was shared without a name.",
        day=day(ends_on - dt.timedelta(days=1)),
    )
    return f"{drawn} {rest}"


def _criterion(drawn_by: DrawnBy, points: int) -> str:
    if drawn_by is DrawnBy.unit:
        test = _("drawing the units again 1,999 times")
    else:
        test = _("Fisher's exact test")
    return _(
        "at least %(points)s percentage points more people share where it stands, and so large a"
        " difference is rarer than 1 in 20 by chance (%(test)s).",
        points=points,
        test=test,
    )


def _lesson(trial: Trial, result: TrialResult) -> str:
    words = label(trial.variant)
    if not result.shown:
        return _(
            "Whether %(words)s makes more people share, we cannot tell: its numbers stay"
            " hidden.",
            words=words,
        )
    return _(
        "%(words)s: %(part)s of %(n)s shared their draft where it stood, %(other)s of %(m)s where"
        " it did not.",
        words=words,
        part=result.caused.value,
        n=result.caused.n,
        other=result.other.value,
        m=result.other.n,
    )


def _observation(trial: Trial, result: TrialResult) -> str:
    if not result.shown:
        return _("The numbers are not shown, so that nobody can be worked out.")
    return _(
        "%(lesson)s The difference is %(points)s percentage points; so large a one comes by"
        " chance with probability %(chance)s.",
        lesson=_lesson(trial, result),
        points=round(result.difference),
        chance=f"{result.chance:.3f}",
    )
