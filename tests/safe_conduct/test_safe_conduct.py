"""The safe conduct: versions that each leader signs, and reports that one person reads."""

import datetime as dt

import peewee
import pytest

from tests.cast import NOW, TODAY
from tracker.audit.models import AuditEvent
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.home.enums import DutyKind
from tracker.home.queries import duties
from tracker.jobs.models import Job
from tracker.privacy.own_row import NOT_READ
from tracker.privacy.redaction import text_fields
from tracker.safe_conduct.enums import Finding
from tracker.safe_conduct.models import (
    BreachCount,
    BreachReport,
    SafeConduct,
    SafeConductSignature,
)
from tracker.safe_conduct.queries import counts_told, reports_to, signed_conduct


def test_every_version_stays_and_only_the_newest_is_signed(cast, rows):
    first = written(cast)
    assert Job.get().payload["to"] == "leaders"
    SafeConductSignature.sign(first, by=cast.leif, at=NOW)
    second = written(cast, text="Det gælder også mellemledere.", after=1)
    with pytest.raises(EditConflict):
        written(cast, text="Et andet ord.", after=1)
    with pytest.raises(EditConflict):
        SafeConductSignature.sign(first, by=cast.leif, at=NOW)
    with pytest.raises(ValidationFailed):
        written(cast, text=second.text, after=2)
    changes = (
        SafeConduct.update(text="x"),
        SafeConduct.delete(),
        SafeConductSignature.delete(),
    )
    for change in changes:
        with pytest.raises(peewee.DatabaseError), rows.atomic():
            change.execute()


def test_whoever_is_told_of_a_breach_leads_nobody_and_is_here(cast):
    for contact in (cast.leif, cast.dan, None):
        with pytest.raises(ValidationFailed):
            written(cast, contact=contact)
    assert SafeConduct.newest() is None


def test_another_contact_makes_another_version(cast):
    written(cast)
    assert written(cast, contact=cast.eva, after=1).number == 2


def test_leaders_of_today_are_counted(cast):
    assert signed_conduct() is None
    conduct = written(cast)
    standing = signed_conduct()
    assert (standing.signed, standing.leaders) == (0, 1)
    SafeConductSignature.sign(conduct, by=cast.leif, at=NOW)
    SafeConductSignature.sign(conduct, by=cast.leif, at=NOW)
    standing = signed_conduct()
    assert (standing.signed, standing.leaders) == (1, 1)
    cast.leif.disable(NOW)
    standing = signed_conduct()
    assert (standing.signed, standing.leaders) == (0, 0)


def test_it_waits_for_each_leader_until_signed(cast):
    conduct = written(cast)
    assert DutyKind.safe_conduct in waiting_for(cast.leif)
    assert DutyKind.safe_conduct not in waiting_for(cast.frida)
    SafeConductSignature.sign(conduct, by=cast.leif, at=NOW)
    assert DutyKind.safe_conduct not in waiting_for(cast.leif)


def test_only_the_contact_reads_a_report_and_hears_of_it(cast):
    report = reported(cast)
    assert reports_to(cast.carla).get() == report
    for person in (cast.alma, cast.leif, cast.frida, cast.ada):
        assert not reports_to(person).exists()
        assert DutyKind.breach not in waiting_for(person)
        assert not BreachCount.tellable_by(person)
    assert DutyKind.breach in waiting_for(cast.carla)


def test_a_report_without_a_name_tells_of_nobody(cast):
    """No row that its report brings names the reporter, and it has a day but no time."""
    written(cast)
    Job.delete().execute()
    before = AuditEvent.select().count()
    report = reported(cast, conduct=SafeConduct.newest())
    row = BreachReport.select().where(BreachReport.id == report.id).dicts().get()
    assert row["reporter"] is None
    assert not any(isinstance(value, dt.datetime) for value in row.values())
    assert AuditEvent.select().count() == before
    assert not Job.select().exists()


def test_a_report_is_not_read_by_facilitators_when_somebody_is_erased(cast):
    """Its full names are taken out, but a part of one is not shown to a facilitator."""
    assert BreachReport in {noun for noun, _ in text_fields()}
    assert BreachReport in NOT_READ


def test_the_contact_alone_tells_how_often_it_was_so(cast):
    first = reported(cast)
    second = reported(cast, conduct=first.conduct)
    first.find(Finding.broken)
    second.find(Finding.kept)
    assert counts_told() == []
    BreachCount.tell(word="Vi har talt om det.", by=cast.carla, on=TODAY)
    assert [(row.number, row.by.name) for row in counts_told()] == [(1, "Carla Munk")]
    assert DutyKind.breach not in waiting_for(cast.carla)


def written(cast, text="Det holdes ikke imod nogen.", after=0, **more) -> SafeConduct:
    said = {"exceptions": "Lovbrud.", "contact": cast.carla, **more}
    return SafeConduct.write(text=text, after=after, by=cast.frida, at=NOW, **said)


def reported(cast, conduct=None, by=None) -> BreachReport:
    return BreachReport.add(
        conduct or written(cast),
        text="Jeg blev taget af vagten efter opslaget.",
        by=by,
        on=TODAY,
    )


def waiting_for(person) -> list[DutyKind]:
    return [duty.kind for duty in duties(person, at=NOW, on=TODAY)]
