"""What leaders signed: text and numbers as they were, never to change; and who signed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import peewee

from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent, EventType
from tracker.business_case.models.assumption import Assumption
from tracker.business_case.models.case import BusinessCase
from tracker.business_case.models.evidence import CaseEvidence, evidence_by_assumption
from tracker.business_case.models.status import status_of
from tracker.business_case.models.value import totals_of
from tracker.core.conflicts import EditConflict
from tracker.db import AppendOnly, BaseModel, UTCDateTimeField
from tracker.jobs.models import Job


class CaseVersion(AppendOnly, BaseModel):
    """One version of the business case, frozen when the first leader signs it.

    People stand in it as ids.
    """

    case = peewee.ForeignKeyField(
        BusinessCase, backref="versions", index=False, on_delete="RESTRICT"
    )
    number = peewee.IntegerField()
    told = peewee.JSONField()
    digest = peewee.FixedCharField(max_length=64)
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("case", "number"), True),)

    @classmethod
    def latest_of(cls, case: BusinessCase) -> CaseVersion | None:
        return cls.select().where(cls.case == case).order_by(cls.number.desc()).first()

    @property
    def statuses(self) -> dict[int, str]:
        """How each assumption stood when it was signed, by its id."""
        return {one["id"]: one["standing"] for one in self.told["assumptions"]}


class CaseSignature(AppendOnly, BaseModel):
    """A leader stands by a version, by name."""

    version = peewee.ForeignKeyField(
        CaseVersion, backref="signatures", index=False, on_delete="RESTRICT"
    )
    person = peewee.ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("version", "person"), True),)

    # Making

    @classmethod
    def sign(
        cls, case: BusinessCase, *, seen: str, by: Person, at: dt.datetime
    ) -> CaseVersion:
        """Sign it as it stands.

        The first signature freezes a version; while nothing changes, other leaders sign
        the same one.

        Args:
            seen: The digest of what the leader had before the eyes.

        Raises:
            EditConflict: It has changed since; nothing was signed.
        """
        with cls._meta.database.atomic():
            told = case_as_dict(case)
            digest = digest_of(told)
            if digest != seen:
                raise EditConflict(case)
            version = cls._version(case, told, digest, at)
            new = (
                cls.insert(version=version, person=by, at=at)
                .on_conflict_ignore()
                .as_rowcount()
                .execute()
            )
            if new:
                AuditEvent.record(EventType.signed, on=version, by=by.id)
                event = f"signed:case={version.number}:by={by.id}"
                Job.enqueue(
                    "tell",
                    at=at,
                    what="signed",
                    by=by.id,
                    to="facilitators",
                    path=PATH,
                    event=event,
                )
        return version

    @classmethod
    def ask_for(cls, case: BusinessCase, *, by: Person, at: dt.datetime) -> None:
        """Ask the leaders to sign it as it stands; each is told once of each state of it."""
        event = f"to_sign:case={digest_of(case_as_dict(case))[:24]}"
        Job.enqueue(
            "tell",
            at=at,
            what="to_sign",
            by=by.id,
            to="leaders",
            path=PATH,
            event=event,
        )

    # Private

    @classmethod
    def _version(
        cls, case: BusinessCase, told: dict, digest: str, at: dt.datetime
    ) -> CaseVersion:
        """The version that is exactly this; made, unless the latest one is.

        Of two who sign in the same moment one makes it.
        """
        latest = CaseVersion.latest_of(case)
        if latest is None or latest.digest != digest:
            number = latest.number + 1 if latest else 1
            row = {
                "case": case,
                "number": number,
                "told": told,
                "digest": digest,
                "at": at,
            }
            CaseVersion.insert(row).on_conflict_ignore().execute()
            latest = CaseVersion.get(
                CaseVersion.case == case, CaseVersion.number == number
            )
            if latest.digest != digest:
                raise EditConflict(case)
        return latest


PATH = "/business-case"


def case_as_dict(case: BusinessCase) -> dict:
    """The whole business case as plain JSON: what is shown, and what a signature
    freezes.

    Six queries, however much there is.
    """
    rows = list(
        case.assumptions.where(Assumption.removed_at.is_null()).order_by(Assumption.id)
    )
    pieces = evidence_by_assumption([row.id for row in rows])
    behind: dict[int, list] = {row.id: [] for row in rows}
    for one in (
        CaseEvidence.select()
        .where(CaseEvidence.assumption.in_(list(behind) or [0]))
        .order_by(CaseEvidence.id)
    ):
        behind[one.assumption_id].append(
            [one.experiment_id, one.lesson_id, one.bearing.value]
        )
    assumptions = [
        {
            "id": row.id,
            **{
                name: getattr(value, "value", value)
                for name, value in row.card().items()
            },
            "standing": status_of(pieces[row.id]).value,
            "evidence": behind[row.id],
        }
        for row in rows
    ]
    card = {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in case.card().items()
    }
    return {
        **card,
        "assumptions": assumptions,
        "totals": totals_of(card, assumptions).as_told(),
    }


def digest_of(told: dict) -> str:
    """The same for the same text and numbers, and only then."""
    return hashlib.sha256(
        json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()
