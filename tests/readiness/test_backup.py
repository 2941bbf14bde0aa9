"""A backup that is taken while a round is open takes nothing of it along: two nights'
backups would tell who answered in between.
"""

import subprocess

import pytest

from tests.cast import NOW
from tests.operations.conftest import postgres_tools
from tests.readiness import attacks
from tests.readiness.pulse_factories import crowd, opened, own_answers
from tracker.accounts.models import Unit
from tracker.db import database, is_sqlite
from tracker.operations import backups
from tracker.readiness.models import Invitation, OpenResponse, Pulse

pytestmark = pytest.mark.both_databases("readiness.models.anonymous_response")

__all__ = ["postgres_tools"]


@pytest.fixture
def copied(product, tmp_path):
    """``copied()``: the bytes of the database in a backup, and the numbers of rows that
    it tells of.
    """

    def copy() -> tuple[bytes, dict]:
        target = tmp_path / "kept.tar.gz"
        backups.take(product.config["TRACKER"], database.obj, target, NOW)
        manifest = backups.check(target, tmp_path / "unpacked")
        inside = (
            tmp_path / "unpacked" / f"database.{'sqlite' if is_sqlite() else 'dump'}"
        )
        if is_sqlite():
            return inside.read_bytes(), manifest.rows
        return (
            subprocess.run(
                ["pg_restore", "--file=-", inside], capture_output=True, check=True
            ).stdout,
            manifest.rows,
        )

    return copy


def test_a_backup_leaves_an_open_round_out(product, copied):
    with database.connection_context():
        crew = crowd(Unit.named("Havnen"), 9)
        pulse = opened(product.cast.frida)
        for number, one in enumerate(crew[:4]):
            OpenResponse.submit(one, own_answers(number), f"skrevet af nummer {number}")
        attacks.look_at_sizes()
        keys = [sheet.key for sheet in OpenResponse.select()]
        copy, rows = copied()
        assert (
            not [key for key in keys if key.encode() in copy]
            and b"skrevet af nummer" not in copy
        )
        assert str(pulse.closes_on).encode() in copy and not {
            "invitation",
            "open_response",
            "open_free_text",
        } & set(rows)
        assert OpenResponse.select().count() == 4 and Invitation.select().exists(), (
            "the living round goes on"
        )
        assert Pulse.current() == pulse
