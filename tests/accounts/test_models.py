"""The rules of people and units, where they live."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cast import NOW, PASSWORD
from tests.committed_database import at_once
from tests.examples import for_each_case
from tracker import db
from tracker.accounts.cleanup import delete_expired
from tracker.accounts.models import (
    FormSubmission,
    OneTimeLink,
    Person,
    Role,
    TokenBucket,
    Unit,
)
from tracker.accounts.queries import alphabetically, units_in_order
from tracker.core.validation import ValidationFailed

MINUTE = dt.timedelta(minutes=1)


def refused(verb, *args, **kwargs) -> set[str]:
    with pytest.raises(ValidationFailed) as caught:
        verb(*args, **kwargs)
    return {problem.field for problem in caught.value.problems}


@for_each_case(
    ("wrong", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "ingen"}, "email"),
        ({"email": "a@b@c.dk"}, "email"),
        ({"email": "a b@c.dk"}, "email"),
        ({"email": "a@c.dk\nBcc: x@y.dk"}, "email"),
        ({"email": "a@c.dk, b@c.dk"}, "email"),
        ({"email": '"a b"@c.dk'}, "email"),
        ({"email": "a..b@c.dk"}, "email"),
        ({"email": "a@-"}, "email"),
        ({"email": "a@" + "x" * 64 + ".dk"}, "email"),
        ({"email": "a" * 250 + "@c.dk"}, "email"),
        ({"email": "ALMA.holm@example.org "}, "email"),
        ({"name": "  "}, "name"),
        ({"name": "n" * 121}, "name"),
        ({"title": "t" * 121}, "title"),
        ({"password": "kort"}, "password"),
    ],
)
def test_nobody_is_welcomed_with(cast, wrong, field):
    answers = {
        "email": "ny@example.org",
        "name": "Ny",
        "unit": cast.service,
        "at": NOW,
    } | wrong
    assert field in refused(Person.welcome, **answers)
    assert Person.select().where(Person.name == "Ny").count() == 0


def test_somebody_is_welcomed(cast):
    person = Person.welcome(
        email=" Søren.o'Neil+1@Ærø.example.org"[7:],
        name=" Søren  Ø ",
        unit=cast.service,
        at=NOW,
        password=PASSWORD,
    )
    assert (person.name, person.role, person.is_active) == (
        "Søren Ø",
        Role.employee,
        True,
    )
    assert person.has_password(PASSWORD) and not person.has_password(PASSWORD + "!")


@pytest.mark.both_databases("accounts.models.administration")
def test_the_last_administrator_stays(cast):
    assert refused(cast.ada.change_role, Role.employee) == {"role"}
    assert refused(cast.ada.disable, NOW) == {""}
    cast.ada.change_role(Role.admin)
    cast.dan.change_role(Role.admin)
    assert refused(cast.ada.disable, NOW) == {""}, (
        "one who cannot sign in does not count"
    )
    cast.leif.change_role(Role.admin)
    cast.ada.disable(NOW)
    assert refused(cast.leif.change_role, Role.leader) == {"role"}


def test_a_changed_address_voids_links_to_the_old_one(cast):
    OneTimeLink.enter(cast.alma, NOW)
    cast.alma.update_by_admin(
        email="alma@example.org", role=Role.employee, unit=cast.service
    )
    assert not OneTimeLink.select().exists()
    assert refused(
        cast.alma.update_by_admin,
        email=cast.bo.email,
        role=Role.employee,
        unit=cast.service,
    ) == {"email"}


def test_units_stand_in_danish_order_below_their_parents(cast):
    Unit.plant("Østbyen\nÅbyhøj\nÆrøskøbing\nZoologi\n  Ål\n  Bi")
    names = [(unit.name, depth) for unit, depth in units_in_order()]
    assert names == [
        ("Bibliotek", 0),
        ("Borgerservice", 0),
        ("Zoologi", 0),
        ("Bi", 1),
        ("Ål", 1),
    ] + [(name, 0) for name in ("Ærøskøbing", "Østbyen", "Åbyhøj")]
    assert sorted(["å", "ø", "æ", "z", "A"], key=alphabetically) == [
        "A",
        "z",
        "æ",
        "ø",
        "å",
    ]


def test_units_in_a_ring_do_not_vanish(cast):
    Unit.update(parent=cast.library).where(Unit.id == cast.service.id).execute()
    Unit.update(parent=cast.service).where(Unit.id == cast.library.id).execute()
    assert {unit.name for unit, _ in units_in_order()} == {"Bibliotek", "Borgerservice"}


def test_planting_is_all_or_nothing_and_again_makes_nothing(cast):
    assert refused(Unit.plant, "Kultur\n" + "x" * 121) == {"name"}
    assert not Unit.select().where(Unit.name == "Kultur").exists()
    assert Unit.plant("Kultur > Museum\nKultur > Arkiv") == (3, 0)
    assert Unit.plant("Kultur > Museum\n\n > \nBibliotek") == (0, 3)


def test_a_bucket_empties_fills_and_takes_back(cast):
    def take(at):
        return TokenBucket.take("nøgle", capacity=3, per=3 * MINUTE, at=at)

    assert [take(NOW) for _ in range(4)] == [True, True, True, False]
    assert take(NOW + MINUTE) and not take(NOW + MINUTE)
    assert not take(NOW), "a clock that goes back gives nothing"
    TokenBucket.give_back("nøgle", 3)
    assert take(NOW + MINUTE)
    for _ in range(9):
        TokenBucket.give_back("nøgle", 3)
    assert TokenBucket.get().left <= 3
    TokenBucket.forget("nøgle")
    assert take(NOW)


@pytest.mark.both_databases("accounts.models.rate_limit")
def test_tries_at_once_are_counted_one_after_the_other(committed):
    def take():
        with db.database.connection_context():
            return [
                TokenBucket.take("nøgle", capacity=5, per=24 * 60 * MINUTE, at=NOW)
                for _ in range(3)
            ]

    assert sum(map(sum, at_once([take] * 6))) == 5


def test_what_has_run_out_is_swept(cast):
    TokenBucket.take("nøgle", capacity=3, per=MINUTE, at=NOW)
    FormSubmission.record(cast.alma, "a", "comment on 1", cast.alma, NOW)
    OneTimeLink.enter(cast.alma, NOW)
    assert delete_expired(NOW) == 0
    assert delete_expired(NOW + dt.timedelta(days=15)) == 3
