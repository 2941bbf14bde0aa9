"""Lists as people's programs and habits make them: what stands there is what is taken."""

import datetime as dt
import io
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from tests.cast import NOW, TODAY
from tracker.experiments.imports import COLUMNS, ImportReport, Mapping, Run, guessed_in
from tracker.experiments.imports.lookup import Lookup
from tracker.experiments.models import Experiment
from tracker.guidelines.models import Platform
from tracker.lessons.models import Conclusion
from tracker.tables import open_table

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
HEAD = ["nr", "titel", "hypotese", "kanal", "udfald", "resultat"]


def taken(content, by, *, name="list.csv", sheet="", **how) -> ImportReport:
    """The report of a run over a file as it comes, the columns guessed."""
    if isinstance(content, str):
        content = content.encode("utf-8-sig")
    with open_table(
        io.BytesIO(content), name, sheet=sheet, score=COLUMNS.score
    ) as table:
        mapping = Mapping(guessed_in(table))
        run = Run(
            table, mapping, source="l", by=by, at=NOW, on=TODAY, zone=COPENHAGEN, **how
        )
        for _ in run.all():
            pass
    return run.report


def experiments() -> list[Experiment]:
    return list(
        Experiment.select().where(Experiment.source == "l").order_by(Experiment.id)
    )


def cards() -> list[Conclusion]:
    return [row.conclusions.get() for row in experiments()]


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(*rows) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def lines(*rows) -> str:
    return "".join(";".join(row) + "\r\n" for row in (HEAD, *rows))


def messages(report: ImportReport) -> str:
    return " ".join(note["message"] % note["params"] for note in report.notes)


def test_the_point_groups_thousands_where_the_list_is_danish(cast):
    rows = [["1", "a", "h", "", "ja", "7.250"], ["2", "b", "h", "", "ja", "3,5"]]
    assert "Read as" not in messages(taken(lines(*rows), cast.frida))
    assert [card.result for card in cards()] == [7250, 3.5]


def test_without_a_sign_of_the_decimal_mark_it_is_told(cast):
    report = taken("nr,titel,hypotese,udfald,resultat\n1,a,h,ja,7.250\n", cast.frida)
    assert cards()[0].result == 7.25 and "Read as 7.25." in messages(report)


def test_an_unreadable_result_is_left_empty_and_costs_no_row(cast):
    rows = [
        ["1", "a", "h", "", "ja", "slet ikke"],
        ["2", "b", "h", "", "ja", "#VÆRDI!"],
    ]
    report = taken(lines(*rows), cast.frida)
    assert (report.added, report.rejected) == (2, 0)
    assert [card.result for card in cards()] == [None, None]
    assert "“slet ikke” is not a number we can read; left empty." in messages(report)


def test_a_workbook_and_a_text_give_the_same_numbers(cast):
    book = workbook(HEAD, [1, "a", "h", "", "ja", 0.175], [2, "b", "h", "", "ja", None])
    book.active["F2"].number_format = "0.0%"
    book.active["F3"] = dt.timedelta(minutes=2, seconds=5)
    book.active["F3"].number_format = "[h]:mm:ss"
    book.active.append([3, "c", "h", "", "ja", 1.234])
    taken(saved(book), cast.frida)
    assert [card.result for card in cards()] == [17.5, 125, 1.234]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_header_is_found_below_a_title(cast, kind):
    above = [["Kampagner i foråret"], ["Hentet", "02-05-2026"], []]
    rows = [*above, HEAD, ["1", "Quiz", "flere svarer", "Instagram", "ja", "4"]]
    if kind == "csv":
        content = "\r\n".join(";".join(row) for row in rows)
    else:
        content = saved(workbook(*rows))
    report = taken(content, cast.frida)
    assert (report.added, report.rejected) == (1, 0)
    assert experiments()[0].title == "Quiz" and cards()[0].result == 4


def test_the_sheet_with_the_list_is_read_and_others_can_be_chosen(cast):
    book = workbook(["Læs mig"], ["Skriv i det andet ark"])
    for number, title in enumerate(["Maj", "Juni"]):
        page = book.create_sheet(title)
        page.append(HEAD)
        page.append([number, f"Forsøg i {title}", "h", "", "ja"])
    content = saved(book)
    taken(content, cast.frida)
    taken(content, cast.frida, sheet="juni")
    assert [row.title for row in experiments()] == ["Forsøg i Maj", "Forsøg i Juni"]


def test_merged_cells_have_the_value_that_is_shown(cast):
    book = workbook(
        ["kanal", "titel", "hypotese", "tags", None],
        ["LinkedIn", "a", "h", "x", "y"],
        [None, "b", "h", "z", None],
        [None, None, None, None, None],
    )
    book.active.merge_cells("A2:A4")
    book.active.merge_cells("D1:E1")
    report = taken(saved(book), cast.frida)
    assert (report.added, report.rejected) == (2, 0)
    assert [row.platform.slug for row in experiments()] == ["linkedin-page"] * 2


def test_the_address_of_a_hyperlink_is_its_link(cast):
    book = workbook(["nr", "titel", "hypotese", "link"], [1, "a", "h", "Se her"])
    book.active["B2"].hyperlink = "https://example.org/not-in-the-title"
    book.active["D2"].hyperlink = "https://example.org/opslag"
    taken(saved(book), cast.frida)
    (row,) = experiments()
    assert row.title == "a"
    assert [link.url for link in row.links] == ["https://example.org/opslag"]


def test_ids_that_a_spreadsheet_has_rounded_keep_no_row_out(cast):
    text = "id;titel;hypotese\n1,84467E+16;a;h\n1,84467E+16;b;h\n"
    report = taken(text, cast.frida)
    assert (report.added, report.rejected) == (2, 0)
    assert "lost the last digits" in messages(report)
    book = workbook(["id", "titel", "hypotese"], [18446744073709551, "a", "h"])
    book.active.append([18446744073709552, "b", "h"])
    assert taken(saved(book), cast.frida).rejected == 0


def test_a_line_of_totals_is_no_experiment(cast):
    rows = [["1", "a", "h", "", "ja", "2"], ["", "I alt", "", "", "", "2"]]
    report = taken(lines(*rows), cast.frida)
    assert (report.read, report.added, report.rejected) == (2, 1, 0)
    assert "A line of totals was left out." in messages(report)


def test_headings_that_stand_again_are_no_experiment(cast):
    report = taken(lines(["1", "a", "h", "", "ja", "2"], HEAD), cast.frida)
    assert (report.read, report.added, report.rejected) == (2, 1, 0)
    assert "The headings stand here again" in messages(report)


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ('Plakat 3" bred', 'Plakat 3" bred'),
        ('"Et "lille" skridt"', 'Et "lille" skridt'),
        ('"Stort" skridt', '"Stort" skridt'),
        ('"Med ""rigtige"" tegn"', 'Med "rigtige" tegn'),
        ('"a;b"', "a;b"),
    ],
)
def test_quotation_marks_stay_where_they_were_written(cast, cell, title):
    taken(f"nr;titel;hypotese\n1;{cell};h\n2;b;h\n", cast.frida)
    assert [row.title for row in experiments()] == [title, "b"]


def test_a_short_list_in_an_old_encoding_is_read(cast):
    text = "nr;titel;hypotese\n1;Op på “Å”;grøn by\n"
    taken(text.encode("windows-1252"), cast.frida)
    assert experiments()[0].title == "Op på “Å”"


def test_one_nul_is_dropped_and_told(cast):
    report = taken(b"nr,titel,hypotese\n1,a\0b,h\n", cast.frida)
    assert experiments()[0].title == "ab" and report.notes[0]["lines"] == [2]


def test_a_moment_counts_for_the_day_here(cast):
    text = "nr,titel,hypotese,udfald,dato\n1,a,h,ja,2025-12-31 23:15:00+00:00\n"
    taken(text, cast.frida)
    assert cards()[0].concluded_on == dt.date(2026, 1, 1)


def test_the_order_of_day_and_month_is_learnt_told_or_chosen(cast):
    def listed(*days):
        rows = "".join(f"{day},{day},h,ja,{day}\n" for day in days)
        return "nr,titel,hypotese,udfald,dato\n" + rows

    taken(listed("5/6/2025", "5/22/2025"), cast.frida)
    assert cards()[0].concluded_on == dt.date(2025, 5, 6)
    report = taken(listed("7/6/2025"), cast.frida)
    assert cards()[2].concluded_on == dt.date(2025, 6, 7)
    assert "could be swapped" in messages(report)
    report = taken(listed("7/6/2025"), cast.frida, days="mdy")
    assert report.updated == 1 and cards()[2].concluded_on == dt.date(2025, 7, 6)


def test_a_day_that_has_not_come_is_left_empty_and_costs_no_row(cast):
    text = "nr;titel;hypotese;udfald;dato\n1;a;h;ja;2199-01-01\n"
    report = taken(text, cast.frida)
    assert (report.added, report.rejected) == (1, 0)
    assert cards()[0].concluded_on is None
    assert "“2199-01-01” has not come yet; left empty." in messages(report)


def test_an_end_before_its_start_is_left_empty_and_costs_no_row(cast):
    text = "nr;titel;hypotese;startdato;slutdato\n1;a;h;2026-03-02;2026-03-01\n"
    report = taken(text, cast.frida)
    assert report.added == 1 and experiments()[0].ends_on is None
    assert "“2026-03-01” does not fit the rest of the row" in messages(report)


def test_hidden_columns_are_told(cast):
    book = workbook(HEAD, [1, "a", "h", "", "ja", 5], [2, "b", "h", "", "ja", 6])
    book.active.column_dimensions["F"].hidden = True
    book.active.column_dimensions["H"].hidden = True  # nothing stands there
    report = taken(saved(book), cast.frida, name="l.xlsx")
    told = [note for note in report.notes if "column is hidden" in note["message"]]
    assert [note["count"] for note in told] == [1] and cards()[0].result == 5


def test_ids_that_are_the_same_number_are_told_and_kept_apart(cast):
    rows = [[id, "a", "h", "", "ja", "5"] for id in ("1", "1,0", "001", "2")]
    report = taken(lines(*rows), cast.frida)
    assert [row.external_id for row in experiments()] == ["1", "1,0", "001", "2"]
    (note,) = [note for note in report.notes if "same number" in note["message"]]
    assert note["lines"] == [3, 4]


def test_a_year_and_a_number_is_a_week_and_told_where_it_could_be_a_month(cast):
    text = "nr;titel;hypotese;udfald;dato\n1;a;h;ja;202409\n"
    report = taken(text, cast.frida)
    assert cards()[0].concluded_on == dt.date(2024, 3, 3)
    assert "it could be a month" in messages(report)
    report = taken(text + "2;b;h;ja;202436\n", cast.frida)
    assert "it could be a month" not in messages(report)


def test_a_platform_is_found_in_compounds_initials_and_addresses(cast):
    lookup = Lookup()
    slugs = {platform.id: platform.slug for platform in Platform.select()}
    cells = {
        "Facebookgruppe": "facebook",
        "Instagramprofil": "instagram",
        "Vores FB": "facebook",
        "r/Denmark": "reddit",
        "https://www.linkedin.com/in/ada": "linkedin-personal",
        "Profil": "other",
    }
    found = {cell: slugs[lookup.platform(cell)[0]] for cell in cells}
    assert found == cells
