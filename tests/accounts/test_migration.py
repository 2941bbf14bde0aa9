"""What the migration leaves of what was begun in the way of before."""

from __future__ import annotations

import importlib.util

from tracker.accounts.models import Person, Purpose, SecondFactor, Ticket
from tracker.app import folder
from tracker.jobs.models import Errand
from tracker.web.clock import now


def up(db) -> None:
    spec = importlib.util.spec_from_file_location(
        "registration", folder("migrations") / "0031_registration.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.up(None, db.obj)


def test_what_a_stranger_may_have_begun_goes_and_names_have_nothing_unseen(cast, rows):
    SecondFactor.create(person=cast.alma, salt="begun and left")
    SecondFactor.create(person=cast.bo, salt="in use", since=now())
    Ticket.issue(
        Purpose.registration,
        at=now(),
        email="offer@example.org",
        carries={"password_hash": "x"},
    )
    Ticket.issue(Purpose.invitation, at=now(), email="ny@example.org")
    Errand.ask(
        "registration",
        at=now(),
        email="offer@example.org",
        password_hash="x",
        name="x",
        unit=1,
        locale="da",
    )
    Person.update(name="\u202eLeif\u200b\u2066 Dahl\ufeff").where(
        Person.id == cast.carla.id
    ).execute()
    up(rows)
    assert [factor.person for factor in SecondFactor.select()] == [cast.bo]
    assert [ticket.purpose for ticket in Ticket.select()] == [Purpose.invitation]
    assert not Errand.select().where(Errand.kind == "registration").exists()
    assert (
        cast.carla.again().name == "Leif Dahl" and cast.alma.again().name == "Alma Holm"
    )
    up(rows)
    assert cast.carla.again().name == "Leif Dahl"
