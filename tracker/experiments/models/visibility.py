"""Hiding an experiment while personal data is removed from it."""

from __future__ import annotations

import datetime as dt

from tracker.revision import Revision


class HideMixin:
    """Mixin of Experiment: hiding it, and showing it again."""

    def hide(self, at: dt.datetime) -> bool:
        """Hide it from everybody but its authors and the facilitators.

        Returns:
            False when it was hidden already.
        """
        model = type(self)
        shown = (model.id == self.id) & model.hidden_at.is_null()
        with self._meta.database.atomic():
            hidden = model.update(hidden_at=at).where(shown).execute()
            if hidden:
                Revision.advance()
        return bool(hidden)

    def show(self) -> None:
        """Show it again."""
        model = type(self)
        model.update(hidden_at=None).where(model.id == self.id).execute()

    # Permissions

    def redactable_by(self, person) -> bool:
        """Whether the person may remove personal data from its texts while it is hidden.

        Facilitators may; they may change nothing else.
        """
        return (
            self.hidden_at is not None
            and person.facilitates
            and not self.is_author(person)
        )
