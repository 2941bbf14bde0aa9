"""Everybody's names in memory, as they are compared where people pick or mention somebody.

Neither database folds all letters, and folding 50,000 names one by one takes half a
second: too long for a key press. All are folded at once, and kept until somebody's row
is written. What is found is only who may be meant; the caller compares their rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator
from itertools import islice
from typing import NamedTuple

import peewee

from tracker.accounts.models.email_address import tidy_email
from tracker.accounts.models.name import in_words
from tracker.cache import cached_by_reads
from tracker.plaintext import folded, folded_each
from tracker.prepared import prepared

END = b"\n"
FIRST = 12  # people who are read at once, and more each time until there are enough


class NameIndex(NamedTuple):
    """The names of all people.

    Attributes:
        lines: A line for each person, in the order of their names, as `in_words` makes it.
        ids: The ids of the same people, four bytes each.
    """

    lines: bytes
    ids: bytes

    @classmethod
    def of(cls, noun: type[peewee.Model]) -> NameIndex:
        """The names that are in the database now, of the model of people."""
        return cached_by_reads(("names",), lambda: cls._read(noun))

    @classmethod
    def _read(cls, noun: type[peewee.Model]) -> NameIndex:
        columns = (noun.id, noun.name)
        in_order = (noun.name, noun.id)
        names = prepared(
            ("names",), lambda: noun.select(*columns).order_by(*in_order).tuples()
        )
        rows = names.raw_rows()
        lines = [
            f" {name}".replace("-", " ") for name in folded_each(n for _, n in rows)
        ]
        text = "\n".join(["", *lines, ""])
        return cls(text.encode(), array("I", [id for id, _ in rows]).tobytes())

    def called(self, names: Collection[str]) -> list[int]:
        """Ids of those who may have one of these names."""
        wanted = {in_words(name).encode() for name in names}
        ids = self._ids()
        lines = self.lines.split(END)
        return [ids[n - 1] for n, line in enumerate(lines) if line in wanted]

    def called_like(self, text: str) -> Iterator[int]:
        """Ids of those with a word of their name that begins like this, by name."""
        wanted = in_words(text).encode()
        ids = self._ids()
        line = -1
        at = 0
        while (found := self.lines.find(wanted, at)) >= 0:
            line += self.lines.count(END, at, found)
            yield ids[line]
            at = self.lines.find(END, found)

    def _ids(self) -> memoryview:
        return memoryview(self.ids).cast("I")


def ids_called(people: peewee.ModelSelect, text: str) -> list[int]:
    """Ids of those among some people who have this name or mail address, however written."""
    noun = people.model
    name = folded(text)
    email = tidy_email(text)
    near = NameIndex.of(noun).called([text])
    rows = people.where(noun.id.in_(near or [0]) | (noun.email == email))
    known = rows.select(noun.id, noun.name, noun.email).tuples()
    return [id for id, *ways in known if folded(ways[0]) == name or ways[1] == email]


def ids_called_like(people: peewee.ModelSelect, text: str) -> list[int]:
    """Ids of those among a few people whose name has a word that begins like this.

    Both halves of Anne-Marie are words, and she is found without the hyphen as well.
    """
    begins = in_words(text)
    named = people.select(people.model.id, people.model.name).tuples()
    return [id for id, name in named if begins in in_words(name)]


def first_called_like(people: peewee.ModelSelect, text: str, most: int) -> list:
    """The first of many people, by name, whom `ids_called_like` finds."""
    noun = people.model
    near = NameIndex.of(noun).called_like(text)
    found: list = []
    size = FIRST
    while len(found) < most and (ids := list(islice(near, size))):
        found.extend(people.where(noun.id.in_(ids)).order_by(noun.name, noun.id))
        size = min(4 * size, 10_000)
    return found[:most]
