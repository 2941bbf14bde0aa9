"""Single cells: text that a spreadsheet would run as a formula is defused on the way
out, and plain again on the way in.
"""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_DEFUSED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")
# Where another reader than ours may begin a cell: a Danish Excel parts cells at ";", an
# English one at ",", others at a tab, and a line begins a row. What our own file parts
# cells at is in quotation marks there.
_SEMICOLON = r"[;\t\r\n]"
_COMMA = r"[,;\t\r\n]"
_RISKY_INSIDE = {
    mark: re.compile(f"(?<={between})" + r"""(?=["']*[=+\-@＝＋－＠])""")
    for mark, between in ((",", _SEMICOLON), (";", _COMMA))
}
# The apostrophe first: most cells have none, and are passed over at once
_DEFUSED_INSIDE = {
    mark: re.compile(f"'(?<={between}')" + r"""(?=["']*[=+\-@＝＋－＠])""")
    for mark, between in ((",", _SEMICOLON), (";", _COMMA))
}
_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,15})?%?", re.ASCII)
# By XML, and of no use in CSV
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def defused(value):
    """The value as a cell that no spreadsheet takes for a formula: an apostrophe in
    front says that it is text.

    Numbers stay numbers, also when they are written as text (``-5``, ``+0,3``). `plain`
    undoes this and nothing else.
    """
    if not isinstance(value, str):
        return value
    value = _FORBIDDEN.sub("", value)
    if _RISKY.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def plain(value: str) -> str:
    """The text that was `defused`."""
    if value[:1] == "'" and _DEFUSED.match(value):
        return value[1:]
    return value


def defused_throughout(value, opens_row: bool = False, delimiter: str = ","):
    """The value as a cell of a text file that no spreadsheet takes for a formula,
    whatever it takes for the end of a cell.

    Args:
        opens_row: Whether it is the first of its row. A text there is defused also
            where it is a number, since whoever parts cells at something else reads it
            together with what follows.
        delimiter: What parts the cells of the file.
    """
    if not isinstance(value, str):
        return value
    value = _RISKY_INSIDE[delimiter].sub("'", _FORBIDDEN.sub("", value))
    if opens_row and _RISKY.match(value):
        return f"'{value}"
    return defused(value)


def plain_throughout(value: str, delimiter: str = ",") -> str:
    """The text that was `defused_throughout`, of a file that parts cells so."""
    if "'" not in value:
        return value
    inside = _DEFUSED_INSIDE.get(delimiter, _DEFUSED_INSIDE[","])
    return plain(inside.sub("", value))
