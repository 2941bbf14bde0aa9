"""Where the names of the columns stand in a table, and files that are none."""

import io

import openpyxl
import pytest

from tracker.experiments.imports import COLUMNS, guessed
from tracker.tables import UnreadableTable, open_table
from tracker.tables.open import LOCK
from tracker.tables.workbook import HIDDEN


def opened(content: str, **more):
    return open_table(io.BytesIO(content.encode()), "list.csv", **more)


def workbook(rows, merged=(), hidden=()):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for place in merged:
        sheet.merge_cells(place)
    for line in hidden:
        sheet.row_dimensions[line].hidden = True
    content = io.BytesIO()
    book.save(content)
    content.seek(0)
    return open_table(content, "list.xlsx", score=COLUMNS.score)


def test_names_in_two_rows_are_read_together():
    table = workbook(
        [
            ["Foråret", None, None, None],
            ["Titel", "Hypotese", "Måling", None],
            [None, None, "Før", "Efter"],
            ["Plakat", "flere kommer", 4, 7],
        ],
        merged=["A2:A3", "B2:B3", "C2:D2"],
    )
    assert table.header_line == 3
    assert table.columns == ["Titel", "Hypotese", "Før", "Efter"]
    assert [row["Efter"] for _, row in table.rows()] == ["7"]


def test_a_row_below_the_names_is_no_second_row_of_names():
    table = workbook(
        [["Titel", None, "Kanal"], ["Plakat", "flere kommer", "web"], ["b", "c", "d"]]
    )
    assert table.header_line == 1 and len(list(table.rows())) == 2


def test_a_lone_title_is_passed_over_though_no_name_is_known():
    table = opened("Rapport\n\nhvad;hvor;hvem\na;b;c\n", score=COLUMNS.score)
    assert (table.header_line, table.columns) == (3, ["hvad", "hvor", "hvem"])


def test_the_row_of_names_can_be_chosen():
    content = "Titel;Hypotese\nhvad;tanke\na;b\n"
    assert opened(content, score=COLUMNS.score).header_line == 1
    table = opened(content, score=COLUMNS.score, header=2)
    assert table.columns == ["hvad", "tanke"]
    assert [line for line, _ in table.rows()] == [3]
    with pytest.raises(UnreadableTable):
        opened("a;b\n\nc;d\n", header=2)


def test_hidden_rows_are_read_and_told():
    table = workbook([["Titel", "Hypotese"], ["a", "b"], ["c", "d"]], hidden=[3])
    assert len(list(table.rows())) == 2
    assert table.notes == [(3, HIDDEN)]


@pytest.mark.parametrize("name", ["~$list.xlsx", ".~lock.list.ods#"])
def test_what_a_program_keeps_beside_an_open_list_is_told(name):
    with pytest.raises(UnreadableTable) as error:
        open_table(io.BytesIO(b"Alma Holm"), name)
    assert error.value.message == LOCK


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["alma@example.org", "Bo <bo@example.org>"], "hvem"),
        (["alma@example.org", "Bo"], None),
        (["", ""], None),
    ],
)
def test_a_column_of_mail_addresses_is_the_author_s(cells, column):
    rows = [{"titel": "a", "hvem": cell} for cell in cells]
    assert guessed(["titel", "hvem"], rows).get("author_email") == column
