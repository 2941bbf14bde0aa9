"""Promises: made by leaders from something, changed in the open, answered with a word;
and what nobody may do.
"""

import datetime as dt

import peewee
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.cast import NOW, TODAY, person
from tests.examples import for_each_case, tries
from tests.notifications.job_helpers import heard, tell_all
from tracker.accounts.models import Role
from tracker.commitments.models import Commitment, CommitmentChange, Settled, Settlement
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed

LATER = TODAY + dt.timedelta(days=30)


def answer(promise, settled=Settled.kept, word="Vagten er flyttet.", by=None):
    Settlement.answer(
        promise, settled=settled, word=word, by=by or promise.leader, at=NOW
    )


def amend(promise, by=None, **said):
    said = {
        "text": promise.text,
        "due_on": promise.due_on,
        "why": "",
        "version": promise.version,
        **said,
    }
    promise.amend(**said, by=by or promise.leader, at=NOW, on=TODAY)


@for_each_case(
    "wrong",
    [
        {"text": " "},
        {"text": "x" * 501},
        {"due_on": None},
        {"due_on": dt.date(2026, 11, 19)},
    ],
)
def test_words_and_a_day_to_come_are_needed(cast, wrong):
    with pytest.raises(ValidationFailed):
        cast.promise(**wrong)
    with pytest.raises(ValidationFailed):
        cast.promise(due_on=TODAY.replace(year=2040))
    assert not Commitment.select().exists()


def test_it_is_promised_from_exactly_one_thing(cast, rows):
    said = {"leader": cast.leif, "text": "Noget", "due_on": LATER, "made_at": NOW}
    for what in (
        {},
        {"experiment": cast.passport, "lesson": cast.passport.lessons.get()},
    ):
        with pytest.raises(peewee.IntegrityError), rows.atomic():
            Commitment.create(**said, **what)


def test_sent_twice_it_is_promised_once(cast):
    assert cast.promise(submission="k") == cast.promise(submission="k")
    assert Commitment.select().count() == 1


def test_leaders_promise_and_nobody_else(cast):
    assert Commitment.addable_by(cast.leif, cast.passport)
    assert not Commitment.addable_by(cast.leif, cast.dream)
    assert not any(
        Commitment.addable_by(who, cast.passport)
        for who in (cast.alma, cast.frida, cast.ada)
    )


def test_authors_hear_what_is_promised_and_what_became_of_it(cast):
    promise = cast.promise()
    answer(cast.promise(cast.passport.lessons.get()))
    answer(promise)
    answer(promise, Settled.not_kept, "Jeg tog fejl.")
    tell_all()
    assert (
        heard(cast.alma) == heard(cast.bo) == ["promised", "promised", "kept", "kept"]
    )
    assert heard(cast.leif) == []


def test_a_day_is_moved_in_the_open(cast):
    promise = cast.promise()
    with pytest.raises(ValidationFailed):
        amend(promise, due_on=LATER + dt.timedelta(days=7))
    promise = promise.reload()
    amend(promise, due_on=LATER + dt.timedelta(days=7), why="Ferien kom imellem.")
    change = CommitmentChange.get()
    assert (
        change.changes == {"due_on": ["2026-12-20", "2026-12-27"]}
        and change.why == "Ferien kom imellem."
    )
    amend(promise.reload())
    assert CommitmentChange.select().count() == 1


def test_a_day_that_has_passed_may_stay_while_the_words_are_mended(cast):
    promise = cast.promise(due_on=TODAY)
    promise.amend(
        text="Klarere", due_on=TODAY, why="", version=1, by=cast.leif, at=NOW, on=LATER
    )
    assert promise.reload().text == "Klarere"


def test_two_who_change_it_at_once(cast):
    mine = cast.promise()
    other = Commitment.get()
    amend(mine, text="Først")
    with pytest.raises(EditConflict):
        amend(other, text="Sidst")
    assert Commitment.get().text == "Først" and CommitmentChange.select().count() == 1


def test_an_answer_needs_its_word_and_says_when_it_is_told_otherwise(cast):
    promise = cast.promise()
    for wrong in ({"word": " "}, {"word": "x" * 1001}, {"settled": None}):
        with pytest.raises(ValidationFailed):
            answer(promise, **wrong)
    answer(promise)
    answer(promise)
    assert not CommitmentChange.select().exists()
    answer(promise, Settled.not_kept, "Vagten faldt fra.")
    assert Settlement.get().settled is Settled.not_kept
    assert CommitmentChange.get().changes["settled"] == ["kept", "not_kept"]
    with pytest.raises(ValidationFailed):
        amend(promise, text="Noget andet")


def test_its_leader_answers_and_another_one_only_after_the_first_has_left(cast):
    promise = cast.promise()
    lone = person("Lone Krag", cast.service, Role.leader)
    assert promise.answerable_by(cast.leif)
    assert not any(
        promise.answerable_by(who) for who in (lone, cast.alma, cast.frida, cast.ada)
    )
    cast.leif.disable(NOW)
    promise = promise.reload()
    assert promise.answerable_by(lone) and not promise.answerable_by(cast.ada)


@tries(4, 20)
@given(
    some.lists(
        some.tuples(
            some.sampled_from(["text", "due_on", "settled"]), some.integers(0, 3)
        ),
        max_size=6,
    )
)
def test_the_history_leads_back_to_the_first_words(cast, acts):
    """Undone in turn, the changes give what was promised at first, whatever was done
    and refused between.
    """
    with Commitment._meta.database.atomic() as step:
        promise = cast.promise()
        first = {}
        first = promise.as_dict()
        for what, n in acts:
            promise = promise.reload()
            try:
                if what == "settled":
                    answer(promise, list(Settled)[n % 2], f"ord {n}")
                else:
                    value = (
                        f"Tekst {n}" if what == "text" else LATER + dt.timedelta(days=n)
                    )
                    amend(promise, **{what: value}, why="derfor")
            except ValidationFailed:
                assert promise.settlement is not None
        now = promise.reload().as_dict()
        for change in CommitmentChange.select().order_by(CommitmentChange.id.desc()):
            for name, (before, after) in change.changes.items():
                if name in now:
                    assert now[name] == after
                    now[name] = before
        assert now == first
        step.rollback(begin=False)
