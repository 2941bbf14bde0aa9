"""Archiving stakeholders and touchpoints, or deleting them."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person


class Archivable:
    """Mixin: a row is archived rather than deleted if an experiment refers to it."""

    # The fields of an attempt that point here; the first is what hangs on this
    HINTS = ()

    def archive(self, at: dt.datetime, by: Person | None = None) -> bool:
        """Take it off the map: for good when nobody tried anything with it, else only
        out of sight.

        A draft may hang on it that nobody is to know of. It loses the hint, so that
        nothing tells it apart from none.

        Returns:
            Whether it is gone for good.
        """
        noun = type(self)
        with self._meta.database.atomic():
            self.log_change("put_away", by=by, at=at)
            drafts = self.experiments.filter(published_at__is=None)
            if self.experiments.count() > drafts.count():
                noun.update(archived_at=at, version=noun.version + 1).where(
                    noun.id == self.id
                ).execute()
                return False
            for draft in drafts:
                for name in self.HINTS:
                    setattr(draft, name, None)
                draft.save()
            self.delete_instance()
            return True
