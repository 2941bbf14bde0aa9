"""Mail: nothing in it adds a header or a reader, no password goes out in the clear, and
without a server it lies as a file.
"""

from __future__ import annotations

import socketserver
import threading
from email import policy
from email.parser import BytesParser

import pytest

from tests.cast import NOW
from tracker.jobs.mail import MailNotSent, composed, deliver, send, sender_of
from tracker.jobs.models import Job, MailRefusal
from tracker.jobs.worker import run_due

LETTER = {
    "sender": "forsoeg@example.org",
    "name": "Aldersø",
    "subject": "Hej",
    "text": "Æblegrød",
    "html": "<p>Æblegrød</p>",
    "at": NOW,
}


def letter(**otherwise):
    return composed(**{"to": "alma@example.org", **LETTER, **otherwise})


def read(data: bytes):
    return BytesParser(policy=policy.default).parsebytes(data)


def test_a_mail_is_text_and_html():
    mail = read(bytes(letter()))
    assert (mail["To"], mail["From"], mail["Subject"]) == (
        "alma@example.org",
        "Aldersø <forsoeg@example.org>",
        "Hej",
    )
    assert mail.get_body(("plain",)).get_content().strip() == "Æblegrød"
    assert mail.get_body(("html",)).get_content().strip() == "<p>Æblegrød</p>"
    assert (
        mail["Auto-Submitted"] == "auto-generated"
        and "@example.org>" in mail["Message-ID"]
    )


@pytest.mark.parametrize(
    "trick",
    [
        "x\r\nBcc: evil@example.org",
        "x\nBcc: evil@example.org",
        "x\r\n\r\nbody",
        "x\x0bBcc: evil@example.org",
        "x\u2028Bcc: e",
    ],
)
def test_no_text_adds_a_header(trick):
    mail = read(bytes(letter(subject=trick, name=trick)))
    assert mail["Bcc"] is None and len(mail.items()) == len(
        read(bytes(letter())).items()
    )
    assert mail.get_body(("plain",)).get_content().strip() == "Æblegrød"


@pytest.mark.parametrize(
    "to",
    [
        "",
        "alma",
        "a@b.dk, c@d.dk",
        "a@b.dk\r\nBcc: c@d.dk",
        "Alma <a@b.dk>",
        "a@b.dk>",
        "a b@c.dk",
        "a@" + "x" * 70 + ".dk",
        "æ@b.dk",
    ],
)
def test_only_one_address_is_written_to(to):
    with pytest.raises(MailNotSent):
        letter(to=to)


def test_a_danish_domain_is_written_as_mail_servers_read_it():
    assert (
        read(bytes(letter(to="alma@ærø.example.org")))["To"]
        == "alma@xn--r-3fa9c.example.org"
    )


def test_whom_it_comes_from():
    assert (
        sender_of("smtp://mail.example.org?from=hej@example.org", "x.dk")
        == "hej@example.org"
    )
    assert (
        sender_of("smtp://mail.example.org", "forsoeg.example.org")
        == "forsoeg@forsoeg.example.org"
    )
    assert sender_of(None, "127.0.0.1") == "forsoeg@127.0.0.1"
    assert letter(sender="forsoeg@127.0.0.1")


def test_without_a_server_it_lies_as_a_file(tmp_path):
    folder = tmp_path / "mails"
    send(letter(), None, folder)
    send(letter(), None, folder)
    files = list(folder.iterdir())
    assert len(files) == 2 and all(file.suffix == ".eml" for file in files)
    assert all(file.stat().st_mode & 0o077 == 0 for file in files), (
        "links are for one reader"
    )
    assert read(files[0].read_bytes())["Subject"] == "Hej"


class Postbox(socketserver.StreamRequestHandler):
    """As much SMTP as a client needs; what it was told stands on the server."""

    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            self.server.heard.append(line)
            word = line.split()[0].upper()
            if word == "DATA":
                self.say("354 go on")
                while (line := self.rfile.readline()) != b".\r\n":
                    self.server.letter += line
            if word == "RCPT" and "nobody" in line:
                self.say("550 no such mailbox")
            else:
                self.say("221 bye" if word == "QUIT" else "250 fine")

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


@pytest.fixture
def postbox():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postbox) as server:
        server.heard = []
        server.letter = b""
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_it_is_handed_to_the_server(postbox, tmp_path):
    send(
        letter(),
        f"smtp://127.0.0.1:{postbox.server_address[1]}?from=x@example.org",
        tmp_path,
    )
    assert read(postbox.letter)["To"] == "alma@example.org"
    assert any(line.upper() == "RCPT TO:<ALMA@EXAMPLE.ORG>" for line in postbox.heard)
    assert not list(tmp_path.iterdir())


def test_a_refusal_is_told(postbox, tmp_path):
    with pytest.raises(MailNotSent, match="SMTPRecipientsRefused"):
        send(
            letter(to="nobody@example.org"),
            f"smtp://127.0.0.1:{postbox.server_address[1]}",
            tmp_path,
        )
    with pytest.raises(MailNotSent, match="ConnectionRefusedError"):
        send(letter(), "smtp://127.0.0.1:1", tmp_path)


def test_an_address_that_is_refused_for_good_is_remembered_until_a_mail_gets_through(
    postbox, tmp_path, rows
):
    """As the worker and the admin's page have it; a server that is down refuses nobody."""
    url = f"smtp://127.0.0.1:{postbox.server_address[1]}"
    refused = letter(to="nobody@xn--rdovre-bya.example")
    handlers = {"refused": lambda job: send(refused, url, tmp_path)}
    handlers["down"] = lambda job: send(letter(), "smtp://127.0.0.1:1", tmp_path)
    handlers["fine"] = lambda job: deliver(job, letter(), url, tmp_path)
    MailRefusal.record("alma@example.org", "550 earlier", at=NOW)
    for kind in handlers:
        Job.enqueue(kind, at=NOW)
    run_due(handlers, lambda: NOW)
    (row,) = MailRefusal.select()
    assert row.email == "nobody@rødovre.example"
    assert row.reason == "550 no such mailbox"


def test_no_password_goes_out_in_the_clear(postbox, tmp_path, monkeypatch):
    monkeypatch.setattr("tracker.jobs.mail.LOOPBACK", ())
    with pytest.raises(MailNotSent, match="no encryption"):
        send(
            letter(),
            f"smtp://alma:hemmeligt@127.0.0.1:{postbox.server_address[1]}",
            tmp_path,
        )
    assert (
        not any("hemmeligt" in line or "AUTH" in line for line in postbox.heard)
        and not postbox.letter
    )


@pytest.mark.parametrize(
    "said", ["", "?tls=required", "?from=x@example.org&tls=required"]
)
def test_nothing_goes_in_the_clear_beyond_this_machine(
    postbox, tmp_path, monkeypatch, said
):
    """A server that offers no STARTTLS, or a line on which somebody takes the offer
    away, learns neither reader nor link.
    """
    monkeypatch.setattr("tracker.jobs.mail.LOOPBACK", ())
    with pytest.raises(MailNotSent, match="offers no encryption"):
        send(letter(), f"smtp://127.0.0.1:{postbox.server_address[1]}{said}", tmp_path)
    assert not postbox.letter and not any(
        "RCPT" in line.upper() for line in postbox.heard
    )


@pytest.mark.parametrize("said", ["optional", "off"])
def test_mail_goes_in_the_clear_where_that_is_said(
    postbox, tmp_path, monkeypatch, said
):
    monkeypatch.setattr("tracker.jobs.mail.LOOPBACK", ())
    send(letter(), f"smtp://127.0.0.1:{postbox.server_address[1]}?tls={said}", tmp_path)
    assert read(postbox.letter)["To"] == "alma@example.org"
