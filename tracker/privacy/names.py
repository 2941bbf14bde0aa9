"""Spellings of a person's name and address: case, blanks, hyphens."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

REDACTED = "…"  # what stands where the name stood
SHORTEST_PART = 3  # letters; a shorter part of a name is a word like others
_MARKS = "\u0300-\u036f"
_BETWEEN = rf"[^\w{_MARKS}]{{1,3}}"
_BEFORE = r"(?<!\w)"
# A Danish or English genitive stays where it stands
_AFTER = rf"(?=(?:['’]?s)?(?![\w{_MARKS}]))"
_EITHER = {"a\u030a": "aa", "aa": "a\u030a", "ø": "oe", "oe": "ø", "æ": "ae", "ae": "æ"}
_DANISH = re.compile("|".join(_EITHER))


@dataclass(frozen=True)
class NameSpellings:
    """Finds one person in texts.

    Attributes:
        name: The full name. One of a single word is never replaced by itself, as it may
            be an ordinary word.
        email: The mail address.
        shared: Whether a colleague bears the same name: then only the address is certain.
    """

    name: str
    email: str
    shared: bool = False

    def redact(self, text: str) -> str:
        """The text with `REDACTED` in place of the address and, where it is certain, of
        the full name.
        """
        folded, places = folded_with_places(text)
        spans = [match.span() for match in self._certain.finditer(folded)]
        for start, end in reversed(spans):
            text = text[: places[start]] + REDACTED + text[_end(places, end, text) :]
        return text

    def possible_mentions(self, text: str) -> list[tuple[int, int]]:
        """Where a part of the name stands alone, which may be this person or somebody
        else:

        (start, length) in characters.
        """
        if self._possible is None:
            return []
        folded, places = folded_with_places(text)
        return [
            (
                places[match.start()],
                _end(places, match.end(), text) - places[match.start()],
            )
            for match in self._possible.finditer(folded)
        ]

    @cached_property
    def search_parts(self) -> list[str]:
        """A run of a–z of each part of the name and of the address: a text without all
        of them need not be read.

        Empty when a part has no such run: then every text has to be read.
        """
        texts = [self.email] + self._parts
        plain = [_DANISH.sub(" ", folded_with_places(text)[0]) for text in texts]
        runs = [
            max(re.findall("[a-z0-9]+", text), key=len, default="") for text in plain
        ]
        if all(runs):
            return sorted(set(runs))
        return []

    @cached_property
    def _parts(self) -> list[str]:
        return self.name.split()

    @cached_property
    def _certain(self) -> re.Pattern:
        address = (
            rf"(?<![\w.+-]){re.escape(folded_with_places(self.email)[0])}(?![\w-])"
        )
        if len(self._parts) < 2 or self.shared:
            return re.compile(address)
        parts = [_part_pattern(part) for part in self._parts]
        first = parts[:-1]
        last = parts[-1]
        name = _BETWEEN.join(parts)
        by_last_name = last + r",\s*" + _BETWEEN.join(first)
        return re.compile(rf"{address}|{_BEFORE}(?:{name}|{by_last_name}){_AFTER}")

    @cached_property
    def _possible(self) -> re.Pattern | None:
        parts = [part for part in self._parts if len(part) >= SHORTEST_PART]
        if not parts:
            return None
        return re.compile(
            rf"{_BEFORE}(?:{'|'.join(map(_part_pattern, parts))}){_AFTER}"
        )


def same_name(one: str, other: str) -> bool:
    """Whether two names are one but for case, blanks, hyphens and signs that nobody sees."""
    return _words(one) == _words(other)


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """The text without case and invisible signs, decomposed (NFKD), and for each letter
    of it the place in `text`.
    """
    letters = []
    places = []
    for place, char in enumerate(text):
        if unicodedata.category(char) == "Cf":
            continue
        for letter in unicodedata.normalize("NFKD", char.casefold()):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def _words(name: str) -> list[str]:
    return re.findall(rf"[\w{_MARKS}]+", folded_with_places(name)[0])


def _part_pattern(part: str) -> str:
    """Matches a part of a name, also where a Danish letter is written as two, or two as one."""
    pattern = _BETWEEN.join(map(re.escape, _words(part)))
    return _DANISH.sub(lambda match: f"(?:{match[0]}|{_EITHER[match[0]]})", pattern)


def _end(places: list[int], end: int, text: str) -> int:
    if end < len(places):
        return places[end]
    return len(text)
