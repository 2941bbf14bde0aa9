"""Planting the demo: every attempt goes the way it would in life, through the verbs,
only with days that have passed.
"""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import click
import peewee
from tqdm import tqdm

from tracker.accounts import models as accounts
from tracker.config import Config, Misconfigured
from tracker.db import connect_to, database
from tracker.demo.attempt import Attempt
from tracker.demo.attempts import ATTEMPTS
from tracker.demo.organisation import ORGANISATION, PEOPLE, QUIET, UNITS
from tracker.demo.pictures import draw
from tracker.demo.seed_answers import plant_answers
from tracker.demo.seed_business_case import plant_business_case
from tracker.demo.seed_comments import plant_talk
from tracker.demo.seed_commitments import plant_promises
from tracker.demo.seed_drafts import plant_what_was_left
from tracker.demo.seed_guidelines import plant_rules
from tracker.demo.seed_hard_replies import SHARED
from tracker.demo.seed_lessons import plant_knowledge
from tracker.demo.seed_notifications import plant_notices
from tracker.demo.seed_pulses import plant_pulses
from tracker.demo.seed_stakeholders import plant_stakeholders
from tracker.demo.seed_strategy import plant_strategy
from tracker.demo.seed_summaries import plant_quarters
from tracker.disk import make_folder
from tracker.experiments.files import hang
from tracker.experiments.models import Experiment, Format, Link, Reading, Visibility
from tracker.guidelines.models import Platform
from tracker.lessons.enums import Confidence, Decision, Outcome
from tracker.lessons.models import Conclusion
from tracker.lineage.models import Descent
from tracker.migrations import is_unreleased, migrate

PASSWORD = "proev-det-af"
ACCOUNTS = (
    "employee@example.org",
    "facilitator@example.org",
    "leader@example.org",
    "admin@example.org",
)
PLAN = (
    "title",
    "hypothesis",
    "method",
    "metric",
    "baseline",
    "target",
    "hours",
    "cost",
)
CARD = (
    "observation",
    "surprise",
    "decision_note",
    "result",
    "reason",
    "pushback",
    "meaning",
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
        organisation=ORGANISATION,
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
            plant(dt.datetime.now(dt.UTC), config)
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
        raise Misconfigured(
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


def plant(now: dt.datetime, config: Config) -> None:
    """Make the organisation and its attempts, all or nothing.

    `now` is the moment that days are counted back from.
    """
    hashed = accounts.hashed(PASSWORD)
    with database.atomic():
        people = _settle(now, hashed)
        platforms = {platform.slug: platform for platform in Platform.select()}
        about = plant_stakeholders(people, platforms, now)
        planted: dict[str, Experiment] = {}
        for attempt in tqdm(
            _in_order(), desc="Planting the demo", unit=" attempts", leave=False
        ):
            parents = [planted[key] for key in attempt.builds_on]
            whom = about.get(attempt.key, {})
            planted[attempt.key] = _try(
                attempt, now, people, platforms, parents, whom, config
            )
        plant_knowledge(planted, people, lambda days_ago: _at(now, days_ago))
        plant_talk(planted, people, lambda days_ago: _at(now, days_ago))
        plant_rules(planted, people, lambda days_ago: _at(now, days_ago))
        plant_answers(people, lambda days_ago: _at(now, days_ago), config.time_zone)
        plant_business_case(planted, people, lambda days_ago: _at(now, days_ago))
        plant_strategy(people, lambda days_ago: _at(now, days_ago))
        plant_promises(planted, people, lambda days_ago: _at(now, days_ago))
        plant_quarters(people, now, config.time_zone)
        plant_what_was_left(planted, people, lambda days_ago: _at(now, days_ago))
        plant_promises(
            planted,
            people,
            lambda days_ago: _at(now, days_ago),
            because_of_quarters=True,
        )
        plant_pulses(
            planted,
            people,
            lambda days_ago: _at(now, days_ago),
            now.astimezone(config.time_zone).date(),
        )
        plant_notices(now, config.time_zone)  # last: it tells of all the rest


def _settle(now: dt.datetime, hashed: str) -> dict[str, accounts.Person]:
    units: dict[str, accounts.Unit] = {}
    for unit in sorted(UNITS.values(), key=lambda unit: bool(unit.parent)):
        units[unit.key] = accounts.Unit.named(unit.name, units.get(unit.parent))
    people = {}
    for person in (*PEOPLE.values(), *QUIET):
        people[person.key] = made = accounts.Person.welcome(
            email=person.email,
            name=person.name,
            title=person.title,
            unit=units[person.unit],
            role=accounts.Role(person.role),
            about=person.about,
            answers_here=person.answers_here,
            at=now - dt.timedelta(days=430),
        )
        if person.email in ACCOUNTS:
            made.password_hash = hashed
            made.save()
    return people


def _in_order() -> list[Attempt]:
    """Parents before children, and otherwise as time went."""
    return sorted(
        ATTEMPTS,
        key=lambda a: (
            -(a.published_days_ago if a.published_days_ago is not None else -1),
            len(a.builds_on),
        ),
    )


def _try(
    attempt: Attempt,
    now: dt.datetime,
    people,
    platforms,
    parents,
    whom: dict,
    config: Config,
) -> Experiment:
    by = people[attempt.author]
    published = (
        attempt.drafted_days_ago
        if attempt.stage == "draft"
        else attempt.published_days_ago
    )
    experiment = Descent.begin(
        parents,
        publish=attempt.stage != "draft",
        by=by,
        at=_at(now, published or 0),
        withheld=attempt.withheld,
        note=attempt.descent_note,
        **{name: getattr(attempt, name) for name in PLAN},
        **whom,
        platform=platforms[attempt.platform],
        format=Format(attempt.format),
        visibility=Visibility(attempt.visibility),
        starts_on=_day(now, attempt.starts_days_ago),
        ends_on=_day(now, attempt.ends_days_ago),
        tags=attempt.tags,
        co_authors=[people[key] for key in attempt.co_authors],
        **(
            {"criterion": attempt.criterion}
            if attempt.stage in ("draft", "planned")
            else {}
        ),
    )
    if attempt.stage in ("running", "concluded") and not attempt.afterwards:
        started = (
            attempt.starts_days_ago
            if attempt.starts_days_ago is not None
            else published
        )
        experiment.start(
            criterion=attempt.criterion,
            by=by,
            on=_day(now, started),
            at=_at(now, started),
        )
    if attempt.stage == "concluded":
        _conclude(experiment, attempt, by, now)
    _document(experiment, attempt, by, now, config)
    return experiment


def _conclude(experiment: Experiment, attempt: Attempt, by, now: dt.datetime) -> None:
    Conclusion.draw(
        experiment,
        by=by,
        at=_at(now, attempt.concluded_days_ago),
        on=_day(now, attempt.concluded_days_ago),
        outcome=Outcome(attempt.outcome),
        decision=Decision(attempt.decision),
        confidence=Confidence(attempt.confidence) if attempt.confidence else None,
        measured_on=_day(now, attempt.measured_days_ago),
        lesson=attempt.lesson,
        pushback_shared=SHARED.get(attempt.key),
        context=attempt.context,
        criterion=attempt.criterion if attempt.afterwards else None,
        **{name: getattr(attempt, name) for name in CARD},
    )


def _document(
    experiment: Experiment, attempt: Attempt, by, now: dt.datetime, config: Config
) -> None:
    for days_ago, value in attempt.readings:
        day = _day(now, days_ago)
        Reading.take(
            experiment,
            metric=attempt.metric,
            value=value,
            read_on=day,
            by=by,
            at=_at(now, days_ago),
        )
    last = attempt.concluded_days_ago or max(attempt.starts_days_ago or 0, 0)
    for url, label in attempt.links:
        Link.add(experiment, url=url, label=label, by=by, at=_at(now, last))
    if attempt.pictures:
        files = [
            BytesIO(draw(kind, seed=len(attempt.key) + number))
            for number, (kind, _) in enumerate(attempt.pictures)
        ]
        shown = [alt for _, alt in attempt.pictures]
        hang(
            experiment,
            pictures=files,
            alt=shown,
            folder=config.files,
            by=by,
            at=_at(now, last),
        )


def _day(now: dt.datetime, days_ago: int | None) -> dt.date | None:
    if days_ago is None:
        return None
    return (now - dt.timedelta(days=days_ago)).date()


def _at(now: dt.datetime, days_ago: int) -> dt.datetime:
    """Some minute of a working day, the same on every planting."""
    moment = (now - dt.timedelta(days=days_ago)).replace(
        hour=7 + days_ago % 8, minute=days_ago * 7 % 60
    )
    return min(moment, now)
