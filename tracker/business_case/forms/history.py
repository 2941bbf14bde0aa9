"""The changes of the business case, in the reader's language."""

from __future__ import annotations

from tracker.business_case.enums import AssumptionStatus
from tracker.business_case.models import Assumption, BusinessCase
from tracker.business_case.queries import FieldChange
from tracker.core.history import plain
from tracker.core.validation import N_
from tracker.web.history import FieldTexts, described_fields
from tracker.web.i18n import dkk, label


def _money(text: str) -> str:
    return dkk(float(text))


TEXTS = FieldTexts(
    described_fields(BusinessCase, Assumption),
    labels={
        "added": N_("Added"),
        "dropped": N_("Taken out"),
        "standing": N_("How it stands"),
    },
    shown={
        "rate": _money,
        "cost": _money,
        "low": _money,
        "expected": _money,
        "high": _money,
        "sponsor": str,
        "standing": lambda text: label(AssumptionStatus(text)),
    },
)


def change_rows(changes: list[FieldChange]) -> list[tuple[str, str, str, str]]:
    """Each change as (label, text of its assumption, before, after)."""
    return [
        (
            TEXTS.label(one.name),
            one.about,
            TEXTS.text(one.name, plain(one.before)),
            TEXTS.text(one.name, plain(one.after)),
        )
        for one in changes
    ]
