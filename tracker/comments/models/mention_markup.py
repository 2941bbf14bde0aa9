"""A name after an @ becomes a person: kept as an id, shown as whatever the person is
called by then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import peewee

from tracker.accounts.models import Person
from tracker.experiments.models import Experiment, Visibility

TOKEN = re.compile(r"@\[person:([0-9]{1,9})\]")
AT = re.compile(r"(?<![\w@/.])@(?=\w)")
MOST = 20  # people mentioned in one comment
WORDS = 6  # of a name
LONGEST_NAME = 120


def readers(experiment: Experiment) -> peewee.ModelSelect:
    """The active people who may see a published experiment: those who can be mentioned."""
    rows = Person.select().where(Person.disabled_at.is_null())
    if experiment.visibility is Visibility.everyone:
        return rows
    own = (
        []
        if experiment.is_withheld
        else [experiment.author_id, *experiment.co_author_ids()]
    )
    return rows.where((Person.unit == experiment.unit_id) | Person.id.in_(own))


def with_tokens(
    body: str, experiment: Experiment, picked: Iterable[int] = ()
) -> tuple[str, list[int]]:
    """A text as it is kept, and the ids of those mentioned in it, each once.

    Args:
        picked: Ids that were chosen in the list; they tell apart people of the same name.
    """
    spans = [(at.start(), _names_at(body, at.end())) for at in AT.finditer(body)][
        : MOST * 3
    ]
    wanted = {name for _, names in spans for name in names}
    people = _called(wanted, experiment, set(picked)) if wanted else {}
    kept = []
    end = 0
    for start, names in spans:
        name = next((name for name in names if name in people), None)
        if name and start >= end:
            kept += [body[end:start], f"@[person:{people[name]}]"]
            end = start + 1 + len(name)
    text = "".join([*kept, body[end:]])
    return text, _readers_among([int(id) for id in TOKEN.findall(text)], experiment)


def with_names(body: str, names: Mapping[int, str]) -> str:
    """A text as it is typed: ids are names again."""
    return TOKEN.sub(
        lambda token: (
            f"@{names[int(token[1])]}" if int(token[1]) in names else token[0]
        ),
        body,
    )


def _names_at(body: str, start: int) -> list[str]:
    """What could be a name here, the longest first: up to six words, without the marks
    that end a sentence.
    """
    line = body[start : start + LONGEST_NAME + 1].partition("\n")[0]
    ends = [at.end() for at in re.finditer(r"\S+", line)][:WORDS]
    names = {line[:end].rstrip(".,;:!?)]}\"'…*_~") for end in ends} | {
        line[:end] for end in ends
    }
    return sorted((name for name in names if name), key=len, reverse=True)


def _called(
    names: set[str], experiment: Experiment, picked: set[int]
) -> dict[str, int]:
    """Name to id, of the readers with these names; where several have one name, of the
    one who was picked.
    """
    rows = (
        readers(experiment)
        .select(Person.id, Person.name)
        .where(Person.name.in_(sorted(names)))
        .limit(500)
        .tuples()
    )
    alike: dict[str, list[int]] = {}
    for id, name in rows:
        alike.setdefault(name, []).append(id)
    meant = {
        name: [id for id in ids if id in picked] or ids for name, ids in alike.items()
    }
    return {name: ids[0] for name, ids in meant.items() if len(ids) == 1}


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
