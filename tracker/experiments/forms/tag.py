"""Forms: renaming a tag, and merging it into another."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, SubmitField

from tracker.core.validation import N_, FieldError
from tracker.experiments.models import Tag
from tracker.web.forms import Form, at_most, tidy_line


class TagForm(Form):
    name = StringField(
        _l("Name"), filters=[tidy_line], validators=[at_most(Tag.name.max_length)]
    )


class TagMergeForm(Form):
    """The tag into which another one is merged."""

    into = SelectField(_l("It is the same as"), validate_choice=False)
    merge = SubmitField()

    @classmethod
    def over(cls, tags: list[Tag], but: Tag) -> TagMergeForm:
        """The form with these tags as choices, but not the one to be merged."""
        form = cls()
        form.rows = {row.name: row for row in tags if row.id != but.id}
        form.into.choices = [("", _l("Choose …"))]
        form.into.choices += [(name, name) for name in form.rows]
        return form

    @property
    def tag(self) -> Tag | None:
        """The chosen tag."""
        return self.rows.get(self.into.data)

    def rules(self) -> list[FieldError]:
        if self.tag:
            return []
        return [FieldError("into", N_("Choose one of the answers."))]
