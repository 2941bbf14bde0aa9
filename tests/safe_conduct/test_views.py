"""The pages: the safe conduct beside a plan and on its receipt, and who reads a report."""

import datetime as dt

from tests.cast import TODAY, running
from tests.safe_conduct.test_safe_conduct import reported, written
from tracker.safe_conduct.models import (
    BreachReport,
    SafeConduct,
    SafeConductSignature,
)


def test_a_facilitator_writes_it_from_the_text_that_comes_ready(visit, cast):
    page = visit(cast.frida).get("/safe-conduct/edit").get_data(as_text=True)
    assert "will not be held against you" in page
    sent = {
        "after": 0,
        "text": "Det holdes ikke imod nogen.",
        "exceptions": "Lovbrud.",
        "contact": "Carla Munk",
    }
    answer = visit(cast.frida).post("/safe-conduct/edit", data=sent)
    assert answer.status_code == 303
    assert SafeConduct.newest().contact == cast.carla
    sent["contact"] = "Leif Dahl"
    sent["after"] = 1
    assert visit(cast.frida).post("/safe-conduct/edit", data=sent).status_code == 422
    sent["contact"] = "Carla Munk"
    sent["after"] = 7
    assert visit(cast.frida).post("/safe-conduct/edit", data=sent).status_code == 409


def test_a_leader_signs_and_it_stands_beside_the_plan_and_on_the_receipt(visit, cast):
    written(cast)
    beside = visit(cast.alma).get("/experiments/new").get_data(as_text=True)
    assert "0 of 1 leader has signed it" in beside
    visit(cast.leif).post("/safe-conduct/signature", data={"number": 1})
    assert SafeConductSignature.select().count() == 1
    alma = visit(cast.alma)
    beside = alma.get("/experiments/new").get_data(as_text=True)
    assert "1 of 1 leader has signed it" in beside and "Lovbrud" in beside
    plan = {
        "title": "Nyt",
        "hypothesis": "nogen svarer",
        "platform": cast.facebook.id,
        "publish": 1,
    }
    receipt = alma.post("/experiments/new", data=plan, follow_redirects=True)
    assert "1 of 1 leader has signed that" in receipt.get_data(as_text=True)


def test_a_report_goes_to_the_contact_alone(visit, cast):
    written(cast)
    sent = {"text": "Jeg blev taget af vagten."}
    assert visit(cast.alma).post("/safe-conduct/breaches", data=sent).status_code == 303
    report = BreachReport.get()
    assert report.reporter is None
    visit(cast.alma).post("/safe-conduct/breaches", data=sent | {"named": "y"})
    assert BreachReport.select().order_by(-BreachReport.id).get().reporter == cast.alma
    carla = visit(cast.carla)
    assert "taget af vagten" in carla.get("/safe-conduct/breaches").get_data(True)
    for person in (cast.alma, cast.leif, cast.frida, cast.ada):
        assert visit(person).get("/safe-conduct/breaches").status_code == 403
    address = f"/safe-conduct/breaches/{report.id}/finding"
    assert carla.post(address, data={"finding": "broken"}).status_code == 303
    carla.post("/safe-conduct/counts", data={"word": ""})
    assert "Found so once" in visit(cast.alma).get("/safe-conduct").get_data(
        as_text=True
    )


def test_a_former_contact_reads_what_was_sent_to_them_and_no_more(visit, cast):
    first = reported(cast)
    written(cast, contact=cast.eva, after=1)
    later = reported(cast, conduct=SafeConduct.newest())
    address = "/safe-conduct/breaches/%s/finding"
    sent = {"finding": "kept"}
    carla = visit(cast.carla)
    assert carla.post(address % first.id, data=sent).status_code == 303
    assert carla.post(address % later.id, data=sent).status_code == 404


def test_a_leader_backs_an_attempt_above_both_cards(visit, cast):
    attempt = running(cast.alma, cast.facebook, TODAY + dt.timedelta(days=14))
    page = f"/experiments/{attempt.id}"
    assert "Worth trying" in visit(cast.leif).get(page).get_data(as_text=True)
    assert visit(cast.leif).post(f"{page}/backing").status_code == 303
    shown = visit(cast.carla).get(page).get_data(as_text=True)
    assert shown.index("Worth trying") < shown.index("card-pair")
    assert "Leif Dahl" in shown and "/backing" not in shown
