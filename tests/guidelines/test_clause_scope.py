"""Whom older clauses apply to, after the migration that asks it."""

import pytest
from playhouse.migrations import Runner

from tests.committed_database import product
from tracker import db
from tracker.config import folder
from tracker.guidelines.models import AppliesTo, Asks, Clause

__all__ = ["product"]

CHANGED = "facebook:4"  # another kind now: what it said of whom is not known


@pytest.mark.thorough(
    short="notifications/test_upgrade.py"
    "::test_wishes_and_follows_stay_and_a_cpr_number_goes"
)
def test_older_clauses_apply_as_strictly_as_their_text_allows(product):
    database = db.database.obj
    with database.connection_context():
        runner = Runner(database, str(folder("migrations")))
        runner.down("0012_clause_scope")
        database.execute_sql(
            "UPDATE clause SET kind = 'recommend', whom = '', whom_en = '',"
            f" within_hours = NULL WHERE key = '{CHANGED}'"
        )
        runner.up()
        found = {clause.key: clause for clause in Clause.select()}
        assert found["x:3"].applies_to is AppliesTo.organisation
        assert found["everywhere:1"].applies_to is AppliesTo.myself
        assert found["everywhere:15"].applies_to is AppliesTo.work
        assert found[CHANGED].applies_to is AppliesTo.work
        assert found["everywhere:10"].asks is Asks.themselves
        assert found["other:3"].asks is None
