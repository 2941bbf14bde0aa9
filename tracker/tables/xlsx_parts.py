"""The small parts of an XLSX file: relationships, sheets and shared strings."""

import posixpath
from typing import NamedTuple

from openpyxl.utils.escape import unescape

from tracker.tables.limits import N_, Limits, UnreadableTable


class Handler:
    """Is told what stands in a part, as it is read."""

    part = ""

    def start(self, tag, attributes):
        pass

    def end(self, tag):
        pass

    def text(self, characters):
        pass


class Link(NamedTuple):
    path: str
    kind: str


class Links(Handler):
    """What a part of the workbook points to, by id: other parts, or addresses outside."""

    def __init__(self, folder: str, external: bool = False):
        self._folder = folder
        self._external = external
        self.found: dict[str, Link] = {}

    def start(self, tag, attributes):
        external = attributes.get("TargetMode") == "External"
        if tag != "Relationship" or external != self._external:
            return
        path = attributes.get("Target", "")
        if not external:
            path = posixpath.join("/", self._folder, path)
            path = posixpath.normpath(path).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found[attributes.get("Id", "")] = Link(path, kind)


class Contents(Handler):
    """The visible sheets, as (title, id of the link to it), and the year that dates are
    counted from.
    """

    def __init__(self):
        self.sheets = []
        self.since_1904 = False

    def start(self, tag, attributes):
        if tag == "sheet" and attributes.get("state", "visible") == "visible":
            id = next(
                (
                    value
                    for name, value in attributes.items()
                    if name.rpartition(":")[2] == "id"
                ),
                "",
            )
            self.sheets.append((attributes.get("name", ""), id))
        elif tag == "workbookPr":
            self.since_1904 = attributes.get("date1904") in {"1", "true"}


class Texts(Handler):
    """The texts that cells refer to by number; of rich text the letters, without how
    Japanese is pronounced.
    """

    def __init__(self, limits: Limits):
        self._limits = limits
        self.found = []
        self._pieces = []
        self._open = False
        self._aside = False

    def start(self, tag, attributes):
        if tag == "t":
            self._open = not self._aside
        elif tag == "rPh":
            self._aside = True

    def end(self, tag):
        if tag == "t":
            self._open = False
        elif tag == "rPh":
            self._aside = False
        elif tag == "si":
            if len(self.found) >= self._limits.shared_texts:
                raise UnreadableTable(
                    N_("A part of the workbook is too large to read.")
                )
            self.found.append(self.taken())

    def text(self, characters):
        if self._open:
            self._pieces.append(characters)

    def taken(self) -> str:
        """The text since the last one was taken."""
        text = "".join(self._pieces)
        self._pieces = []
        if len(text) > self._limits.field_characters:
            message = N_("A text in the workbook is longer than %(limit)s characters.")
            raise UnreadableTable(message, limit=self._limits.field_characters)
        if "_x" in text:
            return unescape(text)
        return text
