"""What is done with several stakeholders at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from tracker.accounts.models import Person
from tracker.core.validation import ValidationFailed, raise_if_errors, required


class BulkUpdate:
    """Mixin of the stakeholder."""

    @classmethod
    def add_many(
        cls, cards: Iterable[dict], *, at: dt.datetime, by: Person | None = None
    ) -> int:
        """Put several on the map; one whose name is taken is left out.

        Returns how many were made.
        """
        made = 0
        for card in cards:
            try:
                cls.add(at=at, by=by, **card)
            except ValidationFailed:
                continue
            made += 1
        return made

    @classmethod
    def assign_owner(
        cls,
        rows: Iterable[BulkUpdate],
        *,
        owner: int | None,
        at: dt.datetime,
        by: Person,
        next_contact: dt.date | None = None,
    ) -> int:
        """Ask one colleague to keep in touch with several. Returns with how many.

        Args:
            next_contact: The day of the next contact; None leaves each as it is.

        Raises:
            ValidationFailed: Nobody is named, or nobody to keep in touch with.
            EditConflict: Somebody else changed one of them first; nothing was written.
        """
        rows = list(rows)
        day = {"next_contact": next_contact} if next_contact else {}
        raise_if_errors(
            *required(
                {"owner": owner, "stakeholders": rows or None},
                ("stakeholders", "owner"),
            )
        )
        with cls._meta.database.atomic():
            for row in rows:
                row.change(version=row.version, at=at, by=by, owner=owner, **day)
        return len(rows)
