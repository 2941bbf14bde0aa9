"""Taking experiments out: what the filter shows, the unit and never the author, and
back in again.
"""

import io

import pytest

from tests.cast import NOW, concluded
from tests.experiments.import_files import record, taken
from tests.sql_counter import counted
from tracker.experiments.imports.mapping import FIELDS
from tracker.experiments.models import Experiment, Format, Link
from tracker.lessons.enums import Outcome
from tracker.tables import open_table


def rows_of(answer) -> list[dict]:
    name = answer.headers["Content-Disposition"].rpartition("=")[2]
    with open_table(io.BytesIO(answer.data), name=name) as table:
        return [row for _, row in table.rows()]


def titles(answer) -> list[str]:
    return [row["title"] for row in rows_of(answer)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_columns_are_those_an_import_knows_without_the_author(visit, cast, kind):
    row = rows_of(visit(cast.carla).get(f"/experiments/export.{kind}"))[0]
    assert list(row) == [
        *(name for name in FIELDS if name != "author_email"),
        "stakeholder",
        "touchpoint",
    ]
    assert (row["unit"], row["outcome"], row["decision"]) == (
        "Borgerservice",
        "refuted",
        "adapt",
    )
    assert "Alma" not in str(row) and "Bo Friis" not in str(row) and "@" not in str(row)


def test_each_gets_what_they_may_see(visit, cast):
    assert titles(visit(cast.carla).get("/experiments/export.csv")) == [
        cast.passport.title
    ]
    assert {*titles(visit(cast.bo).get("/experiments/export.csv"))} == {
        cast.passport.title,
        cast.quiz.title,
    }
    assert titles(visit(cast.alma).get("/experiments/export.csv?stage=draft")) == [
        cast.dream.title
    ]
    assert cast.dream.title not in visit(cast.alma).get("/experiments/export.csv").text
    assert (
        cast.dream.title
        not in visit(cast.carla).get("/experiments/export.csv?stage=draft").text
    )


def test_it_is_what_the_filter_shows(visit, cast):
    concluded(cast.carla, cast.facebook, Outcome.supported, title="Kommunens quiz")
    carla = visit(cast.carla)
    assert titles(carla.get("/experiments/export.csv?outcome=supported")) == [
        "Kommunens quiz"
    ]
    assert titles(carla.get("/experiments/export.xlsx?q=kommunens")) == [
        "Kommunens quiz"
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_imports_again_as_it_was(visit, cast, kind):
    it = concluded(
        cast.alma,
        cast.facebook,
        title="=HYPERLINK(1)",
        hypothesis="- en\n“to”, 'tre'",
        metric="+klik",
        baseline=-1.5,
    )
    it.amend(
        version=it.version, by=cast.alma, at=NOW, tags=["æ", "ø å"], format=Format.video
    )
    Link.add(it, url="https://example.org/1", by=cast.alma, at=NOW)
    Link.add(it, url="https://example.org/2", by=cast.alma, at=NOW)
    answer = visit(cast.alma).get(f"/experiments/export.{kind}")
    report = taken(answer.data, cast.frida, source=f"again.{kind}")
    assert (report.added, report.rejected, report.notes) == (3, 0, [])
    Experiment.delete().where(Experiment.source.is_null()).execute()
    again = rows_of(visit(cast.alma).get(f"/experiments/export.{kind}"))
    before = {row["title"]: row for row in rows_of(answer)}
    for row in again:
        if row["title"] in before:
            assert row == {**before[row["title"]], "external_id": row["external_id"]}
    assert len(again) >= 2


def test_cells_are_defused(visit, cast):
    concluded(cast.carla, cast.facebook, title="=2+3", hypothesis="@SUM(A1)")
    text = visit(cast.carla).get("/experiments/export.csv").text
    assert ",'=2+3,'@SUM(A1)," in text


def test_it_takes_a_bounded_number_of_queries(visit, cast):
    browser = visit(cast.carla)
    with counted() as few:
        assert len(rows_of(browser.get("/experiments/export.csv"))) == 1
    taken([record(str(n), tags="a,b") for n in range(30)], cast.frida)
    with counted() as many:
        assert len(rows_of(browser.get("/experiments/export.csv"))) == 31
    assert len(many) <= len(few)
