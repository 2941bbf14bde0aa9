"""Units: found however they are written, merged into others, closed, and told to look alike."""

from __future__ import annotations

import pytest

from tests.cast import NOW, planned
from tests.examples import for_each_case
from tracker.accounts.models import Person, Unit
from tracker.accounts.queries import lookalike_units
from tracker.audit.models import AuditEvent
from tracker.core.validation import ValidationFailed
from tracker.db import database
from tracker.experiments.imports.lookup import Lookup
from tracker.experiments.models import Visibility
from tracker.experiments.queries import visible_to
from tracker.follows.models import Follow

pytestmark = pytest.mark.both_databases("accounts.models.unit")


def acts() -> list[str]:
    rows = AuditEvent.select(AuditEvent.what).where(AuditEvent.kind == "unit")
    return [what for (what,) in rows.order_by(AuditEvent.id).tuples()]


def test_one_name_however_it_is_written_is_one_unit(cast):
    unit = Unit.named("Børn & Unge Ålborg")
    for written in (
        "børn & unge ålborg",
        "BØRN & UNGE ÅLBORG",
        "Børn & Unge A\u030alborg",
        " Børn &\u00a0Unge Ålborg\u200b",
    ):
        assert Unit.named(written) == unit
        assert Lookup().unit(written) == unit.id


@for_each_case("name", ["BIBLIOTEK", " bibliotek\u200b", "Ｂibliotek"])
def test_a_unit_is_not_renamed_to_what_another_is_called_however_written(cast, name):
    with pytest.raises(ValidationFailed, match="already a unit"):
        cast.service.rename(name, None)
    cast.library.rename(name, None)
    assert Unit.called("Bibliotek") == cast.library


def test_units_that_look_alike_are_told_and_others_are_not(cast, visit):
    first = Unit.named("Børn og Unge")
    second = Unit.create(name="Børn-og-Unge")
    assert lookalike_units() == [[first, second]]
    page = visit(cast.ada).get("/admin/units").text
    assert f"/admin/units/{first.id}/merge" in page
    second.merge(first, at=NOW)
    assert lookalike_units() == []


def test_people_experiments_followers_and_the_name_follow_into_the_other_unit(cast):
    below = Unit.named("Biler", cast.library)
    own = planned(cast.carla, cast.facebook, title="Kun os", visibility=Visibility.unit)
    Follow.begin(cast.library, by=cast.bo, at=NOW)
    Follow.begin(cast.service, by=cast.bo, at=NOW)
    assert own not in visible_to(cast.bo)
    cast.library.merge(cast.service, at=NOW)
    assert {cast.carla.reload().unit, own.reload().unit, below.reload().parent} == {
        cast.service
    }
    assert own in visible_to(cast.bo)
    assert Unit.named("bibliotek") == cast.service
    assert Lookup().unit("Bibliotek") == cast.service.id
    assert Follow.select().where(Follow.unit.is_null(False)).count() == 1
    assert not Person.select().where(Person.unit == cast.library).exists()
    assert acts()[-1] == "unit_merged"


def test_a_unit_is_not_merged_into_itself_a_closed_one_or_twice(cast):
    empty = Unit.named("Tom")
    empty.close(NOW)
    for into in (cast.library, empty):
        with pytest.raises(ValidationFailed):
            cast.library.merge(into, at=NOW)
    cast.library.merge(cast.service, at=NOW)
    with pytest.raises(ValidationFailed):
        cast.library.merge(cast.service, at=NOW)


def test_a_unit_is_merged_into_one_below_it_without_a_ring(cast):
    top = Unit.named("Top")
    middle = Unit.named("Midt", top)
    low = Unit.named("Bund", middle)
    middle.merge(low, at=NOW)
    assert low.reload().parent == top


def test_a_closed_unit_has_nobody_and_opens_again(cast):
    with pytest.raises(ValidationFailed, match="people belong to it"):
        cast.library.close(NOW)
    empty = Unit.named("Tom")
    empty.close(NOW)
    assert empty.closed_at == NOW and acts()[-1] == "unit_closed"
    empty.reopen()
    assert empty.reload().closed_at is None and acts()[-1] == "unit_reopened"


def test_an_admin_sees_what_would_move_and_old_addresses_lead_on(cast, visit):
    ada = visit(cast.ada)
    address = f"/admin/units/{cast.library.id}/merge"
    shown = ada.post(address, data={"into": cast.service.id})
    assert shown.status_code == 422 and 'name="sure"' in shown.text
    assert cast.library.reload().merged_into is None
    done = ada.post(address, data={"into": cast.service.id, "sure": "1"})
    assert done.location.endswith(f"/admin/units/{cast.service.id}")
    old = visit(cast.bo).get(f"/units/{cast.library.id}")
    assert old.location.endswith(f"/units/{cast.service.id}")
    assert f'value="{cast.library.id}"' not in ada.get("/admin/people/invite").text


def test_a_closed_unit_is_offered_to_nobody(cast, visit):
    empty = Unit.named("Tom")
    ada = visit(cast.ada)
    ada.post(f"/admin/units/{empty.id}/closure")
    assert empty.reload().closed_at
    page = ada.get("/admin/people/invite").text
    assert f'value="{empty.id}"' not in page
    moved = ada.post(f"/people/{cast.carla.id}/unit", data={"unit": str(empty.id)})
    assert moved.status_code == 422 and cast.carla.reload().unit == cast.library


def test_menus_of_units_are_those_that_are_there_now(product):
    """Their options and the tree are drawn once, and anew when a unit was written."""
    cast = product.cast
    with database.connection_context():
        admin = cast.browser(product, cast.ada)
        empty = Unit.named("Arkiv & <mere>", cast.service)
    for page in (
        "/admin/units",
        "/admin/people",
        "/admin/units/1",
        "/admin/people/invite",
    ):
        assert "Arkiv &amp; &lt;mere&gt;" in admin.get(page).text
    with database.connection_context():
        empty.rename("Lageret", None)
    for page in (
        "/admin/units",
        "/admin/people",
        "/admin/units/1",
        "/admin/people/invite",
    ):
        assert "Lageret" in (text := admin.get(page).text) and "Arkiv" not in text
    with database.connection_context():
        empty.close(NOW)
        cast.library.rename("Biblioteket", empty)
    assert "Lageret" not in admin.get("/admin/people/invite").text
    text = admin.get(f"/admin/units/{cast.library.id}").text
    assert f'<option selected value="{empty.id}">Lageret</option>' in text
    text = admin.get(f"/admin/people?unit={empty.id}").text
    assert f'<option selected value="{empty.id}">Lageret</option>' in text
    assert text.count(" selected value=") == 1
