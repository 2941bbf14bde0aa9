"""The cells of one row as the answers that verbs take; what cannot be read is noted,
cell by cell.
"""

from __future__ import annotations

import datetime as dt

from tracker.core.validation import N_, FieldError, max_lengths
from tracker.experiments.queries.form_options import people_called
from tracker.guidelines.models import Platform
from tracker.plaintext import one_line, plain_text
from tracker.stakeholders.imports.columns import CHANNELS
from tracker.stakeholders.models import Channel, Stakeholder, Touchpoint


class Cells:
    """The reading of one row.

    Attributes:
        problems: What is wrong, each with the field it stands in.
    """

    def __init__(self, texts: dict[str, str]):
        self.texts = texts
        self.name = self._cell("name")
        self.problems: list[FieldError] = []

    def card(self) -> dict:
        if not self.name:
            self._refuse("name", N_("Please fill this in."))
        card = {
            "interest": self._number("interest", whole=True),
            "influence": self._number("influence", whole=True),
            "worry": self._text("worry", Stakeholder),
            "next_contact": self._day("next_contact"),
            "owner": self._person("owner"),
        }
        card = {name: value for name, value in card.items() if value is not None}
        slugs = [
            self._platform("platforms", word)
            for word in self._cell("platforms").split(";")
            if word.strip()
        ]
        if slugs:
            return {**card, "platforms": [platform for platform in slugs if platform]}
        return card

    def meeting(self) -> dict | None:
        word = self._cell("channel").casefold()
        if not word:
            return None
        channel = CHANNELS.get(word)
        if channel is None:
            self._refuse(
                "channel", N_("There is no channel called “%(word)s”."), word=word[:60]
            )
        platform = (
            self._platform("platform", self._cell("platform"))
            if channel is Channel.social
            else None
        )
        card = {
            "purpose": self._text("purpose", Touchpoint),
            "volume": self._number("volume", whole=True),
            **{name: self._number(name) for name in ("answer_time", "answer_goal")},
            "quality": self._number("quality", whole=True),
            "owner": self._person("touchpoint_owner"),
        }
        return {
            "channel": channel,
            "platform": platform,
            "card": {n: value for n, value in card.items() if value is not None},
        }

    def _cell(self, name: str) -> str:
        return one_line(self.texts.get(name))

    def _text(self, name: str, noun) -> str | None:
        text = "\n".join(
            line.strip() for line in plain_text(self.texts.get(name)).splitlines()
        )
        if len(text) > max_lengths(noun)[name]:
            self._refuse(
                name,
                N_("At most %(cap)s characters; this has %(length)s."),
                cap=max_lengths(noun)[name],
                length=len(text),
            )
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
            return self._refuse(
                name, N_("“%(text)s” is not such a number."), text=text[:40]
            )
        if whole:
            return int(value)
        return value

    def _day(self, name: str) -> dt.date | None:
        text = self._cell(name)
        try:
            if text:
                return dt.date.fromisoformat(text)
            return None
        except ValueError:
            return self._refuse(
                name, N_("Write the day as year-month-day, such as 2026-09-24.")
            )

    def _person(self, name: str) -> int | None:
        text = self._cell(name)
        people = (
            [person for person in people_called(text) if person.is_active]
            if text
            else []
        )
        if text and len(people) != 1:
            return self._refuse(
                name,
                N_("No colleague, or more than one, is called %(name)s."),
                name=text[:60],
            )
        if people:
            return people[0].id
        return None

    def _platform(self, column: str, text: str) -> Platform | None:
        word = text.strip().casefold()
        platform = next(
            (
                row
                for row in Platform.select()
                if word in (row.slug, row.name.casefold())
            ),
            None,
        )
        return platform or self._refuse(
            column,
            N_("There is no platform called “%(word)s”."),
            word=text.strip()[:60],
        )

    def _refuse(self, name: str, message: str, /, **params) -> None:
        self.problems.append(FieldError(name, message, params))
