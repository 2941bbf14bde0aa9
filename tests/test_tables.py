"""Honest tables: whatever people's programs write is read, and what we write reads the
same again.
"""

import csv
import datetime
import gzip
import io
import re
import tempfile
import tracemalloc
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import tracker
from tests.examples import for_each, tries
from tracker.tables import (
    SURPLUS,
    Limits,
    UnreadableTable,
    csv_chunks,
    defused,
    open_table,
    plain,
    write_csv,
    write_xlsx,
)


def opened(content, **limits):
    if isinstance(content, str):
        content = content.encode()
    return open_table(io.BytesIO(content), "file.csv", Limits(**limits))


def rows(content, **limits):
    return list(opened(content, **limits).rows())


def workbook(*lines, **more):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    for cell, value in more.items():
        book.active[cell] = value
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_row_is_told_with_the_line_where_it_begins():
    content = 'title,lesson\r\nEt,"to\r\nlinjer\r\n\r\nher"\r\n\r\n , \r\nTo,kort\r\nTre,"a\nb"'
    assert rows(content) == [
        (2, {"title": "Et", "lesson": "to\r\nlinjer\r\n\r\nher"}),
        (8, {"title": "To", "lesson": "kort"}),
        (9, {"title": "Tre", "lesson": "a\nb"}),
    ]


def test_lines_end_in_any_of_the_three_ways():
    for end in ("\n", "\r\n", "\r"):
        assert [line for line, _ in rows(end.join(["a,b", "1,2", "", "3,4"]))] == [2, 4]


def test_other_line_separators_are_letters_of_a_text():
    assert rows("a,b\nx\u2028y,z\x0bw\x85\n") == [
        (2, {"a": "x\u2028y", "b": "z\x0bw\x85"})
    ]


def test_short_rows_are_filled_and_long_ones_told():
    assert rows("a,b\n1\n1,2,3,,4\n1,2,,\n") == [
        (2, {"a": "1", "b": ""}),
        (3, {"a": "1", "b": "2", SURPLUS: ["3", "4"]}),
        (4, {"a": "1", "b": "2"}),
    ]


@for_each(
    [
        (" a , b\t ", ["a", "b"]),
        ("a,a,a", ["a", "a_2", "a_3"]),
        ("a,a_2,a", ["a", "a_2", "a_3"]),
        ("a,,c,,", ["a", "column_2", "c"]),
        ('"to\nlinjer",b', ["to linjer", "b"]),
        ("\n\n ,\na,b", ["a", "b"]),
        ("'=a,b", ["=a", "b"]),
    ]
)
def test_columns_are_stripped_and_distinct(case):
    header, columns = case
    table = opened(f"{header}\n1,2,3\n")
    assert table.columns == columns
    assert len(list(table.rows())) == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    lines = [
        ["titel", "tekst", "tal"],
        ["et", "a, b; c | d\te", "1"],
        ["to", "lang, tekst; her", "2"],
    ]
    content = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    table = opened(content)
    assert table.delimiter == delimiter
    assert [tuple(row.values()) for _, row in table.rows()] == [
        tuple(line) for line in lines[1:]
    ]


def test_commas_in_danish_numbers_do_not_mislead():
    assert opened("navn;værdi;andel\na;1,5;2,5\nb;2,5;3,5\n").delimiter == ";"
    assert rows("sep=;\na,b;c\n1;2\n") == [(3, {"a,b": "1", "c": "2"})]


def test_a_single_column_is_a_table():
    assert rows("mail\na@example.org\n") == [(2, {"mail": "a@example.org"})]


TEXT = "navn;værdi\nrødgrød;på fløde – “godt” fjorten år\nÆØÅ;måske\n"


@for_each(
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("windows-1252", "windows-1252"),
    ]
)
def test_the_encoding_is_found_and_told(case):
    written, told = case
    table = opened(TEXT.encode(written))
    assert table.encoding == told
    assert next(table.rows()) == (
        2,
        {"navn": "rødgrød", "værdi": "på fløde – “godt” fjorten år"},
    )


@pytest.mark.parametrize("written", ["latin-1", "mac_roman", "cp850"])
def test_older_danish_encodings_are_read(written):
    text = TEXT.replace("–", "-").replace("“", "'").replace("”", "'")
    assert next(opened(text.encode(written)).rows())[1]["navn"] == "rødgrød"


def test_the_encoding_is_told_from_all_of_the_file():
    late = "a,b\n" + "x,y\n" * 40_000 + "blå,grød\n"
    table = opened(late.encode("windows-1252"))
    assert table.encoding == "windows-1252"
    assert list(table.rows())[-1] == (40_002, {"a": "blå", "b": "grød"})


def test_other_alphabets_are_guessed():
    text = (
        "имя,текст\n"
        + "Новости,Сегодня в городе Копенгаген прошла встреча с жителями\n" * 20
    )
    assert next(opened(text.encode("cp1251")).rows())[1]["имя"] == "Новости"


def test_gzip_is_read_and_progress_told():
    content = gzip.compress(
        (
            "a,b\n" + "".join(f"{i},x{i * 7919 % 10007}\n" for i in range(20_000))
        ).encode()
    )
    table = opened(content)
    assert table.estimated_total == 20_000
    positions = [table.position for _ in table.rows()]
    assert positions == sorted(positions)
    assert 0 < positions[0] < 0.5 < positions[-1] <= 1
    assert len(list(table.rows())) == 20_000  # once more


def test_estimates_do_not_count_line_breaks_within_cells():
    content = "a,b\n" + 'x,"1\n2\n3"\n' * 3000
    assert opened(content).estimated_total == 3000
    assert opened(content.rstrip()).estimated_total == 3000


def test_memory_does_not_grow_with_the_file(tmp_path, request):
    peaks = []
    for count in (2_000, 60_000 if request.config.getoption("--faults") else 20_000):
        path = tmp_path / f"{count}.csv"
        with path.open("w") as file:
            file.write("a,b\n")
            file.writelines(f"{i},{'x' * 50}\n" for i in range(count))
        tracemalloc.start()
        with open_table(path) as table:
            assert sum(1 for _ in table.rows()) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert table.file.closed
    # What the beginning tells of the file is kept, not the file
    assert peaks[1] < peaks[0] + 4_500_000


def test_a_file_of_somebody_elses_stays_open():
    file = io.BytesIO(b"a,b\n1,2\n")
    with open_table(file, "x.csv") as table:
        assert table.name == "x.csv"
    assert not file.closed


def test_every_cell_of_a_workbook_becomes_text():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(
        ["tekst", "helt", "brøk", "dag", "stund", "tid", "ja", "formel", "tom"]
    )
    sheet.append(
        [
            "Åh <b>\nto",
            3.0,
            0.3,
            datetime.date(2026, 1, 31),
            datetime.datetime(2026, 1, 31, 12, 30),
            datetime.time(8, 15),
        ]
        + [True, "=1+1", None]
    )
    sheet.append([])
    sheet.append([None, -12345678901234, 1e300, None, None, None, False, "#N/A"])
    sheet["L4"] = "for meget"
    table = opened(saved(book))
    assert (table.kind, table.encoding, table.delimiter) == ("xlsx", "utf-8", None)
    first, second = table.rows()
    assert first[0] == 2
    assert list(first[1].values()) == [
        "Åh <b>\nto",
        "3",
        "0.3",
        "2026-01-31",
        "2026-01-31T12:30:00",
        "08:15:00",
        "true",
        "",
        "",
    ]
    assert second[0] == 4
    assert second[1]["helt"] == "-12345678901234"
    assert second[1]["ja"] == "false"
    assert second[1]["formel"] == "#N/A"
    assert second[1][SURPLUS] == ["for meget"]
    assert table.position == 1


def test_the_first_visible_sheet_is_read():
    book = openpyxl.Workbook()
    book.active.sheet_state = "hidden"
    book.active.append(["nej"])
    book.create_chartsheet("tegning")
    shown = book.create_sheet("Forsøg & mere")
    shown.append(["a"])
    shown.append(["1"])
    table = opened(saved(book))
    assert table.sheet == "Forsøg & mere"
    assert list(table.rows()) == [(2, {"a": "1"})]


def test_dates_since_1904_are_understood():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    book.active.append(["d"])
    book.active.append([datetime.date(2026, 5, 4)])
    assert list(opened(saved(book)).rows()) == [(2, {"d": "2026-05-04"})]


COLUMNS = ["a", "b", "c"]
cells = st.text(
    st.characters(exclude_categories=["Cs"]), max_size=12
) | st.sampled_from(
    [
        "=1+1",
        "'=1",
        "''@x",
        "'",
        "+45 12345678",
        "-5",
        "-0,3 %",
        "＝x",
        "\tx",
        "\nx",
        "\r",
        'a"b',
        "a,b;c",
        "=cmd|' /C calc'!A0",
    ]
)


def kept(value):
    return plain(defused(value))


@tries(40, 200)
@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=8))
def test_a_written_csv_reads_the_same_again(lines):
    file = io.BytesIO()
    write_csv(file, COLUMNS, lines)
    expected = [[kept(value) for value in line] for line in lines]
    expected = [
        line for line in expected if any(defused(value).strip() for value in line)
    ]
    if not expected:
        return
    found = list(opened(file.getvalue()).rows())
    assert [list(row.values()) for _, row in found] == expected


@tries(10, 40)
@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=8))
def test_a_written_workbook_reads_the_same_again(lines):
    file = io.BytesIO()
    write_xlsx(file, COLUMNS, lines)
    expected = [
        [kept(value).replace("\r\n", "\n").replace("\r", "\n") for value in line]
        for line in lines
    ]
    expected = [
        line for line in expected if any(defused(value).strip() for value in line)
    ]
    if not expected:
        return
    found = [list(row.values()) for _, row in opened(file.getvalue()).rows()]
    assert [[value.replace("\r", "\n") for value in line] for line in found] == [
        [value.replace("\r", "\n") for value in line] for line in expected
    ]


RUNS = re.compile(r"[\t\r\n]*[=+\-@＝＋－＠]")
IS_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?\s?%?")
pieces = st.sampled_from(
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "-5",
        "@x",
        "＝x",
        "- et punkt",
        '"',
        "'",
        ";",
        ",",
        "\t",
        "\n",
        "\r\n",
        "x",
        " ",
    ]
)


@tries(30, 100)
@example([["", "", ',"=1+1'], ["", 'a\n,"b', 'c,"d\n"e" f']])
@example(
    [
        ["a", "x;=1+1;y", 'x;""=1'],
        ["-5", "x\t=1", "x;\"'=1"],
        ["y", "x\n=1", '"'],
        ["=1", "z;", "-5"],
    ]
)
@given(
    st.lists(
        st.lists(
            st.one_of(st.lists(pieces, max_size=6).map("".join), cells),
            min_size=3,
            max_size=3,
        ),
        max_size=4,
    )
)
def test_no_reader_of_a_csv_finds_a_cell_that_runs(lines):
    """Whatever it takes for the end of a cell; and our own finds every text as it was."""
    written = b"".join(csv_chunks(["id", "x;=1", "y\t=1"], lines)).decode("utf-8-sig")
    for delimiter in ",;\t":
        for row in csv.reader(io.StringIO(written, newline=""), delimiter=delimiter):
            assert not [
                cell
                for cell in row
                if RUNS.match(cell) and not IS_NUMBER.fullmatch(cell)
            ], (delimiter, row)
    read = [line for line in lines if any(defused(text).strip() for text in line)]
    found = list(opened(written.encode()).rows()) if read else []
    assert [list(row.values()) for _, row in found] == [
        [kept(text) for text in line] for line in read
    ]


def test_every_table_that_goes_out_is_written_here():
    """What writes a CSV by itself forgets to defuse it; the list of people to invite
    goes back and forth in one hidden field.
    """
    code = Path(tracker.__file__).parent
    names = {
        path.relative_to(code).as_posix()
        for path in code.rglob("*.py")
        if "csv.writer" in path.read_text()
    }
    assert names == {"tables/write.py", "accounts/imports.py"}


@for_each(["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_cells_that_would_run_are_defused(start):
    text = f"{start}HYPERLINK(1)"
    assert defused(text) == f"'{text}"
    assert plain(defused(text)) == text
    book = io.BytesIO()
    write_xlsx(book, [text], [[text]])
    for row in openpyxl.load_workbook(book).active.iter_rows():
        assert row[0].data_type == "s"
        assert row[0].value.startswith("'")
    assert (
        b"".join(csv_chunks([text], [[text]])).decode("utf-8-sig").count("'" + start)
        == 2
    )


def test_numbers_stay_numbers():
    for number in (-5, -0.5, 3, None, True):
        assert defused(number) is number
    for text in ("-5", "+0,3", "-2.5 %".replace(" ", ""), "'", "'quoted'", "a=b", ""):
        assert defused(text) == text
    assert defused("-5+cmd") == "'-5+cmd"
    file = io.BytesIO()
    day = datetime.date(2026, 1, 31)
    aware = datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.UTC)
    write_xlsx(file, ["n", "d", "t"], [[-5, day, aware]])
    cells = next(openpyxl.load_workbook(file).active.iter_rows(min_row=2))
    assert [cell.data_type for cell in cells] == ["n", "d", "s"]
    assert b"".join(csv_chunks(["n", "d", "x"], [[-5, day, None]])).endswith(
        b"-5,2026-01-31,\r\n"
    )


def test_a_csv_begins_with_the_mark_that_lets_excel_show_danish_letters():
    assert b"".join(csv_chunks(["æ"], [])) == b"\xef\xbb\xbf\xc3\xa6\r\n"


def test_csv_is_sent_in_pieces_and_broken_letters_are_dropped():
    chunks = list(csv_chunks(["a"], (["x" * 1000] for _ in range(1000))))
    assert len(chunks) > 10
    assert b"".join(csv_chunks(["a"], [["x\0y\ud800z"]])).endswith(b"xyz\r\n")


def test_a_cell_that_a_workbook_cannot_hold_is_cut():
    file = io.BytesIO()
    write_xlsx(file, ["a"], [["å" * 40_000], ["x\x01\ufffey"]])
    (_, first), (_, second) = opened(file.getvalue()).rows()
    assert len(first["a"]) == 32_767
    assert first["a"].endswith("…")
    assert second["a"] == "xy"


def test_rows_beyond_the_limit_are_refused_in_words():
    table = opened("a\n1\n2\n3\n", rows=2)
    with pytest.raises(UnreadableTable) as error:
        list(table.rows())
    assert str(error.value) == "The file has more than 2 rows. Please split it."
    assert (error.value.message, error.value.params) == (
        "The file has more than %(limit)s rows. Please split it.",
        {"limit": 2},
    )


def test_an_upload_kept_by_the_web_server_is_read():
    with tempfile.SpooledTemporaryFile() as upload:
        upload.write(gzip.compress(b"a,b\n1,2\n"))
        assert list(open_table(upload, "x.csv.gz").rows()) == [
            (2, {"a": "1", "b": "2"})
        ]
