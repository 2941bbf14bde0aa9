"""What was changed about a stakeholder, joined with who did it."""

from __future__ import annotations

import peewee
from peewee import JOIN

from tracker.accounts.models import Person
from tracker.stakeholders.models import Stakeholder, StakeholderChange


def changes_of(stakeholder: Stakeholder) -> peewee.ModelSelect:
    """Every act on them and their touchpoints."""
    rows = StakeholderChange.select(StakeholderChange, Person).join(
        Person, JOIN.LEFT_OUTER
    )
    return rows.where(StakeholderChange.stakeholder == stakeholder)
