"""The list of people taken along by an administrator, and brought in again."""

import pytest

from tests.experiments.test_export import rows_of
from tracker.accounts.export import COLUMNS, exported
from tracker.accounts.imports import PeopleTarget, read_people
from tracker.accounts.models import Role
from tracker.accounts.queries import people_matching
from tracker.audit.models import AuditEvent
from tracker.tables import INTERNATIONAL, write_csv, write_xlsx
from tracker.web.table_file import DANISH


class AsRead(PeopleTarget):
    """Takes everybody, whoever has an account already too."""

    def problems_of(self, row):
        return []


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@pytest.mark.parametrize("notation", [DANISH, INTERNATIONAL])
def test_what_was_taken_out_is_read_as_it_was(store, cast, tmp_path, write, notation):
    cast.bo.title = "Leder, =1+1; konst."
    cast.bo.save()
    path = tmp_path / "people"
    with path.open("wb") as file:
        write(file, COLUMNS, exported(people_matching()), notation=notation)
    read = read_people(path.read_bytes(), "people", AsRead())
    assert [row.problems for row in read] == [[]] * len(read)
    assert {(r.email, r.name, r.title, r.unit, r.role) for r in read} == {
        (p.email, p.name, p.title, p.unit.name, p.role) for p in people_matching()
    }


def test_it_holds_whom_the_filters_show_and_nobody_who_was_erased(visit, cast):
    cast.carla.disable(at=cast.carla.joined_at)
    browser = visit(cast.ada)
    told = {
        row["email"]: row for row in rows_of(browser.get("/admin/people/export.csv"))
    }
    assert told[cast.carla.email]["closed"] == "true"
    assert told[cast.alma.email]["closed"] == "false"
    leaders = rows_of(browser.get("/admin/people/export.xlsx?role=leader"))
    assert leaders and {row["role"] for row in leaders} == {Role.leader.value}
    cast.alma.erase(cast.alma.joined_at)
    later = rows_of(browser.get("/admin/people/export.csv"))
    assert len(later) == len(told) - 1
    assert AuditEvent.select().where(AuditEvent.what == "people_exported").count() == 3
