"""The form of the synonyms."""

from __future__ import annotations

from hashlib import sha256

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from tracker.core.validation import N_, FieldError
from tracker.web.forms import CprWarning, Form, at_most, tidy


class SynonymsForm(CprWarning, Form):
    """All groups of synonyms, one on a line."""

    groups = TextAreaField(
        _l("Words that mean the same"), filters=[tidy], validators=[at_most(100_000)]
    )
    # The digest of what stood there when the form was opened
    before = HiddenField()

    @classmethod
    def over(cls, groups: list[str], **kwargs) -> SynonymsForm:
        """The form with these groups."""
        lines = "\n".join(groups)
        digest = sha256(lines.encode()).hexdigest()
        form = cls(data={"groups": lines, "before": digest}, **kwargs)
        form.kept = digest
        return form

    def lines(self) -> list[str]:
        """The groups to save."""
        return [line for line in self.groups.data.splitlines() if line.strip()]

    def rules(self) -> list[FieldError]:
        if self.before.data == self.kept:
            return []
        message = N_(
            "A colleague has saved this list in the meantime. Yours is here; open the page again"
            " to see theirs."
        )
        return [FieldError("groups", message)]
