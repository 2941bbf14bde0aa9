"""How an assumption stands, what it all comes to, what a signature freezes, and what
opens it again.
"""

import datetime as dt

import peewee
import pytest

from tests.business_case.factories import AT, argue, begun, benefit_of, signed
from tests.cast import concluded
from tests.examples import for_each_case
from tracker.app import HANDLERS
from tracker.business_case.enums import AssumptionKind, AssumptionStatus, CaseState
from tracker.business_case.models import (
    Assumption,
    BusinessCase,
    CaseSignature,
    CaseVersion,
    EvidenceItem,
    Reopening,
    assumption_problems,
    case_as_dict,
    status_of,
    totals_of,
)
from tracker.business_case.queries import changes, signature_status
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.jobs.models import Job
from tracker.lessons.enums import EvidenceDirection, Outcome
from tracker.lessons.enums import LessonStatus as Lesson
from tracker.lessons.models import Evidence, Retirement

FOR = EvidenceDirection.supports
AGAINST = EvidenceDirection.contradicts
WORKED_OUT = [
    ([], AssumptionStatus.untested),
    ([(FOR, Lesson.retired), (AGAINST, Lesson.retired)], AssumptionStatus.untested),
    ([(FOR, None)], AssumptionStatus.supported),
    ([(FOR, Lesson.emerging)], AssumptionStatus.supported),
    ([(FOR, None), (FOR, Lesson.contested)], AssumptionStatus.supported),
    ([(FOR, None), (AGAINST, Lesson.retired)], AssumptionStatus.supported),
    ([(FOR, Lesson.contested)], AssumptionStatus.contested),
    ([(AGAINST, Lesson.contested)], AssumptionStatus.contested),
    ([(FOR, None), (AGAINST, None)], AssumptionStatus.contested),
    ([(FOR, None), (AGAINST, Lesson.contested)], AssumptionStatus.contested),
    (
        [(FOR, None), (AGAINST, None), (AGAINST, Lesson.contested)],
        AssumptionStatus.contested,
    ),
    ([(AGAINST, None)], AssumptionStatus.refuted),
    ([(AGAINST, Lesson.confirmed)], AssumptionStatus.refuted),
    ([(AGAINST, None), (FOR, Lesson.contested)], AssumptionStatus.refuted),
    (
        [(AGAINST, None), (AGAINST, Lesson.supported), (FOR, None)],
        AssumptionStatus.refuted,
    ),
]


@for_each_case(("said", "standing"), WORKED_OUT)
def test_standing_as_worked_out_by_hand(said, standing):
    assert (
        status_of(EvidenceItem(bearing, lesson) for bearing, lesson in said) is standing
    )


def test_totals_as_worked_out_by_hand():
    def one(kind, low, expected, high, standing=AssumptionStatus.supported):
        return {
            "kind": kind,
            "low": low,
            "expected": expected,
            "high": high,
            "standing": standing,
        }

    told = totals_of(
        {"hours": 10, "rate": 5, "cost": 50},
        [
            one(AssumptionKind.benefit, 100, 400, 600),
            one(AssumptionKind.benefit, 10, 100, 200, AssumptionStatus.untested),
            one(AssumptionKind.benefit, 1000, 1000, 1000, AssumptionStatus.refuted),
            one(AssumptionKind.benefit, None, None, None, AssumptionStatus.untested),
            one(AssumptionKind.cost, 50, 60, 80, AssumptionStatus.refuted),
            one(AssumptionKind.risk, 0, 20, 100, AssumptionStatus.untested),
        ],
    )
    assert told.investment == 100
    assert (told.value.low, told.value.expected, told.value.high) == (
        110 - 80 - 100 - 100,
        500 - 60 - 20 - 100,
        800 - 50 - 0 - 100,
    )
    assert (told.untested, told.refuted, told.unpriced, told.hours_unpriced) == (
        100,
        1000,
        1,
        False,
    )
    assert totals_of({"hours": 10, "rate": None, "cost": 50}, []).hours_unpriced


def test_amounts_stand_in_order():
    fields = {
        p.field
        for p in assumption_problems(
            {
                "kind": AssumptionKind.risk,
                "text": "x",
                "low": 5,
                "expected": 4,
                "high": 3,
            }
        )
    }
    assert fields == {"low", "high"}
    assert [
        p.field
        for p in assumption_problems(
            {"kind": AssumptionKind.risk, "text": "x", "low": 5}
        )
    ] == ["expected"]
    assert [p.field for p in assumption_problems({"kind": None, "text": ""})] == [
        "kind",
        "text",
    ]


def test_there_is_one_business_case(cast):
    case = begun(cast)
    with pytest.raises(ValidationFailed):
        BusinessCase.begin(by=cast.leif, at=AT, goal="Et andet")
    case.amend(version=1, at=AT, goal="Færre og bedre opkald")
    with pytest.raises(EditConflict) as stale:
        case.reload().amend(version=1, at=AT, goal="Noget tredje")
    assert stale.value.current.goal == "Færre og bedre opkald"


def test_an_attempt_and_its_lesson_are_one_piece(cast):
    benefit = benefit_of(begun(cast))
    argue(cast, benefit, bearing=FOR)
    with pytest.raises(ValidationFailed):
        argue(cast, benefit, lesson=cast.passport.lessons.get(), by=cast.bo)
    again = argue(cast, benefit, lesson=cast.passport.lessons.get(), bearing=AGAINST)
    assert benefit.evidence.count() == 1
    assert (again.bearing, again.lesson) == (AGAINST, cast.passport.lessons.get())
    with pytest.raises(ValidationFailed, match="concluded"):
        argue(cast, benefit, experiment=cast.quiz)


def test_a_signed_version_stays_as_it_was_signed(cast, rows):
    case = begun(cast, sponsor=cast.leif)
    version = signed(case, cast.leif)
    assert version.told["sponsor"] == cast.leif.id
    assert "Leif" not in str(version.told)
    case.reload().amend(version=1, at=AT, goal="Noget andet")
    assert signature_status(case.reload()).state is CaseState.changed
    for change in (
        CaseVersion.update(digest="0" * 64),
        CaseVersion.delete(),
        CaseSignature.delete(),
        CaseSignature.update(at=AT),
    ):
        with pytest.raises(peewee.DatabaseError), rows.atomic():
            change.execute()
    assert version.reload().told["goal"] == "Færre opkald"


def test_leaders_sign_the_same_version_until_something_changes(cast):
    case = begun(cast)
    cast.ada.role = "leader"
    assert [signed(case, who).number for who in (cast.leif, cast.ada, cast.leif)] == [
        1,
        1,
        1,
    ]
    assert signature_status(case).signed_by(cast.ada)
    argue(cast, benefit_of(case), bearing=FOR)
    assert signed(case, cast.leif).number == 2
    assert not signature_status(case).signed_by(cast.ada)


def test_a_leader_signs_only_what_was_before_the_eyes(cast):
    case = begun(cast)
    seen = signature_status(case).digest
    benefit_of(case).remove(AT)
    with pytest.raises(EditConflict):
        CaseSignature.sign(case, seen=seen, by=cast.leif, at=AT)
    assert not CaseVersion.select().exists()


def test_what_was_counted_on_and_refuted_opens_it_again(cast):
    case = begun(cast)
    signed(case, cast.leif)
    Job.delete().execute()
    said = argue(cast, benefit_of(case))
    stand = signature_status(case)
    assert stand.state is CaseState.reopened
    assert [(text, at) for _, text, at in stand.because] == [
        ("Færre ringer om pas.", AT)
    ]
    told = [job.payload for job in Job.select().where(Job.kind == "tell")]
    assert {(one["what"], one["to"], one["by"]) for one in told} == {
        ("reopened", "leaders", None),
        ("reopened", "facilitators", None),
    }
    assert len({one["event"] for one in told}) == 1
    Reopening.weigh(AT)
    assert Job.select().count() == 2, "it is told once"

    said.withdraw(AT)
    assert signature_status(case).state is CaseState.signed
    assert Reopening.get().lifted_at == AT
    later = AT + dt.timedelta(days=1)
    argue(cast, benefit_of(case), at=later)
    assert (Reopening.get().at, Reopening.get().lifted_at) == (later, None)

    signed(case, cast.leif, later)
    assert signature_status(case).state is CaseState.signed, (
        "leaders signed that it does not hold"
    )
    assert Reopening.weigh(later) == []


def test_only_what_was_counted_on_opens_it(cast):
    case = begun(cast)
    argue(cast, benefit_of(case))
    signed(case, cast.leif)
    late = Assumption.add(
        case, by=cast.frida, at=AT, kind=AssumptionKind.benefit, text="Noget nyt"
    )
    argue(cast, late)
    assert signature_status(case).state is CaseState.changed
    assert not Reopening.select().exists()


def test_a_lesson_that_falls_weakens_what_it_carried(cast):
    """The clock sees it, as nobody touched the business case."""
    case = begun(cast)
    lesson = cast.passport.lessons.get()
    other = concluded(
        cast.carla, cast.facebook, title="Et andet", outcome=Outcome.refuted
    )
    benefit = benefit_of(case)
    argue(cast, benefit, lesson=lesson, bearing=FOR)
    argue(cast, benefit, experiment=other, bearing=AGAINST)
    assert standing(case, benefit) == AssumptionStatus.contested
    signed(case, cast.leif)
    Evidence.add(
        lesson, experiment=other.reload(), bearing=AGAINST, by=cast.carla, at=AT
    )
    assert standing(case, benefit) == AssumptionStatus.refuted
    HANDLERS["weigh"](None)
    assert Reopening.get().assumption == benefit
    Retirement.add(lesson, reason="Det var før appen.", by=cast.alma, at=AT)
    assert standing(case, benefit) == AssumptionStatus.refuted


def test_a_leader_who_signs_again_sees_what_is_new(cast):
    case = begun(cast)
    version = signed(case, cast.leif)
    benefit = benefit_of(case)
    case.reload().amend(version=1, at=AT, cost=70, sponsor=cast.leif)
    benefit.amend(version=1, high=700)
    argue(cast, benefit)
    case.assumptions.where(Assumption.kind == AssumptionKind.risk).get().remove(AT)
    told = [
        (one.name, one.about, one.before, one.after)
        for one in changes(version.told, case_as_dict(case.reload()))
    ]
    assert told == [
        ("cost", "", 50, 70),
        ("sponsor", "", None, "Leif Dahl"),
        ("high", "Færre ringer om pas.", 600, 700),
        ("standing", "Færre ringer om pas.", "untested", "refuted"),
        ("dropped", "Én shitstorm.", None, None),
    ]
    assert changes(version.told, version.told) == []


def test_a_withheld_author_is_told_by_no_minute_and_no_name(cast):
    case = begun(cast)
    signed(case, cast.leif)
    passport = cast.passport.reload()
    passport.withheld = True
    passport.save()
    said = argue(cast, benefit_of(case), experiment=passport)
    assert (said.at.hour, Reopening.get().at.hour) == (0, 0)


def standing(case, assumption) -> str:
    return next(
        one["standing"]
        for one in case_as_dict(case.reload())["assumptions"]
        if one["id"] == assumption.id
    )
