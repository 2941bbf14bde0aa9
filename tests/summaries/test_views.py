"""From the end of the quarter to a page that everybody reads."""

import datetime as dt
import re

import pytest

from tests.cast import concluded
from tests.examples import for_each_case
from tests.sql_counter import counted
from tests.summaries.factories import AT, Q3, drafted, signed, waiting, words
from tracker.jobs.models import Job
from tracker.notifications.schedule import quarterly
from tracker.summaries import jobs
from tracker.summaries.models import Summary, SummarySignature

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def later(monkeypatch):
    """The quarter in which the cast tried things has ended."""
    for module in ("jobs", "views.edit", "views.signature", "views.detail"):
        target = f"tracker.summaries.{module}"
        for name, value in (("now", AT), ("today", AT.date())):
            monkeypatch.setattr(
                f"{target}.{name}", lambda value=value: value, raising=False
            )


def test_the_clock_drafts_the_quarter_that_has_ended(app, cast, later):
    with app.test_request_context():
        jobs.HANDLERS["quarter"](Job(kind="quarter"))
        jobs.HANDLERS["quarter"](Job(kind="quarter"))
    [summary] = Summary.select()
    assert (summary.quarter, summary.drafted_by) == ("2026-Q4", None)


def test_where_nothing_was_shared_nothing_is_drafted(app, cast, later, monkeypatch):
    monkeypatch.setattr("tracker.summaries.jobs.today", lambda: dt.date(2026, 10, 1))
    with app.test_request_context():
        jobs.HANDLERS["quarter"](Job(kind="quarter"))
    assert not Summary.select().exists()


def test_a_quarter_ends_where_the_organisation_is(store):
    zone = store.time_zone
    at = dt.datetime(2026, 9, 30, 21, 59, tzinfo=dt.UTC)
    ended = dt.datetime(2026, 9, 30, 22, 0, tzinfo=dt.UTC)
    assert quarterly(at, zone=zone) == ended
    assert quarterly(ended, zone=zone) == dt.datetime(
        2026, 12, 31, 23, 0, tzinfo=dt.UTC
    )


def test_a_facilitator_drafts_writes_and_hands_over(cast, visit, later):
    frida = visit(cast.frida)
    assert "Q4 2026" in frida.get("/summaries").text
    assert (
        frida.post("/summaries", data={"quarter": "2026-Q4"}).location
        == "/summaries/2026-Q4/edit"
    )
    assert frida.post("/summaries", data={"quarter": "2027-Q1"}).status_code == 422
    soon = frida.post("/summaries", data={"quarter": "soon"})
    assert soon.status_code == 422 and "Choose a quarter." in soon.text
    early = frida.post(
        "/summaries/2026-Q4/offer", data={"version": 1}, follow_redirects=True
    )
    assert "Write the next question first" in early.text
    form = {**words(), "surprising": cast.passport.lessons.get().id, "version": 1}
    assert frida.post("/summaries/2026-Q4/edit", data=form).status_code == 303
    for senseless in (999, "abc", "9" * 30):
        told = frida.post(
            "/summaries/2026-Q4/edit",
            data={**form, "version": 2, "surprising": senseless},
        )
        assert (
            told.status_code == 422
            and "Choose one of the answers." in told.text
            and "oerce" not in told.text
        )
    assert (
        frida.post(
            "/summaries/2026-Q4/edit",
            data={**form, "version": 2, "opening": "x" * 2001},
        ).status_code
        == 422
    )
    read = frida.post(
        "/summaries/2026-Q4/offer", data={"version": 2}, follow_redirects=True
    )
    assert "told that it waits" in read.text and "Et kvartal med mod." in read.text


def test_it_is_saved_while_one_writes_and_nothing_is_lost(cast, visit, later):
    drafted(cast)
    frida = visit(cast.frida)
    form = {**words(), "surprising": "", "version": 1}
    saved = frida.post("/summaries/2026-Q4/edit", data=form, headers=FETCH)
    assert saved.json["version"] == 2 and saved.json["url"] == "/summaries/2026-Q4/edit"
    assert (
        frida.post(
            "/summaries/2026-Q4/edit", data={**form, "opening": "Min"}, headers=FETCH
        ).status_code
        == 409
    )
    stale = visit(cast.ada).post(
        "/summaries/2026-Q4/edit", data={**form, "opening": "Adas ord"}
    )
    assert (
        stale.status_code == 409
        and "Adas ord" in stale.text
        and "Et kvartal med mod." in stale.text
    )


def test_figures_taken_anew(cast, visit, later):
    summary = drafted(cast)
    concluded(cast.carla, cast.facebook)
    frida = visit(cast.frida)
    assert "have been taken" not in frida.get("/summaries/2026-Q4").text
    frida.post("/summaries/2026-Q4/figures", data={"version": 1})
    assert summary.reload().figures["figures"]["learning_rate"]["whole"] == 3
    assert (
        "Please read it again"
        in frida.post(
            "/summaries/2026-Q4/figures", data={"version": 1}, follow_redirects=True
        ).text
    )


def test_whoever_signs_sees_what_is_folded_and_opens_all_in_one_act(cast, visit):
    waiting(cast)
    leif = visit(cast.leif)
    folds = re.compile(r'<details class="collapsible-section[^>]*-part"( open)?>')
    page = leif.get("/summaries/2026-Q4/signature").text
    assert set(folds.findall(page)) == {""} and "/signature?all=1#record" in page
    assert "What we put in · What came of it · What we know" in page
    page = leif.get("/summaries/2026-Q4/signature?all=1").text
    assert set(folds.findall(page)) == {" open"} and "/signature#record" in page


def test_a_leader_signs_with_an_own_attempt(cast, visit, later):
    own = concluded(cast.leif, cast.facebook, title="Otte mandagsbreve")
    waiting(cast)
    leif = visit(cast.leif)
    page = leif.get("/summaries/2026-Q4/signature").text
    assert "Signing means" in page and "Otte mandagsbreve" in page
    assert (
        leif.post(
            "/summaries/2026-Q4/signature", data={"word": "Tak", "version": 3}
        ).status_code
        == 422
    )
    form = {"word": "Jeg tog fejl.", "own_attempt": own.id, "version": 3}
    assert (
        leif.post(
            "/summaries/2026-Q4/signature",
            data={**form, "own_attempt": cast.passport.id},
        ).status_code
        == 422
    )
    changed = leif.post("/summaries/2026-Q4/signature", data={**form, "version": 2})
    assert changed.status_code == 409 and "Jeg tog fejl." in changed.text
    assert (
        leif.post("/summaries/2026-Q4/signature", data=form).location
        == "/summaries/2026-Q4"
    )
    assert leif.post("/summaries/2026-Q4/signature", data=form).status_code == 404
    told = visit(cast.carla).get("/summaries/2026-Q4").text
    assert (
        "Jeg tog fejl." in told and "Otte mandagsbreve" in told and "Leif Dahl" in told
    )
    assert SummarySignature.get().attempt == own


def test_what_waits_is_shown_as_waiting_to_those_who_may_do_something(
    cast, visit, later
):
    waiting(cast)
    assert "waits for a leader" in visit(cast.leif).get("/summaries").text.lower()
    assert "Read and sign" in visit(cast.leif).get("/summaries/2026-Q4").text
    assert "2026-Q4" not in visit(cast.carla).get("/summaries").text


def test_a_correction_is_a_version_of_its_own(cast, visit, later):
    signed(cast)
    frida = visit(cast.frida)
    assert (
        frida.post("/summaries/2026-Q4/correction", data={"reason": ""}).status_code
        == 422
    )
    assert (
        frida.post(
            "/summaries/2026-Q4/correction", data={"reason": "Et tal var forkert"}
        ).status_code
        == 303
    )
    colleague = visit(cast.carla)
    assert colleague.get("/summaries/2026-Q4?edition=2").status_code == 404
    assert "Et tal var forkert" not in colleague.get("/summaries/2026-Q4").text
    newer = Summary.get(Summary.edition == 2)
    newer.offer(version=1, by=cast.frida, at=AT)
    SummarySignature.sign(
        newer, version=2, word="Rettet", why_not="Som før", by=cast.leif, at=AT
    )
    assert "Et tal var forkert" in colleague.get("/summaries/2026-Q4").text
    assert (
        "Et tal var forkert" not in colleague.get("/summaries/2026-Q4?edition=1").text
    )
    assert (
        colleague.get("/summaries/2026-Q4.csv")
        .text.splitlines()[1]
        .startswith("2026-Q4,2,learning_rate")
    )


def test_every_figure_stands_in_the_csv(cast, visit, later):
    signed(cast)
    lines = (
        visit(cast.carla)
        .get("/summaries/2026-Q4.csv")
        .text.lstrip("\ufeff")
        .splitlines()
    )
    assert (
        lines[0]
        == "quarter,version,figure,unit,value,part,n,value_before,part_before,n_before"
    )
    assert '2026-Q4,1,learning_rate,"attempts, as a share",0.5,1,2,,0,0' in lines
    assert "2026-Q4,1,first_timers,people,,,,,," in lines, (
        "fewer than five people are no figure"
    )


def test_a_leader_promises_from_it(cast, visit, later):
    summary = signed(cast)
    assert (
        f"/commitments/new?summary={summary.id}"
        in visit(cast.leif).get("/summaries/2026-Q4").text
    )
    assert "/commitments/new" not in visit(cast.carla).get("/summaries/2026-Q4").text


@for_each_case("address", ["2026-Q5", "soon", "2026-Q4", "2026-Q4.pdf", "2026-Q1/edit"])
def test_what_is_not_there(cast, visit, address):
    assert visit(cast.frida).get(f"/summaries/{address}").status_code == 404


def test_the_list_asks_the_same_however_long_it_is(cast, visit, later):
    signed(cast)
    visit(cast.carla).get("/summaries")
    with counted() as few:
        visit(cast.carla).get("/summaries")
    signed(cast, Q3)
    with counted() as many:
        visit(cast.carla).get("/summaries")
    assert len(many) <= len(few)
