"""`tracker scim …`: tokens of directories from the command line."""

from __future__ import annotations

import click

from tracker.db import database
from tracker.tokens.enums import Scope
from tracker.tokens.models import LIFETIMES, AccessToken
from tracker.web.clock import now
from tracker.web.responses import public_url


@click.group()
def scim():
    """Directories that make and close accounts here (SCIM 2.0)."""


@scim.command()
@click.argument("name")
@click.option(
    "--days",
    type=click.Choice([str(days) for days in LIFETIMES]),
    default=str(LIFETIMES[-1]),
    show_default=True,
    help="How long it lasts.",
)
@click.pass_obj
def token(opened, name, days):
    """Make a token for a directory, and print it once."""
    with opened().app_context(), database.connection_context():
        _row, secret = AccessToken.add(
            by=None,
            name=name.strip(),
            scopes=[Scope.people],
            days=int(days),
            at=now(),
            service=True,
        )
        click.echo(public_url("provisioning.scim", path="").rstrip("/"))
        click.echo(secret)


@scim.command()
@click.argument("name")
@click.pass_obj
def end(opened, name):
    """Let a directory's tokens open nothing any more."""
    with opened().app_context(), database.connection_context():
        named = AccessToken.name == name.strip()
        rows = [
            row
            for row in AccessToken.owned_by(None).where(named)
            if Scope.people in row.chosen_scopes()
        ]
        for row in rows:
            row.end()
        click.echo(f"{len(rows)} ended.")
