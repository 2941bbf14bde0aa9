"""Forms of stakeholders and touchpoints."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from tracker.core.history import plain
from tracker.core.validation import FieldError
from tracker.experiments.queries.form_options import platforms_to_choose
from tracker.numbers import LARGEST_ID, whole_number
from tracker.stakeholders.forms.fields import (
    QUALITIES,
    OwnerField,
    PlatformsField,
    scale,
)
from tracker.stakeholders.models import Channel, Stakeholder, Touchpoint
from tracker.stakeholders.models.stakeholder import stakeholder_problems
from tracker.stakeholders.models.touchpoint import touchpoint_problems
from tracker.web.conflicts import ConflictAware
from tracker.web.fields import DayField, NumberField
from tracker.web.forms import (
    CprWarning,
    EnumSelectField,
    Form,
    formatted,
    long,
    row_id,
    short,
)
from tracker.web.i18n import named


class StakeholderForm(CprWarning, ConflictAware, Form):
    """All fields of a stakeholder."""

    name = short(Stakeholder.name)
    interest = scale(_l("Interest"))
    influence = scale(_l("Influence"))
    worry = formatted(Stakeholder.worry)
    platforms = PlatformsField(_l("Where are they?"))
    owner = OwnerField(_l("Who keeps in touch?"))
    next_contact = DayField(_l("Next contact"))
    version = HiddenField()

    def __init__(self, *args, had: list[int] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.platforms.offer(list(had))

    @classmethod
    def of(cls, stakeholder: Stakeholder) -> StakeholderForm:
        """The form with the saved values."""
        saved = _saved(stakeholder)
        form = cls(
            formdata=None,
            data=saved | {"version": stakeholder.version},
            had=saved["platforms"],
        )
        form.remember(stakeholder.as_dict())
        return form

    @classmethod
    def onto(cls, stakeholder: Stakeholder) -> StakeholderForm:
        """The submitted form to change a stakeholder."""
        saved = _saved(stakeholder)
        return cls(data={"owner": saved["owner"]}, had=saved["platforms"])

    def rules(self) -> list[FieldError]:
        return stakeholder_problems(self.data)

    def cleaned_data(self) -> dict:
        """The arguments of `Stakeholder.add` and `Stakeholder.change`."""
        return {
            "name": self.name.data,
            "interest": self.interest.data,
            "influence": self.influence.data,
            "worry": self.worry.data,
            "next_contact": self.next_contact.data,
            "owner": self.owner.person,
            "platforms": self.platforms.chosen,
        }

    def as_dict(self) -> dict[str, str]:
        """Field name to text, in the same format as `Stakeholder.as_dict`."""
        texts = {name: _text(value) for name, value in self.cleaned_data().items()}
        slugs = sorted(row.slug for row in self.platforms.chosen)
        texts["platforms"] = ", ".join(slugs)
        return texts

    def load(self, stakeholder: Stakeholder, name: str) -> None:
        """Set a field to its saved value."""
        self.fill(name, _saved(stakeholder)[name])


class TouchpointForm(CprWarning, ConflictAware, Form):
    """The fields of a touchpoint that may change: all but its channel and platform."""

    purpose = long(Touchpoint.purpose)
    volume = NumberField(_l("Enquiries a month"), whole=True)
    answer_time = NumberField(_l("Answer time"))
    answer_goal = NumberField(_l("Goal of the answer time"))
    quality = scale(_l("How good is it?"), QUALITIES)
    owner = OwnerField(_l("Who looks after it?"))
    version = HiddenField()

    @classmethod
    def of(cls, touchpoint: Touchpoint) -> TouchpointForm:
        """The form with the saved values."""
        data = _kept(touchpoint) | {"version": touchpoint.version}
        form = cls(formdata=None, data=data)
        form.remember(touchpoint.as_dict())
        return form

    @classmethod
    def onto(cls, touchpoint: Touchpoint) -> TouchpointForm:
        """The submitted form to change a touchpoint."""
        return cls(data={"owner": _owner(touchpoint)})

    def rules(self) -> list[FieldError]:
        return touchpoint_problems(self.data | {"channel": Channel.mail})

    def cleaned_data(self) -> dict:
        """The arguments of `Touchpoint.change`."""
        return {
            "purpose": self.purpose.data,
            "volume": self.volume.data,
            "answer_time": self.answer_time.data,
            "answer_goal": self.answer_goal.data,
            "quality": self.quality.data,
            "owner": self.owner.person,
        }

    def as_dict(self) -> dict[str, str]:
        """Field name to text, in the same format as `Touchpoint.as_dict`."""
        return {name: plain(value) for name, value in self.cleaned_data().items()}

    def load(self, touchpoint: Touchpoint, name: str) -> None:
        """Set a field to its saved value."""
        self.fill(name, _kept(touchpoint)[name])


class NewTouchpointForm(TouchpointForm):
    """A new touchpoint, with its channel and, if that is social, its platform."""

    channel = EnumSelectField(_l("Channel"), Channel, blank=_l("Choose …"))
    platform = SelectField(_l("Platform"), coerce=row_id, validate_choice=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.platforms = platforms_to_choose()
        self.platform.choices = [SelectChoice("", _l("Choose …"))]
        self.platform.choices += [
            SelectChoice(row.id, named(row)) for row in self.platforms
        ]

    def rules(self) -> list[FieldError]:
        return touchpoint_problems(self.cleaned_data())

    def cleaned_data(self) -> dict:
        """The arguments of `Touchpoint.open`; the platform is a row."""
        chosen = next(
            (row for row in self.platforms if row.id == self.platform.data), None
        )
        card = {"channel": self.channel.data, "platform": chosen}
        return super().cleaned_data() | card


class PositionForm(Form):
    """The new position of a stakeholder on the map."""

    interest = scale(_l("Interest"))
    influence = scale(_l("Influence"))
    version = HiddenField()

    def rules(self) -> list[FieldError]:
        return stakeholder_problems(self.data | {"name": "-"})

    @property
    def made_from(self) -> int:
        """The version that the map showed; 0, which no row has, if it is missing."""
        return whole_number(self.version.data, LARGEST_ID - 1) or 0


class ContactForm(PositionForm):
    """The next contact, after a stakeholder was contacted."""

    interest = influence = None
    next_contact = DayField(_l("Next time"))

    def rules(self) -> list[FieldError]:
        return []


def _saved(stakeholder: Stakeholder) -> dict:
    """The saved card: field name to the data of the form's field."""
    places = [presence.platform_id for presence in stakeholder.presences]
    return stakeholder.card() | {"owner": _owner(stakeholder), "platforms": places}


def _kept(touchpoint: Touchpoint) -> dict:
    return touchpoint.card() | {"owner": _owner(touchpoint)}


def _owner(row: Stakeholder | Touchpoint) -> list[int]:
    """The owner as the owner's field holds it."""
    if row.owner_id:
        return [row.owner_id]
    return []


def _text(value) -> str:
    if value is None:
        return ""
    return str(value)
