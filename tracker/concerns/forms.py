"""The forms by which something is hidden, and by which that is settled."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import DataRequired, InputRequired

from tracker.concerns.models import Concern, Place, Settlement
from tracker.web.forms import Form, WordField, long


class PlaceField(HiddenField):
    """What it is about; the button that was pressed goes before what the page said."""

    def process_formdata(self, valuelist):
        self.data = next((word for word in reversed(valuelist) if word), "")


class ConcernForm(Form):
    """What it is about, and a word on it for the facilitators; `about` is the id of a comment or a picture."""

    place = PlaceField(
        validators=[DataRequired(_l("Choose one of the answers."))], filters=[lambda word: Place._value2member_map_.get(word)]
    )
    about = HiddenField()
    words = long(Concern.words, _l("What did you see?"))


class SettlementForm(Form):
    """What comes of it."""

    settlement = WordField(_l("What comes of it"), Settlement, validators=[InputRequired(_l("Choose one of the answers."))])
