"""Where we stand, what one may do, and what was said before."""

import datetime as dt

import pytest

from tests.cast import NOW, TODAY
from tests.examples import for_each_case
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.guidelines.models import (
    AbandonCount,
    Amendment,
    Clause,
    ClauseKind,
    Guideline,
    Platform,
    ReadReceipt,
    Stance,
    install_clauses,
    install_defaults,
    missing_clauses,
)
from tracker.guidelines.queries.abandon_count import clauses_that_stop_most
from tracker.jobs.models import Job


def facebook() -> Guideline:
    return Guideline.get(Guideline.slug == "facebook")


def a_clause(kind=ClauseKind.may) -> Clause:
    return (
        Clause.select()
        .where(Clause.guideline == facebook(), Clause.kind == kind)
        .order_by(Clause.id)
        .get()
    )


def test_a_new_installation_takes_the_starting_set_as_drafts(rows):
    assert Guideline.select().count() == Platform.select().count() + 1
    for guideline in Guideline.select():
        texts = list(guideline.clauses)
        assert (
            guideline.is_draft
            and guideline.why
            and guideline.why_en
            and 3 <= len(texts) <= 20
        )
        assert all(
            clause.is_draft and clause.text and clause.text_en for clause in texts
        )
        assert all(
            bool(clause.words) == bool(clause.words_en)
            and bool(clause.reason) == bool(clause.reason_en)
            for clause in texts
        )


def test_starting_again_plants_nothing_twice_and_an_older_installation_is_asked(cast):
    before = Clause.select().count()
    install_defaults(at=NOW)
    assert Clause.select().count() == before
    Amendment.delete().execute()
    Clause.delete().execute()
    Guideline.delete().execute()
    install_defaults(at=NOW)
    assert (
        not Clause.select().exists()
        and facebook().stance is Stance.listening
        and not facebook().why
    )
    assert (
        install_clauses(facebook(), at=NOW, by=cast.frida)
        == len(list(facebook().clauses))
        > 3
    )
    assert facebook().stance is Stance.active and facebook().why
    assert (
        install_clauses(facebook(), at=NOW, by=cast.frida)
        == 0
        == len(missing_clauses(facebook()))
    )


def test_what_was_decided_or_retired_stays_when_the_set_is_taken(cast):
    guideline = facebook()
    clause = a_clause()
    guideline.decide(
        stance=Stance.not_now,
        why="Ingen tid.",
        version=guideline.version,
        by=cast.frida,
        at=NOW,
    )
    clause.retire(by=cast.frida, at=NOW)
    assert install_clauses(guideline, at=NOW, by=cast.frida) == 0
    assert facebook().stance is Stance.not_now and clause.reload().is_retired


def test_a_platform_of_ones_own_gets_a_guideline_and_no_address_that_is_taken(rows):
    intranet = Platform.add("Intranettet")
    check = Platform.add("Check")
    assert intranet.guidelines.get().stance is Stance.listening
    assert check.slug == "check-1"


@for_each_case(
    ("card", "wrong"),
    [
        ({"kind": ClauseKind.may, "text": " "}, {"text"}),
        ({"kind": None, "text": "x"}, {"kind"}),
        (
            {"kind": ClauseKind.ask, "text": "x", "whom": "", "within_hours": 24},
            {"whom"},
        ),
        (
            {"kind": ClauseKind.ask, "text": "x", "whom": "Frida", "within_hours": 0},
            {"within_hours"},
        ),
        (
            {"kind": ClauseKind.ask, "text": "x", "whom": "Frida", "within_hours": 721},
            {"within_hours"},
        ),
        (
            {"kind": ClauseKind.may, "text": "x" * 501, "reason": "x" * 1001},
            {"text", "reason"},
        ),
    ],
)
def test_what_a_clause_demands(cast, card, wrong):
    with pytest.raises(ValidationFailed) as refused:
        Clause.add(facebook(), by=cast.frida, at=NOW, **card)
    assert {problem.field for problem in refused.value.problems} == wrong


def test_only_what_is_to_be_asked_first_names_whom(cast):
    clause = a_clause(ClauseKind.ask)
    clause.amend(version=1, by=cast.frida, at=NOW, kind=ClauseKind.may)
    assert (clause.reload().whom, clause.reload().within_hours) == ("", None)


def test_a_change_keeps_what_it_said_and_is_no_draft_any_more(cast):
    clause = a_clause()
    before = clause.text
    clause.amend(version=1, by=cast.frida, at=NOW, text="svare, når du har lyst.")
    row = Amendment.get(Amendment.clause == clause)
    assert (
        row.changes == {"text": [before, "svare, når du har lyst."]}
        and row.by == cast.frida
        and not clause.reload().is_draft
    )
    with pytest.raises(EditConflict) as stale:
        Clause.get_by_id(clause.id).amend(
            version=1, by=cast.ada, at=NOW, text="noget andet"
        )
    assert stale.value.current.text == "svare, når du har lyst."


def test_it_all_holds_as_it_stands(cast):
    facebook().confirm(by=cast.frida, at=NOW, on=TODAY, decided_by="Direktionen")
    assert not facebook().is_draft and not any(
        clause.is_draft for clause in facebook().clauses
    )


def test_what_was_decided_a_year_ago_is_decided_anew_by_standing_by_it(cast):
    guideline = facebook()
    day = TODAY - dt.timedelta(days=366)
    decided = {
        "stance": Stance.active,
        "why": "Vi er der.",
        "decided_by": "Direktionen",
        "decided_on": day,
    }
    guideline.decide(**decided, version=1, by=cast.frida, at=NOW)
    assert facebook().is_old(TODAY) and not facebook().is_old(
        TODAY - dt.timedelta(days=1)
    )
    facebook().confirm(by=cast.frida, at=NOW, on=TODAY, decided_by="Direktionen")
    assert facebook().decided_on == TODAY and not facebook().is_old(TODAY)


def test_reading_counts_once_and_is_forgotten_with_the_next_edition(cast):
    guideline = facebook()
    for person in (cast.alma, cast.alma, cast.bo, cast.frida):
        ReadReceipt.add(guideline, person)
    assert guideline.readers.count() == 3
    a_clause().amend(version=1, by=cast.frida, at=NOW, text="en lille rettelse")
    assert guideline.readers.count() == 3 and facebook().edition == 1
    a_clause().amend(version=2, by=cast.frida, at=NOW, text="noget nyt", anew=True)
    assert (
        guideline.readers.count() == 0
        and facebook().edition == 2
        and facebook().edition_at == NOW
    )
    told = Job.get(Job.kind == "tell").payload
    assert told["what"] == "review_rules" and sorted(told["to"]) == sorted(
        [cast.alma.id, cast.bo.id, cast.frida.id]
    )
    assert (
        told["path"] == "/guidelines/facebook"
        and Amendment.select().order_by(Amendment.id.desc()).get().edition == 2
    )


def test_nobody_is_told_of_a_new_edition_that_nobody_had_read(cast):
    facebook().renew(by=cast.frida, at=NOW)
    assert not Job.select().exists()


def test_english_falls_back_and_danish_too():
    both = Clause(text="ja", text_en="yes")
    own = Clause(text="ja")
    english = Clause(text="", text_en="yes")
    assert [both.said("text", code) for code in ("da", "en")] == ["ja", "yes"]
    assert own.said("text", "en") == "ja" and english.said("text", "da") == "yes"


def test_the_clauses_that_stop_most(cast):
    often = a_clause(ClauseKind.dont)
    seldom = a_clause(ClauseKind.ask)
    for _ in range(6):
        AbandonCount.count(often, on=TODAY)
    for _ in range(4):
        AbandonCount.count(seldom, on=TODAY)
    for _ in range(9):
        AbandonCount.count(a_clause(), on=TODAY.replace(year=TODAY.year - 2))
    found = clauses_that_stop_most(NOW)
    assert [(row.clause.id, row.left.value, row.late) for row in found] == [
        (often.id, 6, 0)
    ]
    assert (
        AbandonCount.select().where(AbandonCount.clause == often).get().month.day == 1
    )
    often.retire(by=cast.frida, at=NOW)
    assert clauses_that_stop_most(NOW) == []
