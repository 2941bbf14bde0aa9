"""Files that are no tables, or mean harm, are refused within seconds and with one
sentence; nothing else ever comes out.
"""

import gzip
import io
import random
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import for_each, tries
from tracker.tables import Limits, UnreadableTable, open_table, write_xlsx

CONTENT_TYPES = (
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
ROW = '<row r="2"><c r="A2"><v>1</v></c></row>'


def refused(content, seconds=3, **limits):
    """The sentence with which a file is refused, at opening or when its rows are read, soon."""
    began = time.process_time()
    with pytest.raises(UnreadableTable) as error:
        for _ in open_table(io.BytesIO(content), "file", Limits(**limits)).rows():
            pass
    assert time.process_time() - began < seconds
    assert error.value.message % error.value.params == str(error.value)
    assert "%" not in str(error.value)
    assert str(error.value).endswith(".")
    return str(error.value)


def named(value):
    return value if isinstance(value, str) and len(value) < 40 else "file"


def sheet(rows, before="", after=""):
    return (
        f'<?xml version="1.0"?>{before}<worksheet'
        f' xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def workbook(content, shared=None, styles=None, **parts):
    """An XLSX of which one part is what an attacker made it."""
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets><sheet name="S" sheetId="1"'
        ' r:id="rId1"/></sheets></workbook>'
    )
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(
            [
                ("worksheet", "/xl/sheet.xml"),
                ("sharedStrings", "shared.xml"),
                ("styles", "styles.xml"),
            ],
            start=1,
        )
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("xl/workbook.xml", parts.get("book", book))
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f"<Relationships>{links}</Relationships>"
        )
        archive.writestr("xl/sheet.xml", content)
        if shared is not None:
            archive.writestr("xl/shared.xml", shared)
        if styles is not None:
            archive.writestr("xl/styles.xml", styles)
    return file.getvalue()


def test_the_workbook_made_here_is_sound_until_something_is_broken():
    table = open_table(io.BytesIO(workbook(sheet(HEADER + ROW))), "x")
    assert list(table.rows()) == [(2, {"a": "1"})]


@for_each(
    [
        (b"", "empty"),
        (b"\n\n \n,,\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"a,b,c\n", "no rows"),
        (b"a,b,c\n,,\n\n", "no rows"),
        (b"%PDF-1.7\n1 0 obj\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "PNG"),
        (b"\xff\xd8\xff\xe0JFIF", "JPEG"),
        (b"\n <!DOCTYPE html><html><body>a,b</body></html>", "HTML"),
        (b'{"a": [1, 2]}', "JSON"),
        (b"\x7fELF" + bytes(100), "ELF"),
        (b"a,b\n1,2\n" + b"3,\x004\n" * 21, "Line 3"),
        (b"a,b\n1,2\n" + b"x,y\n" * 400_000 + bytes(21), "Line 400003"),
        (random.Random(1).randbytes(100_000), "NUL"),
        (random.Random(1).randbytes(100_000).replace(b"\0", b"x"), "not a text file"),
        ("a,b\nblå,æ\n".encode() * 50 + "grød,ø\n".encode("latin-1"), "line 101"),
        ("navn,æ\nrød,ø\n".encode("utf-8-sig") + "blå,\n".encode("latin-1"), "line 3"),
        ("navn\nr�d\nbl�\nn�ste\n".encode(), "already broken"),
        ("navn\nrÃ¸d\nblÃ¥\nnÃ¦ste\n".encode(), "already broken"),
        (("a,b\n1,2\n" * 9).encode("utf-16") + b"x", "line 19"),
        (b'a,b\n1,"open\n2,3\n', "line 2 is never closed"),
        (b'a,b\n1,"open\n' + b"2,3\n" * 500_000, "begins in line 2"),
        (b"a,b\n1," + b"x" * 5_000_000 + b"\n", "line 2"),
        (b"a,b\n1," + b"x" * 110_000 + b"\n", "line 2"),
        (b",".join(b"c%d" % i for i in range(201)) + b"\n1\n", "more than 200 columns"),
        (b",".join([b"c"] * 1_000_000) + b"\n1\n", "line 1"),
        (b"x" * 20_000_000, "line 1"),
        (b"PK\x03\x04 nothing", "damaged"),
        (b"\x1f\x8b\x08 nothing", "damaged"),
        (gzip.compress(b"a,b\n" * 100_000)[:-20], "damaged"),
        (gzip.compress(gzip.compress(b"a,b\n1,2\n")), "another compressed file"),
        (gzip.compress(b""), "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
    ]
)
def test_what_is_no_table_is_refused_with_a_reason(case):
    content, words = case
    assert words in refused(content)


def test_rows_before_a_broken_one_have_been_given():
    table = open_table(io.BytesIO(b'a,b\n1,2\n3,"open\n'), "x")
    given = table.rows()
    assert next(given) == (2, {"a": "1", "b": "2"})
    with pytest.raises(UnreadableTable):
        next(given)


def test_a_file_beyond_the_upload_limit_is_not_even_read():
    assert "larger than 50 MB" in refused(b"a,b\n" + b"1,2\n" * 12_500_000)


def test_a_gzip_bomb_is_refused_in_little_memory():
    bomb = gzip.compress(b"a,b\n" + b"1,2\n" * 5_000_000, compresslevel=1)
    tracemalloc.start()
    assert "unpacks to far more" in refused(bomb)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_slow_opening_is_stopped():
    with pytest.raises(UnreadableTable, match="seconds to open"):
        open_table(io.BytesIO(b"a,b\n1,2\n"), "x", Limits(seconds=-1))


LAUGHS = '<!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@for_each(
    [
        (sheet(HEADER), "no rows"),
        (sheet(""), "empty"),
        (sheet(HEADER + ROW, before=LAUGHS), "damaged"),
        (sheet(HEADER + ROW)[:-30], "damaged"),
        (sheet(HEADER + '<row r="999999999999"><c><v>1</v></c></row>'), "damaged"),
        (sheet(HEADER + '<row r="x"/>'), "damaged"),
        (sheet(HEADER + '<row r="-1"/>'), "damaged"),
        (sheet(HEADER + '<row r="2"><c r="ZZZZZZZ2"><v>1</v></c></row>'), "damaged"),
        (sheet(HEADER + '<row r="2"><c r="A2" t="s"><v>7</v></c></row>'), "damaged"),
        (
            sheet(HEADER + '<row r="2"><c r="A2" t="s"><v>seven</v></c></row>'),
            "damaged",
        ),
        (
            sheet('<row r="1">' + '<c t="str"><v>a</v></c>' * 201 + "</row>" + ROW),
            "more than 200 columns",
        ),
        (sheet('<row r="1">' + "<c><v>1</v></c>" * 16_385 + "</row>"), "damaged"),
        (
            sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>' + ROW),
            "more than 200 columns",
        ),
        (
            sheet(HEADER + f'<row r="2"><c t="str"><v>{"x" * 100_001}</v></c></row>'),
            "longer than",
        ),
        (sheet("<row/>" * 10_000), "empty"),
        (sheet(HEADER + ROW + "<row>" + "<c/>" * 10_000 + "</row>"), None),
        (sheet(("<row>" + "<c/>" * 10_000 + "</row>") * 10), "empty cells"),
        (sheet("<a>" * 100_000), "damaged"),
        (sheet(HEADER + f'<row r="2" x="{"y" * 9_000_000}"/>'), "damaged"),
        (sheet(f"<!--{'y' * 9_000_000}-->"), "damaged"),
    ]
)
def test_hostile_sheets_are_refused(case):
    content, words = case
    content = workbook(content)
    if words is None:
        assert len(list(open_table(io.BytesIO(content), "x").rows())) == 1
    else:
        assert words in refused(content, ratio=1000, empty_cells=50_000)


@pytest.mark.parametrize(
    "after",
    [
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<mergeCells><mergeCell ref="ZZZZ9:A"/><mergeCell/></mergeCells>',
        "<mergeCells>" + '<mergeCell ref="A2:B9"/>' * 50_000 + "</mergeCells>",
        '<hyperlinks><hyperlink ref="A2" r:id="nope"/></hyperlinks>',
    ],
    ids=["everything", "nonsense", "too many", "to nowhere"],
)
def test_hostile_merges_and_links_cost_nothing(after):
    began = time.process_time()
    content = workbook(sheet(HEADER + ROW * 3, after=after).replace("r:id", "id"))
    table = open_table(io.BytesIO(content), "x", Limits(ratio=10_000))
    rows = [row["a"] for _, row in table.rows()]
    assert rows == ["1", "1", "1"] and time.process_time() - began < 3


def test_hostile_parts_of_a_workbook_are_refused():
    honest = sheet(HEADER + ROW)
    texts = "<sst>" + "<si/>" * 30_000 + "</sst>"
    assert "too large" in refused(workbook(honest, shared=texts), shared_texts=20_000)
    assert "too large" in refused(
        workbook(honest, shared=f"<sst><si><t>{'y' * 2_000_000}</t></si></sst>"),
        shared_bytes=10_000,
    )
    assert "longer than" in refused(
        workbook(honest, shared=f"<sst><si><t>{'y' * 2_000_000}</t></si></sst>")
    )
    assert "too large" in refused(
        workbook(honest, styles="<styleSheet>" + "<xf/>" * 50_000), part_bytes=100_000
    )
    assert "unpacks to far more" in refused(
        workbook(honest, styles="<styleSheet>" + "<xf/>" * 5_000_000)
    )
    assert "no sheet" in refused(workbook(honest, book="<workbook/>"))
    assert "damaged" in refused(
        workbook(honest, book=LAUGHS + "<workbook>&b;</workbook>")
    )


def test_zip_bombs_and_lying_zips_are_refused():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(20):
                part.write(bytes(1_000_000))
    assert "unpacks to far more" in refused(bomb.getvalue())

    # A part that says it is small and is not: only what it says is read, and its checksum is wrong.
    honest = workbook(sheet(HEADER + ROW * 1))
    place = honest.rindex(b"PK\x01\x02")
    lying = bytearray(honest)
    lying[place + 24 : place + 28] = (40).to_bytes(4, "little")
    assert "damaged" in refused(bytes(lying))

    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for i in range(20_000):
            archive.writestr(f"{i}" * 8, "")
    assert "more parts" in refused(many.getvalue())

    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("data.csv", "a,b\n1,2\n")
    assert "unpack it first" in refused(plain.getvalue())

    locked = bytearray(honest)
    locked[place + 8] |= 1
    assert "password" in refused(bytes(locked))


def test_a_workbook_that_unpacks_small_and_parses_long_is_stopped():
    cells = "<row>" + "<c><v>1</v></c>" * 150 + "</row>"
    content = workbook(sheet(HEADER + cells * 8_000))
    assert len(content) < 234_000
    assert "unpacks" in refused(content) or "columns" in refused(content)


HONEST = io.BytesIO()
write_xlsx(HONEST, ["titel", "tal"], [["blåbær", i] for i in range(30)])
HONEST_CSV = 'titel;tekst\nblå;"a\nb"\nrød;x\n'.encode()


def reads_or_refuses(content):
    try:
        with open_table(
            io.BytesIO(content), "x", Limits(unpacked_bytes=2_000_000, seconds=2)
        ) as table:
            for line, row in table.rows():
                assert line > 0
                assert set(table.columns) <= set(row)
    except UnreadableTable:
        pass


@tries(40, 200, deadline=2000)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=300).map(gzip.compress),
        st.text(max_size=200).map(str.encode),
    )
)
def test_any_bytes_are_a_table_or_refused(content):
    reads_or_refuses(content)


@tries(40, 150, deadline=2000)
@given(
    st.sampled_from(
        [
            b"PK\x03\x04",
            b"\x1f\x8b\x08\0",
            b"\xff\xfe",
            b"\xfe\xff",
            b"sep=",
            b'a,b\n"',
            b"a;b\n",
        ]
    ),
    st.binary(max_size=200),
)
def test_any_bytes_after_a_promising_start_are_a_table_or_refused(start, content):
    reads_or_refuses(start + content)


@tries(40, 150, deadline=2000)
@given(
    st.data(),
    st.sampled_from(
        [
            HONEST.getvalue(),
            HONEST_CSV,
            gzip.compress(HONEST_CSV),
            HONEST_CSV.decode().encode("utf-16"),
        ]
    ),
)
def test_an_honest_file_with_damage_is_a_table_or_refused(data, content):
    content = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(
            st.integers(0, 255)
        )
    reads_or_refuses(
        bytes(
            content[: data.draw(st.integers(0, len(content)))]
            if data.draw(st.booleans())
            else content
        )
    )


@tries(40, 150, deadline=2000)
@given(st.text("<>/rowcvtis=\"' 0129AZx&;!-[]", max_size=120))
def test_any_xml_in_a_sheet_is_a_table_or_refused(content):
    reads_or_refuses(workbook(sheet(HEADER + content + ROW)))
