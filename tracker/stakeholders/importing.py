"""Stakeholders and touchpoints as a table: one row for each touchpoint, or one alone for a stakeholder that has none.

A row is known by its name, and a touchpoint by name, channel and platform: read again, it updates and never doubles. An empty cell
changes nothing. A bad row is told by line, column and reason, and stops nothing else.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.accounts.models import Person
from tracker.db import database
from tracker.experiments.queries.choosing import people_called
from tracker.guidelines.models import Platform
from tracker.rules import N_, Problem, Refused, caps
from tracker.stakeholders.models import Channel, Stakeholder, Touchpoint
from tracker.stakeholders.queries import ranked
from tracker.tables import Limits, NotATable, open_table

LIMITS = Limits(upload_bytes=1_500_000, rows=2_000, columns=100)
COLUMNS = {
    "name": "navn stakeholder interessent gruppe group organisation",
    "interest": "interesse",
    "influence": "indflydelse power magt",
    "worry": "bekymring worries concern bekymringer",
    "platforms": "platforme where_they_are hvor_er_de",
    "owner": "ansvarlig ejer kontaktperson",
    "next_contact": "næste_kontakt",
    "channel": "kanal touchpoint kontaktpunkt",
    "platform": "platform_kanal",
    "purpose": "formål",
    "volume": "mængde henvendelser volume_per_month henvendelser_pr_måned",
    "answer_time": "svartid answer_time_hours svartid_timer",
    "answer_goal": "mål_for_svartid svarmål goal",
    "quality": "kvalitet",
    "touchpoint_owner": "kontaktpunkt_ansvarlig kanalansvarlig",
}
CARD = ("interest", "influence", "worry", "next_contact")
MEETING = ("purpose", "volume", "answer_time", "answer_goal", "quality")
CHANNELS = {
    **{word.value: word for word in Channel},
    **{"e-mail": Channel.mail, "email": Channel.mail, "telefon": Channel.phone, "sociale medier": Channel.social},
    **{"social platform": Channel.social, "social medie-platform": Channel.social, "hjemmeside": Channel.web},
    **{"in person": Channel.in_person, "personligt": Channel.in_person, "møde": Channel.in_person, "brev": Channel.letter},
}


@dataclass(frozen=True)
class Rejection:
    """A row, or one cell of it, that was not taken."""

    line: int
    column: str
    problem: Problem


@dataclass
class Report:
    """What became of a file.

    Attributes:
        added, changed: Names of stakeholders.
        met: How many touchpoints were added or changed.
        same: How many rows said nothing new.
        rejected: What was not taken, in the order of the file.
        unused: Columns that nothing was read from.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    met: int = 0
    same: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def exported() -> Iterator[list]:
    """What stands on the map, in the columns that an import knows, the highest priority first."""
    for row in ranked():
        told = [row.name, row.interest, row.influence, row.worry, "; ".join(platform.slug for platform in row.at)]
        told += [row.owner.name if row.owner_id else "", row.next_contact or ""]
        for point in row.met or [None]:
            yield [*told, *(_met(point) if point else [""] * 8)]


def read(content: bytes, name: str, *, at: dt.datetime) -> Report:
    """Take a file in, row by row.

    Raises:
        NotATable: The file cannot be read, or has no column of names.
    """
    with open_table(io.BytesIO(content), name, LIMITS) as table:
        named = _named(table.columns)
        if "name" not in named.values():
            raise NotATable(N_("There is no column called name."))
        report = Report(unused=[column for column in table.columns if column not in named])
        for line, cells in table.rows():
            texts = {named[column]: " ".join(text.split()) for column, text in cells.items() if column in named}
            columns = {known: column for column, known in named.items()}
            _Row(line, texts, columns, report).take(at)
    return report


class _Row:
    """The reading of one row."""

    def __init__(self, line: int, texts: dict[str, str], columns: dict[str, str], report: Report):
        self.line, self.texts, self.columns, self.report = line, texts, columns, report
        self.problems: list[Problem] = []

    def take(self, at: dt.datetime) -> None:
        """Write what the row says, or tell why not."""
        try:
            with database.atomic():
                answers = self._card(), self._meeting()
                if self.problems:
                    raise Refused(*self.problems)
                self._write(*answers, at)
        except Refused as refused:
            told = [(self.columns.get(problem.field, problem.field), problem) for problem in refused.problems]
            self.report.rejected += [Rejection(self.line, column, problem) for column, problem in told]

    def _write(self, card: dict, meeting: dict | None, at: dt.datetime) -> None:
        name = self.texts["name"]
        row = next((row for row in Stakeholder.select() if row.name.casefold() == name.casefold()), None)
        if row is None:
            row = Stakeholder.add(name=name, at=at, **card)
            self.report.added.append(row.name)
            new = True
        else:
            new = self._update(row, card, at)
            if new and row.name not in (*self.report.added, *self.report.changed):
                self.report.changed.append(row.name)
        met = meeting is not None and self._meet(row, meeting, at)
        self.report.met += met
        self.report.same += not (new or met)

    def _update(self, row: Stakeholder, card: dict, at: dt.datetime) -> bool:
        """Change what differs; whether anything did."""
        there = {presence.platform for presence in row.presences}
        new = {name: value for name, value in card.items() if name != "platforms" and _held(row, name) != value}
        if "platforms" in card and set(card["platforms"]) != there:
            new["platforms"] = card["platforms"]
        if row.is_put_away:
            row.bring_back()
            row = row.again()
        if new:
            row.change(version=row.version, at=at, **new)
        return bool(new)

    def _meet(self, row: Stakeholder, meeting: dict, at: dt.datetime) -> bool:
        """Add or change the touchpoint; whether anything did."""
        channel, platform, card = meeting["channel"], meeting["platform"], meeting["card"]
        point = Touchpoint.same_as(row, channel, platform)
        if point is None or point.archived_at:
            Touchpoint.open(row, channel=channel, platform=platform, at=at, **card)
            return True
        new = {name: value for name, value in card.items() if _held(point, name) != value}
        if new:
            point.change(version=point.version, at=at, **new)
        return bool(new)

    # Cells

    def _card(self) -> dict:
        if not self.texts.get("name"):
            self._refuse("name", N_("Please fill this in."))
        card = {
            "interest": self._number("interest", whole=True),
            "influence": self._number("influence", whole=True),
            "worry": self._text("worry", Stakeholder),
            "next_contact": self._day("next_contact"),
            "owner": self._person("owner"),
        }
        card = {name: value for name, value in card.items() if value is not None}
        slugs = [self._platform("platforms", word) for word in self._cell("platforms").split(";") if word.strip()]
        return {**card, "platforms": [platform for platform in slugs if platform]} if slugs else card

    def _meeting(self) -> dict | None:
        word = self._cell("channel").casefold()
        if not word:
            return None
        channel = CHANNELS.get(word)
        if channel is None:
            self._refuse("channel", N_("There is no channel called “%(word)s”."), word=word[:60])
        platform = self._platform("platform", self._cell("platform")) if channel is Channel.social else None
        card = {
            "purpose": self._text("purpose", Touchpoint),
            "volume": self._number("volume", whole=True),
            **{name: self._number(name) for name in ("answer_time", "answer_goal")},
            "quality": self._number("quality", whole=True),
            "owner": self._person("touchpoint_owner"),
        }
        return {"channel": channel, "platform": platform, "card": {n: value for n, value in card.items() if value is not None}}

    def _cell(self, name: str) -> str:
        return self.texts.get(name, "").strip()

    def _text(self, name: str, noun) -> str | None:
        text = self._cell(name)
        if len(text) > caps(noun)[name]:
            self._refuse(name, N_("At most %(cap)s characters; this has %(length)s."), cap=caps(noun)[name], length=len(text))
        return text or None

    def _number(self, name: str, whole: bool = False):
        text = self._cell(name)
        if not text:
            return None
        try:
            value = float(text.replace(",", "."))
            if not abs(value) < 1e12 or (whole and value != int(value)):
                raise ValueError(text)
        except ValueError:
            return self._refuse(name, N_("“%(text)s” is not such a number."), text=text[:40])
        return int(value) if whole else value

    def _day(self, name: str) -> dt.date | None:
        text = self._cell(name)
        try:
            return dt.date.fromisoformat(text) if text else None
        except ValueError:
            return self._refuse(name, N_("Write the day as year-month-day, such as 2026-09-24."))

    def _person(self, name: str) -> int | None:
        text = self._cell(name)
        people = [person for person in people_called(text) if person.is_active] if text else []
        if text and len(people) != 1:
            return self._refuse(name, N_("No colleague, or more than one, is called %(name)s."), name=text[:60])
        return people[0].id if people else None

    def _platform(self, column: str, text: str) -> Platform | None:
        word = text.strip().casefold()
        platform = next((row for row in Platform.select() if word in (row.slug, row.name.casefold())), None)
        return platform or self._refuse(column, N_("There is no platform called “%(word)s”."), word=text.strip()[:60])

    def _refuse(self, name: str, message: str, **params) -> None:
        self.problems.append(Problem(name, message, params))


def _held(row, name: str):
    return getattr(row, f"{name}_id") if name == "owner" else getattr(row, name)


def _met(point: Touchpoint) -> list:
    told = [point.channel.value, point.platform.slug if point.platform_id else ""]
    numbers = [getattr(point, name) if getattr(point, name) is not None else "" for name in MEETING]
    owner: Person | None = point.owner
    return [*told, *numbers, owner.name if owner else ""]


def _named(columns: list[str]) -> dict[str, str]:
    """Column to field; a field's own name wins over another word for it."""
    keys = {column: "_".join(column.casefold().replace("_", " ").replace("-", " ").split()) for column in columns}
    found = {column: key for column, key in keys.items() if key in COLUMNS}
    for column, key in keys.items():
        known = next((name for name, words in COLUMNS.items() if key in words.split()), None)
        if known and known not in found.values():
            found[column] = known
    return found
