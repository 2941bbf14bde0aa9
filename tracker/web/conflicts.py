"""Two people who edit the same row: what only the other one changed is taken over, and
only real differences are asked about.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

from wtforms import HiddenField, SelectField
from wtforms.validators import Length

from tracker.numbers import LARGEST_ID, whole_number


class Conflict(NamedTuple):
    """A field that two people changed: its label, my text, and the one that is saved."""

    label: str
    mine: str
    theirs: str


class VersionedForm:
    """Mixin: a form that says from which version of the row it was made."""

    @property
    def made_from(self) -> int:
        """The version that the page showed; 0, which none has, when it does not say."""
        return whole_number(self.version.data, LARGEST_ID - 1) or 0


class ConflictAware(VersionedForm):
    """Mixin of a form that remembers the values its page showed.

    So it can tell which of two people changed a field.

    A form has a field `version` and a method `as_dict()`, field to plain text, named as
    the row's own `as_dict()`. It may say how a field is loaded (`load`), named
    (`label_of`) and shown (`text_of`).
    """

    seen = HiddenField(validators=[Length(max=4000)])

    def remember(self, told: Mapping[str, str]) -> None:
        """Store the values that the page shows, field by field."""
        self.seen.data = json.dumps({name: _mark(text) for name, text in told.items()})

    def conflicts(self, row) -> list[Conflict]:
        """The fields that both changed, after an edit conflict.

        What only the other one changed is taken over, and the form becomes one that is
        made from the newer version.
        """
        return [
            Conflict(
                self.label_of(name),
                self.text_of(name, mine),
                self.text_of(name, theirs),
            )
            for name, (mine, theirs) in self.merge(row).items()
        ]

    def merge(self, row) -> dict[str, tuple[str, str]]:
        """Merge the newer version into the form.

        Returns:
            Field to (mine, theirs), where the two differ.
        """
        mine = self.as_dict()
        theirs = row.as_dict()
        shown = self._shown()
        for name in theirs:
            if mine[name] != theirs[name] and shown.get(name) == _mark(mine[name]):
                self.load(row, name)
        self.version.data, self.version.raw_data = row.version, None
        self.remember(theirs)
        mine = self.as_dict()
        return {
            name: (mine[name], theirs[name])
            for name in theirs
            if mine[name] != theirs[name]
        }

    def load(self, row, name: str) -> None:
        """Load a field from the saved row."""
        self.fill(name, getattr(row, name))

    def fill(self, name: str, value) -> None:
        """Set a field to the saved value instead of the sent one."""
        field = self._fields[name]
        field.raw_data = None
        field.process_data(value)

    def label_of(self, name: str) -> str:
        """The name of a field, in the reader's language."""
        return str(self._fields[name].label.text)

    def text_of(self, name: str, text: str) -> str:
        """A plain value as the reader reads it: as the field shows it, or the choice's label."""
        field = self._fields[name]
        if text and hasattr(field, "shown"):
            return field.shown(text)
        if text and isinstance(field, SelectField):
            labels = {str(one.value): str(one.label) for one in field.iter_choices()}
            return labels.get(text, text)
        return text

    def _shown(self) -> dict:
        try:
            shown = json.loads(self.seen.data or "{}")
        except ValueError:
            return {}
        if isinstance(shown, dict):
            return shown
        return {}


def answer_conflict(form: ConflictAware, row, page: Callable, saved: Callable):
    """Answer a save that came second: the page with both texts, and status 409.

    The same text twice is no conflict: it is answered as saved.

    Args:
        row: The row as it stands now.
        page: Renders the form, given the row and the conflicts.
        saved: Answers that it is saved.
    """
    conflicts = form.conflicts(row)
    if conflicts:
        return page(row, conflicts), 409
    return saved()


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
