"""Table files are written as the reader chose, and else as their language is written."""

from tests.cast import NOW
from tests.examples import for_each_case
from tracker.core.table_notation import TableNotation
from tracker.stakeholders.imports import read


def first_line(browser, address: str) -> str:
    return browser.get(address).text.lstrip("\ufeff").splitlines()[0]


def test_the_language_decides_until_somebody_chooses(visit, cast):
    alma = visit(cast.alma)
    assert first_line(alma, "/experiments/export.csv").startswith("external_id,title,")
    cast.alma.set_locale("da")
    assert first_line(alma, "/experiments/export.csv").startswith("Nummer;Overskrift;")


def test_what_was_chosen_is_remembered(visit, cast):
    form = {"notation": "danish", "next": "/experiments"}
    assert (
        visit(cast.alma).post("/table-notation", data=form).location == "/experiments"
    )
    assert cast.alma.reload().table_notation is TableNotation.danish
    assert first_line(visit(cast.alma), "/stakeholders/export.csv").startswith("Navn;")
    visit(cast.alma).post("/table-notation", data={"notation": "klingon"})
    assert cast.alma.reload().table_notation is TableNotation.danish


def test_the_page_says_how_files_are_written_and_offers_the_other(visit, cast):
    page = visit(cast.alma).get("/experiments").text
    assert "written internationally" in page
    assert "Write them for a Danish spreadsheet" in page


@for_each_case("kind", ["csv", "xlsx"])
def test_a_danish_list_of_stakeholders_comes_in_without_a_change(visit, cast, kind):
    lines = (
        "name;interest;influence;worry;channel;platform;purpose;answer_time;quality;next_contact",
        "Forældre;4;3;-støj;social;facebook;svar, hurtigt;12,5;3;2026-12-24",
        "Naboer;2;2;=bil;in person;;møde;;4;",
    )
    report = read("\n".join(lines).encode(), "list.csv", at=NOW)
    assert report.added == 2, report.rejections
    cast.carla.set_table_notation(TableNotation.danish)
    out = visit(cast.carla).get(f"/stakeholders/export.{kind}").data
    report = read(out, f"again.{kind}", at=NOW)
    assert (report.added, report.updated, report.rejected) == (0, 0, 0)
    assert (report.unused, report.notes) == ([], [])
    assert visit(cast.carla).get(f"/stakeholders/export.{kind}").status_code == 200


def test_the_figures_say_yes_and_no_in_danish(visit, cast):
    cast.leif.set_table_notation(TableNotation.danish)
    lines = visit(cast.leif).get("/dashboard/export.csv").text.splitlines()
    assert lines[0].lstrip("\ufeff").split(";")[:3] == ["Nøgletal", "Kvartal", "Enhed"]
    assert {line.rpartition(";")[2] for line in lines[1:]} <= {"Ja", "Nej"}
