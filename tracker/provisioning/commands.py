"""`tracker scim …`: tokens of directories from the command line."""

from __future__ import annotations

import click

from tracker.db import database
from tracker.provisioning.models import ProvisioningToken
from tracker.web.clock import now
from tracker.web.responses import public_url


@click.group()
def scim():
    """Directories that make and close accounts here (SCIM 2.0)."""


@scim.command()
@click.argument("name")
@click.pass_obj
def token(opened, name):
    """Make a token for a directory, and print it once."""
    with opened().app_context(), database.connection_context():
        made = ProvisioningToken.issue(name, now())
        click.echo(public_url("provisioning.scim", path="").rstrip("/"))
        click.echo(made)


@scim.command()
@click.argument("name")
@click.pass_obj
def end(opened, name):
    """Let a directory's tokens open nothing any more."""
    with opened().app_context(), database.connection_context():
        rows = list(
            ProvisioningToken.select().where(ProvisioningToken.name == name.strip())
        )
        for row in rows:
            row.end()
        click.echo(f"{len(rows)} ended.")
