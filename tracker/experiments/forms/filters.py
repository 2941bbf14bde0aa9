"""Filters of the lists: read from the address, and written back as links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import urlencode

from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from tracker.accounts.queries import unit_names, units_to_ask
from tracker.cache import cached
from tracker.core.validation import N_
from tracker.experiments.models import Stage, Tag
from tracker.experiments.queries.facets import AWAITING, shared_to_ask
from tracker.experiments.queries.search import ExperimentSearch, tags_named
from tracker.experiments.queries.sort import BEST, NEWEST, SORTS
from tracker.guidelines.models import Platform
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.prepared import Prepared
from tracker.prepared_together import ask_together
from tracker.search import Query
from tracker.stakeholders.models import Stakeholder
from tracker.web.clock import begins
from tracker.web.i18n import day, label, named, translated

EXPERIMENTS = ("platform", "outcome", "stage", "unit", "stakeholder", "tag")
LESSONS = ("platform", "outcome", "standing", "reuse", "unit", "tag")
LESSON_SORTS = (NEWEST, "used", "standing")
USED = "used"
MOST_CHOICES = 40
LONGEST_QUERY = 300
STAGE_WORDS = {stage.value: stage.label for stage in Stage}
STAGE_WORDS[AWAITING] = N_("Awaiting its lesson")
STAGE_WORDS[Stage.draft.value] = N_("My drafts")  # drafts of others are never listed
SORT_WORDS = {
    BEST: N_("Best match"),
    "newest": N_("Newest"),
    "endorsed": N_("Most endorsed"),
    "surprising": N_("Surprising"),
    "built_on": N_("Most built on"),
}
SORT_WORDS |= {"used": N_("Most used"), "standing": N_("Best supported")}


class FilterRow(NamedTuple):
    """A platform, unit or stakeholder to filter by.

    Attributes:
        came_ready: Whether it has the name that it came with, which is translated.
    """

    id: int
    name: str
    came_ready: bool = False


@dataclass(frozen=True)
class ExperimentFilters:
    """The filters in one address.

    Attributes:
        path: The address of the list without a query.
        chosen: Dimension to its valid values, as they are written in the address.
        left_out: Whether a part of the address was not valid and was ignored.
    """

    path: str
    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: dt.date | None = None
    until: dt.date | None = None
    sort: str = NEWEST
    orders: tuple[str, ...] = SORTS
    left_out: bool = False
    platforms: Mapping[str, FilterRow] = field(default_factory=dict)
    units: Mapping[str, FilterRow] = field(default_factory=dict)
    tags: Mapping[str, Tag] = field(default_factory=dict)
    stakeholders: Mapping[str, FilterRow] = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        path: str,
        args: MultiDict,
        dimensions: Iterable[str] = EXPERIMENTS,
        orders: tuple[str, ...] = SORTS,
    ) -> ExperimentFilters:
        """Read the query of an address; values that are not valid are ignored."""
        asked = {
            name: tuple(dict.fromkeys(filter(None, args.getlist(name))))[:MOST_CHOICES]
            for name in dimensions
        }
        rows = _rows(asked)
        chosen = _known(asked, rows)
        since = _day(args.get("since"))
        until = _day(args.get("until"))
        if since and until and until < since:
            until = None
        q = " ".join(args.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]
        if Query.parse(q).loose:
            orders = (BEST,) + orders
        sort = args.get("sort") or orders[0]
        dropped = chosen != asked or sort not in orders
        dropped |= bool(args.get("since") and not since)
        dropped |= bool(args.get("until") and not until)
        if sort not in orders:
            sort = orders[0]
        return cls(
            path=path,
            q=q,
            chosen=chosen,
            since=since,
            until=until,
            sort=sort,
            orders=orders,
            left_out=dropped,
            platforms=rows["platform"],
            units=rows["unit"],
            tags=rows["tag"],
            stakeholders=rows["stakeholder"],
        )

    def asked(self) -> ExperimentSearch:
        """The filters as an argument of queries."""
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

    # Addresses of the list with a change; they lead to its first page

    def url(self, **changes) -> str:
        """The address of this list with these changes."""
        pairs = replace(self, **changes).pairs()
        if pairs:
            return f"{self.path}?{urlencode(pairs)}"
        return self.path

    def after(self, mark: str) -> str:
        """The address of the page that begins after a mark."""
        pairs = self.pairs()
        pairs.append(("after", mark))
        return f"{self.path}?{urlencode(pairs)}"

    def toggled(self, name: str, value: str) -> str:
        """The address with a value added, or removed when it is chosen already."""
        values = self.chosen.get(name, ())
        if value in values:
            values = tuple(v for v in values if v != value)
        else:
            values += (value,)
        return self.url(chosen=dict(self.chosen) | {name: values})

    def pairs(self, but: Iterable[str] = ()) -> list[tuple[str, str]]:
        """Names and values of all filters, for links and for hidden fields of a form.

        Args:
            but: Names to leave out.
        """
        pairs = [("q", self.q)]
        for name, values in self.chosen.items():
            pairs += [(name, value) for value in values]
        for name, chosen in (("since", self.since), ("until", self.until)):
            if chosen:
                pairs.append((name, chosen.isoformat()))
        if self.sort != self.orders[0]:
            pairs.append(("sort", self.sort))
        return [(name, value) for name, value in pairs if value and name not in but]

    def labels(self) -> list[dict]:
        """Each filter with its label and the address without it."""
        labels = [
            {"label": self.name_of(name, value), "url": self.toggled(name, value)}
            for name, values in self.chosen.items()
            for value in values
        ]
        if self.since:
            text = _("from %(day)s", day=day(self.since))
            labels.append({"label": text, "url": self.url(since=None)})
        if self.until:
            text = _("until %(day)s", day=day(self.until))
            labels.append({"label": text, "url": self.url(until=None)})
        return labels

    def name_of(self, name: str, value: str) -> str:
        """The label of a value in the reader's language."""
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

    def is_first_page(self, after: str | None) -> bool:
        """Whether it is the first page of a list in which nothing is searched for.

        Args:
            after: The mark of an earlier page, as a reader sent it.
        """
        return not after and not self.q

    @property
    def is_best_first(self) -> bool:
        """Whether the best match of the search comes first."""
        return self.sort == BEST

    @property
    def is_by_time(self) -> bool:
        """Whether the newest comes first."""
        return self.sort == NEWEST

    def sorts(self) -> list[dict]:
        """The orders with their labels and addresses."""
        return [
            {
                "value": sort,
                "label": translated(SORT_WORDS[sort]),
                "url": self.url(sort=sort),
                "current": sort == self.sort,
            }
            for sort in self.orders
        ]

    def __bool__(self) -> bool:
        """Whether any filter is set."""
        return bool(self.q or self.since or self.until or any(self.chosen.values()))


def _known(
    asked: Mapping[str, tuple[str, ...]], rows: Mapping[str, Mapping]
) -> dict[str, tuple[str, ...]]:
    """The values that are valid, by dimension."""
    known = dict(rows) | {
        "outcome": Outcome.__members__,
        "stage": STAGE_WORDS,
        "standing": LessonStatus.__members__,
        "reuse": (USED,),
    }
    return {
        name: tuple(value for value in values if value in known[name])
        for name, values in asked.items()
    }


def _rows(asked: Mapping[str, tuple[str, ...]]) -> dict[str, dict]:
    """The rows to filter by: dimension to rows by their values in an address."""
    questions = [_in_order.question(), units_to_ask(), *shared_to_ask()]
    if "stakeholder" in asked:
        questions.append(_every_stakeholder.question())
    ask_together(questions)
    stakeholders = {}
    if "stakeholder" in asked:
        stakeholders = cached(("stakeholders",), ["stakeholder"], _stakeholders)
    tags = tags_named(asked.get("tag", ()), current_user)
    return {
        "platform": cached(("platforms",), ["platform"], _platforms),
        "unit": cached(("units",), ["unit"], _units),
        "tag": {tag.name: tag for tag in tags},
        "stakeholder": stakeholders,
    }


def _platforms() -> dict[str, FilterRow]:
    return {
        row.slug: FilterRow(row.id, row.name, came_ready=row.came_ready)
        for row in _in_order.rows()
    }


def _units() -> dict[str, FilterRow]:
    return {str(unit.id): FilterRow(unit.id, unit.name) for unit in unit_names()}


def _stakeholders() -> dict[str, FilterRow]:
    """All stakeholders by id, also archived ones: their experiments can still be found."""
    rows = sorted(_every_stakeholder.rows(), key=lambda row: row.name.casefold())
    return {str(row.id): FilterRow(row.id, row.name) for row in rows}


_in_order = Prepared(
    lambda: Platform.select().order_by(Platform.position, Platform.name)
)
_every_stakeholder = Prepared(Stakeholder.select)


def _day(text: str | None) -> dt.date | None:
    """A day in the form 2026-09-03; None for another text."""
    if not text or len(text) != 10:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    # The last day of the calendar has no next day to end before
    if day < dt.date.max:
        return day
    return None
