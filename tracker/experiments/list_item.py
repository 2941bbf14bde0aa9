"""An experiment as lists show it, kept for all who read it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from types import MappingProxyType

from flask import g
from flask_login import current_user
from markupsafe import Markup

from tracker.cache import cached_each
from tracker.experiments.queries.row import ROW_TABLES, ExperimentRow
from tracker.web.clock import today
from tracker.web.i18n import locale_code
from tracker.web.responses import site_path
from tracker.web.templates import rendered_part

NOTHING: Mapping[int, Hashable] = MappingProxyType({})


def list_items(
    rows: Iterable[ExperimentRow],
    template: str = "experiments/_experiment.html",
    known: Mapping[int, Hashable] = NOTHING,
) -> list[Markup]:
    """The list items of these experiments, in their order.

    Args:
        template: What shows a row. It depends on nothing but the row, the day, the
            language, the words that were searched for, and what is known of its lesson.
        known: What else is told of lessons, by their ids.
    """
    query = g.get("query") or None
    shared = (template, site_path(""), locale_code(), today())
    shared += (query, query and query.keys)
    by_id = {row.experiment.id: row for row in rows}
    # A withheld author sees their own name
    keys = {
        id: shared + (id, row.credit.withheld and current_user.id, _told(row, known))
        for id, row in by_id.items()
    }
    items = cached_each(
        keys,
        ROW_TABLES,
        lambda ids: {
            id: rendered_part(template, row=by_id[id], today=today(), known=known)
            for id in ids
        },
    )
    return [items[id] for id in keys]


def _told(row: ExperimentRow, known: Mapping[int, Hashable]) -> Hashable:
    """What is known of the lesson of a row."""
    if row.lesson is None:
        return None
    return known.get(row.lesson.id)
