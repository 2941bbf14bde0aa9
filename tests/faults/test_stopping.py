"""SIGTERM in the middle of things: what was begun is finished, nothing is half written,
nobody new is let in.
"""

from __future__ import annotations

import datetime as dt
import io
import socket
import time
from dataclasses import replace

import pytest
from PIL import Image

from tests.faults import sink
from tests.faults.product import multipart, signed_in, sound, wait_for
from tracker import db
from tracker.accounts.models import OneTimeLink
from tracker.experiments.models import Picture
from tracker.jobs.models import Job

pytestmark = pytest.mark.usefixtures("on_sqlite")


def noise() -> bytes:
    """A picture that does not pack well, of a hundred kilobytes or so."""
    file = io.BytesIO()
    Image.effect_noise((400, 300), 80).save(file, "PNG")
    return file.getvalue()


def halfway(served, path, who, body: bytes, kind: str) -> socket.socket:
    """A request of which the head and the first half have arrived."""
    line = socket.create_connection(("127.0.0.1", served.port), timeout=60)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nCookie:"
        f" {who.cookie}\r\nAccept-Language: en\r\n"
    )
    line.sendall(
        f"{head}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body[: len(body) // 2]
    )
    time.sleep(0.5)
    return line


def refused(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return True
    return False


BY_ITSELF = pytest.mark.thorough(
    short="faults/test_served.py::test_one_process_is_misled_killed_and_stopped"
)


@BY_ITSELF
def test_an_upload_in_flight_is_finished_and_so_is_the_mail_in_hand(
    product, serve, monkeypatch
):
    monkeypatch.setattr(sink, "SLOWLY", 3)
    with sink.sink() as box, db.database.connection_context():
        mail_url = f"smtp://127.0.0.1:{box.port}"
        served = serve(replace(product.config["TRACKER"], mail_url=mail_url)).ready()
        stopped_halfway(product, served, box)


def stopped_halfway(product, served, box: sink.Server) -> None:
    """Stop it while a picture and a mail are under way; assert that both arrive, once."""
    cast = product.cast
    alma = signed_in(product, cast.alma)
    form = {"csrf_token": alma.token, "submission": "slowly", "alt": "halvvejs"}
    body, kind = multipart(form, [("pictures", noise())])
    path = f"/experiments/{cast.passport.id}/pictures"
    line = halfway(served, path, alma, body, kind)
    box.mails.clear()
    Job.enqueue("forgotten", at=dt.datetime.now(dt.UTC), email=cast.bo.email)
    wait_for(lambda: box.mails)
    served.process.terminate()
    assert wait_for(lambda: refused(served.port), 10)
    line.sendall(body[len(body) // 2 :])
    assert line.recv(15).startswith(b"HTTP/1.1 303")
    line.close()
    assert served.process.wait(40) == 0
    (hung,) = Picture.select().where(Picture.alt == "halvvejs")
    folder = product.config["TRACKER"].files.path
    assert (folder / "pictures" / hung.file).stat().st_size
    assert (
        set(box.mails.values()) == {1}
        and not Job.select().where(Job.kind == "forgotten").exists()
    )
    assert OneTimeLink.select().where(OneTimeLink.person == cast.bo).count() == 1
    sound()


@BY_ITSELF
def test_an_upload_that_never_ends_does_not_hold_it_up(product, serve):
    """gunicorn waits half a minute for it."""
    cast = product.cast
    config = product.config["TRACKER"]
    with db.database.connection_context():
        alma = signed_in(product, cast.alma)
        body, kind = multipart(
            {"csrf_token": alma.token, "submission": "never"}, [("pictures", noise())]
        )
        served = serve(config).ready()
        line = halfway(
            served, f"/experiments/{cast.passport.id}/pictures", alma, body, kind
        )
        began = time.monotonic()
        assert served.stop() == 0 and time.monotonic() - began < 36
        line.close()
        assert not Picture.select().exists() and not list(
            config.files.path.rglob("*.*")
        )
        sound()
