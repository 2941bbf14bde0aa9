"""An import is undone by its run, for the rows that nobody touched since."""

import pytest

from tests.cast import NOW, TODAY
from tests.experiments.test_import_pages import (
    at_the_time_of_the_cast,
    frida,
    waiting,
    worked,
)
from tracker.audit.models import AuditEvent
from tracker.core.validation import ValidationFailed
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment, Import, Link
from tracker.lessons.models import Reuse
from tracker.withdrawals.models import imported, undo_import

__all__ = ["at_the_time_of_the_cast", "frida"]

LIST = (
    "id;titel;hypotese;udfald;erfaring\n"
    "1;Urørt;h;ja;Det virker.\n"
    "2;Rettet;h;nej;Det virker ikke.\n"
    "3;Rost;h;nej;Måske.\n"
    "4;Brugt;h;ja;Gør det.\n"
    "5;Plan;h;;\n"
)


def taken(app, frida) -> Import:
    job = waiting(
        frida,
        LIST.encode(),
        map_external_id="id",
        map_title="titel",
        map_hypothesis="hypotese",
        map_outcome="udfald",
        map_lesson="erfaring",
    )
    assert worked(app)
    return job.reload()


def titles() -> set[str]:
    rows = Experiment.select(Experiment.title).where(Experiment.source.is_null(False))
    return {title for (title,) in rows.tuples()}


def test_what_nobody_touched_goes_and_the_rest_stays(app, frida, cast):
    job = taken(app, frida)
    assert len(titles()) == 5
    shown = Experiment.get(Experiment.title == "Plan")
    Link.add(shown, url="https://example.org/", by=cast.frida, at=NOW)
    edited = Experiment.get(Experiment.title == "Rettet")
    edited.amend(version=edited.version, by=cast.frida, at=NOW, method="anderledes")
    praised = Experiment.get(Experiment.title == "Rost")
    Endorsement.add(praised, kind=EndorsementKind.learned, by=cast.carla, at=NOW)
    used = Experiment.get(Experiment.title == "Brugt").lessons.get()
    Reuse.add(used, note="Det virkede.", by=cast.carla, at=NOW, on=TODAY)
    page = frida.get(f"/experiments/import/{job.id}").text
    assert "Undo this import" in page
    answer = frida.post(f"/experiments/import/{job.id}/withdrawal")
    page = frida.get(answer.location).text
    assert "One row is taken out again." in page
    assert "4 rows stay: somebody has edited or used them." in page
    assert titles() == {"Rettet", "Rost", "Brugt", "Plan"}
    # Other work is left alone, and the same list can be taken in again
    assert Experiment.get_by_id(cast.passport.id)
    again = taken(app, frida)
    assert (again.added, len(titles())) == (1, 5)


def test_a_row_that_a_later_run_updated_stays(app, frida):
    first = taken(app, frida)
    changed = LIST.replace("Urørt;h", "Urørt;h2")
    waiting(
        frida,
        changed.encode(),
        map_external_id="id",
        map_title="titel",
        map_hypothesis="hypotese",
        map_outcome="udfald",
        map_lesson="erfaring",
    )
    worked(app)
    undo_import(first, by=first.by, at=NOW)
    assert titles() == {"Urørt"}


def test_it_is_ones_own_and_over(app, frida, cast):
    job = taken(app, frida)
    with pytest.raises(ValidationFailed):
        undo_import(job, by=cast.ada, at=NOW)
    Import.update(finished_at=None, progress="running").where(
        Import.id == job.id
    ).execute()
    with pytest.raises(ValidationFailed):
        undo_import(job.reload(), by=job.by, at=NOW)
    assert len(titles()) == 5


def test_many_rows_are_left_to_the_worker(app, frida, monkeypatch):
    job = taken(app, frida)
    monkeypatch.setattr(imported, "FEW", 4)
    monkeypatch.setattr("tracker.withdrawals.views.now", lambda: NOW)
    where = f"/experiments/import/{job.id}"
    page = frida.post(f"{where}/withdrawal", follow_redirects=True).text
    assert "are being taken out" in page and "Undo this import" not in page
    assert len(titles()) == 5
    # Pressed twice, or edited in the meantime
    frida.post(f"{where}/withdrawal")
    row = Experiment.get(Experiment.title == "Rettet")
    row.amend(version=row.version, by=job.by, at=NOW, method="anderledes")
    assert worked(app) == 1
    assert titles() == {"Rettet"}
    page = frida.get(where).text
    assert "4 rows of this list are taken out again." in page
    events = AuditEvent.select().where(AuditEvent.what == "import_undone")
    assert events.count() == 1
