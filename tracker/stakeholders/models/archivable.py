"""Archiving stakeholders and touchpoints, or deleting them."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person


class Archivable:
    """Mixin: a row is archived rather than deleted if an experiment refers to it."""

    # The fields of an experiment that refer to this row
    HINTS = ()

    def archive(self, at: dt.datetime, by: Person | None = None) -> bool:
        """Delete the row if no published experiment refers to it, else archive it.

        Drafts that refer to it are unlinked, so that their existence is not revealed.

        Returns:
            Whether it was deleted.
        """
        model = type(self)
        with self._meta.database.atomic():
            self.log_change("put_away", by=by, at=at)
            drafts = self.experiments.filter(published_at__is=None)
            if self.experiments.count() > drafts.count():
                model.update(archived_at=at, version=model.version + 1).where(
                    model.id == self.id
                ).execute()
                return False
            for draft in drafts:
                for name in self.HINTS:
                    setattr(draft, name, None)
                draft.save()
            self.delete_instance()
            return True
