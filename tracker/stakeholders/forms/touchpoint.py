"""The grid of touchpoints: a quality for each stakeholder and channel, in one form."""

from __future__ import annotations

from collections.abc import Iterator

from flask import request

from tracker.numbers import whole_number
from tracker.stakeholders.queries import GridCell, GridRow
from tracker.web.forms import Form


class GridForm(Form):
    """The cells are read from the request: there are as many as stakeholders and channels.

    Beside each stands what the page showed, so that nobody overwrites another's word.
    """

    def changed(self, rows: list[GridRow]) -> Iterator[tuple[GridRow, GridCell, int]]:
        """The cells in which somebody chose another quality than the page showed."""
        for row in rows:
            for cell in row.cells:
                quality = whole_number(request.form.get(cell.name), 5)
                if quality and quality != self.shown_in(cell):
                    yield row, cell, quality

    @staticmethod
    def shown_in(cell: GridCell) -> int | None:
        """The quality that the page showed in a cell; None for no touchpoint."""
        return whole_number(request.form.get(f"{cell.name}-was"), 5) or None
