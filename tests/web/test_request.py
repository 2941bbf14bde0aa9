"""Whatever people type is kept composed, and with nothing unseen in it: no field of any
form goes by.
"""

from __future__ import annotations

from collections.abc import Iterator

from wtforms import HiddenField, PasswordField, StringField
from wtforms.fields.core import UnboundField

import tracker.app  # noqa: F401
from tracker.web.forms import Form, tidy, tidy_line

# Lists, of which each line is tidied by whoever reads it: blanks at the beginning of a line matter.
BY_LINE = {("PeopleListForm", "text"), ("UnitsForm", "names")}


def forms(above=Form) -> Iterator[type]:
    for form in above.__subclasses__():
        yield form
        yield from forms(form)


def typed(form: type) -> Iterator[tuple[str, UnboundField]]:
    """The fields of a form that people write into."""
    for name in dir(form):
        field = getattr(form, name)
        kind = field.field_class if isinstance(field, UnboundField) else object
        if issubclass(kind, StringField) and not issubclass(
            kind, (HiddenField, PasswordField)
        ):
            yield name, field


def test_every_field_that_people_write_into_is_tidied():
    fields = [
        (form.__name__, name, field) for form in forms() for name, field in typed(form)
    ]
    bare = {
        (form, name)
        for form, name, field in fields
        if not {tidy, tidy_line} & set(field.kwargs.get("filters", ()))
    }
    assert bare == BY_LINE and len(fields) > 60
