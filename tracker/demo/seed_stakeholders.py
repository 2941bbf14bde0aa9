"""Seeds stakeholders, their touchpoints, and the experiments about them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from tracker import toml
from tracker.demo import TEXTS
from tracker.demo.context import LONG_AGO, Context
from tracker.demo.experiment import ExperimentKey
from tracker.demo.organisation import PersonKey, PlatformSlug
from tracker.guidelines.starting_set import NAMES
from tracker.stakeholders.models import Channel, Stakeholder, Touchpoint
from tracker.toml import Known

CHANGED = 190  # days ago: what was different a year ago became what it is
PLACES = frozenset(NAMES) | {
    channel.value for channel in Channel if channel is not Channel.social
}
Place = Annotated[str, Known("platform or channel", PLACES)]


@dataclass(frozen=True, kw_only=True)
class QualityBefore:
    """How good a touchpoint was a year ago."""

    quality: int
    answer_hours: float


@dataclass(frozen=True, kw_only=True)
class TouchpointText:
    """Where a stakeholder is met: a platform, or a channel that is none.

    Attributes:
        quality: From 1 to 5.
        enquiries: A month.
        answer_hours: How long an answer takes; goal_hours is how long it may.
    """

    place: Place
    purpose: str
    quality: int
    owner: PersonKey | None = None
    enquiries: int | None = None
    answer_hours: float | None = None
    goal_hours: float | None = None
    a_year_ago: QualityBefore | None = None


@dataclass(frozen=True, kw_only=True)
class WeightBefore:
    """How much a stakeholder mattered a year ago."""

    interest: int
    influence: int


@dataclass(frozen=True, kw_only=True)
class About:
    """An experiment that is about a stakeholder, and where it met them, if anywhere."""

    key: ExperimentKey
    met: Place | None = None


@dataclass(frozen=True, kw_only=True)
class StakeholderText:
    """A stakeholder; a negative number of days means that the contact is due."""

    name: str
    interest: int
    influence: int
    worry: str
    platforms: tuple[PlatformSlug, ...] = ()
    typical: str | None = None
    owner: PersonKey | None = None
    contact_in_days: int | None = None
    experiments: tuple[About, ...] = ()
    touchpoints: tuple[TouchpointText, ...] = ()
    a_year_ago: WeightBefore | None = None

    def __post_init__(self):
        places = {one.place for one in self.touchpoints}
        for about in self.experiments:
            if about.met and about.met not in places:
                raise ValueError(f"{about.key}: no touchpoint is “{about.met}”")


@dataclass(frozen=True, kw_only=True)
class Stakeholders:
    stakeholders: tuple[StakeholderText, ...]


@dataclass(frozen=True)
class Met:
    """The stakeholder and the touchpoint of an experiment."""

    stakeholder: Stakeholder | None = None
    touchpoint: Touchpoint | None = None


def seed_stakeholders(demo: Context) -> dict[str, Met]:
    """Create the stakeholders and their touchpoints.

    Returns:
        By an experiment's key, whom it is about.
    """
    about: dict[str, Met] = {}
    texts = toml.read(TEXTS / "stakeholders.toml", Stakeholders)
    for text in texts.stakeholders:
        stakeholder = _add(demo, text)
        points = {one.place: _open(demo, stakeholder, one) for one in text.touchpoints}
        if text.a_year_ago:
            demo.plan(_changed(demo), _weigh, demo, stakeholder, text)
        for one in text.experiments:
            about[one.key] = Met(stakeholder, points.get(one.met))
    return about


def _add(demo: Context, text: StakeholderText) -> Stakeholder:
    contact = None
    if text.contact_in_days is not None:
        contact = demo.day(-text.contact_in_days)
    weight = text.a_year_ago or text
    return Stakeholder.add(
        name=text.name,
        worry=text.worry,
        typical=text.typical,
        interest=weight.interest,
        influence=weight.influence,
        platforms=[demo.platforms[slug] for slug in text.platforms],
        owner=demo.people.get(text.owner),
        next_contact=contact,
        at=_began(demo),
        by=demo.people["helle"],
    )


def _open(demo: Context, stakeholder: Stakeholder, text: TouchpointText) -> Touchpoint:
    platform = demo.platforms.get(text.place)
    channel = Channel.social
    if not platform:
        channel = Channel(text.place)
    owner = demo.people.get(text.owner)
    before = text.a_year_ago or text
    point = Touchpoint.open(
        stakeholder,
        channel=channel,
        platform=platform,
        purpose=text.purpose,
        quality=before.quality,
        volume=text.enquiries,
        answer_time=before.answer_hours,
        answer_goal=text.goal_hours,
        owner=owner,
        at=_began(demo),
        by=demo.people["helle"],
    )
    if text.a_year_ago:
        demo.plan(_changed(demo), _measure, demo, point, text)
    return point


def _weigh(demo: Context, stakeholder: Stakeholder, text: StakeholderText) -> None:
    """What matters to them, and how much they can do, is what it is now."""
    stakeholder.change(
        version=1,
        at=_changed(demo),
        by=demo.people["helle"],
        interest=text.interest,
        influence=text.influence,
    )


def _measure(demo: Context, point: Touchpoint, text: TouchpointText) -> None:
    """A touchpoint is as good as it is now."""
    point.change(
        version=1,
        at=_changed(demo),
        by=demo.people.get(text.owner),
        quality=text.quality,
        answer_time=text.answer_hours,
    )


def _changed(demo: Context) -> dt.datetime:
    return demo.now - dt.timedelta(days=CHANGED)


def _began(demo: Context) -> dt.datetime:
    return demo.now - dt.timedelta(days=LONG_AGO)
