"""Reading rows: what each is known by, and the places and people that it names."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

from tracker.accounts.models import Person, Unit
from tracker.experiments.imports.mapping import Mapping
from tracker.experiments.imports.parsed_row import Answers
from tracker.experiments.imports.row import CAPS, Row
from tracker.guidelines.models import Platform, PlatformAlias
from tracker.guidelines.starting_set import HOSTS
from tracker.plaintext import one_line

_HOST = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,24}(?:[/:?#]\S*)?", re.IGNORECASE
)

# What people write for a platform, unless a platform here is called so.
ALIASES = {
    "facebook": "fb",
    "instagram": "insta, ig, instagram story, instagram stories",
    "linkedin-page": "linkedin, linked in, li, linkedin-side, linkedin side, linkedin company page",
    "linkedin-personal": (
        "linkedin personlig, linkedin-personlig, linkedin-profil, linkedin profil, linkedin profile"
    ),
    "x": "twitter, x/twitter, twitter/x, x (twitter), twitter (x)",
    "tiktok": "tik tok, tik-tok",
    "youtube": "yt, you tube",
    "snapchat": "snap",
    "website": "web, site, web site, webside, hjemmeside, hjemmesiden, netsted",
    "other": "andet, anden, andre",
}


class Reader:
    """Reads rows. Platforms, units and people are looked up once each."""

    def __init__(
        self, mapping: Mapping, columns: list[str], *, author: Person, on: dt.date
    ):
        self.mapping = mapping
        self.author = author
        self.on = on
        self._read = mapping.reader(columns)
        self._platforms = {}
        self._names = {}
        for platform in Platform.select().order_by(Platform.id.desc()):
            self._names[platform.id] = platform.name
            for name in (platform.slug, platform.name):
                self._platforms[_folded(name)] = platform.id
        for alias in PlatformAlias.select().order_by(PlatformAlias.id.desc()):
            for name in filter(None, (alias.slug, alias.name)):
                self._platforms.setdefault(_folded(name), alias.platform_id)
        for slug, names in ALIASES.items():
            for name in names.split(", ") if slug in self._platforms else ():
                self._platforms.setdefault(name, self._platforms[slug])
        self._units = {_folded(unit.name): unit.id for unit in Unit.select()}
        self._people: dict[str, tuple[int, int] | None] = {}

    def texts(self, row: dict) -> dict[str, str]:
        """Field to text, as the file has it."""
        return self._read(row)

    def key(self, texts: dict[str, str]) -> tuple[str, str]:
        """What the row is known by, and a digest of what it says.

        A row without an id is known by what it says.
        """
        said = hashlib.sha256(
            "\x1f".join(
                f"{name}={text}" for name, text in sorted(texts.items())
            ).encode("utf-8", "replace")
        )
        digest = said.hexdigest()
        external_id = one_line(texts.get("external_id", ""))
        if len(external_id) > CAPS["external_id"]:
            external_id = hashlib.sha256(
                external_id.encode("utf-8", "replace")
            ).hexdigest()
        return external_id or digest, digest

    def answers(
        self, line: int, row: dict, texts: dict[str, str], external_id: str, digest: str
    ) -> Answers:
        """The row as answers, with what is wrong with it and what is to be told."""
        return Row(self, Answers(line, row, external_id, digest), texts).done()

    def platform(self, text: str) -> tuple[int, str | None]:
        """The platform that a text names or links to, and what was chosen when it is
        none of ours.
        """
        found = self._platforms.get(_folded(text))
        if found:
            return found, None
        if not _HOST.fullmatch(text):
            return self.elsewhere("other")
        host = re.split("[/:?#]", text.split("//")[-1].lower(), maxsplit=1)[0]
        slug = next(
            (
                slug
                for known, slug in HOSTS.items()
                if host == known or host.endswith("." + known)
            ),
            None,
        )
        if slug in self._platforms:
            return (self._platforms[slug], None)
        return self.elsewhere("website")

    def elsewhere(self, slug: str) -> tuple[int, str]:
        """One that came ready, or whatever it was merged into, and what it is called here."""
        id = self._platforms[slug]
        return id, self._names[id]

    def unit(self, name: str) -> int | None:
        return self._units.get(_folded(name))

    def person(self, email: str) -> tuple[int, int] | None:
        """Who has this address, and their unit. Never makes an account."""
        if email not in self._people:
            if len(self._people) > 10_000:
                self._people.clear()
            person = Person.at_address(email)
            self._people[email] = person and (person.id, person.unit_id)
        return self._people[email]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
