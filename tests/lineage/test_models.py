"""A line is drawn once, never in a circle, and those whose work is built on are told
when it is published.
"""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.cast import NOW, planned
from tests.committed_database import at_once
from tests.examples import tries
from tracker import db
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment
from tracker.jobs.models import Job
from tracker.lineage.models import BuildsOn


def told() -> list[tuple]:
    rows = [
        row.payload
        for row in Job.select().where(Job.kind == "tell")
        if row.payload["what"] == "build_on"
    ]
    return [(row["by"], row["experiment"], row["child"]) for row in rows]


def begin(cast, parents, **more):
    plan = {
        "title": "Kun nyheder",
        "hypothesis": "færre, bedre opslag",
        "platform": cast.facebook,
    }
    return BuildsOn.begin(
        parents, by=cast.carla, at=NOW, **{"publish": False, **plan, **more}
    )


def test_a_new_attempt_builds_on_several(cast):
    other = planned(cast.leif, cast.facebook)
    child = begin(cast, [cast.passport, other], publish=True, note="kun formen")
    assert [(row.parent, row.note) for row in child.parents] == [
        (cast.passport, "kun formen"),
        (other, "kun formen"),
    ]
    assert told() == [
        (cast.carla.id, cast.passport.id, child.id),
        (cast.carla.id, other.id, child.id),
    ]


def test_nobody_is_told_of_a_draft_until_it_is_published(cast):
    draft = begin(cast, [cast.passport])
    assert told() == []
    BuildsOn.proceed(draft, version=draft.version, publish=True, by=cast.carla, at=NOW)
    assert told() == [(cast.carla.id, cast.passport.id, draft.id)]


def test_a_parent_named_later_is_told_once(cast):
    child = begin(cast, [], publish=True)
    for _ in range(2):
        BuildsOn.proceed(
            child,
            version=child.version,
            publish=False,
            by=cast.carla,
            at=NOW,
            parents=[cast.passport],
        )
    assert told() == [(cast.carla.id, cast.passport.id, child.id)]
    assert child.parents.count() == 1


def test_the_same_form_takes_up_a_parent_that_was_added(cast):
    draft = begin(cast, [], submission="k1")
    assert begin(cast, [cast.passport], submission="k1") == draft
    assert draft.parents.get().parent == cast.passport


def test_a_circle_is_refused_and_undoes_the_rest(cast):
    child = begin(cast, [cast.passport], publish=True)
    with pytest.raises(ValidationFailed):
        BuildsOn.proceed(
            cast.passport,
            version=cast.passport.version,
            publish=False,
            by=cast.alma,
            at=NOW,
            parents=[child],
            title="Et nyt navn",
        )
    assert (
        cast.passport.reload().title != "Et nyt navn"
        and not cast.passport.parents.exists()
    )


lines = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=30)


@given(lines)
@example([(1, 0), (2, 1), (0, 2), (3, 3), (1, 0)])
@tries(2, 25)
def test_no_sequence_of_lines_makes_a_circle(cast, lines):
    BuildsOn.delete().execute()
    attempts = list(Experiment.select().limit(3)) + [
        planned(cast.alma, cast.facebook) for _ in range(4)
    ]
    drawn = set()
    for child, parent in lines:
        refused = False
        try:
            BuildsOn.record(attempts[child], attempts[parent])
        except ValidationFailed:
            refused = True
        assert refused == reaches(drawn, parent, child)
        drawn |= set() if refused else {(child, parent)}
    assert BuildsOn.select().count() == len(drawn)


def reaches(drawn: set, start: int, end: int) -> bool:
    """Whether one stands on the other, by the plainest way to say it."""
    return start == end or any(
        reaches(drawn, parent, end) for child, parent in drawn if child == start
    )


@pytest.mark.both_databases("lineage.models")
def test_lines_drawn_at_once_make_no_circle(product):
    """Each builds on the next, all at the same moment: without waiting for each other
    they would close the circle.
    """
    cast = product.cast
    size = 4
    with db.database.connection_context():
        attempts = [
            planned(cast.alma, cast.facebook, title=f"Nummer {n}") for n in range(size)
        ]

    def draw(child, parent):
        with db.database.connection_context():
            try:
                BuildsOn.record(child, parent)
            except ValidationFailed:
                return "refused"
            return "drawn"

    pairs = [(attempts[n], attempts[(n + 1) % size]) for n in range(size)]
    given = at_once([lambda pair=pair: draw(*pair) for pair in pairs])
    assert sorted(given) == ["drawn"] * (size - 1) + ["refused"]
    with db.database.connection_context():
        assert BuildsOn.select().count() == size - 1


def test_a_draft_that_is_published_by_itself_is_told_as_well(cast):
    draft = begin(cast, [cast.passport])
    draft.publish(by=cast.carla, at=NOW)
    assert told() == [(cast.carla.id, cast.passport.id, draft.id)]


def test_a_parent_is_removed_and_nobody_is_told_of_it(cast, visit):
    child = begin(cast, [cast.passport], publish=True)
    assert told()
    page = visit(child.author).get(f"/experiments/{child.id}").text
    there = f"/experiments/{child.id}/lineage/removal"
    assert there in page
    assert visit(child.author).post(there, data={"parent": "x"}).status_code == 303
    assert child.parents.count() == 1
    answer = visit(child.author).post(there, data={"parent": cast.passport.id})
    assert answer.status_code == 303
    assert not child.parents.exists() and told() == []
    assert there not in visit(child.author).get(f"/experiments/{child.id}").text
