"""The `tracker` command; each command is a line or two to a verb."""

from __future__ import annotations

import sys

import click

from tracker.app import create_app, folder
from tracker.config import Config, Misconfigured
from tracker.db import Unsound, connect_to
from tracker.migrating import Unmigrated
from tracker.migrating import migrate as bring_up
from tracker.rules import Refused


@click.group()
def tracker():
    """Forsøg: log what you try on social media, and what it taught you."""


def main() -> None:
    """Run a command; an error is one clear line, never a traceback."""
    try:
        tracker()
    except (Misconfigured, Unmigrated, Unsound, Refused) as error:
        click.echo(f"tracker: {error}", err=True)
        sys.exit(2)


def opened():
    """The app over a migrated database, and its open connection, for a command that works with rows."""
    config = Config.from_env()
    bring_up(connect_to(config.database_url), folder("migrations"), config.data)
    return create_app(config)


@tracker.command()
def migrate():
    """Bring the database to this version's schema."""
    config = Config.from_env()
    applied = bring_up(connect_to(config.database_url), folder("migrations"), config.data)
    click.echo("\n".join(f"applied {name}" for name in applied) or "Nothing to apply.")
