"""The setting that says who may read the dashboard."""

from __future__ import annotations

from tracker.accounts.models.person import Person
from tracker.accounts.models.setting import Setting
from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_

READERS = "dashboard"


class Readers(LabelledEnum):
    everyone = "everyone", N_("Everyone")
    leaders = "leaders", N_("Leaders and facilitators")


def readable_by(person: Person) -> bool:
    """Whether somebody may read what the organisation learns, and the rows behind it."""
    return (
        person.leads
        or person.facilitates
        or Setting.word(READERS, Readers.everyone) is Readers.everyone
    )
