"""The people mentioned in comments, and those who can be mentioned."""

from __future__ import annotations

from collections import defaultdict

from tracker.accounts.models import Person, Unit
from tracker.accounts.models.name_index import first_called_like, ids_called_like
from tracker.comments.models import Comment, Mention
from tracker.comments.models.mention_markup import readers, with_tokens
from tracker.experiments.models import Experiment, Visibility
from tracker.prepared import IdsParameter, Prepared

SUGGESTED = 8
MARK = "@[person:"  # stands in a text for each who is mentioned


def preview(
    body: str, experiment: Experiment, picked: tuple[int, ...]
) -> tuple[str, dict[int, str]]:
    """A text as it would be saved, and the names in it."""
    text, people = with_tokens(body, experiment, picked)
    rows = Person.select(Person.id, Person.name).where(Person.id.in_(people or [0]))
    return text, dict(rows.tuples())


def names_in(comment: Comment) -> dict[int, str]:
    """Id to name of the people mentioned in a comment."""
    return _names([comment.id]).get(comment.id, {})


def names_in_all(comments: list[Comment]) -> dict[int, dict[int, str]]:
    """Id of each comment to the names of the people mentioned, by their ids; one query,
    where a text has a mention at all.
    """
    return _names([comment.id for comment in comments if MARK in comment.body])


def readers_matching(text: str, experiment: Experiment, but: Person) -> list[Person]:
    """Readers of an experiment with a word of the name beginning like this, with unit.

    Args:
        but: The person who writes.
    """
    others = readers(experiment).where(Person.id != but.id)
    rows = others.select(Person, Unit).join(Unit)
    if experiment.visibility is Visibility.everyone:
        return first_called_like(rows, text, SUGGESTED)
    in_order = others.order_by(Person.name, Person.id)
    ids = ids_called_like(in_order, text)[:SUGGESTED]
    rows = rows.where(Person.id.in_(ids or [0]))
    return list(rows.order_by(Person.name, Person.id))


def _names(ids: list[int]) -> dict[int, dict[int, str]]:
    """Id of each comment to the names of the people mentioned, by their ids."""
    found = defaultdict(dict)
    if ids:
        for comment, person, name in _mentioned.rows(ids=ids):
            found[comment][person] = name
    return found


_mentioned = Prepared(
    lambda: (
        Mention.select(Mention.comment, Person.id, Person.name)
        .join(Person)
        .where(Mention.comment.in_(IdsParameter("ids")))
        .tuples()
    )
)
