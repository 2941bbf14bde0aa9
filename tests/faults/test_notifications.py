"""kill -9 of server and worker while people talk and Tuesday's mail goes out: nothing is lost, and no mail comes twice."""

from __future__ import annotations

import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from itsdangerous import URLSafeTimedSerializer

from tests.cast import person
from tests.faults.sink import sink
from tracker import db
from tracker.accounts.models import Session
from tracker.comments.models import Comment
from tracker.notifications.models import HANDED_OVER, TRIES, Errand, Schedule
from tracker.notifications.notices import Digest, Notice

BETWEEN_KILLS = {False: 5, True: 8}  # acts
ACTS = {False: 20, True: 200}


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class Product:
    """`tracker serve` in a process group of its own, that is killed as a whole."""

    def __init__(self, config):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.env = {**os.environ, **config.as_env()}
        self.process = None

    def start(self):
        command = [sys.executable, "-m", "tracker", "serve", "--port", str(self.port), "--workers", "1"]
        self.process = subprocess.Popen(
            command, env=self.env, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def workers(self) -> list[int]:
        """Ids of the processes that run errands."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        mine = [pid for thread in threads for pid in thread.read_text().split()]
        return [int(pid) for pid in mine if b"work" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")]

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def post(self, path: str, cookie: str, **form) -> int | None:
        """The status of the answer; None when there was none."""
        request = Request(f"http://127.0.0.1:{self.port}{path}", urlencode(form).encode(), {"Cookie": cookie})
        try:
            return build_opener(Stay).open(request, timeout=5).status
        except URLError as error:
            return getattr(error, "code", None)
        except OSError:
            return None


def signed_in(app, who) -> tuple[str, str]:
    """A cookie of somebody, and the token that goes with it in forms."""
    _, token = Session.open(who, at=dt.datetime.now(dt.UTC))
    said = app.session_interface.get_signing_serializer(app).dumps({"_user_id": token, "_fresh": True, "csrf_token": "abc"})
    return f"{app.config['SESSION_COOKIE_NAME']}={said}", URLSafeTimedSerializer(app.secret_key, "wtf-csrf-token").dumps("abc")


@pytest.fixture
def faults(request) -> bool:
    return request.config.getoption("--faults") or bool(os.environ.get("FAULTS"))


def test_nothing_is_lost_and_no_mail_comes_twice(product, faults):
    acts, cast = ACTS[faults], product.cast
    with sink() as box, db.database.connection_context():
        readers = [person(f"Kollega Nr{n:03}", cast.library) for n in range(acts)]
        cookie, token = signed_in(product, cast.carla)
        Errand.delete().execute()
        # In the past by a minute: the first worker that looks plans Tuesday's mail to everybody.
        Schedule.create(name="weekly", next_at=dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1))
        served = Product(replace(product.config["TRACKER"], mail_url=f"smtp://127.0.0.1:{box.port}"))
        served.start()
        try:
            for act in range(acts):
                if act % BETWEEN_KILLS[faults] == BETWEEN_KILLS[faults] - 1:
                    served.kill()
                    time_passes()
                    served.start()
                said(served, cast.passport, cookie, token, act)
            settled()
        finally:
            served.kill()
        assert Comment.select().count() == acts
        for author in (cast.alma, cast.bo):
            assert Notice.select().where(Notice.person == author, Notice.kind == "comment").count() == acts
        unsure = Errand.select().where(Errand.tries == TRIES, Errand.trouble.startswith(HANDED_OVER[:30])).count()
        assert set(box.mails.values()) == {1} and len({to for to, _ in box.mails}) == len(box.mails)
        assert Digest.select().count() >= len(readers)
        assert len(box.mails) <= Digest.select().count() <= len(box.mails) + unsure
        assert Errand.given_up() == unsure


def test_a_worker_that_dies_is_sent_for_again(product):
    served = Product(product.config["TRACKER"])
    served.start()
    try:
        (first,) = wait_for(served.workers)
        os.kill(first, signal.SIGKILL)
        assert wait_for(lambda: [pid for pid in served.workers() if pid != first])
    finally:
        served.kill()


def wait_for(answer):
    """The first answer that says something, within half a minute."""
    for _ in range(150):
        if found := answer():
            return found
        time.sleep(0.2)
    return pytest.fail("it never came")


def said(served: Product, experiment, cookie: str, token: str, act: int) -> None:
    """Say something, and again until there is an answer; the form's hidden key makes it one."""
    form = {"body": f"Nummer {act}", "submission": f"kill-{act}", "csrf_token": token}
    for _ in range(200):
        if served.post(f"/experiments/{experiment.id}/comments", cookie, **form) == 303:
            return
        time.sleep(0.1)
    pytest.fail("the product did not come up again")


def time_passes() -> None:
    """The leases of workers that were killed run out."""
    Errand.update(leased_until=None, due_at=dt.datetime.now(dt.UTC)).where(Errand.tries < TRIES).execute()


def settled() -> None:
    """Wait until everything that was asked is done or given up."""
    for _ in range(600):
        if not Errand.select().where(Errand.tries < TRIES).exists() and Digest.select().exists():
            return
        time.sleep(0.1)
    pytest.fail(f"still to do: {list(Errand.select(Errand.kind, Errand.tries, Errand.trouble).tuples())[:5]}")
