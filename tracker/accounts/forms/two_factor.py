"""Forms for codes of an app and for confirming the password."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import Length

from tracker.accounts.forms.fields import password_field, required
from tracker.web.forms import Form, tidy_line


class CodeForm(Form):
    code = StringField(
        _l("Code"), filters=[tidy_line], validators=[required(), Length(max=40)]
    )


class FirstCodeForm(CodeForm):
    """A first code, and what the page with the picture began with."""

    begun = HiddenField(validators=[Length(max=400)])


class ProofForm(Form):
    password = password_field(_l("Your password"))
