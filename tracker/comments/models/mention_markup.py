"""Mentions in the text of a comment.

A name after an @ is saved as the id of the person and shown as the current name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import peewee

from tracker.accounts.models import Person
from tracker.accounts.models.name import in_words_each
from tracker.accounts.models.name_index import NameIndex
from tracker.experiments.models import Experiment, Visibility
from tracker.plaintext import folded

TOKEN = re.compile(r"@\[person:([0-9]{1,9})\]")
AT = re.compile(r"(?<![\w@/.])@(?=\w)")
GENITIVE = re.compile("['’ʼ´`]?s$|['’ʼ´`]$", re.IGNORECASE)
# Where a name may end, whatever stands behind it: »@Bo Friis«, @Bo Friis/Eva. A hyphen,
# an apostrophe or a point between letters belongs to the name
END = re.compile(r"(?<=\w)(?![\w@]|[-'’ʼ´`.]\w)")
MOST = 20  # people mentioned in one comment
WORDS = 6  # of a name
LONGEST_NAME = 120


def readers(experiment: Experiment) -> peewee.ModelSelect:
    """The people who can be mentioned: active, and allowed to see the experiment."""
    rows = Person.select().where(Person.disabled_at.is_null())
    if experiment.visibility is Visibility.everyone:
        return rows
    authors = []
    if not experiment.is_withheld:
        authors = [experiment.author_id] + experiment.co_author_ids()
    return rows.where((Person.unit == experiment.unit_id) | Person.id.in_(authors))


def with_tokens(
    body: str, experiment: Experiment, picked: Iterable[int] = ()
) -> tuple[str, list[int]]:
    """The text to save, with ids for names, and the ids of the people mentioned.

    Args:
        picked: Ids that were chosen in the list; they tell apart people of the same name.
    """
    spans = [(at.start(), _names_at(body, at.end())) for at in AT.finditer(body)][
        : MOST * 3
    ]
    wanted = {name for _, names in spans for name in names}
    people = {}
    if wanted:
        people = _called(wanted, experiment, set(picked))
    kept = []
    end = 0
    for start, names in spans:
        name = next((name for name in names if name in people), None)
        if name and start >= end:
            kept += [body[end:start], f"@[person:{people[name]}]"]
            end = start + 1 + len(name)
    kept.append(body[end:])
    text = "".join(kept)
    return text, _readers_among([int(id) for id in TOKEN.findall(text)], experiment)


def with_names(body: str, names: Mapping[int, str]) -> str:
    """The text as it was typed, with names for ids; an unknown id stays."""

    def name_of(token: re.Match) -> str:
        name = names.get(int(token[1]))
        if name is None:
            return token[0]
        return f"@{name}"

    return TOKEN.sub(name_of, body)


def _names_at(body: str, start: int) -> list[str]:
    """Possible names at a place of the text, the longest first.

    A name has up to six words; punctuation at its end, and the ending of a genitive
    (Lenas, Jens’, Max's), is tried with and without.
    """
    line = body[start : start + LONGEST_NAME + 1].partition("\n")[0]
    words = list(re.finditer(r"\S+", line))[:WORDS]
    names = set()
    for at in words:
        whole = line[: at.end()]
        bare = whole.rstrip('.,;:!?)]}"…*_~')
        names |= {whole, bare, bare.rstrip("'’ʼ´`"), GENITIVE.sub("", bare)}
    for at in END.finditer(line, 0, words[-1].end()):
        name = line[: at.end()]
        names |= {name, GENITIVE.sub("", name)}
    return sorted((name for name in names if name), key=len, reverse=True)


def _called(
    names: set[str], experiment: Experiment, picked: set[int]
) -> dict[str, int]:
    """Name, as it is typed, to id of the reader with this name.

    Case, composition and the shape of an apostrophe make no difference. Where several
    people have one name, it is the one who was picked.
    """
    alike: dict[str, list[int]] = {folded(name): [] for name in names}
    rows = readers(experiment)
    if experiment.visibility is Visibility.everyone:
        near = NameIndex.by_words(Person).being(in_words_each(names))
        rows = rows.where(Person.id.in_(near or [0]))
    for id, name in rows.select(Person.id, Person.name).tuples():
        if folded(name) in alike:
            alike[folded(name)].append(id)
    meant = {}
    for name in names:
        ids = alike[folded(name)]
        ids = [id for id in ids if id in picked] or ids
        if len(ids) == 1:
            meant[name] = ids[0]
    return meant


def _readers_among(ids: list[int], experiment: Experiment) -> list[int]:
    ids = list(dict.fromkeys(ids))[:MOST]
    if not ids:
        return []
    may = {
        id
        for (id,) in readers(experiment)
        .select(Person.id)
        .where(Person.id.in_(ids))
        .tuples()
    }
    return [id for id in ids if id in may]
