"""The first cell of each row of a table is the header of its row."""

import io

from pypdf import PdfReader

from tests.pdf.test_pdf import paper as paper
from tracker.pdf.row_header import with_row_headers

TABLE = """
#import "/kit/paper.typ": *
#show: paper
#std.title()
#listed("Tal", ("Navn", "Nu", "Før"), (("Holdt", "3", "2"), ("Holdt ikke", "5", "4")))
#facts((("Periode", "2026"), ("Timer", "900")))
"""


def cells(pdf: bytes) -> list[tuple]:
    """Each cell of the tables: its tag, its scope, and the names of its headers."""
    found = []

    def walk(node):
        node = node.get_object()
        if not hasattr(node, "get"):
            return
        if node.get("/S") in ("/TH", "/TD"):
            told = node.get("/A", {})
            parts = told if isinstance(told, list) else [told]
            table = next((part for part in parts if part.get("/O") == "/Table"), {})
            headers = [str(name) for name in table.get("/Headers", [])]
            found.append((node["/S"], table.get("/Scope"), headers, node.get("/ID")))
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            if not isinstance(kid, int):
                walk(kid)

    walk(PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])
    return found


def test_a_row_is_headed_by_its_first_cell(paper):
    told = cells(paper("x", TABLE))
    assert [tag for tag, *_ in told] == (
        ["/TH"] * 3 + ["/TH", "/TD", "/TD"] * 2 + ["/TH", "/TD"] * 2
    )
    rows = [cell for cell in told if cell[1] == "/Row"]
    assert len(rows) == 4
    for row in rows[:2]:
        beside = [cell for cell in told if str(row[3]) in cell[2]]
        assert len(beside) == 2, "what stands beside it says so"


def test_a_name_of_a_header_is_found_in_the_tree(paper):
    reader = PdfReader(io.BytesIO(paper("x", TABLE)))
    names = reader.trailer["/Root"]["/StructTreeRoot"]["/IDTree"]["/Names"]
    known = {
        str(name): place for name, place in zip(names[::2], names[1::2], strict=True)
    }
    assert list(known) == sorted(known)
    for name, place in known.items():
        assert str(place.get_object()["/ID"]) == name


def test_what_is_written_otherwise_stays_as_it_is(paper):
    assert with_row_headers(b"%PDF-1.7 of another hand") == b"%PDF-1.7 of another hand"
    bare = paper("x", '#import "/kit/paper.typ": *\n#show: paper\n#data.text')
    assert with_row_headers(bare) == bare
