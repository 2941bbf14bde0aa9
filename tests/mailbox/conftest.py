"""Fixtures of the mailbox."""

import pytest

from tests.mailbox.imap_server import imap_server
from tracker.jobs.models import Job
from tracker.mailbox.handlers import read_mailbox


@pytest.fixture
def box(app, monkeypatch):
    """A mailbox that the product reads: `box.read()`."""
    with imap_server() as server:
        config = app.config["TRACKER"]
        object.__setattr__(config, "mailbox_url", server.url)
        server.read = lambda: read(app)
        yield server
        object.__setattr__(config, "mailbox_url", None)


def read(app):
    with app.app_context():
        read_mailbox(Job())
