"""Roles, themes and display names."""

from __future__ import annotations

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_, translated
from tracker.db import CheckedCharField


class Role(LabelledEnum):
    employee = "employee", N_("Employee")
    facilitator = "facilitator", N_("Facilitator")
    leader = "leader", N_("Leader")
    admin = "admin", N_("Administrator")


class Theme(LabelledEnum):
    system = "system", N_("As my device")
    light = "light", N_("Light")
    dark = "dark", N_("Dark")


class PersonNameField(CheckedCharField):
    """A name, or in place of one that was erased: a former colleague, in the reader's language."""

    def python_value(self, value):
        if value == "":
            return translated(N_("A former colleague"))
        return super().python_value(value)
