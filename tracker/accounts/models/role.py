"""What a person may be, and how one is called."""

from __future__ import annotations

from tracker.db import Capped
from tracker.validation import N_, Word, in_readers_language


class Role(Word):
    employee = "employee", N_("Employee")
    facilitator = "facilitator", N_("Facilitator")
    leader = "leader", N_("Leader")
    admin = "admin", N_("Administrator")


class Theme(Word):
    system = "system", N_("As my device")
    light = "light", N_("Light")
    dark = "dark", N_("Dark")


class Named(Capped):
    """A name, or in place of one that was erased: a former colleague, in the reader's language."""

    def python_value(self, value):
        return in_readers_language(N_("A former colleague")) if value == "" else super().python_value(value)
