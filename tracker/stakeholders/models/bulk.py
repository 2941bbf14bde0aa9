"""Changes to several stakeholders at once."""

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
        """Create several stakeholders; one whose name is taken is skipped.

        Returns:
            The number of stakeholders that were created.
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
        """Make one colleague the owner of several stakeholders.

        Args:
            next_contact: The day of the next contact; None leaves each as it is.

        Returns:
            The number of stakeholders.

        Raises:
            ValidationFailed: The owner or the stakeholders are missing.
            EditConflict: Another person changed one of them first; nothing was written.
        """
        rows = list(rows)
        given = {"owner": owner, "stakeholders": rows or None}
        raise_if_errors(required(given, ("stakeholders", "owner")))
        card = {"owner": owner}
        if next_contact:
            card["next_contact"] = next_contact
        with cls._meta.database.atomic():
            for row in rows:
                row.change(version=row.version, at=at, by=by, **card)
        return len(rows)
