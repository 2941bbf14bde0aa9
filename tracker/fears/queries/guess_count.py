"""What colleagues guessed, once an attempt is concluded; and how good the guesses are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries.visibility import is_for_everyone
from tracker.fears.models import GuessCount, GuessMark
from tracker.fears.models.guess_count import mark_of
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion
from tracker.lessons.models.learning_card import ANSWERS
from tracker.prepared import Parameter, Prepared
from tracker.quarters import Quarter
from tracker.small_groups import MIN_GROUP_SIZE, Figure

# A forecast of a third for each of three outcomes: (1/3)² + (1/3)² + (2/3)²
BLIND = 2 / 3


@dataclass(frozen=True)
class GuessPanel:
    """What the page of an attempt says of guesses.

    Attributes:
        asks: Whether the viewer may guess now.
        given: Whether the viewer has guessed.
        counts: Outcome to how many guessed it, of how many; empty unless shown.
    """

    asks: bool
    given: bool
    counts: dict[Outcome, Figure]


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
        given = GuessMark.select().where(GuessMark.key == mark).exists()
        asks = not given and experiment.hidden_at is None
    if experiment.stage is Stage.concluded:
        counts = shown_counts(_guesses.first(experiment=experiment.id))
    return GuessPanel(asks, given, counts)


_guesses = Prepared(
    lambda: GuessCount.select().where(GuessCount.experiment == Parameter("experiment"))
)


def shown_counts(row: GuessCount | None) -> dict[Outcome, Figure]:
    """Outcome to how many guessed it; empty where they, or those who might have guessed
    and did not, are fewer than five.
    """
    if row is None or row.possible is None:
        return {}
    given = {outcome: getattr(row, outcome.value) for outcome in ANSWERS}
    people = sum(given.values())
    if not Figure.about(people, of=max(people, row.possible)).shown:
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
    guesses are shown; it stands where there are five of them. One query.
    """
    rows = (
        Conclusion.select(Conclusion.outcome, Conclusion.concluded_on, GuessCount)
        .join(Experiment)
        .join(GuessCount, on=(GuessCount.experiment == Experiment.id), attr="guesses")
        .where(
            is_for_everyone(),
            Conclusion.outcome.in_(ANSWERS),
            GuessCount.possible.is_null(False),
        )
    )
    scores = defaultdict(list)
    for row in rows:
        counts = shown_counts(guesses_of(row))
        if counts:
            scores[Quarter.of(row.concluded_on)].append(
                brier_score(counts, row.outcome)
            )
    return [
        Forecast(quarter, sum(some) / len(some), len(some))
        for quarter, some in sorted(scores.items())
        if len(some) >= MIN_GROUP_SIZE
    ]


def guesses_of(conclusion: Conclusion) -> GuessCount:
    return conclusion.experiment.guesses


def brier_score(counts: dict[Outcome, Figure], outcome: Outcome) -> float:
    """The Brier score of one attempt's guesses; see `forecasts`."""
    score = 0.0
    for guess, figure in counts.items():
        happened = float(guess is outcome)
        score += (figure.value / figure.n - happened) ** 2
    return score
