"""Empty installation whose clock the test sets, and the mail server that it sends to.

The product runs in a process of its own, in which time stands where the test put it and
jobs run when the test lets them.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TextIO

import time_machine
from werkzeug.serving import make_server

from tests.browser.server_of_tests import ServerOfTests
from tests.bundles import create_app_with_bundles
from tests.compiled_templates import share_compiled_templates
from tests.faults.product import free_port
from tests.faults.sink import Mailbox
from tracker.accounts.commands import first_admin_link
from tracker.app import HANDLERS
from tracker.cli import migrate_if_needed
from tracker.config import Config
from tracker.db import database
from tracker.jobs.models import Schedule
from tracker.jobs.worker import run_due
from tracker.notifications.schedule import times
from tracker.web.clock import now

ZONE = dt.timezone(dt.timedelta(hours=1))


class Letters(Mailbox):
    """As much SMTP as smtplib speaks; keeps what it is given."""

    def _take(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.letters.append(letter)


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Letters)
        self.letters: list[EmailMessage] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Installation:
    """An empty installation on this machine."""

    def __init__(self, talk: TextIO, log: Path, mails: MailServer, address: str):
        self.talk = talk
        self.log = log
        self.mails = mails
        self.address = address
        self.welcome = self._answer()

    def clock(self, moment: dt.datetime) -> None:
        """Move the clock on and do what falls due until then."""
        print(moment.isoformat(), file=self.talk, flush=True)
        assert self._answer() == "done"

    def texts_to(self, email: str) -> list[str]:
        """The mails to somebody, oldest first."""
        mine = [letter for letter in self.mails.letters if letter["To"] == email]
        return [letter.get_body(("plain",)).get_content() for letter in mine]

    def link_to(self, email: str, words: str) -> str:
        """The first link after these words in the newest mail to somebody."""
        mine = self.texts_to(email)
        assert mine, f"no mail to {email}"
        text = mine[-1]
        assert words in text, text
        return re.search(r"https?://\S+", text.partition(words)[2])[0]

    def _answer(self) -> str:
        line = self.talk.readline().strip()
        assert line, self.log.read_text()[-2000:]
        return line


@contextmanager
def empty_installation(
    data: Path, start: dt.datetime, settle: Callable[[], None] = lambda: None
) -> Iterator[Installation]:
    """Serve an empty installation on a free port until the block ends.

    Args:
        data: An empty folder for its database and files.
        start: The moment at which its clock begins.
        settle: What is done there before anybody comes.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    ours, theirs = socket.socketpair()
    with MailServer() as mails, ours, theirs:
        settings = {
            "TRACKER_DATA": str(data),
            "DATABASE_URL": "",
            "PUBLIC_URL": address,
            "ORGANISATION": "Aldersø",
            "MAIL_URL": f"smtp://127.0.0.1:{mails.server_address[1]}",
        }

        def run() -> None:
            ours.close()
            os.environ |= settings
            with theirs.makefile("rw") as talk:
                serve(start, port, talk, settle)

        process = ServerOfTests(data / "log", run)
        theirs.close()
        try:
            with ours.makefile("rw") as talk:
                yield Installation(talk, data / "log", mails, address)
        finally:
            process.stop(30)
            mails.shutdown()


def serve(
    start: dt.datetime, port: int, talk: TextIO, settle: Callable[[], None]
) -> None:
    """Serve, with the clock and the jobs in the hand of whoever talks to the process."""
    clock = time_machine.travel(start).start()
    config = Config.from_env()
    due = times(config.time_zone)
    del due["backup"]  # no page or mail tells of it
    migrate_if_needed(config)
    share_compiled_templates()
    app = create_app_with_bundles(config)
    server = make_server("127.0.0.1", port, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with app.app_context(), database.connection_context():
        Schedule.enqueue_due(due, now())
        settle()
        print(first_admin_link(now()), file=talk, flush=True)
    for line in talk:
        clock.move_to(dt.datetime.fromisoformat(line.strip()))
        with app.app_context(), database.connection_context():
            Schedule.enqueue_due(due, now())
            run_due(HANDLERS, now)
        print("done", file=talk, flush=True)
