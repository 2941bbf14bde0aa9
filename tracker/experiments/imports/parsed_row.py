"""The parsed row of a list, before it is saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from tracker.core.imports import Row
from tracker.experiments.models import Stage
from tracker.search.document import Document


@dataclass
class ParsedRow(Row):
    """The fields of plan card and learning card from one row.

    Attributes:
        card: Fields of the learning card, empty when the row has no outcome.
        document: Its words for the search, once they are prepared.
    """

    author: int = 0
    authors_unit: int = 0
    unit: int | None = None
    stage: Stage = Stage.planned
    plan: dict = field(default_factory=dict)
    card: dict = field(default_factory=dict)
    lesson: str = ""
    context: str = ""
    tags: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    document: Document | None = None

    @property
    def happened_on(self) -> dt.date | None:
        """The day of the experiment, under which the import publishes it."""
        return (
            self.card.get("concluded_on")
            or self.plan["ends_on"]
            or self.plan["starts_on"]
        )
