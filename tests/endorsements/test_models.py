"""Each kind once per person, never on one's own; the authors are told once."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.cast import NOW
from tests.examples import tries
from tracker.core.validation import ValidationFailed
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.endorsements.queries import endorsement_counts
from tracker.jobs.models import Job


def give(experiment, person, kind=EndorsementKind.courage):
    Endorsement.add(experiment, kind=kind, by=person, at=NOW)


def test_a_colleague_says_each_word_once(cast):
    for _ in range(2):
        give(cast.passport, cast.carla, EndorsementKind.learned)
    give(cast.passport, cast.carla, EndorsementKind.courage)
    assert Endorsement.select().count() == 2


def test_the_authors_are_told_once(cast):
    for _ in range(3):
        give(cast.passport, cast.carla)
    told = {
        "what": "endorsement",
        "by": cast.carla.id,
        "experiment": cast.passport.id,
        "word": "courage",
    }
    jobs = [job.payload for job in Job.select().where(Job.kind == "tell")]
    assert [carries for carries in jobs if carries["what"] == "endorsement"] == [told]


@pytest.mark.parametrize("who", ["alma", "bo"])
def test_nobody_endorses_an_own_attempt(cast, who):
    with pytest.raises(ValidationFailed):
        give(cast.passport, getattr(cast, who))
    assert not Endorsement.select().exists()


def test_who_becomes_an_author_has_not_endorsed_it(cast):
    give(cast.passport, cast.carla)
    give(cast.passport, cast.leif)
    passport = cast.passport.reload()
    passport.amend(
        version=passport.version, by=cast.alma, at=NOW, co_authors=[cast.bo, cast.carla]
    )
    assert [row.person for row in Endorsement.select()] == [cast.leif]


def test_a_draft_is_not_endorsed(cast):
    with pytest.raises(ValidationFailed):
        give(cast.dream, cast.carla)


def test_a_word_is_taken_back_and_only_one_s_own(cast):
    give(cast.passport, cast.carla)
    give(cast.passport, cast.leif)
    for _ in range(2):
        Endorsement.withdraw(cast.passport, kind=EndorsementKind.courage, by=cast.carla)
    assert [row.person for row in Endorsement.select()] == [cast.leif]


acts = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(["carla", "frida", "leif", "ada"]),
        st.sampled_from(EndorsementKind),
    ),
    max_size=25,
)


@given(acts)
@example(
    [(True, "carla", kind) for kind in EndorsementKind]
    + [(False, "carla", EndorsementKind.learned)]
)
@tries(6, 25)
def test_in_any_order_the_counts_are_the_rows(cast, acts):
    Endorsement.delete().execute()
    expected = set()
    for gives, who, kind in acts:
        person = getattr(cast, who)
        if gives:
            give(cast.passport, person, kind)
            expected.add((person.id, kind))
        else:
            Endorsement.withdraw(cast.passport, kind=kind, by=person)
            expected.discard((person.id, kind))
    assert {(row.person_id, row.kind) for row in Endorsement.select()} == expected
    for said in endorsement_counts(cast.passport, cast.carla):
        assert said.n == sum(kind is said.kind for _, kind in expected)
        assert said.mine == ((cast.carla.id, said.kind) in expected)
        assert {p.id for p in said.people} == {
            id for id, kind in expected if kind is said.kind
        }
