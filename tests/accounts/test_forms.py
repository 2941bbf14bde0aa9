"""What a form sends beyond its fields is ignored, and nothing is taken without the
token of its page.
"""

from __future__ import annotations

import re

import pytest

from tests.cast import PASSWORD
from tests.examples import for_each_case
from tracker.accounts.models import Person, Role, Theme

EXTRA = {
    "id": "1",
    "version": "7",
    "role": "admin",
    "unit": "1",
    "unit_id": "1",
    "person": "1",
    "password_hash": "x",
    "disabled_at": "2026-01-01",
    "joined_at": "2001-01-01",
    "answers_here": "her",
    "email": "x@example.org",
}


def test_settings_change_only_what_they_show(visit, cast):
    before = cast.alma.reload().__data__
    form = {
        "name": " Alma  Holm-Bech ",
        "title": "Rådgiver",
        "about": "Spørg om pas",
        "locale": "da",
        "theme": "dark",
    }
    assert visit(cast.alma).post("/me/settings", data=EXTRA | form).status_code == 303
    after = cast.alma.reload()
    changed = {name for name, value in after.__data__.items() if value != before[name]}
    assert changed == {"name", "title", "about", "locale", "theme", "shortcuts"}
    assert (after.name, after.theme, after.shortcuts) == (
        "Alma Holm-Bech",
        Theme.dark,
        False,
    )
    page = visit(cast.alma).get("/me/settings").text
    assert 'lang="da" data-theme="dark"' in page


@for_each_case(
    "wrong",
    [
        {"name": ""},
        {"locale": "fr"},
        {"theme": "pink"},
        {"about": "x" * 2001},
        {"title": "x" * 121},
        {"theme": ""},
    ],
)
def test_settings_that_cannot_be_are_told_and_nothing_is_saved(visit, cast, wrong):
    form = {"name": "Ny", "title": "", "about": "", "locale": "en", "theme": "light"}
    assert visit(cast.alma).post("/me/settings", data=form | wrong).status_code == 422
    assert cast.alma.reload().name == "Alma Holm"


def test_leaders_say_where_they_answer(visit, cast):
    form = {
        "name": "Leif Dahl",
        "locale": "en",
        "theme": "system",
        "answers_here": "Mastodon, tirsdag",
    }
    assert (
        visit(cast.leif)
        .post("/me/settings", data=form | {"shortcuts": "y"})
        .status_code
        == 303
    )
    leif = cast.leif.reload()
    assert (leif.answers_here, leif.shortcuts) == ("Mastodon, tirsdag", True)


def test_an_invitation_form_cannot_name_what_it_does_not_show(visit, cast):
    form = {"email": "ny@example.org", "name": "", "unit": "", "role": "employee"}
    extra = {
        "person": str(cast.ada.id),
        "purpose": "first_admin",
        "expires_at": "2099-01-01",
        "payload": '{"role": "admin"}',
    }
    visit(cast.ada).post("/admin/people/invite", data=form | extra)
    from tracker.accounts.models import OneTimeLink, Purpose

    one_time_link = OneTimeLink.get()
    assert (one_time_link.purpose, one_time_link.person, one_time_link.role) == (
        Purpose.invitation,
        None,
        Role.employee,
    )
    assert one_time_link.expires_at.year < 2099


def test_an_administrators_form_changes_address_role_and_unit_only(visit, cast):
    before = cast.alma.reload().__data__
    form = {"email": "alma@example.org", "role": "leader", "unit": str(cast.library.id)}
    assert (
        visit(cast.ada)
        .post(f"/admin/people/{cast.alma.id}", data=EXTRA | {"name": "X"} | form)
        .status_code
        == 303
    )
    after = cast.alma.reload().__data__
    assert {name for name in after if after[name] != before[name]} == {
        "email",
        "role",
        "unit",
    }
    assert Person.select().where(Person.email == "x@example.org").count() == 0


@pytest.fixture
def guarded(app):
    """The product as it is served: forms need the token of their page."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def test_with_its_token_a_form_works_and_the_token_of_another_browser_does_not(
    guarded, visit, cast
):
    cast.alma.set_password(PASSWORD)
    mine = visit()
    other = visit()
    token = re.search(
        r'name="csrf_token"[^>]*value="([^"]+)"', mine.get("/login").text
    ).group(1)
    form = {"email": cast.alma.email, "password": PASSWORD, "csrf_token": token}
    assert other.post("/login", data=form).status_code == 400
    assert mine.post("/login", data=form).status_code == 303
