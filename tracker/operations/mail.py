"""`tracker mail`: try the mail server, and try again what was given up."""

from __future__ import annotations

import datetime as dt
import ssl
from urllib.parse import urlsplit

import click

from tracker.config import Config
from tracker.db import connect_to
from tracker.jobs.mail import composed, send, sender_of
from tracker.jobs.models import Job
from tracker.jobs.smtp import signed_in

SUBJECT = "Prøve / Test"
TEXT = (
    "Denne mail er sendt med `tracker mail` for at se, om mails kommer frem.\n\n"
    "This mail was sent by `tracker mail` to see whether mails arrive.\n"
)


@click.command()
@click.argument("address", required=False)
@click.option(
    "--again", is_flag=True, help="Let the mails that were given up be tried again."
)
def mail(address, again):
    """Send a mail to ADDRESS by the server of MAIL_URL, and say what it answers."""
    if bool(address) == again:
        raise click.UsageError("name one: ADDRESS or --again")
    config = Config.from_env(keeps_key=False)
    if again:
        with connect_to(config.database_url).connection_context():
            number = Job.try_mails_again(dt.datetime.now(dt.UTC))
        click.echo(
            f"{number} mails are tried again by `tracker serve` or `tracker work`."
        )
        return
    sender = sender_of(config.mail_url, config.host or "localhost")
    letter = composed(
        sender=sender,
        name=config.organisation,
        to=address,
        subject=SUBJECT,
        text=TEXT,
        html=f"<p>{TEXT.strip().replace(chr(10) * 2, '</p><p>')}</p>",
        at=dt.datetime.now(dt.UTC),
    )
    if config.mail_url:
        _try_server(config.mail_url, sender)
    folder = config.data / "mails"
    send(letter, config.mail_url, folder)
    if config.mail_url:
        click.echo(f"The server took the mail from {sender} to {address}.")
    else:
        click.echo(f"MAIL_URL is not set: the mail lies in {folder}.")


def _try_server(mail_url: str, sender: str) -> None:
    with signed_in(mail_url, sender.rpartition("@")[2]) as server:
        said = "readable on its way"
        if isinstance(server.sock, ssl.SSLSocket):
            said = f"encrypted ({server.sock.version()})"
        done = "Connected and signed in"
        if not urlsplit(mail_url).username:
            done = "Connected, without signing in"
        click.echo(f"{done}, {said}.")
