"""The form of one click."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from tracker.endorsements.models import EndorsementKind
from tracker.web.forms import EnumSelectField, Form


class EndorsementForm(Form):
    """Which word it is."""

    kind = EnumSelectField(
        _l("What colleagues say"),
        EndorsementKind,
        validators=[InputRequired(_l("Choose one of the answers."))],
    )
