"""The form that carries a lesson onward."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from tracker.amplifications.enums import Place
from tracker.amplifications.models import Amplification
from tracker.web.forms import CprWarning, EnumSelectField, Form, short


class AmplificationForm(CprWarning, Form):
    """Where to, and a word with it."""

    place = EnumSelectField(
        _l("Where to?"),
        Place,
        validators=[InputRequired(_l("Choose one of the answers."))],
    )
    word = short(Amplification.word, _l("A word with it"))
