"""Signed versions of the business case, which never change, and their signatures."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping

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
from tracker.experiments.models import Experiment, Visibility
from tracker.jobs.models import Job
from tracker.lessons.models import Conclusion


class CaseVersion(AppendOnly, BaseModel):
    """One version of the business case, frozen when the first leader signs it.

    Attributes:
        told: The case as plain JSON, with people as ids; beside it the titles of the
            evidence that everybody could read, as they were (see `titles_of`).
        digest: Of the case without those titles: a title that is mended later does not
            open what was signed.
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
    def keeps_titles(self) -> bool:
        """Whether it was signed with the titles of its evidence; the first ones were not."""
        return "titles" in self.told

    @property
    def statuses(self) -> dict[int, str]:
        """The status of each assumption at the time of signing, by its id."""
        return {one["id"]: one["standing"] for one in self.told["assumptions"]}


class CaseSignature(AppendOnly, BaseModel):
    """A leader's signature under a version."""

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
        """Sign the business case as it is now.

        The first signature freezes a version; later ones are for the same version.

        Args:
            seen: The digest of the version that the page showed to the leader.

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
                _notify("signed", "facilitators", by, at, event)
        return version

    @classmethod
    def ask_for(cls, case: BusinessCase, *, by: Person, at: dt.datetime) -> None:
        """Ask the leaders to sign it as it is now; each is asked once for each version."""
        event = f"to_sign:case={digest_of(case_as_dict(case))[:24]}"
        _notify("to_sign", "leaders", by, at, event)

    # Private

    @classmethod
    def _version(
        cls, case: BusinessCase, told: dict, digest: str, at: dt.datetime
    ) -> CaseVersion:
        """The version with this digest: the latest one, or a new one.

        If two leaders sign in the same moment, one of them creates it.
        """
        latest = CaseVersion.latest_of(case)
        if latest is None or latest.digest != digest:
            number = 1
            if latest:
                number = latest.number + 1
            row = {
                "case": case,
                "number": number,
                "told": told | {"titles": titles_of(told)},
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


def _notify(what: str, to: str, by: Person, at: dt.datetime, event: str) -> None:
    Job.enqueue("tell", at=at, what=what, by=by.id, to=to, path=PATH, event=event)


def case_as_dict(case: BusinessCase) -> dict:
    """The whole business case as plain JSON, for pages and to freeze it with a signature.

    Six queries, however much there is.
    """
    card = case.card()
    for name, value in card.items():
        if isinstance(value, dt.date):
            card[name] = value.isoformat()
    assumptions = _assumptions_as_dicts(case)
    totals = totals_of(card, assumptions).as_told()
    return card | {"assumptions": assumptions, "totals": totals}


def _assumptions_as_dicts(case: BusinessCase) -> list[dict]:
    rows = list(
        case.assumptions.where(Assumption.removed_at.is_null()).order_by(Assumption.id)
    )
    ids = [row.id for row in rows]
    items = evidence_by_assumption(ids)
    evidence = _evidence_as_lists(ids)
    assumptions = []
    for row in rows:
        one = {"id": row.id}
        for name, value in row.card().items():
            one[name] = getattr(value, "value", value)
        one["standing"] = status_of(items[row.id]).value
        one["evidence"] = evidence[row.id]
        assumptions.append(one)
    return assumptions


def _evidence_as_lists(assumptions: list[int]) -> dict[int, list]:
    """Experiment, lesson and direction of the evidence, by the assumption's id."""
    found: dict[int, list] = {id: [] for id in assumptions}
    rows = CaseEvidence.select().where(CaseEvidence.assumption.in_(assumptions or [0]))
    for row in rows.order_by(CaseEvidence.id):
        found[row.assumption_id].append(
            [row.experiment_id, row.lesson_id, row.bearing.value]
        )
    return found


def titles_of(told: Mapping) -> dict[str, list]:
    """Experiment id to title and day of conclusion, of evidence that everybody may read."""
    named = {id for one in told["assumptions"] for id, _lesson, _b in one["evidence"]}
    rows = (
        Experiment.select(Experiment.id, Experiment.title, Conclusion.concluded_on)
        .join(Conclusion, on=(Conclusion.experiment == Experiment.id))
        .where(
            Experiment.id.in_(named or {0}),
            Experiment.visibility == Visibility.everyone,
            Experiment.hidden_at.is_null(),
        )
    )
    titles = {}
    for id, title, day in rows.tuples():
        titles[str(id)] = [title, day and day.isoformat()]
    return titles


def digest_of(told: dict) -> str:
    """The SHA-256 of the text and numbers of a version."""
    return hashlib.sha256(
        json.dumps(told, sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()
