"""Texts of the demo's experiments, with their comments and endorsements."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from tracker import toml
from tracker.demo import TEXTS
from tracker.demo.organisation import PEOPLE, PersonKey, PlatformSlug
from tracker.demo.pictures import KINDS
from tracker.experiments.models import Format, Stage, Visibility
from tracker.lessons.enums import Confidence, CriticalReaction, Decision, Outcome
from tracker.toml import Known


@dataclass(frozen=True, kw_only=True)
class Tags:
    """The tags that experiments may carry."""

    tags: tuple[str, ...]


FILES = {path.stem: path for path in sorted(TEXTS.glob("experiments/*/*.toml"))}
TAGS = toml.read(TEXTS / "tags.toml", Tags).tags
ExperimentKey = Annotated[str, Known("experiment", FILES)]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A measured value of the experiment's metric on a day."""

    days_ago: int
    value: float


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A generated picture, and its description."""

    kind: Annotated[str, Known("picture", KINDS)]
    alt: str


@dataclass(frozen=True, kw_only=True)
class Link:
    """An address with its title."""

    url: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer to a comment."""

    author: PersonKey
    days_ago: int
    body: str  # Markdown, lightly


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A public comment; answers are one level deep."""

    author: PersonKey
    days_ago: int
    body: str  # Markdown, lightly
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Endorsements:
    """The people of each kind of endorsement; nobody endorses their own experiment."""

    learned: tuple[PersonKey, ...] = ()
    would_try: tuple[PersonKey, ...] = ()
    courage: tuple[PersonKey, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DemoExperiment:
    """One experiment: its plan card, its learning card, its comments and endorsements.

    The fields bear the names of the cards. Days are counted back from the day on which
    the demo is made; below zero they lie ahead. Numbers are in `metric`.
    """

    key: str  # the name of the file
    author: Annotated[str, Known("person", PEOPLE)]
    title: str
    platform: PlatformSlug
    stage: Stage
    hypothesis: str
    co_authors: tuple[PersonKey, ...] = ()
    format: Format = Format.post
    tags: tuple[Annotated[str, Known("tag", TAGS)], ...] = ()
    visibility: Visibility = Visibility.everyone
    builds_on: tuple[ExperimentKey, ...] = ()
    descent_note: str = ""  # what it took from the ones it builds on
    method: str = ""
    metric: str = ""
    criterion: str = ""
    baseline: float | None = None
    target: float | None = None
    hours: float | None = None
    cost: int | None = None  # DKK
    drafted_days_ago: int | None = None  # drafts only
    published_days_ago: int | None = None
    starts_days_ago: int | None = None
    ends_days_ago: int | None = None
    # What is under way without a last day: when to look at it
    review_days_ago: int | None = None
    concluded_days_ago: int | None = None
    # Shared as "a colleague in …"; its author has not put a name to it yet
    withheld: bool = False
    # "I already tried this": criterion and lesson written on the same day
    afterwards: bool = False
    outcome: Outcome | None = None
    observation: str = ""
    surprise: str = ""
    lesson: str = ""
    context: str = ""  # the lesson holds when …
    decision: Decision | None = None
    decision_note: str = ""
    result: float | None = None
    measured_days_ago: int | None = None
    confidence: Confidence | None = None
    reason: str = ""
    pushback: str = ""
    pushback_shared: CriticalReaction | None = (
        None  # colleagues may see the answer to it
    )
    meaning: str = ""
    readings: tuple[Reading, ...] = ()  # oldest first
    pictures: tuple[Picture, ...] = ()
    links: tuple[Link, ...] = ()
    endorsements: Endorsements = field(default_factory=Endorsements)
    comments: tuple[Comment, ...] = ()

    def __post_init__(self):
        if self.pushback_shared and not self.pushback:
            raise ValueError("“pushback_shared” without “pushback”")

    @property
    def unit(self) -> str:
        """The key of the author's unit."""
        return PEOPLE[self.author].unit


def read_experiment(path: Path) -> DemoExperiment:
    """The experiment of a file.

    Raises:
        DataFileError: It is not TOML, or not an experiment.
    """
    return toml.read(path, DemoExperiment, key=path.stem)


EXPERIMENTS = tuple(read_experiment(path) for path in FILES.values())
