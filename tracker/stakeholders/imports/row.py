"""Parsing one row of an import into a stakeholder and perhaps a touchpoint."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tracker.core.imports import CellReader, Row
from tracker.core.imports.personal_number import texts_without_cpr
from tracker.core.validation import N_, max_lengths
from tracker.experiments.queries.form_options import people_called
from tracker.guidelines.models import Platform
from tracker.plaintext import plain_text
from tracker.stakeholders.imports.mapping import CHANNELS
from tracker.stakeholders.models import Channel, Stakeholder, Touchpoint


@dataclass
class StakeholderRow(Row):
    """A parsed row.

    Attributes:
        card: Field name to value of the stakeholder, without empty cells.
        touchpoint: The arguments for a touchpoint; None if the row names no channel.
        has_changed: Whether the row changed an existing stakeholder.
        has_touched: Whether the row created or changed a touchpoint.
    """

    name: str = ""
    card: dict = field(default_factory=dict)
    touchpoint: dict | None = None
    has_changed: bool = False
    has_touched: bool = False


class RowParser:
    """Parser of one row."""

    def __init__(self, cells: CellReader):
        self.cells = cells
        self.row: StakeholderRow = cells.row

    def parse(self) -> None:
        """Fill the row: its stakeholder, and its touchpoint if it names a channel."""
        self.row.name = self.cells.line("name")
        if not self.row.name:
            self.cells.refuse("name", N_("Please fill this in."))
        self.row.card = texts_without_cpr(self.cells, self._card())
        self.row.touchpoint = self._touchpoint()

    def _card(self) -> dict:
        card = {
            "interest": self.cells.whole("interest"),
            "influence": self.cells.whole("influence"),
            "worry": self._text("worry", Stakeholder),
            "next_contact": self._next_contact(),
            "owner": self._person("owner"),
        }
        card = {name: value for name, value in card.items() if value is not None}
        words = re.split("[;,]", self.cells.line("platforms"))
        found = [self._known_platform(word) for word in words if word.strip()]
        if any(found):
            card["platforms"] = [platform for platform in found if platform]
        return card

    def _touchpoint(self) -> dict | None:
        word = self.cells.line("channel")
        if not word:
            return None
        channel = CHANNELS.get(word.casefold())
        if channel is None:
            self.cells.refuse(
                "channel",
                N_("There is no channel called “%(word)s”."),
                word=word.casefold()[:60],
            )
        platform = None
        if channel is Channel.social:
            platform = self._social_platform()
        card = {
            "purpose": self._text("purpose", Touchpoint),
            "volume": self.cells.whole("volume"),
            "answer_time": self.cells.number("answer_time"),
            "answer_goal": self.cells.number("answer_goal"),
            "quality": self.cells.whole("quality"),
            "owner": self._person("touchpoint_owner"),
        }
        card = {name: value for name, value in card.items() if value is not None}
        card = texts_without_cpr(self.cells, card)
        return {"channel": channel, "platform": platform, "card": card}

    def _next_contact(self):
        """The first day of the period in the cell."""
        found = self.cells.period("next_contact")
        if found is None:
            return None
        return found.first

    def _text(self, name: str, noun) -> str | None:
        lines = plain_text(self.cells.texts.get(name)).splitlines()
        text = "\n".join(line.strip() for line in lines)
        cap = max_lengths(noun)[name]
        if len(text) > cap:
            self.cells.refuse(
                name,
                N_("At most %(cap)s characters; this has %(length)s."),
                cap=cap,
                length=len(text),
            )
        return text or None

    def _person(self, name: str) -> int | None:
        text = self.cells.line(name)
        if not text:
            return None
        people = [person for person in people_called(text) if person.is_active]
        if len(people) == 1:
            return people[0].id
        self.cells.tell(
            name,
            N_("No colleague, or more than one, is called %(name)s; left empty."),
            name=text[:60],
        )
        return None

    def _known_platform(self, text: str) -> Platform | None:
        """One of the platforms where they are; an unknown one is left out."""
        platform = _platform_called(text)
        if platform is None:
            self.cells.tell(
                "platforms",
                N_("There is no platform called “%(word)s”; left out."),
                word=text.strip()[:60],
            )
        return platform

    def _social_platform(self) -> Platform | None:
        """The platform of a touchpoint on social media, which must have one."""
        text = self.cells.line("platform")
        platform = _platform_called(text)
        if platform is None:
            self.cells.refuse(
                "platform",
                N_("There is no platform called “%(word)s”."),
                word=text.strip()[:60],
            )
        return platform


def _platform_called(text: str) -> Platform | None:
    word = text.strip().casefold()
    for platform in Platform.select():
        if word in (platform.slug, platform.name.casefold()):
            return platform
    return None
