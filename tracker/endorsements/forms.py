"""The form of one click."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from tracker.endorsements.models import Kind
from tracker.web.forms import Form, WordField


class EndorsementForm(Form):
    """Which word it is."""

    kind = WordField(
        _l("What colleagues say"),
        Kind,
        validators=[InputRequired(_l("Choose one of the answers."))],
    )
