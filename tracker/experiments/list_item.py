"""An experiment as lists show it, kept for all who read it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from types import MappingProxyType

from flask import g
from flask_login import current_user
from markupsafe import Markup

from tracker.cache import cached_each
from tracker.experiments.queries.row import (
    ROW_TABLES,
    ExperimentRow,
    is_of_key,
    row_keys,
    rows_of,
)
from tracker.web.clock import today
from tracker.web.i18n import locale_code
from tracker.web.responses import site_path
from tracker.web.templates import rendered_part

NOTHING: Mapping[int, Hashable] = MappingProxyType({})


def list_items(
    ids: Iterable[int],
    template: str = "experiments/_experiment.html",
    known: Mapping[int, Hashable] = NOTHING,
) -> list[Markup]:
    """The list items of those of these experiments that the reader may see, in order.

    Args:
        template: What shows a row. It depends on nothing but the row, the day, the
            language, the words that were searched for, and what is known of it.
        known: What else is told of some of them, by their ids.
    """
    query = g.get("query") or None
    shared = (template, site_path(""), locale_code(), today())
    shared += (query, query and query.keys)
    of_rows = row_keys(ids, current_user)
    keys = {id: shared + key + (known.get(id),) for id, key in of_rows.items()}
    rows: dict[int, ExperimentRow] = {}

    def make(missing: list[int]) -> dict[int, Markup]:
        found = rows_of(missing, current_user)
        rows.update((row.experiment.id, row) for row in found)
        return {
            id: rendered_part(template, row=row, today=today(), known=known.get(id))
            for id, row in rows.items()
        }

    items = cached_each(
        keys, ROW_TABLES, make, lambda id: is_of_key(rows[id], of_rows[id])
    )
    return [items[id] for id in keys if id in items]
