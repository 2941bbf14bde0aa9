"""Two machines as operators run them: each `tracker serve` with a folder of its own, on
one PostgreSQL.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from tests.experiments.pictures import picture
from tests.faults.product import Product, signed_in, sound, wait_for
from tests.operations.conftest import postgres_tools
from tracker import db
from tracker.audit.models import AuditEvent
from tracker.experiments.models import Picture
from tracker.jobs.models import Job, Schedule
from tracker.operations.models import Installation

__all__ = ["postgres_tools"]


def night() -> None:
    """Let the next night come at once, and wait until its backup is recorded."""
    before = Installation.current().backed_up_at
    asked = dt.datetime.now(dt.UTC)
    Schedule.update(next_at=asked).where(Schedule.name == "backup").execute()
    wait_for(lambda: Installation.current().backed_up_at != before)
    wait_for(lambda: not Job.select().where(Job.kind == "backup").exists())


@pytest.mark.thorough(
    short="operations/test_machines.py::test_every_night_has_a_backup_whoever_is_quicker"
)
@pytest.mark.usefixtures("on_postgres")
def test_the_set_up_of_the_readme(two_machines, serve, faults):
    one, other = two_machines(shared=False)
    cast = one.app.cast
    with db.database.connection_context():
        alma = signed_in(one.app, cast.alma)
        first = serve(one.config).ready()
        wait_for(lambda: Schedule.get_or_none(Schedule.name == "backup"))
        alone = Product(other.config)  # with a `files/` of its own
        for command in [alone.command(), [sys.executable, "-m", "tracker", "work"]][
            : 2 if faults else 1
        ]:
            refused = subprocess.run(
                command, env=alone.env, capture_output=True, text=True, timeout=60
            )
            assert (
                refused.returncode == 2
                and "is not the folder of uploaded files" in refused.stderr
            )
            assert len(refused.stderr.strip().splitlines()) == 1
        other.config.files.path.symlink_to(one.config.files.path)
        second = serve(other.config).ready()
        assert first.get("/readyz").status == second.get("/readyz").status == 200
        form = {"alt": "skilt", "submission": "p1", "files": [("pictures", picture())]}
        assert (
            first.post(f"/experiments/{cast.passport.id}/pictures", alma, **form).status
            == 303
        )
        assert (
            second.get(
                f"/experiments/{cast.passport.id}/pictures/{Picture.get().public_id}",
                alma,
            ).status
            == 200
        )
        nights = 10 if faults else 2
        for _ in range(nights):
            night()
        assert (
            AuditEvent.select().where(AuditEvent.what == "backed_up").count() == nights
            and one.backups()
        )
        other.config.files.path.unlink()
        assert (first.get("/readyz").status, second.get("/readyz").status) == (200, 503)
        sound()
