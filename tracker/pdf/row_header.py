"""Row headers: the first cell of each row of a table is tagged as the header of its row.

Typst tags the headers of columns alone. What it writes is a plain cross-reference table
with plain objects, so the few structure elements that change are written again behind
the end of the file (an incremental update, as PDF has it for changes).
"""

from __future__ import annotations

import re

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_ROW = re.compile(rb"<</Type/StructElem/S/TR/P (\d+) 0 R/K\[([^\]]*)\]")
_CELL = re.compile(rb"<</Type/StructElem/S/TD\b")
_HEADERS = re.compile(rb"/O/Table(.*?)/Headers\[([^\]]*)\]", re.DOTALL)
_NAMES = re.compile(rb"/IDTree<</Names\[(.*?)\]>>", re.DOTALL)
_NAME = re.compile(rb"\(([^()]*)\)(\d+ 0 R)")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")


def with_row_headers(pdf: bytes) -> bytes:
    """The file with row headers; as it was where it is written in another way."""
    start = _START.search(pdf)
    offsets = start and _offsets(pdf, int(start[1]))
    if not offsets:
        return pdf
    changed = _changed(pdf, offsets)
    if not changed:
        return pdf
    return pdf + _update(pdf, int(start[1]), len(offsets), changed)


def _offsets(pdf: bytes, at: int) -> dict[int, int]:
    """Object number to its place, from the one cross-reference table."""
    table = re.compile(rb"xref\s+0 (\d+)\s+").match(pdf, at)
    if not table:
        return {}
    end = pdf.index(b"trailer", at)
    entries = _ENTRY.findall(pdf, table.end(), end)
    return {number: int(place) for number, (place, _, _) in enumerate(entries)}


def _changed(pdf: bytes, offsets: dict[int, int]) -> dict[int, bytes]:
    """The new bodies of the cells that head a row, of those beside them, and of the
    tree in which their names are found.
    """
    changed: dict[int, bytes] = {}
    names: dict[bytes, bytes] = {}
    for number in offsets:
        row = _ROW.match(_body(pdf, offsets, number))
        if not row:
            continue
        first, *others = [int(id) for id in re.findall(rb"(\d+) 0 R", row[2])]
        head = _body(pdf, offsets, first)
        if not _CELL.match(head):
            continue
        name = b"row%d" % first
        names[name] = b"%d 0 R" % first
        changed[first] = _as_header(head, name)
        for other in others:
            cell = _body(pdf, offsets, other)
            if _CELL.match(cell):
                changed[other] = _HEADERS.sub(
                    rb"/O/Table\1/Headers[\2(" + name + rb")]", cell
                )
    return changed | _named(pdf, offsets, names)


def _as_header(cell: bytes, name: bytes) -> bytes:
    cell = cell.replace(b"/S/TD", b"/S/TH/ID(" + name + b")", 1)
    if _HEADERS.search(cell):
        return _HEADERS.sub(rb"/O/Table/Scope/Row\1/Headers[\2]", cell, count=1)
    return cell.replace(b"/S/TH", b"/S/TH/A<</O/Table/Scope/Row>>", 1)


def _named(
    pdf: bytes, offsets: dict[int, int], names: dict[bytes, bytes]
) -> dict[int, bytes]:
    """The root of the tree with the names of the row headers, in their order."""
    for number in offsets:
        body = _body(pdf, offsets, number)
        if body.startswith(b"<</Type/StructTreeRoot"):
            found = _NAMES.search(body)
            known = {}
            if found:
                known = dict(_NAME.findall(found[1]))
            told = b"".join(b"(%s)%s" % one for one in sorted((known | names).items()))
            tree = b"/IDTree<</Names[" + told + b"]>>"
            if found:
                return {number: body[: found.start()] + tree + body[found.end() :]}
            return {number: body.replace(b"<<", b"<<" + tree, 1)}
    return {}


def _body(pdf: bytes, offsets: dict[int, int], number: int) -> bytes:
    """The object of this number, between `obj` and `endobj`."""
    begins = b"%d 0 obj\n" % number
    place = offsets.get(number, 0)
    if not pdf.startswith(begins, place):
        return b""
    start = place + len(begins)
    return pdf[start : pdf.index(b"\nendobj", start)]


def _update(pdf: bytes, before: int, size: int, changed: dict[int, bytes]) -> bytes:
    """What stands behind the file: the new objects, where they are, and the trailer."""
    out = bytearray(b"\n")
    table = bytearray(b"xref\n")
    for number, body in sorted(changed.items()):
        table += b"%d 1\n%010d 00000 n\r\n" % (number, len(pdf) + len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    trailer = re.search(rb"trailer\s*<<(.*?)>>\s*startxref", pdf[before:], re.DOTALL)
    place = len(pdf) + len(out)
    out += table + b"trailer\n<<" + trailer[1] + b"/Prev %d>>\n" % before
    out += b"startxref\n%d\n%%%%EOF" % place
    return bytes(out)
