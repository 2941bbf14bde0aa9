"""What PDF/UA-1 asks of a file, as far as pypdf can see it: no checker of the whole
standard can be installed beside the tests.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import ContentStream

PAINTS = {b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"f*", b"B", b"B*", b"b", b"Do"}


def problems(pdf: bytes) -> list[str]:
    """Each rule that a file breaks, in words; none for an accessible one."""
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    nodes = []
    if "/StructTreeRoot" in root:
        nodes = list(_nodes(root["/StructTreeRoot"]))
    found = []
    found += _of_document(reader, root)
    for number, page in enumerate(reader.pages, 1):
        found += [f"page {number}: {it}" for it in _of_page(reader, page)]
    found += _of_headings([tag for tag, _node in nodes])
    for tag, node in nodes:
        if tag == "/Figure" and not node.get("/Alt"):
            found.append("a figure says nothing instead")
        if tag == "/TH" and not _scope(node):
            found.append("a header cell has no scope")
    return found


def _nodes(node) -> Iterator[tuple[str, dict]]:
    """Tag and node of everything in the tree, in reading order."""
    node = node.get_object()
    if not hasattr(node, "get"):
        return
    if "/S" in node:
        yield node["/S"], node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if not isinstance(kid, int):
            yield from _nodes(kid)


def _of_document(reader: PdfReader, root) -> list[str]:
    xmp = ""
    if "/Metadata" in root:
        xmp = root["/Metadata"].get_object().get_data().decode()
    rules = {
        "it is not marked": root.get("/MarkInfo", {}).get("/Marked"),
        "it names no language": root.get("/Lang"),
        "it has no title": "dc:title" in xmp,
        "the title is not shown": root.get("/ViewerPreferences", {}).get(
            "/DisplayDocTitle"
        ),
        "it does not say that it is PDF/UA": re.search(r"pdfuaid:part\W+1", xmp),
    }
    return [words for words, holds in rules.items() if not holds]


def _of_page(reader: PdfReader, page) -> Iterator[str]:
    if page.get("/Annots") and page.get("/Tabs") != "/S":
        yield "links are not reached in reading order"
    for annotation in page.get("/Annots", []):
        if "/StructParent" not in annotation.get_object():
            yield "a link stands in no tree"
    depth = 0
    drawn = ContentStream(page.get_contents(), reader).operations
    for _operands, operator in drawn:
        if operator in (b"BDC", b"BMC"):
            depth += 1
        elif operator == b"EMC":
            depth -= 1
        elif operator in PAINTS and depth == 0:
            yield "something is drawn that is neither in the tree nor left out of it"
            return
    for font in page.get("/Resources", {}).get("/Font", {}).values():
        if not _is_embedded(font):
            yield "a font is not in the file"


def _is_embedded(font) -> bool:
    font = font.get_object()
    if "/DescendantFonts" in font:
        font = font["/DescendantFonts"][0].get_object()
    descriptor = font.get("/FontDescriptor", {})
    return any(name.startswith("/FontFile") for name in descriptor)


def _of_headings(tags: list[str]) -> Iterator[str]:
    level = 0
    for tag in tags:
        if re.fullmatch("/H[1-6]", tag):
            if int(tag[2]) > level + 1:
                yield f"{tag} follows a heading of level {level}"
            level = int(tag[2])


def _scope(node) -> bool:
    told = node.get("/A", {})
    parts = told if isinstance(told, list) else [told]
    return any("/Scope" in part.get_object() for part in parts)
