"""The card of a stakeholder and that of a touchpoint."""

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
from tracker.web.forms import EnumSelectField, Form, long, row_id, short
from tracker.web.i18n import named


class StakeholderForm(ConflictAware, Form):
    """Who they are, how much they matter, what worries them, where they are and who
    keeps in touch.
    """

    name = short(Stakeholder.name)
    interest = scale(_l("Interest"))
    influence = scale(_l("Influence"))
    worry = long(Stakeholder.worry)
    platforms = PlatformsField(_l("Where are they?"))
    owner = OwnerField(_l("Who keeps in touch?"))
    next_contact = DayField(_l("Next contact"))
    version = HiddenField()

    def __init__(self, *args, had: list[int] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.platforms.offer(list(had))

    @classmethod
    def of(cls, stakeholder: Stakeholder) -> StakeholderForm:
        """The form as the row stands."""
        saved = _saved(stakeholder)
        form = cls(
            formdata=None,
            data={**saved, "version": stakeholder.version},
            had=saved["platforms"],
        )
        form.remember(stakeholder.as_dict())
        return form

    @classmethod
    def onto(cls, stakeholder: Stakeholder) -> StakeholderForm:
        """What was sent to change a row."""
        owner = [stakeholder.owner_id] if stakeholder.owner_id else []
        return cls(data={"owner": owner}, had=_saved(stakeholder)["platforms"])

    def rules(self) -> list[FieldError]:
        return stakeholder_problems(self.data)

    def cleaned_data(self) -> dict:
        """What the verbs take."""
        card = {
            name: self.data[name]
            for name in ("name", "interest", "influence", "worry", "next_contact")
        }
        return {**card, "owner": self.owner.person, "platforms": self.platforms.chosen}

    def as_dict(self) -> dict[str, str]:
        """The card as plain words, as the row tells itself."""
        card = {
            name: "" if value is None else str(value)
            for name, value in self.cleaned_data().items()
        }
        return {
            **card,
            "owner": str(self.owner.person or ""),
            "platforms": ", ".join(sorted(row.slug for row in self.platforms.chosen)),
        }

    def load(self, stakeholder: Stakeholder, name: str) -> None:
        """Fill a field with what is saved."""
        self.fill(name, _saved(stakeholder)[name])


class TouchpointForm(ConflictAware, Form):
    """What a touchpoint is for, how soon and how well.

    One that stands keeps its channel: elsewhere it is another.
    """

    purpose = long(Touchpoint.purpose)
    volume = NumberField(_l("Enquiries a month"), whole=True)
    answer_time = NumberField(_l("Answer time"))
    answer_goal = NumberField(_l("Goal of the answer time"))
    quality = scale(_l("How good is it?"), QUALITIES)
    owner = OwnerField(_l("Who looks after it?"))
    version = HiddenField()

    @classmethod
    def of(cls, touchpoint: Touchpoint) -> TouchpointForm:
        """The form as the row stands."""
        form = cls(
            formdata=None, data={**_kept(touchpoint), "version": touchpoint.version}
        )
        form.remember(touchpoint.as_dict())
        return form

    @classmethod
    def onto(cls, touchpoint: Touchpoint) -> TouchpointForm:
        """What was sent to change a row."""
        return cls(data={"owner": [touchpoint.owner_id] if touchpoint.owner_id else []})

    def rules(self) -> list[FieldError]:
        return touchpoint_problems({**self.data, "channel": Channel.mail})

    def cleaned_data(self) -> dict:
        """What the verbs take."""
        names = ("purpose", "volume", "answer_time", "answer_goal", "quality")
        return {**{name: self.data[name] for name in names}, "owner": self.owner.person}

    def as_dict(self) -> dict[str, str]:
        """The card as plain words, as the row tells itself."""
        return {name: plain(value) for name, value in self.cleaned_data().items()}

    def load(self, touchpoint: Touchpoint, name: str) -> None:
        """Fill a field with what is saved."""
        self.fill(name, _kept(touchpoint)[name])


class NewTouchpointForm(TouchpointForm):
    """The channel, too; and which platform, where it is a social one."""

    channel = EnumSelectField(_l("Channel"), Channel, blank=_l("Choose …"))
    platform = SelectField(_l("Platform"), coerce=row_id, validate_choice=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.platforms = platforms_to_choose()
        self.platform.choices = [
            SelectChoice("", _l("Choose …")),
            *(SelectChoice(row.id, named(row)) for row in self.platforms),
        ]

    def rules(self) -> list[FieldError]:
        return touchpoint_problems(self.cleaned_data())

    def cleaned_data(self) -> dict:
        """What the verb takes, the platform as its row."""
        chosen = next(
            (row for row in self.platforms if row.id == self.platform.data), None
        )
        return {
            **super().cleaned_data(),
            "channel": self.channel.data,
            "platform": chosen,
        }


class PositionForm(Form):
    """Where a dot was moved to."""

    interest = scale(_l("Interest"))
    influence = scale(_l("Influence"))
    version = HiddenField()

    def rules(self) -> list[FieldError]:
        return stakeholder_problems({**self.data, "name": "-"})

    @property
    def made_from(self) -> int:
        """The version that the map showed; 0, which none has, when it does not say."""
        return whole_number(self.version.data, LARGEST_ID - 1) or 0


class ContactForm(PositionForm):
    """They have been spoken to; when next?"""

    interest = influence = None
    next_contact = DayField(_l("Next time"))

    def rules(self) -> list[FieldError]:
        return []


def _saved(stakeholder: Stakeholder) -> dict:
    """The card as it is saved: field to what the form's field holds."""
    at = [presence.platform_id for presence in stakeholder.presences]
    return {
        **stakeholder.card(),
        "owner": [stakeholder.owner_id] if stakeholder.owner_id else [],
        "platforms": at,
    }


def _kept(touchpoint: Touchpoint) -> dict:
    return {
        **touchpoint.card(),
        "owner": [touchpoint.owner_id] if touchpoint.owner_id else [],
    }
