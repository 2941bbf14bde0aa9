"""The filter form of the audit log."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField
from wtforms.validators import NumberRange, Optional

from tracker.audit.models import EventType
from tracker.audit.queries import AuditFilter
from tracker.web.access import LARGEST_ID
from tracker.web.clock import begins
from tracker.web.forms import EnumSelectField, Form


class AuditForm(Form):
    class Meta:
        csrf = False

    what = EnumSelectField(
        _l("What"), EventType, blank=_l("Anything"), validators=[Optional()]
    )
    person = IntegerField(
        _l("Number of the person"), validators=[Optional(), NumberRange(1, LARGEST_ID)]
    )
    since = DateField(_l("From"), validators=[Optional()])
    until = DateField(_l("Until"), validators=[Optional()])

    def asked(self) -> AuditFilter:
        """What is wanted; what cannot be read is left out."""
        self.validate()
        given = {
            name: None if field.errors else field.data
            for name, field in self._fields.items()
        }
        since = given["since"]
        until = given["until"]
        return AuditFilter(
            given["person"],
            given["what"],
            since and begins(since),
            until and begins(_day_after(until)),
        )


def _day_after(day: dt.date) -> dt.date:
    if day < dt.date.max:
        return day + dt.timedelta(days=1)
    return day
