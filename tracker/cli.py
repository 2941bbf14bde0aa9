"""The `tracker` command."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress

import click
import peewee
from flask import Flask

from tracker.accounts.commands import first_admin_link, person
from tracker.app import HANDLERS, create_app
from tracker.config import Config, ConfigurationError, folder
from tracker.core.validation import ValidationFailed
from tracker.database_url import direct_url, pooler_of
from tracker.db import DatabaseMisconfigured, connect_to, database
from tracker.experiments.commands import import_
from tracker.experiments.export_command import export
from tracker.jobs.smtp import MailNotSent
from tracker.migrations import SchemaOutdated, pending
from tracker.migrations import migrate as bring_up
from tracker.operations import logs
from tracker.operations.archive import UnsafeBackup
from tracker.operations.commands import backup, doctor_, key_, move, restore
from tracker.operations.example import example
from tracker.operations.file_account import files_
from tracker.operations.locks import (
    InUse,
    alone_in_turn,
    let_go_of_locks,
    serve_alone,
    work_here,
)
from tracker.operations.machine import (
    FilesNotShared,
    KeyNotShared,
    share_files,
    share_files_before_fork,
    share_key,
)
from tracker.operations.mail import mail
from tracker.operations.move import MoveRefused
from tracker.operations.postgres import ToolMissing
from tracker.operations.restore import RestoreInterrupted, RestoreRefused
from tracker.operations.role import keep_settings_with_role, without_answer
from tracker.operations.space import NotEnoughSpace
from tracker.provisioning.commands import scim
from tracker.server import Server, run_jobs, safe_to_serve
from tracker.web.clock import now

OURS = (
    ConfigurationError,
    SchemaOutdated,
    DatabaseMisconfigured,
    ValidationFailed,
    UnsafeBackup,
    InUse,
    ToolMissing,
    FilesNotShared,
    KeyNotShared,
)
OURS += (NotEnoughSpace, RestoreRefused, RestoreInterrupted, MoveRefused)
OURS += (MailNotSent,)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="forsoeg-tracker", message="%(version)s")
@click.pass_context
def tracker(context):
    """Forsøg: log what you try on social media, and what it taught you."""
    context.obj = opened
    # What is written here holds people's words: nobody else on the machine reads it
    os.umask(0o077)


def main() -> None:
    """Run a command; an error is one clear line, never a traceback."""
    try:
        sys.exit(tracker(prog_name="tracker", standalone_mode=False))
    except click.exceptions.Abort:
        _print("stopped.")
    except click.ClickException as error:
        _print(_plain(error))
    except OURS as error:
        _print(str(error))
    except peewee.OperationalError as error:
        _print(without_answer(error))
    except OSError as error:
        _print(f"{error.filename or 'the machine'}: {error.strerror or error}")


class WholeNumber(click.IntRange):
    """A whole number within bounds, with an error message in plain words."""

    def convert(self, value, param, ctx):
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            raise click.UsageError(
                f"{param.opts[0]} must be a whole number from {self.min} to {self.max}",
                ctx,
            ) from None


@tracker.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on."
)
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=WholeNumber(1, 65535),
    help="Port to listen on.",
)
@click.option(
    "--workers",
    default=2,
    show_default=True,
    type=WholeNumber(1, 64),
    help="Processes that answer.",
)
@click.option(
    "--insecure",
    is_flag=True,
    help="Serve an http:// PUBLIC_URL to others, readable on its way.",
)
def serve(host, port, workers, insecure):
    """Serve the product; an empty or older data folder is brought to this version first."""
    config = Config.from_env()
    safe_to_serve(config, host, insecure)
    _free(host, port)
    _serve(config, host, port, workers)


@tracker.command()
@click.option(
    "--only",
    type=click.Choice(["mail", "rest"]),
    help="Send mails alone, or do everything but that; both when left out.",
)
def work(only):
    """Run jobs (mails, imports) in a process of their own, for set-ups of several machines."""
    logs.write_lines()
    work_here(config := Config.from_env())
    _work(create_app(config), only)


@tracker.command()
@click.option(
    "--without-copy",
    is_flag=True,
    help="Do not copy the database first: you have a backup of your own.",
)
def migrate(without_copy):
    """Bring the database to this version's schema; it is copied first.

    Stop `serve` and `work` of the older version before.
    """
    config = Config.from_env()
    applied = migrate_if_needed(config, copy=not without_copy)
    click.echo("\n".join(f"applied {name}" for name in applied) or "Nothing to apply.")


@tracker.command()
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=WholeNumber(1, 65535),
    help="Port to listen on.",
)
@click.option(
    "--fresh", is_flag=True, help="Throw the demo's data away and begin anew."
)
def demo(port, fresh):
    """Serve a believable organisation with a year of experiments, in a data folder of its own."""
    from tracker.demo.seed import ACCOUNTS, PASSWORD, prepared

    _free("127.0.0.1", port)
    config = prepared(Config.from_env(), folder("migrations"), fresh)
    click.echo(
        f"\nThe demo is at http://127.0.0.1:{port}/\n\nSign in as one of these, password"
        f" {PASSWORD}:"
    )
    click.echo(
        "\n".join(f"  {account}" for account in ACCOUNTS) + "\n\nStop it with Ctrl+C.\n"
    )
    _serve(config, "127.0.0.1", port, 2)


tracker.add_command(import_)
tracker.add_command(export)
tracker.add_command(person)
tracker.add_command(scim)
tracker.add_command(backup)
tracker.add_command(restore)
tracker.add_command(move)
tracker.add_command(mail)
tracker.add_command(example)
tracker.add_command(doctor_)
tracker.add_command(files_)
tracker.add_command(key_)


def opened(config: Config | None = None):
    """The app over a migrated database, for a command that works with rows."""
    config = config or Config.from_env()
    migrate_if_needed(config)
    work_here(config)
    return create_app(config)


def migrate_if_needed(config: Config, copy: bool = True) -> list[str]:
    """Bring the database to this version's schema, when that has to be with nobody else
    at work on the folder.

    Raises:
        InUse: It has to be, and an older version still runs here.
    """
    db = connect_to(direct_url(config.database_url))
    with alone_in_turn(config, lambda: bool(_pending(db))):
        applied = bring_up(db, folder("migrations"), config.data, copy=copy)
    if pooler_of(config.database_url) == "transaction":
        keep_settings_with_role(db)
    return applied


def _pending(db: peewee.Database) -> list[str]:
    with db.connection_context():
        return pending(db, folder("migrations"))


def _serve(config: Config, host: str, port: int, workers: int) -> None:
    logs.write_lines()
    serve_alone(config)
    app = opened(config)
    app.config["LOOPBACK_URL"] = f"http://{host}:{port}"
    with app.app_context():
        share_files_before_fork(config, now())
    with app.app_context(), database.connection_context():
        share_key(config)
        if link := first_admin_link(now()):
            click.echo(
                "\nNobody is here yet. Whoever opens this link becomes the first"
                f" administrator:\n\n  {link}\n"
            )
    Server(app, host, port, workers, _work_beside).run()


def _work_beside(app: Flask) -> None:
    """Run jobs in a process that was forked from `serve`."""
    let_go_of_locks()
    work_here(app.config["TRACKER"])
    _work(app)


def _work(app: Flask, only: str | None = None) -> None:
    config = app.config["TRACKER"]
    # A database that is away is waited for
    with suppress(peewee.PeeweeException), database.connection_context():
        share_files(config, now())
        share_key(config)
    run_jobs(app, HANDLERS, only)


def _free(host: str, port: int) -> None:
    family = socket.AF_INET
    if ":" in host:
        family = socket.AF_INET6
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigurationError(
                f"port {port} on {host} is not free ({error.strerror}); choose another with --port."
            ) from error


def _plain(error: click.ClickException) -> str:
    """The error message of click in one line, with the command that shows the help."""
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        error.show()
        sys.exit(error.exit_code)
    message = " ".join(error.format_message().split())
    context = getattr(error, "ctx", None)
    if context:
        return f"{message.rstrip('.')} (see {context.command_path} --help)"
    return message


def _print(message: str) -> None:
    click.echo(f"tracker: {message}", err=True)
    sys.exit(2)
