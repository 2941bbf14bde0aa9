"""Mail: nothing in it adds a header or a reader, no password goes out in the clear, and
without a server it lies as a file.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import socketserver
import threading
import time
from email import policy
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode

import pytest
from click.testing import CliRunner

from tests.cast import NOW
from tracker.config import Config, ConfigurationError
from tracker.jobs import worker
from tracker.jobs.lane import EVERYTHING, EVERYTHING_ELSE, MailLane
from tracker.jobs.mail import (
    MailNotSent,
    MailServerAway,
    composed,
    deliver,
    send,
    sender_of,
)
from tracker.jobs.models import Job, MailRefusal
from tracker.jobs.smtp import rate
from tracker.jobs.worker import run_due
from tracker.operations.mail import mail

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
        self.server.calls += 1
        while line := self.rfile.readline().decode().strip():
            self.server.heard.append(line)
            word = line.split()[0].upper()
            if word == "DATA":
                self.say("354 go on")
                while (line := self.rfile.readline()) != b".\r\n":
                    self.server.letter += line
                if self.server.says_of_letter:
                    self.say(self.server.says_of_letter)
                    continue
            if word == "EHLO":
                self.say("250-here\r\n250 AUTH XOAUTH2")
            elif word == "AUTH":
                self.say("235 welcome")
            elif word == "RCPT" and "nobody" in line:
                self.say("550 no such mailbox")
            elif word == "RCPT" and "later" in line:
                self.say("451 try later")
            else:
                self.say("221 bye" if word == "QUIT" else "250 fine")

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


@pytest.fixture
def postbox():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postbox) as server:
        server.heard = []
        server.calls = 0
        server.says_of_letter = ""
        server.letter = b""
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
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


def test_the_command_says_how_the_server_was_come_to(postbox, tmp_path):
    url = f"smtp://127.0.0.1:{postbox.server_address[1]}?from=x@example.org"
    env = {"TRACKER_DATA": str(tmp_path), "DATABASE_URL": "", "MAIL_URL": url}
    told = CliRunner().invoke(mail, ["alma@example.org"], env=env).output
    assert "Connected, without signing in, readable on its way." in told
    assert "took the mail from x@example.org to alma@example.org" in told


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
    monkeypatch.setattr("tracker.jobs.smtp.LOOPBACK", ())
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
    monkeypatch.setattr("tracker.jobs.smtp.LOOPBACK", ())
    with pytest.raises(MailNotSent, match="offers no encryption"):
        send(letter(), f"smtp://127.0.0.1:{postbox.server_address[1]}{said}", tmp_path)
    assert not postbox.letter and not any(
        "RCPT" in line.upper() for line in postbox.heard
    )


@pytest.mark.parametrize("said", ["optional", "off"])
def test_mail_goes_in_the_clear_where_that_is_said(
    postbox, tmp_path, monkeypatch, said
):
    monkeypatch.setattr("tracker.jobs.smtp.LOOPBACK", ())
    send(letter(), f"smtp://127.0.0.1:{postbox.server_address[1]}?tls={said}", tmp_path)
    assert read(postbox.letter)["To"] == "alma@example.org"


def test_nothing_in_it_needs_eight_bits(postbox, tmp_path):
    """A server need not take them, and one that writes a mail anew breaks its signature."""
    send(letter(), f"smtp://127.0.0.1:{postbox.server_address[1]}", tmp_path)
    assert postbox.letter.isascii() and b"8bit" not in postbox.letter
    mail = read(postbox.letter)
    assert mail.get_body(("plain",)).get_content().strip() == "Æblegrød"


def test_we_go_by_the_name_of_the_sender(postbox, tmp_path):
    send(letter(), f"smtp://127.0.0.1:{postbox.server_address[1]}", tmp_path)
    assert postbox.heard[0].lower() == "ehlo example.org"


class TokenGiver(BaseHTTPRequestHandler):
    """Gives one token after another to whoever knows the secret."""

    def do_POST(self):
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.asked.append(asked)
        knows = asked.get("client_secret") == ["s3cr3t"]
        self.send_response(200 if knows else 401)
        self.end_headers()
        said = {"access_token": f"token{len(self.server.asked)}", "expires_in": 3600}
        if not knows:
            said = {
                "error_description": "AADSTS7000215: Invalid client secret.\r\nMore"
            }
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def tokens():
    with ThreadingHTTPServer(("127.0.0.1", 0), TokenGiver) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def with_token(postbox, tokens, password="s3cr3t", **more):
    query = {"auth": "microsoft", "tenant": "t", "client": "c", **more}
    query["token_url"] = f"http://127.0.0.1:{tokens.server_address[1]}/token"
    host = f"127.0.0.1:{postbox.server_address[1]}"
    return f"smtp://post%40example.org:{password}@{host}?{urlencode(query)}"


def test_microsoft_365_is_signed_in_to_with_a_token_that_is_used_again(
    postbox, tokens, tmp_path
):
    url = with_token(postbox, tokens)
    send(letter(), url, tmp_path)
    send(letter(), url, tmp_path)
    (asked,) = tokens.asked
    assert asked["grant_type"] == ["client_credentials"]
    assert asked["scope"] == ["https://outlook.office365.com/.default"]
    said = [line.split()[-1] for line in postbox.heard if line.startswith("AUTH")]
    assert {base64.b64decode(word) for word in said} == {
        b"user=post@example.org\x01auth=Bearer token1\x01\x01"
    }


def test_google_is_signed_in_to_with_a_refresh_token(postbox, tokens, tmp_path):
    url = with_token(postbox, tokens, "refresh", auth="google", secret="s3cr3t")
    send(letter(), url, tmp_path)
    (asked,) = tokens.asked
    assert asked["grant_type"] == ["refresh_token"]
    assert asked["refresh_token"] == ["refresh"]


def test_a_secret_that_is_wrong_is_told_in_the_words_of_the_provider(
    postbox, tokens, tmp_path
):
    with pytest.raises(MailServerAway, match="401 AADSTS7000215: Invalid") as told:
        send(letter(), with_token(postbox, tokens, "hemmeligt"), tmp_path)
    assert "hemmeligt" not in str(told.value)


@pytest.mark.parametrize(
    "query",
    [
        "auth=microsoft&client=c",
        "auth=google&client=c",
        "auth=plain",
        "auth=microsoft&client=c&tenant=t&token_url=http://evil.example/",
        "rate=fast",
    ],
)
def test_a_mail_url_that_is_half_written_is_refused(query, tmp_path):
    with pytest.raises(ConfigurationError, match="MAIL_URL"):
        Config.from_env(
            {
                "TRACKER_DATA": str(tmp_path),
                "MAIL_URL": f"smtp://user:secret@mail.example.org?{query}",
            }
        )


TOLD = []  # whom the last rounds told


def tried(url, tmp_path, *, to="alma@example.org", kind="invitation", lane=EVERYTHING):
    """``round(at)``: one round of the worker over one mail that was asked for."""
    handlers = {kind: lambda job: deliver(job, letter(to=to), url, tmp_path)}
    handlers["tell"] = lambda job: TOLD.append(job.payload["to"])
    TOLD.clear()
    Job.enqueue(kind, at=NOW, email=to, by=7)
    return lambda at: run_due(handlers, lambda: at, lane=lane)


@pytest.mark.parametrize("said", ["550 spam", "552 mailbox full"])
def test_what_is_refused_for_good_is_told_to_whoever_asked_and_not_tried_again(
    postbox, tmp_path, rows, said
):
    postbox.says_of_letter = said
    url = f"smtp://127.0.0.1:{postbox.server_address[1]}"
    go = tried(url, tmp_path)
    go(NOW)
    assert MailRefusal.get().reason == said and TOLD == [[7]]
    assert not Job.select().where(Job.kind == "invitation").exists()
    assert postbox.calls == 1


def test_the_one_who_invited_is_told_once(rows):
    Job.enqueue("invitation", at=NOW, email="a@example.org", by=7)
    for job in Job.select():
        worker.tell_undelivered(job, NOW)
    told = Job.get(Job.kind == "tell").payload
    assert told["what"] == "undelivered" and told["to"] == [7]
    assert told["path"] == "/admin/people" and "a@example.org" not in str(told)


def test_a_mail_that_comes_too_early_is_tried_for_three_days(postbox, tmp_path, rows):
    url = f"smtp://127.0.0.1:{postbox.server_address[1]}"
    go = tried(url, tmp_path, to="later@example.org")
    for hours in range(0, 72, 9):
        go(NOW + dt.timedelta(hours=hours))
        assert Job.given_up() == 0 and "451" in Job.get().last_error
        assert Job.get().due_at - NOW <= dt.timedelta(hours=hours + 1)
    assert postbox.calls == 8
    go(NOW + dt.timedelta(hours=73))
    assert Job.given_up() == 1 and TOLD == [[7]]
    go(NOW + dt.timedelta(hours=99))
    assert postbox.calls == 9
    assert Job.try_mails_again(NOW + dt.timedelta(hours=100)) == 1
    go(NOW + dt.timedelta(hours=100))
    assert postbox.calls == 10 and Job.given_up() == 0


def test_mails_wait_for_nothing_else_and_nothing_else_for_them(rows):
    for kind in ("digest", "tell", "alert", "forgotten"):
        Job.enqueue(kind, at=NOW)
    assert EVERYTHING_ELSE.lease(NOW).kind == "tell"
    assert EVERYTHING_ELSE.lease(NOW) is None
    mails = MailLane()
    assert [mails.lease(NOW).kind for _ in range(3)] == ["forgotten", "alert", "digest"]


def test_a_server_that_is_away_is_asked_once_and_left_alone_for_a_while(tmp_path, rows):
    lane = MailLane()
    go = tried("smtp://127.0.0.1:1", tmp_path, kind="digest", lane=lane)
    Job.enqueue("digest", at=NOW)
    go(NOW)
    assert sorted(job.tries for job in Job.select()) == [0, 1]
    assert lane.lease(NOW) is None
    lane.not_before = 0
    assert lane.lease(NOW).tries == 1


def test_no_more_mails_leave_than_may(postbox, tmp_path, rows):
    url = f"smtp://127.0.0.1:{postbox.server_address[1]}?rate=600"
    go = tried(url, tmp_path, lane=MailLane(rate(url)))
    for number in range(3):
        Job.enqueue("invitation", at=NOW, number=number)
    began = time.monotonic()
    assert go(NOW) == 4 and time.monotonic() - began >= 0.3
