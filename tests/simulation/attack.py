"""What somebody tries who reads every figure of fears every night, and subtracts.

The attacker sees all figures: the sums of each fear, of each platform and of all of
them; the guesses of each attempt; the figures of quarters; the halves of a trial. Here
it is known as well who is behind each, so each figure, what is left of its whole, and
each difference is held against the people it is about. And the authors of what was
shared without a name are exchanged: a figure that moves would tell of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import combinations
from zoneinfo import ZoneInfo

from tests.simulation.organisation import ZONE, Organisation
from tracker.db import database
from tracker.experiments.models import Experiment
from tracker.fears.enums import CohortMeasure
from tracker.fears.models import (
    CohortFigure,
    ExpectedFear,
    ForecastFigure,
    GuessCount,
    Trial,
)
from tracker.fears.models.fear_batch import _batches, _waiting
from tracker.fears.queries import sums
from tracker.fears.queries.cohort_figure import COUNTED, Cohorts, figure_of
from tracker.fears.queries.guess_count import forecast_of, shown_counts
from tracker.fears.queries.trial import result_of
from tracker.quarters import Quarter
from tracker.readiness.enums import Fear

WHOLE = None
FAR = dt.date(2030, 1, 1)  # when whatever waits has waited long enough
Answers = dict[Fear, dict[int | None, set[int]]]


class Attacker:
    """Reads the figures after each quarter.

    Attributes:
        smallest: The fewest people that any figure, any rest or any difference of
            figures was about.
        moved: How many figures moved when withheld authors were exchanged.
    """

    def __init__(self, organisation: Organisation):
        self.organisation = organisation
        self.places = [WHOLE, *organisation.platforms.values()]
        self.seen = self._figures()
        self.counted: set[int] = set()
        self.written: set[int] = set()
        self.guessed = 0
        self.smallest = len(organisation.workers)
        self.differences = 0
        self.moved = 0

    def look(self) -> None:
        """Read all figures, and subtract them from each other and from what they were."""
        self._subtract_sums()
        self._read_guesses()
        cohorts = {measure: count(ZONE) for measure, count in COUNTED.items()}
        self._read_quarters(cohorts)
        self._read_trial()

    def exchange(self) -> None:
        """Put each withheld author in the place of the next, and count what moves."""
        before = list(_would_be_written())
        rows = Experiment.select(Experiment.id, Experiment.author).where(
            Experiment.withheld
        )
        authors = dict(rows.order_by(Experiment.id).tuples())
        others = list(authors.values())[1:] + list(authors.values())[:1]
        with database.atomic() as exchanged:
            sql = "UPDATE experiment SET author_id = ? WHERE id = ?"
            database.cursor().executemany(sql, list(zip(others, authors, strict=True)))
            after = list(_would_be_written())
            exchanged.rollback()
        self.differences += len(before)
        self.moved += sum(
            one != other for one, other in zip(before, after, strict=True)
        )

    def _subtract_sums(self) -> None:
        now = self._figures()
        authors, behind = self._answers_behind(now)
        for fear in Fear:
            groups = [ids for ids in behind[fear].values() if ids]
            differences = list(groups)
            for one, other in combinations(groups, 2):
                differences += [one - other, other - one]
            for ids in filter(None, differences):
                self._note(len({authors[id] for id in ids}))
        self.seen = now

    def _read_guesses(self) -> None:
        """Those who guessed an attempt, and those who might have and did not."""
        rows = GuessCount.select().where(GuessCount.experiment > self.guessed)
        for row in rows:
            self.guessed = max(self.guessed, row.experiment_id)
            if shown_counts(row):
                given = row.supported + row.mixed + row.refuted
                self._note_all((given, row.possible - given))

    def _read_quarters(self, cohorts: dict[CohortMeasure, Cohorts]) -> None:
        """Who is in a figure that is new, and for drafts who did it and who did not."""
        for row in CohortFigure.select().where(CohortFigure.n.is_null(False)):
            if row.id in self.written:
                continue
            self.written.add(row.id)
            quarter = Quarter.parse(row.quarter)
            cohort = cohorts[row.measure][quarter, row.with_cause]
            if row.measure is CohortMeasure.shared_draft:
                self._note_all((len(cohort.did), len(cohort.people - cohort.did)))
            else:
                self._note(len(cohort.people) or cohort.rows)

    def _read_trial(self) -> None:
        """Who shared and who did not in each half."""
        result = self.organisation.trial.result
        if result and result.shown:
            for half in (result.caused, result.other):
                self._note_all((int(half.value), int(half.n - half.value)))

    def _figures(self) -> dict[tuple[Fear, int | None], int]:
        return {
            (fear, place): told.attempts
            for place in self.places
            for fear, told in sums(place).items()
        }

    def _answers_behind(self, now: dict) -> tuple[dict[int, int], Answers]:
        """Who gave each new answer; fear and place to the answers new in the figure."""
        rows = (
            ExpectedFear.select(ExpectedFear, Experiment.author, Experiment.platform)
            .join(Experiment)
            .where(ExpectedFear.counted)
        )
        new = [row for row in rows if row.id not in self.counted]
        self.counted |= {row.id for row in new}
        found: Answers = {
            fear: {place: set() for place in self.places} for fear in Fear
        }
        for row in new:
            found[row.fear][WHOLE].add(row.id)
            place = row.experiment.platform_id
            if now[row.fear, place] > self.seen[row.fear, place]:
                found[row.fear][place].add(row.id)
        return {row.id: row.experiment.author_id for row in new}, found

    def _note_all(self, groups: Iterable[int]) -> None:
        for people in groups:
            if people:
                self._note(people)

    def _note(self, people: int) -> None:
        self.differences += 1
        self.smallest = min(self.smallest, people)


def _would_be_written(zone: ZoneInfo = ZONE) -> Iterator[tuple]:
    """Every figure as it would be written down now."""
    for fear in Fear:
        for platform, rows in _batches(_waiting(fear), FAR):
            yield fear, platform, len(rows)
    for measure, count in COUNTED.items():
        for place, cohort in sorted(count(zone).items(), key=lambda one: str(one[0])):
            yield measure, place, figure_of(measure, cohort)
    for row in ForecastFigure.select().order_by(ForecastFigure.quarter):
        yield row.quarter, forecast_of(Quarter.parse(row.quarter))
    for trial in Trial.select().where(Trial.is_open):
        yield trial.id, result_of(trial)
