"""Seeding the demo: everything goes the way it would in life, through the verbs, only with
days that have passed.
"""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import click
import peewee

from tracker.accounts import models as accounts
from tracker.config import Config, ConfigurationError
from tracker.db import connect_to, database
from tracker.demo.context import Context
from tracker.demo.organisation import ORGANISATION
from tracker.demo.seed_business_case import seed_business_case
from tracker.demo.seed_comments import seed_comments
from tracker.demo.seed_commitments import seed_commitments
from tracker.demo.seed_drafts import seed_drafts
from tracker.demo.seed_experiments import seed_experiments
from tracker.demo.seed_fears import seed_fears
from tracker.demo.seed_guidelines import seed_guidelines
from tracker.demo.seed_lessons import seed_lessons
from tracker.demo.seed_notifications import seed_notifications
from tracker.demo.seed_people import seed_people
from tracker.demo.seed_pulses import seed_pulses
from tracker.demo.seed_questions import (
    seed_open_questions,
    seed_proposals,
    seed_questions,
)
from tracker.demo.seed_safe_conduct import seed_safe_conduct
from tracker.demo.seed_stakeholders import seed_stakeholders
from tracker.demo.seed_strategy import seed_strategy
from tracker.demo.seed_summaries import seed_summaries
from tracker.disk import make_folder
from tracker.drawn_id import ids_in_turn
from tracker.guidelines.models import Platform
from tracker.migrations import is_unreleased, migrate

PASSWORD = "proev-det-af"
ACCOUNTS = (
    "employee@example.org",
    "facilitator@example.org",
    "leader@example.org",
    "admin@example.org",
)


def prepared(config: Config, migrations: Path, fresh: bool) -> Config:
    """Prepare the demo's own data folder: a new one, and one that an earlier version
    made, is filled anew. Returns its configuration.

    Raises:
        Misconfigured: The folder is to be filled anew, and holds something else.
    """
    data = config.data / "demo"
    config = replace(
        config,
        data=data,
        database_url=f"sqlite:///{data / 'forsoeg.sqlite'}",
        organisation=ORGANISATION.name,
        registration="open",
        public_url=None,
        mail_url=None,
        proxy_hops=0,
    )
    db = connect_to(config.database_url)
    if not fresh and _is_outdated(db):
        click.echo("An earlier version made this demo: its data is made anew.")
        fresh = True
    if fresh:
        _remove(data, db)
    make_folder(data)
    migrate(db, migrations, data)
    with database.connection_context():
        if not accounts.Person.select().exists():
            seed(dt.datetime.now(dt.UTC), config)
    return config


def _is_outdated(db: peewee.SqliteDatabase) -> bool:
    """Whether a version before the first release made the database."""
    if not Path(db.database).exists():
        return False
    with db.connection_context():
        return is_unreleased(db)


def _remove(data: Path, db: peewee.SqliteDatabase) -> None:
    """Remove the demo's folder.

    Raises:
        Misconfigured: Its database holds other people, and none of the demo's.
    """
    if Path(db.database).exists() and not _is_demo(db):
        raise ConfigurationError(
            f"{data} does not hold the demo, so it is left as it is. Move it to another"
            " place, or set TRACKER_DATA to another folder; then start the demo again."
        )
    shutil.rmtree(data, ignore_errors=True)


def _is_demo(db: peewee.SqliteDatabase) -> bool:
    """Whether accounts of the demo are in the database, or nobody at all; nobody real
    has an address at example.org.
    """
    try:
        with db.connection_context():
            if not db.table_exists("person"):
                return not db.get_tables()
            found = {email for (email,) in db.execute_sql("SELECT email FROM person")}
    except peewee.DatabaseError:  # damaged, so nobody can say
        return False
    return not found or not found.isdisjoint(ACCOUNTS)


def seed(now: dt.datetime, config: Config) -> None:
    """Make the organisation and all that it did, all or nothing.

    First everything is planned, then it happens in the order of time: so a summary counts
    what there was on its day, and nothing that came later.

    Args:
        now: The moment that days are counted back from.
    """
    hashed = accounts.hash_password(PASSWORD)
    demo = Context(now=now, zone=config.time_zone, files=config.files)
    with database.atomic(), ids_in_turn():
        seed_people(demo)
        _let_in(hashed)
        demo.platforms.update({one.slug: one for one in Platform.select()})
        stakeholders = seed_stakeholders(demo)
        seed_experiments(demo, stakeholders)
        seed_lessons(demo)
        seed_comments(demo)
        seed_guidelines(demo)
        seed_questions(demo)
        seed_proposals(demo)
        seed_open_questions(demo)
        seed_business_case(demo)
        seed_strategy(demo)
        seed_safe_conduct(demo)
        seed_summaries(demo)
        seed_commitments(demo)
        seed_drafts(demo)
        seed_pulses(demo)
        demo.run()
        seed_fears(demo)
        seed_notifications(demo)  # last: it tells of all the rest


def _let_in(hashed: str) -> None:
    """Set the passwords of the accounts for signing in."""
    people = accounts.Person.select().where(accounts.Person.email.in_(ACCOUNTS))
    for person in people:
        person.password_hash = hashed
        person.save()
