"""`tracker person …`: people from the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import current_app

from tracker.accounts.imports import invite_people, read_people
from tracker.accounts.models import OneTimeLink, Person, Purpose, Role, Unit
from tracker.accounts.models.email_address import tidy_email
from tracker.accounts.queries import has_people
from tracker.accounts.roster import RosterPlan, RosterTarget
from tracker.db import database
from tracker.tables import UnreadableTable
from tracker.web.clock import now
from tracker.web.responses import public_url

ROLE = click.Choice([role.value for role in Role])


@click.group()
def person():
    """People: add, invite from a list, give a role, close an account."""


@person.command()
@click.argument("email")
@click.option("--name", required=True, help="What colleagues call them.")
@click.option(
    "--role",
    type=ROLE,
    default=Role.employee.value,
    show_default=True,
    help="What they may do.",
)
@click.option(
    "--unit",
    "unit_name",
    help="Their unit; one that is not there yet is made. Needed unless there is just one.",
)
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input."
)
@click.pass_obj
def add(opened, email, name, role, unit_name, password_stdin):
    """Make an account; without a password, print a one-time link to choose one."""
    password = None
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    with opened().app_context(), database.connection_context():
        if unit_name:
            unit = Unit(name=" ".join(unit_name.split()))
        else:
            unit = _only_unit()
        somebody = Person.prepared(
            email=email,
            name=name,
            unit=unit,
            role=Role(role),
            password=password,
            at=now(),
        )
        with database.atomic():
            if not unit.id:
                somebody.unit = Unit.named(unit.name)
            somebody.insert_prepared()
        click.echo(
            f"{somebody.email} is here: {somebody.role.value}, {somebody.unit.name}."
        )
        if password is None:
            click.echo(
                public_url(
                    "accounts.invitation", token=OneTimeLink.enter(somebody, now())
                )
            )


@person.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--locale",
    type=click.Choice(["da", "en"]),
    default="da",
    show_default=True,
    help="Language of the mails.",
)
@click.option(
    "--close-missing",
    is_flag=True,
    help="The list is everybody: move those who moved, close whoever is not on it.",
)
@click.option(
    "--yes", is_flag=True, help="With --close-missing: do it, instead of telling it."
)
@click.pass_obj
def import_(opened, file, locale, close_missing, yes):
    """Invite everybody on a list with the columns email, name, title, unit, role.

    Rows with problems are told and left out.
    """
    with opened().app_context(), database.connection_context():
        if close_missing:
            _bring_to(file, locale, yes)
            return
        rows = _read(file)
        _tell_problems(rows)
        invited = invite_people(rows, at=now(), locale=locale)
        where = "as files in the data folder's mails/"
        if current_app.config["TRACKER"].mail_url:
            where = "by mail"
        click.echo(
            f"{invited} of {len(rows)} invited; the worker writes to them {where}."
        )


@person.command("role")
@click.argument("email")
@click.argument("role", type=ROLE)
@click.pass_obj
def change_role(opened, email, role):
    """Give somebody another role."""
    with opened().app_context(), database.connection_context():
        somebody = _at(email)
        somebody.change_role(Role(role))
        click.echo(f"{somebody.email} is {role} now.")


@person.command()
@click.argument("email")
@click.pass_obj
def disable(opened, email):
    """Close an account: signed out at once, and no way in. The work stays."""
    with opened().app_context(), database.connection_context():
        somebody = _at(email)
        somebody.disable(now())
        click.echo(f"{somebody.email} cannot sign in any more.")


def _bring_to(file: Path, locale: str, yes: bool) -> None:
    """Make the accounts those of a list; without `yes` only tell what that would mean."""
    rows = _read(file, RosterTarget())
    _tell_problems(rows)
    oidc = current_app.config["TRACKER"].oidc
    spared = ()
    if oidc:
        spared = oidc.passwords or ()
    plan = RosterPlan.of(rows, spared)
    for line in plan.lines():
        click.echo(line)
    if not yes:
        click.echo("Nothing was changed; add --yes to do it.")
        return
    plan.carry_out(at=now(), locale=locale)
    click.echo(plan.summary())


def _tell_problems(rows) -> None:
    for row in rows:
        for problem in row.problems:
            click.echo(f"line {row.line}, {problem.column}: {problem}", err=True)


def first_admin_link(at) -> str | None:
    """The link that makes the first administrator, while there is nobody; each new one
    voids the one before.

    Call it with an application context and an open connection.
    """
    if has_people():
        return None
    return public_url(
        "accounts.first_admin", token=OneTimeLink.issue(Purpose.first_admin, at=at)
    )


def _at(email: str) -> Person:
    somebody = Person.at_address(email)
    if somebody is None:
        raise click.ClickException(f"nobody has the address {tidy_email(email)}.")
    return somebody


def _only_unit() -> Unit:
    units = list(Unit.select().where(Unit.closed_at.is_null()).limit(2))
    if len(units) != 1:
        raise click.UsageError("Say which unit they belong to: --unit NAME.")
    return units[0]


def _read(file: Path, target=None):
    try:
        return read_people(file.read_bytes(), file.name, target)
    except UnreadableTable as error:
        raise click.ClickException(str(error)) from error
