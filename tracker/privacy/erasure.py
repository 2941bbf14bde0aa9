"""Erasing somebody: name, address and everything that only concerns them goes; the work
stays, as that of a former colleague.

Stands with the queries, since it knows every feature. What others wrote is theirs and
stays, but for the full name and the address in it, in whatever spelling; a part of the
name that stands alone is left to a facilitator, as it may be somebody else's. What a
leader has signed is frozen: names of people stand there as ids and are looked up when
it is read.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from email import message_from_bytes, policy
from itertools import product
from pathlib import Path

import peewee

from tracker.accounts.models import (
    Person,
)
from tracker.db import database, is_sqlite
from tracker.disk import open_private
from tracker.experiments import files
from tracker.experiments.files.document import discard_documents, take_documents
from tracker.experiments.models import (
    CoAuthor,
    Experiment,
    Import,
    Picture,
    Stage,
)
from tracker.fears.models import ExpectedFear
from tracker.folder import Folder
from tracker.jobs.models import Job, MailRefusal
from tracker.privacy.models import PossibleMention
from tracker.privacy.names import NameSpellings, same_name
from tracker.privacy.own_row import NOT_READ, ONLY_THEIRS
from tracker.privacy.redaction import (
    redact_jobs,
    redact_texts,
    rows_that_may_name,
    text_fields_by_model,
)
from tracker.revision import Revision
from tracker.schema import MODELS, SEARCHED

LIST = "erasures.jsonl"
ERASED = "erasures"  # one file each in a bucket, where no machine can add to a file
# A facilitator can look at; a name that is also an everyday word has more
MOST_MENTIONS = 200
REVIEW = "/privacy/possible-mentions"


def erase(person: Person, *, data: Path, folder: Folder, at: dt.datetime) -> None:
    """Erase a person: all or nothing in the database, then the files.

    It is written down, so that a restored backup is erased again.

    Args:
        data: The data folder, where the list of erasures and mails as files lie.
        folder: The folder of uploaded files.

    Raises:
        ValidationFailed: It is the last administrator.
    """
    joined = person.joined_at
    spellings = _spellings_of(person)
    with database.atomic():
        person.erase(at)
        documents = take_documents(person, at)
        gone = _leave_drafts(person, at) + _take_pictures(person, at)
        lists = [
            job.file for job in Import.select(Import.file).where(Import.by == person)
        ]
        _remove_what_is_only_theirs(person)
        redact_jobs(spellings)
        MailRefusal.forget(spellings.email)
        redact_texts(spellings)
        _ask_about_possible_mentions(person, spellings, at)
        Revision.advance()
    files.discard(folder, gone)
    discard_documents(folder, documents)
    files.discard_lists(folder, lists)
    _remove_mails(data / "mails", spellings)
    _write_down(data / LIST, person.id, joined)
    if folder.everywhere:
        name = f"{ERASED}/{person.id}-{joined:%Y%m%dT%H%M%S%f}"
        folder.write(name, _line(person.id, joined).encode())
    settle_files()


def erase_again(data: Path, folder: Folder, at: dt.datetime) -> int:
    """Erase the people whom a restored backup brought back. Returns their number.

    A row counts as the person only if it joined at the same moment: after a restore,
    numbers may be given anew.
    """
    if not (data / LIST).exists():
        return 0
    again = 0
    for line in (data / LIST).read_text().splitlines():
        told = json.loads(line)
        person = Person.get_or_none(
            Person.id == told["person"], Person.erased_at.is_null()
        )
        if person and person.joined_at.isoformat() == told["joined"]:
            erase(person, data=data, folder=folder, at=at)
            again += 1
    return again


def write_down_all(data: Path) -> None:
    """Write all erased people of the database into the list of erasures."""
    for id, joined in (
        Person.select(Person.id, Person.joined_at)
        .where(Person.erased_at.is_null(False))
        .tuples()
    ):
        _write_down(data / LIST, id, joined)


def gather_erased(data: Path, folder: Folder) -> None:
    """Bring what other machines wrote into a bucket into this one's list of erasures."""
    if not folder.everywhere:
        return
    for entry in folder.entries(ERASED):
        told = json.loads(folder.read(entry.name))
        joined = dt.datetime.fromisoformat(told["joined"])
        _write_down(data / LIST, told["person"], joined)


def settle_files() -> None:
    """Remove deleted content from the database's files.

    SQLite's journal, PostgreSQL's dead rows.
    """
    if database.in_transaction():
        return  # as in a test, whose transaction is rolled back
    if is_sqlite():
        # The index remembers the words of what was deleted until its pieces are made
        # one
        for table in SEARCHED:
            database.execute_sql(
                f"INSERT INTO {table}_words({table}_words) VALUES ('optimize')"
            )
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        connection = database.connection()
        before = connection.autocommit
        connection.autocommit = True
        try:
            database.execute_sql("VACUUM")
        finally:
            connection.autocommit = before


def _leave_drafts(person: Person, at: dt.datetime) -> list[str]:
    """Drafts that nobody else has a hand in go; those with co-authors become the first
    one's.

    Returns the files that go with them.
    """
    gone = []
    for draft in Experiment.select().where(
        Experiment.author == person, Experiment.stage == Stage.draft
    ):
        others = draft.co_author_ids()
        if others:
            heir = min(others)
            CoAuthor.delete().where(
                CoAuthor.experiment == draft,
                CoAuthor.person == heir,
            ).execute()
            Experiment.update(author=heir).where(Experiment.id == draft.id).execute()
        else:
            gone += [picture.file for picture in draft.pictures]
            draft.delete_instance()
    return gone


def _take_pictures(person: Person, at: dt.datetime) -> list[str]:
    """Remove the pictures that the person uploaded. Returns their files."""
    pictures = list(Picture.select().where(Picture.by == person))
    for picture in pictures:
        picture.remove(by=person, at=at)
    return [picture.file for picture in pictures]


def _remove_what_is_only_theirs(person: Person) -> None:
    """Rows that concern nobody else, such as sessions, wishes and notices; and
    ownership that only says whom to ask.
    """
    for noun in ONLY_THEIRS:
        if noun is Import:
            owner = noun.by
        else:
            owner = noun.person
        noun.delete().where(owner == person).execute()
    ExpectedFear.forget(person)
    for noun, field in pointing_at_people():
        if field.on_delete == "SET NULL":
            noun.update({field: None}).where(field == person).execute()


def _spellings_of(person: Person) -> NameSpellings:
    others = (
        Person.select(Person.name)
        .where(Person.id != person.id, Person.erased_at.is_null())
        .tuples()
    )
    shared = any(same_name(person.name, name) for (name,) in others)
    return NameSpellings(person.name, person.email, shared)


def _ask_about_possible_mentions(
    person: Person, spellings: NameSpellings, at: dt.datetime
) -> None:
    """Ask the facilitators to look where a part of the name stands alone in what
    colleagues have published.
    """
    found = 0
    for noun, fields in text_fields_by_model():
        read = [field for field in fields if field.name != "words"]
        if noun in NOT_READ or not read:
            continue
        for row, field in product(rows_that_may_name(noun, read, spellings), read):
            text = getattr(row, field.name) or ""
            words = spellings.possible_mentions(text)[: MOST_MENTIONS - found]
            experiment = words and _experiment_of(noun, row)
            if words and not (experiment and experiment.is_draft):
                found += PossibleMention.find(
                    noun,
                    row._pk,
                    field.name,
                    text,
                    words,
                    experiment=experiment,
                    made_at=at,
                )
    if found:
        event = f"possible-mentions:{person.id}:{at:%Y%m%d%H%M}"
        Job.enqueue(
            "tell",
            at=at,
            what="concern",
            to="facilitators",
            by=None,
            path=REVIEW,
            event=event,
        )


def _experiment_of(noun: type, row) -> Experiment | None:
    """The experiment that a text belongs to, if any."""
    if noun is Experiment:
        return Experiment.get_by_id(row.id)
    if "experiment" not in noun._meta.fields:
        return None
    return row.reload().experiment


def _remove_mails(folder: Path, spellings: NameSpellings) -> None:
    """Mails as files, to whomever, that hold the address or the name."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.is_file():
            text = _mail_text(path.read_bytes())
            if spellings.redact(text) != text:
                path.unlink()


def _mail_text(content: bytes) -> str:
    """Headers and texts of a mail as a reader sees them; what is no mail as it stands."""
    mail = message_from_bytes(content, policy=policy.default)
    texts = [str(value) for value in mail.values()]
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            texts.append(
                (part.get_payload(decode=True) or b"").decode(errors="replace")
            )
    return "\n".join(texts)


def _write_down(path: Path, id: int, joined: dt.datetime) -> None:
    line = _line(id, joined)
    known = []
    if path.exists():
        known = path.read_text().splitlines()
    if line not in known:
        with open_private(path, "a") as file:
            file.write(line + "\n")


def _line(id: int, joined: dt.datetime) -> str:
    return json.dumps({"person": id, "joined": joined.isoformat()})


def pointing_at_people() -> Iterator[tuple]:
    """Each model with each of its foreign keys to a person."""
    for noun in MODELS:
        for field in noun._meta.sorted_fields:
            if isinstance(field, peewee.ForeignKeyField) and field.rel_model is Person:
                yield noun, field
