"""Two `serve` processes on one PostgreSQL behind one proxy: sessions, limits, notices
and files are shared.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest

from tests.cast import PASSWORD
from tests.experiments.pictures import picture
from tests.faults.product import Caller, Inside, in_earnest, signed_in, wait_for
from tracker import db
from tracker.accounts import rate_limits
from tracker.accounts.models import Person, TokenBucket
from tracker.comments.models import Comment
from tracker.experiments.models import Picture
from tracker.jobs.models import Job
from tracker.notifications.models import Notice

pytestmark = pytest.mark.usefixtures("on_postgres")


@pytest.fixture
def proxy(product, serve):
    """What stands in front: each request goes to the other process, with the caller's
    address as a proxy tells it.
    """
    config = replace(product.config["TRACKER"], proxy_hops=1)
    return Proxy([serve(config), serve(config)])


class Proxy:
    def __init__(self, served):
        self.served = [each.ready() for each in served]
        self.turns = itertools.cycle(self.served)
        self.address = "192.0.2.1"

    def get(self, path, who=None, **headers):
        return next(self.turns).get(
            path, who, **{"X-Forwarded-For": self.address, **headers}
        )

    def post(self, path, who, **form):
        return next(self.turns).post(
            path, who, headers={"X-Forwarded-For": self.address}, **form
        )


def test_two_machines_are_one_product(two_machines):
    """The same without processes of their own: what one did, the other knows."""
    machines = [machine.start() for machine in two_machines()]
    one, other = (Inside(in_earnest(machine.app)) for machine in machines)
    cast = machines[0].app.cast
    passport = f"/experiments/{cast.passport.id}"
    with db.database.connection_context():
        alma = signed_in(machines[0].app, cast.alma)
        carla = signed_in(machines[1].app, cast.carla)
    assert [each.get(passport, alma).status for each in (one, other)] == [200] * 2
    picture_of_both = {"files": [("pictures", picture())], "alt": "skilt"}
    sent = one.post(f"{passport}/pictures", alma, submission="p", **picture_of_both)
    assert sent.status == 303
    with db.database.connection_context():
        address = f"{passport}/pictures/{Picture.get().public_id}"
    shown = [each.get(address, carla) for each in (one, other)]
    assert [answer.headers["Content-Type"] for answer in shown] == ["image/webp"] * 2
    comment = {"body": "en gang", "submission": "once"}
    for each in (one, other):
        assert each.post(f"{passport}/comments", carla, **comment).status == 303
    assert other.post("/logout", alma).status == 303
    assert "/login" in one.get(passport, alma).headers["Location"]
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1)
    assert sum(machine.work(soon) for machine in machines)
    with db.database.connection_context():
        assert [row.body for row in Comment.select()] == ["en gang"]
        told = Notice.select(Notice.person).where(Notice.kind == "comment").tuples()
        assert sorted(told) == [(cast.alma.id,), (cast.bo.id,)]


@pytest.mark.usefixtures("quick_passwords")
def test_guesses_at_two_machines_are_counted_together(two_machines, monkeypatch):
    """Of three, here, not of ten."""
    bounds = rate_limits.BOUNDS["sign-in"]
    few = replace(bounds, account=(3, bounds.account[1]))
    monkeypatch.setitem(rate_limits.BOUNDS, "sign-in", few)
    machines = [machine.start().app for machine in two_machines()]
    one, other = (Inside(in_earnest(app)) for app in machines)
    with db.database.connection_context():
        nobody = stranger(machines[0])
    guess = {"email": "ingen@example.org", "password": PASSWORD}
    answers = [each.post("/login", nobody, **guess) for each in (one, other) * 2]
    assert [answer.status for answer in answers] == [422] * 3 + [429]
    with db.database.connection_context():
        TokenBucket.delete().execute()
    again = other.post("/login", nobody, **guess)
    assert again.status == 422, "in the database, not in a process"


IN_PROCESSES = pytest.mark.thorough(
    short="faults/test_together.py::test_two_machines_are_one_product"
)


@IN_PROCESSES
def test_they_are_one_product(product, proxy):
    cast = product.cast
    passport = f"/experiments/{product.cast.passport.id}"
    with db.database.connection_context():
        alma = signed_in(product, cast.alma)
        carla = signed_in(product, cast.carla)

        # A session is valid on both, and its end is its end on both.
        assert [proxy.get(passport, alma).status for _ in range(4)] == [200] * 4
        assert proxy.post("/logout", alma).status == 303
        for _ in range(4):
            answer = proxy.get(passport, alma)
            assert answer.status == 302 and "/login" in answer.headers["Location"]

        # The second click lands on the other process and finds what the first one made.
        for n in range(100):
            said = [
                proxy.post(
                    f"{passport}/comments", carla, body=f"nr {n}", submission=f"key {n}"
                ).status
                for _ in range(2)
            ]
            assert said == [303, 303]
        count = Comment.select().count()
        assert count == 100

        # A picture hung through one is shown by the other: they share the folder of files.
        alma = signed_in(product, cast.alma)
        assert (
            proxy.post(
                f"{passport}/pictures",
                alma,
                files=[("pictures", picture())],
                alt="skilt",
                submission="p",
            ).status
            == 303
        )
        shown = [
            proxy.get(f"{passport}/pictures/{Picture.get().public_id}", carla)
            for _ in range(2)
        ]
        assert [
            (answer.status, answer.headers["Content-Type"]) for answer in shown
        ] == [(200, "image/webp")] * 2

        # Two workers, each notice once.
        wait_for(lambda: not Job.select().where(Job.kind == "tell").exists())
        for author in (cast.alma, cast.bo):
            assert (
                Notice.select()
                .where(Notice.person == author, Notice.kind == "comment")
                .count()
                == count
            )
        assert not Job.given_up()


@pytest.mark.thorough(
    short="faults/test_together.py::test_guesses_at_two_machines_are_counted_together"
)
def test_guesses_are_counted_together_and_by_the_address_that_the_proxy_tells(
    product, proxy
):
    with db.database.connection_context():
        eva = product.cast.eva
        Person.update(password_hash="x").where(Person.id == eva.id).execute()
        nobody = stranger(product)
        answers = []
        for _ in range(14):
            answers.append(
                proxy.post("/login", nobody, email=eva.email, password=PASSWORD)
            )
        statuses = [answer.status for answer in answers]
        assert statuses == [422] * 10 + [429] * 4  # as one process alone would
        assert (
            answers[-1].says("That was a little too often")
            and int(answers[-1].headers["Retry-After"]) > 0
        )
        proxy.address = "198.51.100.7, 192.0.2.2"  # the first was made up by the caller
        proxy.post("/login", nobody, email="ingen@example.org", password=PASSWORD)
        keys = {
            row.key
            for row in TokenBucket.select().where(
                TokenBucket.key.startswith("sign-in from")
            )
        }
        assert keys == {"sign-in from 192.0.2.1", "sign-in from 192.0.2.2"}


def stranger(product) -> Caller:
    """A browser in which nobody is signed in yet."""
    signer = signed_in(product, product.cast.carla)
    said = product.session_interface.get_signing_serializer(product).dumps(
        {"csrf_token": "abc"}
    )
    return Caller(f"{product.config['SESSION_COOKIE_NAME']}={said}", signer.token)
