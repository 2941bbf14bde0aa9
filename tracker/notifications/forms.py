"""The form of notification preferences."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired

from tracker.accounts.models import Person
from tracker.notifications.enums import Delivery, NoticeKind, Reader, Topic
from tracker.notifications.models import Preference, Unsubscription
from tracker.web.forms import EnumSelectField, Form
from tracker.web.i18n import label, translated_later


class PreferencesForm(Form):
    """One choice for each kind of thing, and whether there is mail on Tuesdays."""

    weekly = BooleanField(_l("Send me Tuesday's mail"))

    @classmethod
    def of(cls, person: Person) -> PreferencesForm:
        """As it stands for somebody, or as it was sent."""
        asked = [kind for kind in NoticeKind if _concerns(person, kind)]
        fields = {kind.value: _choice(kind) for kind in asked}
        form = type("WishesForm", (cls,), fields)(data=_as_it_stands(person))
        form.kinds = asked
        return form

    def groups(self) -> list[tuple[str, list]]:
        """The choices under their titles."""
        return [
            (
                label(topic),
                [self[kind.value] for kind in self.kinds if kind.group is topic],
            )
            for topic in Topic
        ]

    def ways(self) -> dict[NoticeKind, Delivery]:
        return {kind: self[kind.value].data for kind in self.kinds}


def _concerns(person: Person, kind: NoticeKind) -> bool:
    """Whether this person may ever be told of such things."""
    return {
        Reader.anybody: True,
        Reader.facilitators: person.facilitates,
        Reader.leaders: person.leads,
        Reader.both: person.facilitates or person.leads,
        Reader.admins: person.is_admin,
    }[kind.reader]


def _choice(kind: NoticeKind) -> EnumSelectField:
    return EnumSelectField(
        translated_later(kind.label),
        Delivery,
        validators=[InputRequired(_l("Choose one of the answers."))],
    )


def _as_it_stands(person: Person) -> dict:
    ways = {kind.value: way for kind, way in Preference.of(person).items()}
    weekly = not Unsubscription.select().where(Unsubscription.person == person).exists()
    return ways | {"weekly": weekly}
