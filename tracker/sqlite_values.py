"""How None and bool go into SQLite.

Its driver looks in a None or a bool for a method that adapts it, and makes an error of not
finding one: that took two fifths of an insert. A registered adapter is found at once.
"""

from __future__ import annotations

import peewee


def register_adapters() -> None:
    """Tell the driver, for all connections, that None stays None and a bool is an integer."""
    peewee.sqlite3.register_adapter(type(None), _as_it_is)
    peewee.sqlite3.register_adapter(bool, int)


def _as_it_is(value: None) -> None:
    return value
