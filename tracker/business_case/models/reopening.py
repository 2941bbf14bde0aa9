"""Reopening: an assumption of the signed version was refuted after leaders signed."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.business_case.enums import AssumptionStatus
from tracker.business_case.models.assumption import Assumption
from tracker.business_case.models.case import BusinessCase
from tracker.business_case.models.evidence import AFTER_EVIDENCE, evidence_by_assumption
from tracker.business_case.models.status import status_of
from tracker.business_case.models.version import PATH, CaseVersion
from tracker.db import BaseModel, UTCDateTimeField
from tracker.jobs.models import Job


class Reopening(BaseModel):
    """An assumption of a signed version is refuted since `at`.

    `lifted_at` is set when the evidence no longer refutes it.
    """

    version = peewee.ForeignKeyField(
        CaseVersion, backref="reopenings", index=False, on_delete="RESTRICT"
    )
    assumption = peewee.ForeignKeyField(
        Assumption, backref="reopenings", on_delete="CASCADE"
    )
    at = UTCDateTimeField()
    lifted_at = UTCDateTimeField(null=True)

    class Meta:
        indexes = ((("version", "assumption"), True),)

    # Making

    @classmethod
    def weigh(cls, at: dt.datetime) -> list[int]:
        """Record the assumptions that are refuted now and were not when leaders signed.

        Leaders and facilitators are notified, each once. It runs with every change of
        the evidence, and by the clock, because a lesson may become contested without
        any change of the business case.

        Returns:
            Ids of the assumptions that reopen it, as it stands now.
        """
        case = BusinessCase.current()
        version = case and CaseVersion.latest_of(case)
        if not version:
            return []
        refuted = refuted_since(version)
        with cls._meta.database.atomic():
            for id in refuted:
                cls._add(version, id, at)
            lifted = cls.update(lifted_at=at).where(
                cls.version == version, cls.lifted_at.is_null()
            )
            lifted.where(cls.assumption.not_in(refuted or [0])).execute()
        return refuted

    # Private

    @classmethod
    def _add(cls, version: CaseVersion, assumption: int, at: dt.datetime) -> None:
        row = (
            cls.insert(version=version, assumption=assumption, at=at)
            .on_conflict_ignore()
            .as_rowcount()
        )
        if not row.execute():
            again = cls.update(at=at, lifted_at=None).where(
                cls.version == version, cls.assumption == assumption
            )
            again.where(cls.lifted_at.is_null(False)).execute()
            return
        event = f"reopened:case={version.number}:assumption={assumption}"
        for whom in ("leaders", "facilitators"):
            Job.enqueue(
                "tell", at=at, what="reopened", by=None, to=whom, path=PATH, event=event
            )


def refuted_since(version: CaseVersion) -> list[int]:
    """Ids of the assumptions that were refuted after a version was signed.

    Removed assumptions are left out.
    """
    before = {
        id
        for id, standing in version.statuses.items()
        if standing != AssumptionStatus.refuted
    }
    live = Assumption.select(Assumption.id).where(
        Assumption.id.in_(before or [0]), Assumption.removed_at.is_null()
    )
    pieces = evidence_by_assumption(
        [id for (id,) in live.order_by(Assumption.id).tuples()]
    )
    return [
        id for id, said in pieces.items() if status_of(said) is AssumptionStatus.refuted
    ]


AFTER_EVIDENCE.append(Reopening.weigh)
