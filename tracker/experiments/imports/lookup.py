"""The platforms, units and people that the cells of a list name."""

from __future__ import annotations

import re

from tracker.accounts.models import Person, Unit
from tracker.core.imports import NeedsDatabase
from tracker.guidelines.models import Platform, PlatformAlias
from tracker.guidelines.starting_set import HOSTS
from tracker.plaintext import folded, one_line

_HOST = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,24}(?:[/:?#]\S*)?", re.IGNORECASE
)

# Servers of Mastodon are many; their addresses show a person as /@name
_FEDIVERSE = re.compile(r"(?:mastodon|social)[^/]*(?:/|\Z)|/@\w+/?\Z|/@\w+/\d+\Z")
_PROFILE = re.compile(r"linkedin\.com/in/", re.IGNORECASE)
_SUBREDDIT = re.compile(r"/?r/\w+", re.ASCII)
_INITIALS = re.compile(r"\b(?:FB|IG|YT)\b")
# Facebookgruppe, instagramprofil
_COMPOUND = re.compile(
    r"(\w{5,}?)s?(?:gruppen?|siden?|profil(?:en)?|opslag(?:et)?|annoncer?|kanal(?:en)?|konto"
    r"|video|posts?|story|stories|reels?|event)"
)
# As it stands in “Name <address>”, mailto:address, “address (Name)”
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"']+")
MOST_WORDS = 3  # of a platform's name
MOST_KEPT = 200  # texts of a column, with the platforms they name

# Other names of platforms; the name of an own platform wins
ALIASES = {
    "facebook": "fb, meta, messenger, facebook messenger, facebookside, facebook side",
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


class Lookup:
    """Finds platforms, units and people by their names; each is read once.

    Attributes:
        asks_database: Whether people that were not asked for before may be.
    """

    asks_database = True

    def __init__(self):
        self._platforms: dict[str, int] = {}
        self._names: dict[int, str] = {}
        for platform in Platform.select().order_by(Platform.id.desc()):
            self._names[platform.id] = platform.name
            for name in (platform.slug, platform.name):
                self._platforms[folded(name)] = platform.id
        for alias in PlatformAlias.select().order_by(PlatformAlias.id.desc()):
            for name in filter(None, (alias.slug, alias.name)):
                self._platforms.setdefault(folded(name), alias.platform_id)
        for slug, names in ALIASES.items():
            if slug not in self._platforms:
                continue
            for name in names.split(", "):
                self._platforms.setdefault(name, self._platforms[slug])
        self._units = {
            folded(unit.name): unit.merged_into_id or unit.id for unit in Unit.select()
        }
        self._people: dict[str, tuple[int, int] | None] = {}
        self._found: dict[str, tuple[int, str | None]] = {}

    def platform(self, text: str) -> tuple[int, str | None]:
        """The platform that a text names or links to.

        Returns:
            Its id, and its name where the text is not exactly that of a platform.
        """
        if text not in self._found:
            if len(self._found) > MOST_KEPT:
                self._found.clear()
            self._found[text] = self._platform(text)
        return self._found[text]

    def _platform(self, text: str) -> tuple[int, str | None]:
        found = self._platforms.get(folded(text))
        if found:
            return found, None
        if _HOST.fullmatch(text):
            return self._linked(text)
        if _SUBREDDIT.fullmatch(text) and "reddit" in self._platforms:
            return self.elsewhere("reddit")
        found = self._begins_with(text) or self._only_one_in(text)
        if found:
            return found, self._names[found]
        return self.elsewhere("other")

    def _linked(self, text: str) -> tuple[int, str | None]:
        if _PROFILE.search(text) and "linkedin-personal" in self._platforms:
            return self._platforms["linkedin-personal"], None
        host = re.split("[/:?#]", text.split("//")[-1].lower(), maxsplit=1)[0]
        for known, slug in HOSTS.items():
            here = host == known or host.endswith("." + known)
            if here and slug in self._platforms:
                return self._platforms[slug], None
        if _FEDIVERSE.search(text.lower()) and "mastodon" in self._platforms:
            return self.elsewhere("mastodon")
        return self.elsewhere("website")

    def _begins_with(self, text: str) -> int | None:
        """The platform whose name a text begins with, such as “Facebook-gruppe”."""
        words = re.findall(r"\w+", text.casefold())[:MOST_WORDS]
        for count in range(len(words), 0, -1):
            found = self._platforms.get(" ".join(words[:count]))
            if found:
                return found
        if words and (compound := _COMPOUND.fullmatch(words[0])):
            return self._platforms.get(compound[1])
        return None

    def _only_one_in(self, text: str) -> int | None:
        """The one platform whose name stands in a text, such as “vores Facebook”."""
        words = re.findall(r"\w{4,}", text.casefold())
        words += map(str.lower, _INITIALS.findall(text))
        found = {self._platforms[word] for word in words if word in self._platforms}
        if len(found) == 1:
            return found.pop()
        return None

    def elsewhere(self, slug: str) -> tuple[int, str]:
        """Id and name of a default platform, or of the one it was merged into."""
        id = self._platforms[slug]
        return id, self._names[id]

    def unit(self, name: str) -> int | None:
        return self._units.get(folded(name))

    def person(self, email: str) -> tuple[int, int] | None:
        """Ids of the person with this address and of the unit; never creates an account.

        Raises:
            NeedsDatabase: It has to be asked for the person, and that is not allowed.
        """
        if email not in self._people:
            if not self.asks_database:
                raise NeedsDatabase
            if len(self._people) > 10_000:
                self._people.clear()
            person = Person.at_address(email)
            self._people[email] = person and (person.id, person.unit_id)
        return self._people[email]


def address_in(text: str) -> str:
    """The one mail address in a cell, whatever stands around it; else the cell."""
    line = one_line(text)
    found = {address.rstrip(".") for address in _ADDRESS.findall(line)}
    if len(found) == 1:
        return found.pop()
    return line
