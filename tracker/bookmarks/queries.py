"""What somebody would like to try: bookmarks, and what they said so of to colleagues."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.accounts.models import Person
from tracker.bookmarks.models import Bookmark
from tracker.core.reference import may_be_referred_to
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment
from tracker.experiments.queries import ExperimentRow, rows_of
from tracker.experiments.queries.mine import own
from tracker.lineage.models import BuildsOn
from tracker.prepared import Parameter, Prepared

MOST = 200


@dataclass(frozen=True)
class TryListRow:
    """An experiment on the list.

    Attributes:
        bookmarked: Whether it has a bookmark.
        said: Whether the person said to colleagues that they would try it.
        tried: Whether they have begun something that builds on it.
    """

    row: ExperimentRow
    bookmarked: bool
    said: bool
    tried: bool


def try_list(person: Person) -> list[TryListRow]:
    """What a person would like to try and may see, the newest wish first."""
    kept = dict(_bookmarks(person))
    said = dict(_would_try(person))
    wished = {
        id: max(at for at in (kept.get(id), said.get(id)) if at)
        for id in kept.keys() | said.keys()
    }
    ids = sorted(wished, key=lambda id: (wished[id], id), reverse=True)[:MOST]
    tried = _tried(person, ids)
    return [
        TryListRow(
            row=row,
            bookmarked=row.experiment.id in kept,
            said=row.experiment.id in said,
            tried=row.experiment.id in tried,
        )
        for row in rows_of(ids, person)
        if not row.experiment.is_draft
    ]


def is_bookmarked(experiment: Experiment, person: Person) -> bool:
    if not may_be_referred_to(experiment, Bookmark.experiment):
        return False
    found = _bookmark.first(experiment=experiment.id, person=person.id)
    return found is not None


_bookmark = Prepared(
    lambda: (
        Bookmark.select(Bookmark.id)
        .where(
            Bookmark.experiment == Parameter("experiment"),
            Bookmark.person == Parameter("person"),
        )
        .tuples()
    )
)


def _bookmarks(person: Person):
    rows = Bookmark.select(Bookmark.experiment, Bookmark.at)
    return rows.where(Bookmark.person == person).tuples()


def _would_try(person: Person):
    rows = Endorsement.select(Endorsement.experiment, Endorsement.at)
    return rows.where(
        Endorsement.person == person, Endorsement.kind == EndorsementKind.would_try
    ).tuples()


def _tried(person: Person, ids: list[int]) -> set[int]:
    """The experiments among these that the person builds on, drafts too."""
    mine = own(person).select(Experiment.id)
    rows = BuildsOn.select(BuildsOn.parent).where(
        BuildsOn.parent.in_(ids or [0]), BuildsOn.child.in_(mine)
    )
    return {parent for (parent,) in rows.tuples()}
