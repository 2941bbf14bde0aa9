"""A leader's yes to where the organisation stands, and when a guideline is its own."""

import pytest

from tests.cast import NOW, TODAY
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.guidelines.models import Clause, Guideline, Stance
from tracker.guidelines.queries.guideline import edited, is_own, to_agree
from tracker.strategy.enums import Check
from tracker.strategy.queries.platform import of_platforms


def facebook() -> Guideline:
    return Guideline.get(Guideline.slug == "facebook")


def decided(cast, **more) -> Guideline:
    guideline = facebook()
    values = {"stance": Stance.active, "why": guideline.why, **more}
    guideline.decide(version=guideline.version, by=cast.frida, at=NOW, **values)
    return facebook()


def test_what_nobody_edited_and_nobody_decided_is_not_our_own(cast):
    guideline = facebook()
    guideline.decide(
        stance=guideline.stance,
        why=guideline.why,
        why_en=guideline.why_en,
        version=1,
        by=cast.frida,
        at=NOW,
    )
    assert not is_own(facebook(), edited()), "saved as it came ready"
    clause = Clause.get(Clause.guideline == guideline)
    values = {
        name: getattr(clause, name)
        for name in ("kind", "why", "text")
        if hasattr(clause, name)
    }
    clause.amend(
        **{**values, "text": "svare som dig selv"}, version=1, by=cast.frida, at=NOW
    )
    assert is_own(facebook(), edited())


def test_whoever_says_that_it_holds_says_who_decided(cast):
    with pytest.raises(ValidationFailed):
        facebook().confirm(by=cast.frida, at=NOW, on=TODAY)
    assert facebook().is_draft
    facebook().confirm(by=cast.frida, at=NOW, on=TODAY, decided_by="Direktionen")
    assert is_own(facebook(), edited())
    assert (facebook().decided_by, facebook().decided_on) == ("Direktionen", TODAY)


def test_a_yes_is_to_what_was_read_and_falls_with_a_change(cast):
    guideline = decided(cast)
    with pytest.raises(EditConflict):
        facebook().agree(version=guideline.version - 1, by=cast.leif, at=NOW)
    assert facebook().agreed_at is None
    facebook().agree(version=guideline.version, by=cast.leif, at=NOW)
    assert facebook().agreed_by == cast.leif
    assert [row.slug for row in to_agree()] == []
    decided(cast, decided_by="Direktionen")
    assert facebook().agreed_by == cast.leif, "who decided it is no other stance"
    decided(cast, stance=Stance.not_now)
    assert facebook().agreed_at is None
    assert [row.slug for row in to_agree()] == ["facebook"]


def test_the_strategy_counts_only_what_a_leader_said_yes_to(cast):
    guideline = decided(cast, decided_by="Direktionen", decided_on=TODAY)
    assert (of_platforms()[Check.stances].part, of_platforms()[Check.agreed].part) == (
        1,
        0,
    )
    guideline.agree(version=guideline.version, by=cast.leif, at=NOW)
    assert of_platforms()[Check.agreed].part == 1


def test_a_leader_says_yes_on_the_page(cast, visit):
    guideline = decided(cast, decided_by="Direktionen", decided_on=TODAY)
    leif = visit(cast.leif)
    page = leif.get("/guidelines").text
    assert 'value="facebook:2"' in page
    assert 'value="facebook:2"' not in visit(cast.carla).get("/guidelines").text
    stale = {"agreed": "facebook:1"}
    leif.post("/guidelines/agreement", data=stale)
    leif.post("/guidelines/agreement", data={"agreed": ["x:1", "facebook:"]})
    assert facebook().agreed_at is None
    leif.post("/guidelines/agreement", data={"agreed": f"facebook:{guideline.version}"})
    assert facebook().agreed_by == cast.leif
    assert (
        "Leif Dahl says yes to it" in visit(cast.alma).get("/guidelines/facebook").text
    )
