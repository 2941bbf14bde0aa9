"""What colleagues guessed, once an attempt is concluded; and how good the guesses are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from peewee import fn

from tracker.accounts.models import Person
from tracker.core.reference import may_be_referred_to
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries.visibility import is_for_everyone
from tracker.fears.models import ForecastFigure, GuessCount, GuessMark
from tracker.fears.models.guess_count import mark_of
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion
from tracker.lessons.models.learning_card import ANSWERS
from tracker.prepared import Parameter, Prepared
from tracker.quarters import Quarter
from tracker.small_groups import MIN_GROUP_SIZE, Figure

# A forecast of a third for each of three outcomes: (1/3)² + (1/3)² + (2/3)²
BLIND = 2 / 3
# So long after its end a quarter's last attempts are told
LATE = dt.timedelta(weeks=2)
MOST_OPEN = 4  # quarters that a page counts; the night writes down the others


@dataclass(frozen=True)
class GuessPanel:
    """What the page of an attempt says of guesses.

    Attributes:
        asks: Whether the viewer may guess now.
        given: Whether the viewer has guessed.
        counts: Outcome to how many guessed it, of how many; empty unless shown.
        had_any: Whether anybody guessed before it was concluded.
    """

    asks: bool
    given: bool
    counts: dict[Outcome, Figure]
    had_any: bool = False


@dataclass(frozen=True)
class Forecast:
    """The forecasts of one quarter.

    Attributes:
        score: The mean Brier score.
        n: How many attempts it is the mean of.
    """

    quarter: Quarter
    score: float
    n: int

    @property
    def is_better(self) -> bool:
        return self.score < BLIND - 0.05

    @property
    def is_worse(self) -> bool:
        return self.score > BLIND + 0.05


def guess_panel_of(experiment: Experiment, viewer: Person, secret: str) -> GuessPanel:
    """The guesses of an attempt for a viewer; at most two queries."""
    asks = False
    given = False
    counts = {}
    if experiment.stage is Stage.running and GuessCount.addable_by(viewer, experiment):
        mark = mark_of(experiment, viewer, secret)
        given = _given.first(mark=mark) is not None
        asks = not given and experiment.hidden_at is None
    row = None
    concluded = experiment.stage is Stage.concluded
    if concluded and may_be_referred_to(experiment, GuessCount.experiment):
        row = _guesses.first(experiment=experiment.id)
        counts = shown_counts(row)
    return GuessPanel(asks, given, counts, row is not None)


_given = Prepared(  # kept by no process: the table has no token
    lambda: (
        GuessMark.select(GuessMark.key)
        .where(GuessMark.key == Parameter("mark"))
        .tuples()
    )
)
_guesses = Prepared(
    lambda: GuessCount.select().where(GuessCount.experiment == Parameter("experiment"))
)


def shown_counts(row: GuessCount | None) -> dict[Outcome, Figure]:
    """Outcome to how many guessed it; empty where they, or those who might have guessed
    and did not, are fewer than five. Where everybody guessed, one would know of each.
    """
    if row is None or row.possible is None:
        return {}
    given = {outcome: getattr(row, outcome.value) for outcome in ANSWERS}
    people = sum(given.values())
    if min(people, row.possible - people) < MIN_GROUP_SIZE:
        return {}
    return {
        outcome: Figure.about(people, value=value) for outcome, value in given.items()
    }


def forecasts() -> list[Forecast]:
    """The mean Brier score of the organisation's forecasts by quarter, the oldest first.

    The forecast of an attempt gives each outcome k (supported, mixed, refuted) the share
    p_k of those who guessed it. Its Brier score is the sum over k of (p_k − o_k)², where
    o_k is 1 for the outcome that came and 0 for the others (Brier, G. W. (1950),
    Verification of forecasts expressed in terms of probability, Monthly Weather Review
    78(1), 1–3): 0 where all guessed right, 2 where all guessed the same and wrong, 2/3
    for a forecast of a third each. A quarter has the mean of the attempts that were
    concluded in it, that answered the hypothesis, that everybody may see, and whose
    guesses are shown; it stands where there are five of them. Two weeks after its end a
    quarter is written down; a query for each of the newest that are not.
    """
    rows = ForecastFigure.select().where(ForecastFigure.n.is_null(False))
    found = [Forecast(Quarter.parse(row.quarter), row.score, row.n) for row in rows]
    newest = list(_open_quarters())[-MOST_OPEN:]
    found += filter(None, map(forecast_of, newest))
    return sorted(found, key=lambda one: one.quarter)


def write_down_forecasts(on: dt.date) -> None:
    """Write down the quarters that ended two weeks ago and are not written yet."""
    for quarter in _open_quarters():
        if quarter.last + LATE < on:
            one = forecast_of(quarter)
            if one:
                ForecastFigure.add(str(quarter), one.score, one.n)
            else:
                ForecastFigure.add(str(quarter), None, None)


def forecast_of(quarter: Quarter) -> Forecast | None:
    """The forecasts of one quarter; None where fewer than five attempts show theirs."""
    guesses = [GuessCount.supported, GuessCount.mixed, GuessCount.refuted]
    alike = [Conclusion.outcome, GuessCount.possible, *guesses]
    rows = (
        Conclusion.select(*alike, fn.COUNT(Conclusion.id))
        .join(Experiment)
        .join(GuessCount, on=(GuessCount.experiment == Experiment.id))
        .where(
            is_for_everyone(),
            Conclusion.outcome.in_(ANSWERS),
            Conclusion.concluded_on.between(quarter.first, quarter.last),
            GuessCount.possible.is_null(False),
        )
        .group_by(*alike)
    )
    whole = 0
    score = 0.0
    for outcome, possible, supported, mixed, refuted, attempts in rows.tuples():
        counts = shown_counts(
            GuessCount(
                supported=supported, mixed=mixed, refuted=refuted, possible=possible
            )
        )
        if counts:
            whole += attempts
            score += attempts * brier_score(counts, outcome)
    if whole < MIN_GROUP_SIZE:
        return None
    return Forecast(quarter, score / whole, whole)


def _open_quarters() -> Iterator[Quarter]:
    """The quarters in which something was concluded and that are not written down."""
    days = Conclusion.concluded_on
    # One by one: each is an end of an index, and both together would read all of it
    first = Conclusion.select(fn.MIN(days)).scalar()
    last = Conclusion.select(fn.MAX(days)).scalar()
    if first is None:
        return
    written = {
        quarter for (quarter,) in ForecastFigure.select(ForecastFigure.quarter).tuples()
    }
    quarter = Quarter.of(first)
    while quarter.first <= last:
        if str(quarter) not in written:
            yield quarter
        quarter = quarter.following


def brier_score(counts: dict[Outcome, Figure], outcome: Outcome) -> float:
    """The Brier score of one attempt's guesses; see `forecasts`."""
    score = 0.0
    for guess, figure in counts.items():
        happened = float(guess is outcome)
        score += (figure.value / figure.n - happened) ** 2
    return score
