"""Everybody's names in memory, as they are compared where people pick, mention or confuse
somebody.

Neither database folds all letters, and folding 50,000 names one by one takes half a
second: too long for a key press. All are folded at once, and kept until somebody's row
is written. What is found is only who may be meant; the caller compares their rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

import peewee

from tracker.accounts.models.email_address import tidy_email
from tracker.accounts.models.name import in_words, in_words_each, skeleton_each
from tracker.cache import cached_by_reads
from tracker.columns import first_of_ids
from tracker.plaintext import folded
from tracker.prepared import prepared

END = b"\n"
FEW = 10  # names that are looked for one by one


class NameIndex(NamedTuple):
    """The names of all people.

    Attributes:
        lines: A line for each person, in the order of their names.
        ids: The ids of the same people, four bytes each.
    """

    lines: bytes
    ids: bytes

    @classmethod
    def by_words(cls, noun: type[peewee.Model]) -> NameIndex:
        """The names as `in_words` makes them, of the model of people."""
        return cached_by_reads(
            ("names by words",), lambda: cls._read(noun, in_words_each)
        )

    @classmethod
    def by_looks(cls, noun: type[peewee.Model]) -> NameIndex:
        """The names as `confusable_skeleton` makes them, of the model of people."""
        return cached_by_reads(
            ("names by looks",), lambda: cls._read(noun, skeleton_each)
        )

    @classmethod
    def _read(
        cls, noun: type[peewee.Model], compared: Callable[[list[str]], list[str]]
    ) -> NameIndex:
        columns = (noun.id, noun.name)
        in_order = (noun.name, noun.id)
        names = prepared(
            ("names",), lambda: noun.select(*columns).order_by(*in_order).tuples()
        )
        rows = names.raw_rows()
        lines = ["", *compared([name for _, name in rows]), ""]
        ids = array("I", [id for id, _ in rows])
        return cls("\n".join(lines).encode(), ids.tobytes())

    def being(self, names: Collection[str]) -> list[int]:
        """Ids of those whose line is one of these."""
        wanted = {name.encode() for name in names}
        if len(wanted) <= FEW:
            return [id for name in wanted for id in self._with(END + name + END)]
        ids = self._ids()
        lines = self.lines.split(END)[1:-1]
        return [ids[n] for n, line in enumerate(lines) if line in wanted]

    def having(self, text: str) -> Iterator[int]:
        """Ids of those who have this in their line, by name."""
        return self._with(text.encode())

    def _with(self, wanted: bytes) -> Iterator[int]:
        ids = self._ids()
        line = -1
        at = 0
        while (found := self.lines.find(wanted, at)) >= 0:
            line += self.lines.count(END, at, found + 1)
            yield ids[line]
            at = self.lines.find(END, found + 1)

    def _ids(self) -> memoryview:
        return memoryview(self.ids).cast("I")


def ids_called(people: peewee.ModelSelect, text: str) -> list[int]:
    """Ids of those among some people who have this name or mail address, however written."""
    noun = people.model
    name = folded(text)
    email = tidy_email(text)
    near = NameIndex.by_words(noun).being([in_words(text)])
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
    near = NameIndex.by_words(noun).having(in_words(text))
    return first_of_ids(people.order_by(noun.name, noun.id), near, most)
