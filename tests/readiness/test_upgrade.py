"""Sheets of closed rounds in an older database are counted and deleted, for good."""

import pytest
from playhouse.migrations import Runner

from tests.cast import NOW
from tests.operations.conftest import postgres_tools
from tests.readiness import attacks
from tests.readiness.pulse_factories import crowd, opened, own_answers
from tracker.accounts.models import Unit
from tracker.app import folder
from tracker.db import database, is_sqlite
from tracker.migrations import migrate
from tracker.readiness.models import Pulse
from tracker.readiness.models.anonymous_response import ASKED, random_key
from tracker.readiness.queries import results

pytestmark = pytest.mark.both_databases("readiness.models.open_response")

__all__ = ["postgres_tools"]

STEP = "0019_pulse_sums"
NAMES = [word.value for word in ASKED]


def test_old_sheets_are_counted_and_deleted(product):
    """With the database's own files, and the copy that is made before migrating."""
    steps = folder("migrations")
    data = product.config["TRACKER"].data
    with database.connection_context():
        crowd(Unit.named("Havnen"), 9)
        pulse = opened(product.cast.frida)
        pulse.close(at=NOW)
        Runner(database.obj, str(steps)).down(STEP)
        showed = {"all": {"others": [6, 0]}, "boss": {"others": [6, 20.0]}}
        Pulse.update(showed=showed, invited=20).execute()
        keys = [sheet(pulse, number) for number in range(6)]
    migrate(database.obj, steps, data)
    with database.connection_context():
        assert "response" not in database.get_tables()
        [result] = results(Pulse.select())
        bosses = [own_answers(number)["boss"] for number in range(6)]
        expected = [bosses.count(point) for point in range(1, 8)]
        assert result.spread("boss") == expected
        assert result.figure("boss").n == 6
        if is_sqlite():
            database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        assert not attacks.left_behind(keys)
    [copy] = data.glob("before-migrating-from-*")
    if is_sqlite():
        assert not [key for key in keys if key.encode() in copy.read_bytes()]


def sheet(pulse, number: int) -> str:
    """A sheet as the older version kept it; its key."""
    key = random_key()
    values = [key, pulse.id, *own_answers(number).values()]
    columns = ", ".join(f'"{name}"' for name in ("key", "pulse_id", *NAMES))
    marks = ", ".join([database.param] * len(values))
    database.execute_sql(f"INSERT INTO response ({columns}) VALUES ({marks})", values)
    return key
