"""Which comes first in a column of days, day or month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

DMY = "dmy"
MDY = "mdy"
WEEKS = "weeks"
NUMERIC = re.compile(
    r"(?<!\d)(\d{1,2})([-./ ])(\d{1,2})([-./ ])'?(\d{4}|\d\d)\b", re.ASCII
)
_SURE_WEEK = re.compile(r"(?:19|20|21)\d\d(?:1[3-9]|[2-4]\d|5[0-3])(?:\.0)?", re.ASCII)


def orders_of(cells: Iterable[str]) -> dict[str, str]:
    """Which comes first, day or month, by the mark that parts them in a column.

    A mark is left out where no day is above 12, or where both orders occur. A column
    with a year and a number above 12, such as 202636, has weeks; so has its 202609.
    """
    found: dict[str, set[str]] = {}
    for text in cells:
        if _SURE_WEEK.fullmatch(text):
            found[WEEKS] = {WEEKS}
            continue
        match = NUMERIC.search(text)
        if match is None:
            continue
        if int(match[1]) > 12 >= int(match[3]):
            found.setdefault(match[2], set()).add(DMY)
        elif int(match[3]) > 12 >= int(match[1]):
            found.setdefault(match[2], set()).add(MDY)
    return {mark: orders.pop() for mark, orders in found.items() if len(orders) == 1}


def is_doubtful(cells: Iterable[str], orders: Mapping[str, str] | None = None) -> bool:
    """Whether nothing shows which comes first in a column, day or month.

    Args:
        orders: What is known of the column; by default what its cells show.
    """
    cells = list(cells)
    if orders is None:
        orders = orders_of(cells)
    slashed = [match for text in cells if (match := NUMERIC.search(text))]
    return "/" not in orders and any(
        match[2] == match[4] == "/" and match[1].lstrip("0") != match[3].lstrip("0")
        for match in slashed
    )
