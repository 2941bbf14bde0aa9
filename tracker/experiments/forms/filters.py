"""What somebody chose in the address of a list: read kindly, and written back as links
that add or take away a choice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from tracker.accounts.models import Unit
from tracker.core.validation import N_
from tracker.experiments.models import Stage, Tag
from tracker.experiments.queries.facets import AWAITING
from tracker.experiments.queries.search import ExperimentSearch, tags_named
from tracker.experiments.queries.sort import SORTS
from tracker.guidelines.models import Platform
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.search import Query
from tracker.stakeholders.models import Stakeholder
from tracker.web.clock import begins
from tracker.web.forms import tidy_line
from tracker.web.i18n import day, label, named, translated

EXPERIMENTS = ("platform", "outcome", "stage", "unit", "stakeholder", "tag")
LESSONS = ("platform", "outcome", "standing", "reuse", "unit", "tag")
LESSON_SORTS = (SORTS[0], "used", "standing")
USED = "used"
MOST_CHOICES = 40
LONGEST_QUERY = 300
STAGE_WORDS = {
    **{stage.value: stage.label for stage in Stage},
    AWAITING: N_("Awaiting its lesson"),
}
STAGE_WORDS[Stage.draft.value] = N_("My drafts")  # nobody else's are ever among them
SORT_WORDS = {
    "newest": N_("Newest"),
    "endorsed": N_("Most endorsed"),
    "surprising": N_("Surprising"),
    "built_on": N_("Most built on"),
}
SORT_WORDS |= {"used": N_("Most used"), "standing": N_("Best supported")}


@dataclass(frozen=True)
class ExperimentFilters:
    """The choices of one address.

    Attributes:
        path: The list's own address, without a question mark.
        chosen: Dimension to the values that make sense, as they stand in the address.
        left_out: Whether something in the address made no sense and was left out.
    """

    path: str
    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: dt.date | None = None
    until: dt.date | None = None
    sort: str = SORTS[0]
    orders: tuple[str, ...] = SORTS
    left_out: bool = False
    platforms: Mapping[str, Platform] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    tags: Mapping[str, Tag] = field(default_factory=dict)
    stakeholders: Mapping[str, Stakeholder] = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        path: str,
        args: MultiDict,
        dimensions: Iterable[str] = EXPERIMENTS,
        orders: tuple[str, ...] = SORTS,
    ) -> ExperimentFilters:
        """Read an address. What makes no sense is left out and told, never an error."""
        asked = {
            name: list(dict.fromkeys(filter(None, args.getlist(name))))[:MOST_CHOICES]
            for name in dimensions
        }
        platforms = {
            platform.slug: platform
            for platform in Platform.select().order_by(Platform.position, Platform.name)
        }
        units = {str(unit.id): unit for unit in Unit.select().order_by(Unit.name)}
        tags = {
            tag.name: tag
            for tag in tags_named(map(tidy_line, asked.get("tag", ())), current_user)
        }
        known = {
            "platform": platforms,
            "unit": units,
            "tag": tags,
            "outcome": Outcome.__members__,
            "stage": STAGE_WORDS,
        }
        stakeholders = _stakeholders() if "stakeholder" in asked else {}
        known |= {
            "standing": LessonStatus.__members__,
            "reuse": (USED,),
            "stakeholder": stakeholders,
        }
        chosen = {
            name: tuple(value for value in values if value in known[name])
            for name, values in asked.items()
        }
        since = _day(args.get("since"))
        until = _day(args.get("until"))
        sort = args.get("sort") or SORTS[0]
        backwards = bool(since and until and until < since)
        senseless = [
            *(
                values
                for name, values in asked.items()
                if len(chosen[name]) < len(values)
            ),
            *(
                args[name]
                for name, read in (("since", since), ("until", until))
                if args.get(name) and not read
            ),
            *([sort] if sort not in orders else []),
            *([until] if backwards else []),
        ]
        return cls(
            path=path,
            q=" ".join(args.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY],
            chosen=chosen,
            since=since,
            until=None if backwards else until,
            sort=sort if sort in orders else orders[0],
            orders=orders,
            left_out=bool(senseless),
            platforms=platforms,
            units=units,
            tags=tags,
            stakeholders=stakeholders,
        )

    def asked(self) -> ExperimentSearch:
        """The choices as queries take them."""
        stages = self.chosen.get("stage", ())
        return ExperimentSearch(
            words=Query.parse(self.q),
            platforms=tuple(
                self.platforms[slug].id for slug in self.chosen.get("platform", ())
            ),
            outcomes=tuple(Outcome(word) for word in self.chosen.get("outcome", ())),
            stages=tuple(Stage(word) for word in stages if word != AWAITING),
            awaiting=AWAITING in stages,
            units=tuple(self.units[id].id for id in self.chosen.get("unit", ())),
            tags=tuple(self.tags[name].id for name in self.chosen.get("tag", ())),
            stakeholders=tuple(
                self.stakeholders[id].id for id in self.chosen.get("stakeholder", ())
            ),
            since=self.since and begins(self.since),
            before=self.until and begins(self.until + dt.timedelta(days=1)),
            standings=tuple(
                LessonStatus(word) for word in self.chosen.get("standing", ())
            ),
            used=USED in self.chosen.get("reuse", ()),
        )

    # The address with something changed; a change always leads to the first page.

    def url(self, **changes) -> str:
        """The address of this list with these changes."""
        pairs = replace(self, **changes).pairs()
        if pairs:
            return f"{self.path}?{urlencode(pairs)}"
        return self.path

    def after(self, mark: str) -> str:
        """The address of the page that begins after a mark."""
        return f"{self.path}?{urlencode([*self.pairs(), ('after', mark)])}"

    def toggled(self, name: str, value: str) -> str:
        """The address with one choice more, or without it when it is chosen."""
        values = self.chosen.get(name, ())
        values = (
            tuple(v for v in values if v != value)
            if value in values
            else (*values, value)
        )
        return self.url(chosen={**self.chosen, name: values})

    def pairs(self, but: Iterable[str] = ()) -> list[tuple[str, str]]:
        """Names and values of everything chosen, for links and for the hidden fields of a form."""
        days = [("since", self.since), ("until", self.until)]
        pairs = [
            ("q", self.q),
            *(
                (name, value)
                for name, values in self.chosen.items()
                for value in values
            ),
            *((name, day.isoformat()) for name, day in days if day),
            ("sort", self.sort if self.sort != SORTS[0] else ""),
        ]
        return [(name, value) for name, value in pairs if value and name not in but]

    def labels(self) -> list[dict]:
        """Every choice with its words and the address without it."""
        one_by_one = [
            {"label": self.name_of(name, value), "url": self.toggled(name, value)}
            for name, values in self.chosen.items()
            for value in values
        ]
        since = (
            [
                {
                    "label": _("from %(day)s", day=day(self.since)),
                    "url": self.url(since=None),
                }
            ]
            if self.since
            else []
        )
        until = (
            [
                {
                    "label": _("until %(day)s", day=day(self.until)),
                    "url": self.url(until=None),
                }
            ]
            if self.until
            else []
        )
        return [*one_by_one, *since, *until]

    def name_of(self, name: str, value: str) -> str:
        """A choice in the reader's words."""
        if name == "outcome":
            return label(Outcome(value))
        if name == "stage":
            return translated(STAGE_WORDS[value])
        if name == "standing":
            return label(LessonStatus(value))
        if name == "reuse":
            return _("Used by colleagues")
        if name == "tag":
            return f"#{value}"
        if name == "stakeholder":
            return self.stakeholders[value].name
        if name == "platform":
            return named(self.platforms[value])
        return self.units[value].name

    def sorts(self) -> list[dict]:
        """The orders to choose from, with their addresses."""
        return [
            {
                "label": translated(SORT_WORDS[sort]),
                "url": self.url(sort=sort),
                "current": sort == self.sort,
            }
            for sort in self.orders
        ]

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.q or self.since or self.until or any(self.chosen.values()))


def _stakeholders() -> dict[str, Stakeholder]:
    """Everybody by id, those off the map too: what was tried with them is still found."""
    rows = sorted(Stakeholder.select(), key=lambda row: row.name.casefold())
    return {str(row.id): row for row in rows}


def _day(text: str | None) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None
    # After the last day there is none to end before
    if day and day < dt.date.max:
        return day
    return None
