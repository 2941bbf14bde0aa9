"""How one wishes to be told."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired

from tracker.accounts.models import Person
from tracker.notifications.enums import Kind, Way
from tracker.notifications.models import Preference, Unsubscription
from tracker.web.forms import Form, WordField
from tracker.web.i18n import translated_later

FACILITATORS_ONLY = (Kind.concern, Kind.asked, Kind.drafted)
LEADERS_ONLY = (Kind.due, Kind.to_sign)
LEADERS = (
    Kind.promised,
    Kind.due,
    Kind.kept,
    Kind.drafted,
    Kind.to_sign,
    Kind.signed,
    Kind.reopened,
)
FRAME = (
    Kind.asked,
    Kind.answered,
    Kind.proposed,
    Kind.review_rules,
    Kind.contact,
    Kind.pulse_opened,
    Kind.pulse_closed,
)


class WishesForm(Form):
    """One choice for each kind of thing, and whether there is mail on Tuesdays."""

    weekly = BooleanField(_l("Send me Tuesday's mail"))

    @classmethod
    def of(cls, person: Person) -> WishesForm:
        """As it stands for somebody, or as it was sent."""
        asked = [kind for kind in Kind if _concerns(person, kind)]
        fields = {kind.value: _choice(kind) for kind in asked}
        form = type("WishesForm", (cls,), fields)(data=_as_it_stands(person))
        form.kinds = asked
        return form

    def groups(self) -> list[tuple[str, list]]:
        """The choices under their titles."""
        rest = tuple(kind for kind in self.kinds if kind not in LEADERS + FRAME)
        groups = [
            (_l("What colleagues try and say"), rest),
            (_l("Promises, and what leaders sign"), LEADERS),
            (_l("Guidelines, stakeholders and the pulse"), FRAME),
        ]
        return [
            (title, [self[kind.value] for kind in kinds if kind in self.kinds])
            for title, kinds in groups
        ]

    def ways(self) -> dict[Kind, Way]:
        return {kind: self[kind.value].data for kind in self.kinds}


def _concerns(person: Person, kind: Kind) -> bool:
    """Whether this person may ever be told of such things."""
    if kind in FACILITATORS_ONLY:
        return person.facilitates
    if kind in LEADERS_ONLY:
        return person.leads
    return kind is not Kind.proposed or person.facilitates or person.leads


def _choice(kind: Kind) -> WordField:
    return WordField(
        translated_later(kind.label),
        Way,
        validators=[InputRequired(_l("Choose one of the answers."))],
    )


def _as_it_stands(person: Person) -> dict:
    ways = {kind.value: way for kind, way in Preference.of(person).items()}
    weekly = not Unsubscription.select().where(Unsubscription.person == person).exists()
    return {**ways, "weekly": weekly}
