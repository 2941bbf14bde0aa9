"""What the simulated people do, written into the product.

The pulse, what is done about fears, the batches and the figures of quarters go through
the product's own verbs; attempts, answers and marks of the pulse are written in bulk,
under all constraints of the database.
"""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import defaultdict
from collections.abc import Callable
from zoneinfo import ZoneInfo

import peewee

from tests.simulation.behaviour import (
    FIRST_TREATED,
    LOWERS,
    NEWS,
    Behaviour,
    Draws,
    Worker,
    hired,
)
from tests.simulation.trial import SimulatedTrial
from tracker.accounts.models import Person, Role, Unit
from tracker.comments.models import Comment
from tracker.db import database
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import Change, Experiment, Stage
from tracker.fears.enums import FearResult
from tracker.fears.models import ExpectedFear, FearBatch, GuessCount, TrialDraft
from tracker.fears.queries import sums
from tracker.fears.queries.cohort_figure import write_down_due
from tracker.fears.queries.guess_count import write_down_forecasts
from tracker.guidelines.models import Platform
from tracker.lessons.enums import Decision, Outcome
from tracker.lessons.models import Conclusion, Lesson
from tracker.lessons.models.learning_card import ANSWERS
from tracker.quarters import Quarter
from tracker.readiness.enums import Item
from tracker.readiness.models import FearAction, Invitation, OpenResponse, Pulse
from tracker.readiness.models.anonymous_response import random_key
from tracker.search import indexed

FIRST = Quarter(2024, 1)
QUARTERS = 8
ZONE = ZoneInfo("Europe/Copenhagen")
# Where people try; on the last two nobody ticks a fear, so nothing is told beside the form
PLACES = ("facebook", "instagram", "linkedin-page", "x")
QUIET = ("linkedin-page", "x")
HAPPENS = 0.1


class Organisation:
    """People in units, and two years of what they do."""

    def __init__(self, people: int, units: int, seed: int, behaviour: Behaviour):
        self.seed = seed
        self.behaviour = behaviour
        self.workers = hired(people, seed)
        self.unit_of: dict[int, int] = {}
        self.platforms = {row.slug: row.id for row in Platform.select()}
        self.rows: dict[type, list[dict]] = defaultdict(list)
        self.number = Experiment.select().count()
        self._settle(units)
        self.facilitator = Person.get(Person.role == Role.facilitator)
        self.trial = SimulatedTrial(self.facilitator, seed)

    def live(self, each: Callable[[], None] = lambda: None) -> None:
        """Two years, quarter by quarter; then what is due is written down.

        Args:
            each: Called after each quarter.
        """
        quarter = FIRST
        for number in range(QUARTERS):
            with database.atomic():
                self._live_quarter(quarter, number)
            each()
            quarter = quarter.following
        with database.atomic():
            write_down_due(quarter.last + dt.timedelta(days=10), ZONE)
            write_down_forecasts(quarter.first + dt.timedelta(days=20))

    def _settle(self, units: int) -> None:
        homes = [Unit.named(f"Enhed {n:02}") for n in range(units)]
        joined = dt.datetime(2023, 6, 1, tzinfo=dt.UTC)
        people = []
        for worker in self.workers:
            home = homes[worker.id % units]
            self.unit_of[worker.id] = home.id
            people.append(
                {
                    "id": worker.id,
                    "email": f"p{worker.id}@example.org",
                    "name": f"Person Nummer {worker.id}",
                    "unit": home,
                    "role": Role.employee,
                    "joined_at": joined,
                }
            )
        people[0]["role"] = Role.facilitator
        _insert(Person, people)

    def _live_quarter(self, quarter: Quarter, number: int) -> None:
        news = random.Random(f"{self.seed}/news/{number}").gauss(0, NEWS)
        self.behaviour.begin_quarter(self.workers, number, news)
        if number == FIRST_TREATED:
            self._act_on_fears(quarter)
        trial = FearBatch.select().exists() and self.trial.begin(quarter, number)
        if trial:
            self.number = max(self.number, trial.experiment_id)
        seen = {slug: self._is_told(slug) for slug in PLACES}
        for worker in self.workers:
            self._try(worker, quarter, number, seen)
        for model in (
            Experiment,
            Conclusion,
            Lesson,
            ExpectedFear,
            Endorsement,
            Comment,
            Change,
            GuessCount,
        ):
            _insert(model, self.rows.pop(model, []))
        _insert(TrialDraft, self.trial.rows)
        self.trial.rows = []
        FearBatch.close_due(quarter.last)
        self.trial.count(quarter.last)
        write_down_due(quarter.last, ZONE)
        self._ask_all(quarter, number)

    def _act_on_fears(self, quarter: Quarter) -> None:
        """Say on the map of fears what is done, also what will do nothing."""
        at = dt.datetime.combine(quarter.first, dt.time(9), dt.UTC)
        for cause, fear in LOWERS.items():
            FearAction.add(fear=fear, words=cause.value, by=self.facilitator, at=at)

    def _is_told(self, slug: str) -> bool:
        """Whether "what happened" stands beside the form of a plan there."""
        return any(one.quiet.shown for one in sums(self.platforms[slug]).values())

    def _try(
        self, worker: Worker, quarter: Quarter, number: int, seen: dict[str, bool]
    ) -> None:
        draws = Draws.of(self.seed, number, worker.id)
        begins = self.behaviour.begins(worker, number, draws.begins)
        worker.thanked = False
        if not begins:
            return
        place = PLACES[int(draws.place * len(PLACES))]
        self.number += 1
        at = _moment(worker, quarter, draws)
        drawn = self.trial.sees(worker, self.unit_of[worker.id], self.number, at.date())
        sees = seen[place] and drawn
        self.behaviour.calms(worker, number, sees)
        draft = self._draft(worker, place, at)
        self.rows[Experiment].append(draft)
        if not self.behaviour.shares(worker, number, sees, draws.shares):
            return
        unnamed = draws.unnamed < 0.25
        claims = False
        if unnamed:
            claims = self._answer(worker, number, draws, at)
        draft |= {
            "stage": Stage.concluded,
            "published_at": at,
            "started_on": at.date(),
            "starts_on": at.date(),
            "review_on": at.date() + dt.timedelta(days=10),
            "withheld": unnamed and not claims,
        }
        if not unnamed:
            self._thank(worker, draws, at)
        self._conclude(worker, number, draws, at, place)

    def _draft(self, worker: Worker, place: str, at: dt.datetime) -> dict:
        title = f"Forsøg {self.number}"
        return {
            "id": self.number,
            "author": worker.id,
            "unit": self.unit_of[worker.id],
            "platform": self.platforms[place],
            "stage": Stage.draft,
            "title": title,
            "hypothesis": "nogen svarer",
            "criterion": "flere end før",
            "made_at": at,
            "changed_at": at,
            "published_at": None,
            "started_on": None,
            "starts_on": None,
            "review_on": None,
            "withheld": False,
            "words": indexed([title], [], ["nogen svarer"]),
        }

    def _answer(
        self, worker: Worker, number: int, draws: Draws, at: dt.datetime
    ) -> bool:
        """Answer half of what was shared without a name; whether its author claims it."""
        answered = draws.answered < 0.5
        if answered:
            self.rows[Comment].append(
                {
                    "experiment": self.number,
                    "person": self._colleague(worker),
                    "body": "Godt, at du prøvede det.",
                    "at": at + dt.timedelta(days=3),
                }
            )
        claims = self.behaviour.claims(worker, number, answered, draws.claims)
        if claims:
            self.rows[Change].append(
                {
                    "experiment": self.number,
                    "by": worker.id,
                    "at": at + dt.timedelta(days=30),
                    "act": "named",
                    "changes": {},
                }
            )
        return claims

    def _thank(self, worker: Worker, draws: Draws, at: dt.datetime) -> None:
        """Thank for half of what was shared by name."""
        thanked = draws.thanked < 0.5
        worker.thanked = thanked and worker.tried == 0
        worker.tried += 1
        if thanked:
            self.rows[Endorsement].append(
                {
                    "experiment": self.number,
                    "person": self._colleague(worker),
                    "kind": "learned",
                    "at": at + dt.timedelta(days=4),
                }
            )

    def _conclude(
        self, worker: Worker, number: int, draws: Draws, at: dt.datetime, place: str
    ) -> None:
        told = at + dt.timedelta(days=12)
        outcome = _outcome(draws.outcome)
        self.rows[Conclusion].append(
            {
                "experiment": self.number,
                "outcome": outcome,
                "observation": "Nogle svarede.",
                "decision": Decision.adapt,
                "concluded_on": told.date(),
                "by": worker.id,
                "at": told,
            }
        )
        self.rows[Lesson].append(
            {
                "experiment": self.number,
                "statement": "Spørg om noget, folk kan svare på.",
                "context": "",
                "stated_at": told,
            }
        )
        self._guess(number, outcome)
        if place not in QUIET and draws.ticks < 0.7:
            self.rows[ExpectedFear].append(
                {
                    "experiment": self.number,
                    "fear": self.behaviour.feared(worker, draws.fear),
                    "result": _result(draws.result),
                    "told_on": told.date(),
                }
            )

    def _guess(self, number: int, outcome: Outcome) -> None:
        """Ten colleagues guess each attempt."""
        dice = random.Random(f"{self.seed}/guess/{self.number}")
        right = self.behaviour.guesses_right(number)
        counts = dict.fromkeys((one.value for one in ANSWERS), 0)
        others = [one for one in ANSWERS if one is not outcome]
        for _ in range(10):
            guess = outcome
            if dice.random() >= right:
                guess = others[int(dice.random() * 2)]
            counts[guess.value] += 1
        possible = len(self.workers) - 1
        self.rows[GuessCount].append(
            counts | {"experiment": self.number, "possible": possible}
        )

    def _ask_all(self, quarter: Quarter, number: int) -> None:
        """A round of the pulse at the end of the quarter."""
        opened = quarter.last - dt.timedelta(days=14)
        at = dt.datetime.combine(opened, dt.time(9), dt.UTC)
        pulse = Pulse.open(
            closes_on=quarter.last, by=self.facilitator, on=opened, at=at
        )
        units = dict(Invitation.select(Invitation.person, Invitation.unit).tuples())
        sheets = []
        for worker in self.workers:
            marks = Draws.of(self.seed, number, worker.id).marks
            sheets.append(_sheet(worker, units[worker.id], marks))
        _insert(OpenResponse, sheets)
        Invitation.delete().execute()
        pulse.close(at=at + dt.timedelta(days=14), on=quarter.last)

    def _colleague(self, worker: Worker) -> int:
        return worker.id % len(self.workers) + 1


def _moment(worker: Worker, quarter: Quarter, draws: Draws) -> dt.datetime:
    """When a draft is begun; a second one in the first days of a quarter, so that it is
    shared within ninety days of the first, if at all in the quarter after.
    """
    days = 5 + int(draws.day * 25)
    if worker.tried == 1:
        days = int(draws.day * 5)
    day = quarter.first + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(10), dt.UTC)


def _sheet(worker: Worker, unit: int | None, marks: tuple[float, ...]) -> dict:
    sheet: dict = {"key": random_key(), "unit": unit}
    sheet |= {item.value: 4 for item in Item}
    for (fear, level), noise in zip(worker.fears.items(), marks, strict=True):
        sheet[fear.value] = min(7, max(1, round(level + noise)))
    return sheet


def _outcome(chance: float) -> Outcome:
    if chance < 0.4:
        return Outcome.supported
    if chance < 0.65:
        return Outcome.mixed
    return Outcome.refuted


def _result(chance: float) -> FearResult:
    if chance < HAPPENS / 3:
        return FearResult.hurt
    if chance < HAPPENS:
        return FearResult.passed
    return FearResult.no


def _insert(model: type[peewee.Model], rows: list[dict]) -> None:
    """Write rows in one statement; Peewee takes longer for its text than SQLite for it."""
    if not rows:
        return
    fields = [
        field
        for field in model._meta.sorted_fields
        if field.name in rows[0] or not isinstance(field, peewee.AutoField)
    ]
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    marks = ", ".join([database.param] * len(fields))
    table = model._meta.table_name
    defaults = {field.name: default for field, default in model._meta.defaults.items()}
    values = [
        [_value(field, row, defaults.get(field.name)) for field in fields]
        for row in rows
    ]
    database.cursor().executemany(
        f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', values
    )
    database.note_write(table)


def _value(field: peewee.Field, row: dict, default):
    """The value of a column as the database takes it."""
    value = row.get(field.name)
    if field.name not in row:
        value = default
        if callable(default):
            value = default()
    if isinstance(field, peewee.JSONField):
        return json.dumps(value)
    return field.db_value(value)
