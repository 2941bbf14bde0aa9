"""Form for what the identity provider decides of a person."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SubmitField

from tracker.accounts.claims import ClaimMapping, split_values
from tracker.accounts.models import Role, Setting
from tracker.web.forms import Form, short


class ClaimMappingForm(Form):
    name = short(Setting.value, _l("Name"))
    title = short(Setting.value, _l("Job title"))
    unit = short(Setting.value, _l("Unit"))
    new_units = BooleanField(_l("Make units that are not here yet"))
    role = short(Setting.value, _l("Role"))
    facilitator = short(Setting.value, _l("Is a facilitator"))
    leader_value = short(Setting.value, _l("Is a leader"))
    admin = short(Setting.value, _l("Is an administrator"))
    leader = short(Setting.value, _l("Leads"))
    save = SubmitField()

    @classmethod
    def of_what_is_chosen(cls) -> ClaimMappingForm:
        """The form as it was last saved."""
        mapping = ClaimMapping.chosen()
        values = {role: ", ".join(names) for role, names in mapping.values}
        return cls(
            data={
                "name": mapping.name,
                "title": mapping.title,
                "unit": mapping.unit,
                "new_units": mapping.new_units,
                "role": mapping.role,
                "facilitator": values.get(Role.facilitator, ""),
                "leader_value": values.get(Role.leader, ""),
                "admin": values.get(Role.admin, ""),
                "leader": mapping.leader,
            }
        )

    def mapping(self) -> ClaimMapping:
        """The mapping that is typed."""
        values = (
            (Role.facilitator, split_values(self.facilitator.data)),
            (Role.leader, split_values(self.leader_value.data)),
            (Role.admin, split_values(self.admin.data)),
        )
        return ClaimMapping(
            name=self.name.data or "name",
            title=self.title.data,
            unit=self.unit.data,
            role=self.role.data,
            leader=self.leader.data,
            values=values,
            new_units=self.new_units.data,
        )
