"""The business case in a browser: written, taken from what comes ready, argued about,
signed, printed.
"""

import re

from tests.business_case.factories import AT, argue, begun, benefit_of, signed
from tests.sql_counter import counted
from tracker.business_case.enums import AssumptionKind
from tracker.business_case.models import (
    Assumption,
    BusinessCase,
    CaseEvidence,
    CaseVersion,
)
from tracker.experiments.models import Experiment, Visibility
from tracker.jobs.models import Job


def test_from_nothing_to_a_signature(visit, cast):
    frida = visit(cast.frida)
    leif = visit(cast.leif)
    assert "Write the first sentence" in frida.get("/business-case").text
    assert "Write the first sentence" not in visit(cast.alma).get("/business-case").text
    assert frida.post("/business-case/edit", data={"goal": ""}).status_code == 422
    answer = frida.post(
        "/business-case/edit",
        data={
            "goal": "Færre opkald",
            "sponsor": cast.leif.id,
            "hours": "1.000",
            "cost": "x",
        },
    )
    assert answer.status_code == 422
    frida.post(
        "/business-case/edit",
        data={
            "goal": "Færre opkald",
            "sponsor": cast.leif.id,
            "hours": "1,000",
            "rate": "400",
        },
    )
    case = BusinessCase.current()
    assert (case.sponsor, case.hours) == (cast.leif, 1000)
    frida.post(
        "/business-case/assumptions/typical",
        data={"key": ["calls", "risk-that-nobody-knows", "answering"]},
    )
    assert [row.kind for row in case.assumptions] == [
        AssumptionKind.benefit,
        AssumptionKind.cost,
    ]
    page = frida.get("/business-case").text
    assert "2 assumptions have no amount yet" in page
    assert "Sign it" not in page
    frida.post("/business-case/signature/request")
    assert Job.select().where(Job.kind == "tell").get().payload["to"] == "leaders"
    seen = re.search(r'name="seen" value="(\w+)"', leif.get("/business-case").text)[1]
    asked = leif.post("/business-case/signature", data={"seen": seen})
    assert asked.status_code == 422 and not CaseVersion.select().exists()
    assert "Nobody has tested anything that it rests on." in asked.text
    sure = {"seen": seen, "sure": "1"}
    assert leif.post("/business-case/signature", data=sure).status_code == 303
    assert "Signed all the same:" in visit(cast.alma).get("/business-case").text
    assert CaseVersion.get().signatures.get().person == cast.leif
    frida.post(
        "/business-case/edit",
        data={"goal": "Færre og kortere opkald", "version": "1", "hours": "1,200"},
    )
    page = visit(cast.alma).get("/business-case").text
    assert "What is new since version 1" in page
    assert "1,200" in page
    assert "signed by Leif Dahl" in visit(cast.alma).get("/business-case").text


def test_two_who_save_see_both_texts(visit, cast):
    frida = visit(cast.frida)
    case = begun(cast)
    benefit = benefit_of(case)
    case.amend(version=1, at=case.changed_at, goal="Leifs ord")
    answer = frida.post(
        "/business-case/edit",
        data={
            "goal": "Fridas ord",
            "hours": "10",
            "rate": "5",
            "cost": "50",
            "version": "1",
        },
    )
    assert answer.status_code == 409
    assert "Leifs ord" in answer.text
    assert "Fridas ord" in answer.text
    benefit.amend(version=1, text="Leifs antagelse")
    url = f"/business-case/assumptions/{benefit.id}/edit"
    answer = frida.post(
        url, data={**sent(benefit), "text": "Fridas antagelse", "version": "1"}
    )
    assert answer.status_code == 409
    assert "Leifs antagelse" in answer.text
    assert (
        frida.post(
            url, data={**sent(benefit), "text": "Fridas antagelse", "version": "2"}
        ).status_code
        == 303
    )
    assert benefit.reload().text == "Fridas antagelse"


def test_what_changed_under_the_pen_is_not_signed(visit, cast):
    begun(cast)
    answer = visit(cast.leif).post(
        "/business-case/signature", data={"seen": "what stood here before"}
    )
    assert answer.status_code == 409
    assert "is not signed" in answer.text


def test_one_click_and_one_more_make_one_assumption(visit, cast):
    case = begun(cast)
    frida = visit(cast.frida)
    new = {"kind": "risk", "text": "Noget går galt", "submission": "the-same-key"}
    first, second = (
        frida.post("/business-case/assumptions", data=new) for _ in range(2)
    )
    assert first.location == second.location
    assert case.assumptions.count() == 4


def test_what_was_taken_out_is_not_there(visit, cast):
    benefit = benefit_of(begun(cast))
    frida = visit(cast.frida)
    url = f"/business-case/assumptions/{benefit.id}"
    assert frida.post(f"{url}/removal").status_code == 303
    assert frida.get(url).status_code == frida.get(f"{url}/edit").status_code == 404
    assert (
        frida.post(f"{url}/edit", data=sent(benefit)).status_code
        == frida.post(f"{url}/removal").status_code
        == 404
    )


def test_an_employee_gives_evidence_and_takes_it_back(visit, cast):
    benefit = benefit_of(begun(cast))
    alma = visit(cast.alma)
    page = alma.get(
        f"/business-case/evidence?experiment={cast.passport.id}&told=lesson"
    ).text
    assert cast.passport.title in page
    said = {
        "assumption": benefit.id,
        "experiment": f"#{cast.passport.id}",
        "told": "lesson",
        "bearing": "contradicts",
        "note": "Nej.",
    }
    assert (
        alma.post("/business-case/evidence", data={**said, "bearing": ""}).status_code
        == 422
    )
    assert alma.post("/business-case/evidence", data=said).status_code == 303
    given = CaseEvidence.get()
    assert given.lesson == cast.passport.lessons.get()
    page = visit(cast.carla).get(f"/business-case/assumptions/{benefit.id}").text
    assert "Nej." in page
    assert "Take it back" not in page
    alma.post(f"/business-case/evidence/{given.id}/withdrawal")
    assert not CaseEvidence.select().exists()


def test_evidence_that_only_its_unit_sees_counts_and_is_not_shown(visit, cast):
    benefit = benefit_of(begun(cast))
    argue(cast, benefit)
    Experiment.update(visibility=Visibility.unit).where(
        Experiment.id == cast.passport.id
    ).execute()
    carla = visit(cast.carla)
    page = carla.get(f"/business-case/assumptions/{benefit.id}").text
    assert "Refuted" in page
    assert "1 more, visible to its unit" in page
    assert cast.passport.title not in page
    said = {
        "assumption": benefit.id,
        "experiment": f"#{cast.passport.id}",
        "bearing": "supports",
        "told": "attempt",
    }
    assert carla.post("/business-case/evidence", data=said).status_code == 422
    assert (
        carla.post(
            f"/business-case/evidence/{CaseEvidence.get().id}/withdrawal"
        ).status_code
        == 404
    )


def test_on_paper_as_it_is_and_as_it_was_signed(visit, cast):
    case = begun(cast, sponsor=cast.leif)
    signed(case, cast.leif)
    alma = visit(cast.alma)
    for path in ("/business-case.pdf", "/business-case/versions/1.pdf"):
        answer = alma.get(path)
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF")
        assert b"/MarkInfo" in answer.data
    assert alma.get("/business-case/versions/1").status_code == 200
    assert alma.get("/business-case/versions/7").status_code == 404


def test_without_an_amount_nobody_is_told_what_it_is_worth(visit, cast):
    """A value of 0 kr. would be a figure that nobody gave."""
    case = BusinessCase.begin(by=cast.frida, at=AT, goal="Færre opkald")
    Assumption.add(
        case, by=cast.frida, at=AT, kind=AssumptionKind.benefit, text="Færre ringer."
    )
    page = visit(cast.alma).get("/business-case").text
    assert "Nobody has put an amount on anything yet" in page
    assert "DKK 0" not in page
    assert visit(cast.alma).get("/business-case.pdf").data.startswith(b"%PDF")


def test_the_page_asks_no_more_when_there_are_more_assumptions(visit, cast):
    case = begun(cast)
    alma = visit(cast.alma)

    def statements() -> int:
        with counted() as asked:
            alma.get("/business-case")
        return len(asked)

    alma.get("/business-case")
    before = statements()
    row = {
        "case": case,
        "kind": AssumptionKind.benefit,
        "basis": "",
        "made_at": case.begun_at,
        "version": 1,
    }
    Assumption.insert_many(
        [{**row, "text": f"Nummer {n}"} for n in range(20)]
    ).execute()
    assert statements() == before


def sent(assumption: Assumption) -> dict:
    return {
        name: str(getattr(value, "value", value) or "")
        for name, value in assumption.card().items()
    }
