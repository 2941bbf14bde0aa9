"""When a moment that was noted counts as recent.

A machine's clock may run ahead for a while and be set back. What was noted meanwhile
lies in the future: it is not recent, or a link of ten minutes would open for a year.
"""

from __future__ import annotations

import datetime as dt

# A summer time put right, two machines side by side
CLOCKS_DIFFER = dt.timedelta(hours=2)


def is_recent(
    moment: dt.datetime | None, within: dt.timedelta, at: dt.datetime
) -> bool:
    """Whether a moment lies less than `within` before `at`.

    False for none, and for one in the future beyond what clocks differ: two hours, and
    never more than `within`.
    """
    return (
        moment is not None and at - moment < within and not is_ahead(moment, at, within)
    )


def is_ahead(moment, at: dt.datetime, within: dt.timedelta = CLOCKS_DIFFER):
    """Whether a moment lies in the future, beyond what clocks differ: the clock that
    noted it was wrong.

    Args:
        moment: A moment; or a field, which gives the condition of a query.
    """
    return moment > at + min(within, CLOCKS_DIFFER)
