"""OpenDocument spreadsheets give the same cells as XLSX files, and harm as little."""

import io
import time
import zipfile

import pytest

from tests.examples import for_each
from tests.experiments.import_files import taken
from tracker.experiments.imports import COLUMNS
from tracker.experiments.models import Experiment
from tracker.tables import Limits, LinkedText, NumberText, UnreadableTable, open_table
from tracker.tables.archive import OPEN_DOCUMENT, PROTECTED
from tracker.tables.ods import REPEATED
from tracker.tables.workbook import HIDDEN, HIDDEN_COLUMN

SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style", "draw", "xlink", "calcext")
)
HIDDEN_SHEET = (
    '<style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


def ods(*sheets: str, kind=SPREADSHEET, manifest="<manifest/>", head="") -> bytes:
    """A file with these sheets, as XML."""
    body = "".join(sheets)
    content = (
        f'<?xml version="1.0"?>{head}<office:document-content {NAMES}>'
        f"<office:automatic-styles>{HIDDEN_SHEET}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return file.getvalue()


def sheet(*rows: str, name="Ark1", more="") -> str:
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}</table:table>'


def row(*cells: str, more="") -> str:
    made = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<table:table-row {more}>{made}</table:table-row>"


def cell(text="", more="", kind="string") -> str:
    said = f"<text:p>{text}</text:p>" if text else ""
    return (
        f'<table:table-cell office:value-type="{kind}" {more}>{said}</table:table-cell>'
    )


def opened(content: bytes, **more):
    return open_table(io.BytesIO(content), "list.ods", score=COLUMNS.score, **more)


def rows_of(*rows: str, **more) -> list[dict]:
    return [cells for _, cells in opened(ods(sheet(*rows)), **more).rows()]


def value_of(made: str) -> str:
    (read,) = rows_of(row("Titel", "Resultat"), row("a", made))
    return read["Resultat"]


@for_each(
    [
        ('office:value="12.5"', "float", "12,5", "12.5"),
        ('office:value="12"', "float", "12,00", "12"),
        ('office:value="0.125"', "percentage", "12,5 %", "12.5%"),
        ('office:value="1250" office:currency="DKK"', "currency", "1.250 kr.", "1250"),
        ('office:date-value="2026-09-03"', "date", "3. sep 26", "2026-09-03"),
        (
            'office:date-value="2026-09-03T00:00:00"',
            "date",
            "03-09-26",
            "2026-09-03",
        ),
        (
            'office:date-value="2026-09-03T14:56:00"',
            "date",
            "03-09-26 14:56",
            "2026-09-03T14:56:00",
        ),
        ('office:time-value="PT00H01M35S"', "time", "01:35", "0:01:35"),
        ('office:time-value="PT27H00M05.2S"', "time", "27:00:05", "27:00:05"),
        ('office:boolean-value="true"', "boolean", "SAND", "true"),
        ('calcext:value-type="error"', "string", "#DIVISION/0!", "#DIVISION/0!"),
        ('office:value="nan"', "float", "12,5", "12,5"),
    ]
)
def test_values_are_those_of_the_same_cell_in_xlsx(case):
    attributes, kind, shown, value = case
    read = value_of(cell(shown, attributes, kind))
    assert read == value
    if kind in ("float", "percentage", "currency") and value != shown:
        assert isinstance(read, NumberText)


def test_a_text_keeps_its_lines_blanks_and_tabs_but_not_its_notes():
    made = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>Bo: nej'
        "</text:p></office:annotation><draw:frame><text:p>billede</text:p></draw:frame>"
        '<text:p>en<text:s text:c="3"/>to<text:tab/><text:span>tre</text:span></text:p>'
        "<text:p>fire<text:line-break/>fem</text:p></table:table-cell>"
    )
    assert value_of(made) == "en   to\ttre\nfire\nfem"


def test_the_targets_of_links_stand_behind_their_words():
    made = (
        '<table:table-cell office:value-type="string"><text:p>'
        '<text:a xlink:href="https://a.example/1">et</text:a> og '
        '<text:a xlink:href="https://b.example/2">to</text:a></text:p></table:table-cell>'
    )
    read = value_of(made)
    assert isinstance(read, LinkedText) and read == "et og to"
    assert read.target.split() == ["https://a.example/1", "https://b.example/2"]


def test_repeated_cells_and_rows_stand_where_they_belong():
    repeated = 'table:number-columns-repeated="2"'
    table = opened(
        ods(
            sheet(
                row("Titel", "Før", "Efter", "Note"),
                row(more='table:number-rows-repeated="3"'),
                row("a", cell("4", repeated), "x"),
                row(
                    "b", cell("", repeated), "y", more='table:number-rows-repeated="2"'
                ),
                row(
                    cell("", 'table:number-columns-repeated="16384"'),
                    more='table:number-rows-repeated="1048000"',
                ),
            )
        )
    )
    assert [(line, list(cells.values())) for line, cells in table.rows()] == [
        (5, ["a", "4", "4", "x"]),
        (6, ["b", "", "", "y"]),
        (7, ["b", "", "", "y"]),
    ]


def test_merged_cells_give_their_value_to_each():
    merged = 'table:number-rows-spanned="2" table:number-columns-spanned="1"'
    covered = "<table:covered-table-cell/>"
    read = rows_of(
        row("Titel", "Kanal"), row("a", cell("Instagram", merged)), row("b", covered)
    )
    assert [cells["Kanal"] for cells in read] == ["Instagram", "Instagram"]


def test_hidden_rows_and_columns_are_read_and_told():
    collapsed = 'table:visibility="collapse"'
    columns = f"<table:table-column/><table:table-column {collapsed}/>"
    table = opened(
        ods(
            sheet(
                columns,
                row("Titel", "Kanal"),
                row("a", "web", more='table:visibility="filter"'),
                row("b", "web"),
            )
        )
    )
    assert len(list(table.rows())) == 2
    assert sorted(table.notes) == sorted([(1, HIDDEN_COLUMN), (2, HIDDEN)])


def test_the_sheet_that_looks_like_a_list_is_read_unless_another_is_asked_for():
    content = ods(
        sheet(row("Sådan gør du"), row("Skriv"), name="Vejledning"),
        sheet(row("Titel", "Resultat"), row("a", "1"), name="Januar"),
        sheet(row("Titel", "Resultat"), row("b", "2"), name="Februar"),
        sheet(row("Titel"), row("c"), name="Skjult", more='table:style-name="ta2"'),
    )
    table = opened(content)
    assert (table.kind, table.sheet) == ("ods", "Januar")
    assert table.sheets == ["Vejledning", "Januar", "Februar"]
    assert [c["Titel"] for _, c in opened(content, sheet=" februar").rows()] == ["b"]
    with pytest.raises(UnreadableTable, match="no sheet called"):
        opened(content, sheet="Skjult")


def test_what_is_no_spreadsheet_or_has_a_password_is_told():
    with pytest.raises(UnreadableTable) as text:
        opened(ods(kind="application/vnd.oasis.opendocument.text"))
    assert text.value.message == OPEN_DOCUMENT
    with pytest.raises(UnreadableTable) as locked:
        opened(ods(manifest="<m><manifest:encryption-data/></m>"))
    assert locked.value.message == PROTECTED


BOMB = '<!DOCTYPE a [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>'


@for_each(
    [
        ods(sheet(row("Titel"), row("a")), head=BOMB),
        ods(sheet(row("Titel"), row("<text:span>" * 100))),
        ods(),
        ods(sheet()),
        ods(sheet(row("Titel"), row("x" * 200_000))),
        ods("<table:table table:name='x'>" * 3),
        ods(sheet(row("Titel"), row("a")))[:300],
    ]
)
def test_a_hostile_file_is_refused_with_one_sentence(content):
    with pytest.raises(UnreadableTable):
        list(opened(content).rows())


def test_counts_without_end_make_no_rows_and_cells_without_end():
    began = time.process_time()
    widest = 'table:number-columns-repeated="99999999"'
    table = opened(
        ods(
            sheet(
                row("Titel", "Kanal", cell("", widest)),
                row(
                    "a", cell("b", widest), more='table:number-rows-repeated="1000000"'
                ),
            )
        ),
        limits=Limits(columns=300),
    )
    read = list(table.rows())
    assert len(read) == 100 and table.notes == [(2, REPEATED)]
    assert max(len(cells) for _, cells in read) < 310
    assert time.process_time() - began < 2


def test_a_list_in_open_document_is_imported_with_the_right_values(store, cast):
    content = ods(
        sheet(
            row("Titel", "Hypotese", "Udfald", "Før", "Resultat", "Afsluttet"),
            row(
                "Quiz",
                "flere svarer",
                "virkede",
                cell("2,1 %", 'office:value="0.021"', "percentage"),
                cell("12,5 %", 'office:value="0.125"', "percentage"),
                cell("3. sep", 'office:date-value="2024-09-03"', "date"),
            ),
        )
    )
    report = taken(content, cast.alma, source="list.ods")
    assert (report.added, report.rejected) == (1, 0)
    saved = Experiment.get(Experiment.title == "Quiz")
    conclusion = saved.conclusions.get()
    assert (saved.baseline, conclusion.result) == (2.1, 12.5)
    assert conclusion.concluded_on.isoformat() == "2024-09-03"
