"""The signatures of the business case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person
from tracker.business_case.enums import CaseState
from tracker.business_case.models import (
    BusinessCase,
    CaseSignature,
    CaseVersion,
    Reopening,
    case_as_dict,
    digest_of,
    refuted_since,
)


@dataclass(frozen=True)
class SignatureStatus:
    """Whether the business case is signed, by whom, and what reopens it.

    Attributes:
        told: The business case as plain JSON, as it is now.
        digest: Its digest, which a leader signs.
        version: The latest signed version.
        signatures: The signatures of that version, the oldest first.
        because: Ids and texts of the assumptions that were refuted after the signature,
            with the moment if it is recorded.
    """

    state: CaseState
    told: dict
    digest: str
    version: CaseVersion | None
    signatures: list[CaseSignature]
    because: list[tuple[int, str, dt.datetime | None]]

    def signed_by(self, person: Person) -> bool:
        """Whether this person signed the business case as it is now."""
        return self.state is CaseState.signed and any(
            row.person_id == person.id for row in self.signatures
        )


def signature_status(case: BusinessCase) -> SignatureStatus:
    """The state of the signatures; derived from the evidence each time.

    It is reopened while an assumption of the signed version is refuted.
    """
    told = case_as_dict(case)
    digest = digest_of(told)
    version = CaseVersion.latest_of(case)
    if version is None:
        return SignatureStatus(CaseState.unsigned, told, digest, None, [], [])
    refuted = refuted_since(version)
    noted = dict(
        Reopening.select(Reopening.assumption, Reopening.at)
        .where(Reopening.version == version)
        .tuples()
    )
    texts = {one["id"]: one["text"] for one in told["assumptions"]}
    because = [(id, texts.get(id, ""), noted.get(id)) for id in refuted]
    if because:
        state = CaseState.reopened
    elif version.digest == digest:
        state = CaseState.signed
    else:
        state = CaseState.changed
    return SignatureStatus(
        state, told, digest, version, list(signatures_of(version)), because
    )


def signatures_of(version: CaseVersion) -> peewee.ModelSelect:
    """The signatures of a version, joined with the person; the oldest first."""
    rows = CaseSignature.select(CaseSignature, Person).join(Person)
    return rows.where(CaseSignature.version == version).order_by(CaseSignature.id)


def versions_of(case: BusinessCase) -> list[tuple[CaseVersion, list[CaseSignature]]]:
    """Every signed version with its signatures, the newest first. Two queries, however many."""
    versions = list(
        CaseVersion.select()
        .where(CaseVersion.case == case)
        .order_by(CaseVersion.number.desc())
    )
    signed: dict[int, list] = {version.id: [] for version in versions}
    rows = (
        CaseSignature.select(CaseSignature, Person)
        .join(Person)
        .where(CaseSignature.version.in_(list(signed) or [0]))
    )
    for row in rows.order_by(CaseSignature.id):
        signed[row.version_id].append(row)
    return [(version, signed[version.id]) for version in versions]


def version_numbered(number: int) -> tuple[CaseVersion, list[CaseSignature]] | None:
    """A signed version and its signatures; None if there is none of this number."""
    if number >= 10**6:
        return None
    version = CaseVersion.get_or_none(CaseVersion.number == number)
    return version and (version, list(signatures_of(version)))
