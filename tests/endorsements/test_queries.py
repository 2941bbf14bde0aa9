"""The same two queries however many endorse."""

from tests.cast import NOW, person
from tests.sql_counter import counted
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.endorsements.queries import NAMED, endorsement_counts


def test_the_newest_are_named_and_the_rest_counted(cast):
    crowd = [person(f"Kollega {number}", cast.library) for number in range(7)]
    for colleague in crowd:
        Endorsement.add(
            cast.passport, kind=EndorsementKind.learned, by=colleague, at=NOW
        )
    learned, *others = endorsement_counts(cast.passport, cast.carla)
    assert [p.name for p in learned.people] == [
        f"Kollega {number}" for number in (6, 5, 4, 3)
    ]
    assert (learned.n, learned.more, learned.mine) == (7, 7 - NAMED, False)
    assert [(it.n, it.people) for it in others] == [(0, ()), (0, ())]


def test_two_queries_however_many(cast):
    with counted() as few:
        endorsement_counts(cast.passport, cast.carla)
    for number in range(6):
        Endorsement.add(
            cast.passport,
            kind=EndorsementKind.courage,
            by=person(f"Kollega {number}", cast.library),
            at=NOW,
        )
    with counted() as many:
        endorsement_counts(cast.passport, cast.carla)
    # Who gave them is asked only where somebody did
    assert (len(few), len(many)) == (1, 2)
