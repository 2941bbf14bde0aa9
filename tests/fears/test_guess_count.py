"""Guesses: counted, kept without a person, shown at five or more and at the end only."""

import datetime as dt

import pytest

from tests.cast import NOW, TODAY, planned
from tests.examples import for_each_case
from tests.fears.authors import CARD, authors
from tracker.core.validation import ValidationFailed
from tracker.db import database
from tracker.experiments.models import Visibility
from tracker.fears.models import ForecastFigure, GuessCount, GuessMark
from tracker.fears.queries import forecasts, guess_panel_of
from tracker.fears.queries.guess_count import (
    BLIND,
    brier_score,
    write_down_forecasts,
)
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion
from tracker.small_groups import Figure

SECRET = "en hemmelighed"
HELD, PARTLY, NOT = Outcome.supported, Outcome.mixed, Outcome.refuted


def started(author, platform, **plan):
    attempt = planned(author, platform, **plan)
    attempt.start(criterion="200 svar", by=author, on=TODAY, at=NOW)
    return attempt


def conclude(attempt, outcome=NOT):
    card = CARD | {"outcome": outcome}
    Conclusion.draw(attempt, by=attempt.author, at=NOW, on=TODAY, **card)
    return attempt.reload()


def guessed(cast, guesses, outcome=NOT, **plan):
    """A concluded attempt of Alma's that colleagues elsewhere guessed on."""
    attempt = started(cast.alma, cast.facebook, **plan)
    unit = cast.service if plan else cast.library
    for person, guess in zip(authors(unit, len(guesses)), guesses, strict=True):
        assert GuessCount.give(attempt, guess, by=person, secret=SECRET)
    return conclude(attempt, outcome)


def all_for(cast, n: int, outcome=NOT, title="Gættet"):
    """As `guessed`: so many thought that it would hold."""
    attempt = started(cast.alma, cast.facebook, title=title)
    GuessCount.create(experiment=attempt, supported=n)
    return conclude(attempt, outcome)


def counts(attempt, viewer) -> list:
    shown = guess_panel_of(attempt, viewer, SECRET).counts
    return [(figure.value, figure.n) for figure in shown.values()]


def test_fourteen_of_twenty_thought_it_would_hold(cast, visit):
    attempt = guessed(cast, [HELD] * 14 + [PARTLY] + [NOT] * 5)
    # held, not, partly
    assert counts(attempt, cast.carla) == [(14, 20), (5, 20), (1, 20)]
    page = visit(cast.carla).get(f"/experiments/{attempt.id}").text
    assert "14 of 20 thought it would hold." in page and "It didn" in page


def test_fewer_than_five_guesses_are_not_shown(cast):
    assert counts(guessed(cast, [HELD] * 4), cast.carla) == []
    assert counts(guessed(cast, [HELD] * 5, title="Fem"), cast.carla)


def test_neither_are_those_of_nearly_everybody_who_could_guess(cast):
    """The unit has Bo, Eva and six more, and Alma, whose own it is."""
    attempt = started(cast.alma, cast.facebook, visibility=Visibility.unit)
    for person in authors(cast.service, 6):
        GuessCount.give(attempt, HELD, by=person, secret=SECRET)
    attempt = conclude(attempt)
    assert GuessCount.get().possible == 8
    assert counts(attempt, cast.eva) == []


def test_nothing_is_shown_before_the_end(cast, visit):
    attempt = started(cast.alma, cast.facebook)
    page = f"/experiments/{attempt.id}"
    for person in authors(cast.library, 6):
        GuessCount.give(attempt, HELD, by=person, secret=SECRET)
    for reader in (cast.alma, cast.carla, cast.frida):
        assert "thought it would hold" not in visit(reader).get(page).text


def test_one_guesses_once_and_nobody_keeps_who(cast, visit):
    attempt = started(cast.alma, cast.facebook)
    carla = visit(cast.carla)
    page = f"/experiments/{attempt.id}"
    assert "What do you think will happen?" in carla.get(page).text
    for guess in ("supported", "refuted"):
        carla.post(f"{page}/guesses", data={"guess": guess})
    assert "You have guessed." in carla.get(page).text
    row = GuessCount.get()
    assert (row.supported, row.mixed, row.refuted) == (1, 0, 0)
    kept = GuessMark.select().dicts().get()
    assert set(kept) == {"key", "experiment"} and len(kept["key"]) == 64
    conclude(attempt)
    assert not GuessMark.select().exists(), "at the end the mark goes"


def test_a_script_gets_the_box_back_that_says_so(cast, visit):
    attempt = started(cast.alma, cast.facebook)
    answer = visit(cast.carla).post(
        f"/experiments/{attempt.id}/guesses",
        data={"guess": "supported"},
        headers={"X-Requested-With": "fetch"},
    )
    assert answer.status_code == 200 and 'id="guesses"' in answer.text
    assert "You have guessed." in answer.text and "<html" not in answer.text


def test_where_everybody_guessed_one_would_know_of_each(cast):
    """The unit has Bo, Eva and four more, and Alma, whose own it is."""
    attempt = started(cast.alma, cast.facebook, visibility=Visibility.unit)
    for person in [cast.bo, cast.eva, *authors(cast.service, 4)]:
        GuessCount.give(attempt, HELD, by=person, secret=SECRET)
    attempt = conclude(attempt)
    assert GuessCount.get().possible == 6
    assert counts(attempt, cast.eva) == []


def test_a_quarter_is_written_down_two_weeks_after_its_end(cast):
    authors(cast.library, 5)
    for number in range(5):
        all_for(cast, 5, title=f"Nummer {number}")
    (live,) = forecasts()
    write_down_forecasts(live.quarter.last + dt.timedelta(14))
    assert not ForecastFigure.select().exists()
    write_down_forecasts(live.quarter.last + dt.timedelta(15))
    all_for(cast, 5, outcome=HELD, title="For sent")
    assert forecasts() == [live]


def test_the_mark_of_another_installation_is_another(cast):
    attempt = started(cast.alma, cast.facebook)
    GuessCount.give(attempt, HELD, by=cast.carla, secret=SECRET)
    assert guess_panel_of(attempt, cast.carla, SECRET).given
    assert not guess_panel_of(attempt, cast.carla, "en anden").given


@for_each_case("how", ["own", "planned", "hidden", "concluded", "stopped"])
def test_who_may_not_guess(cast, how):
    attempt = started(cast.alma, cast.facebook)
    by = cast.carla
    guess = HELD
    if how == "own":
        by = cast.alma
    if how == "planned":
        attempt = planned(cast.alma, cast.facebook, title="En anden")
    if how == "hidden":
        attempt.hide(NOW)
        attempt = attempt.reload()
    if how == "concluded":
        attempt = conclude(attempt)
    if how == "stopped":
        guess = Outcome.stopped
    with database.atomic(), pytest.raises(ValidationFailed):
        GuessCount.give(attempt, guess, by=by, secret=SECRET)
    assert not GuessMark.select().exists() and not GuessCount.select().exists()


def test_a_conclusion_closes_the_guesses_for_good(cast):
    """Taken back within ten minutes, it is not opened again: the two would differ by one."""
    attempt = guessed(cast, [HELD] * 5)
    type(attempt).update(stage="running").where(
        type(attempt).id == attempt.id
    ).execute()
    with database.atomic(), pytest.raises(ValidationFailed):
        GuessCount.give(attempt.reload(), NOT, by=cast.carla, secret=SECRET)
    assert GuessCount.get().refuted == 0


@for_each_case(
    ("shares", "outcome", "score"),
    [
        ((5, 0, 0), HELD, 0),
        ((5, 0, 0), NOT, 2),
        ((2, 2, 2), PARTLY, BLIND),
        ((7, 1, 2), HELD, 0.3**2 + 0.1**2 + 0.2**2),
    ],
)
def test_the_brier_score(shares, outcome, score):
    n = sum(shares)
    figures = [Figure(value, n) for value in shares]
    counted = dict(zip((HELD, PARTLY, NOT), figures, strict=True))
    assert brier_score(counted, outcome) == pytest.approx(score)


def test_a_quarter_has_a_score_from_five_attempts_that_everybody_may_see(cast, visit):
    authors(cast.library, 5)
    for number in range(4):
        all_for(cast, 5, title=f"Nummer {number}")
    guessed(cast, [HELD] * 9, title="For enheden", visibility=Visibility.unit)
    all_for(cast, 4, title="For få")
    assert forecasts() == []
    all_for(cast, 5, outcome=HELD, title="Den femte")
    (one,) = forecasts()
    assert (one.n, one.score) == (5, pytest.approx(8 / 5)) and one.is_worse
    assert "worse than blindly" in visit(cast.carla).get("/readiness/fear").text
