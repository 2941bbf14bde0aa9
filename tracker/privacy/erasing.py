"""Erasing somebody: name, address and everything that only concerns them goes; the work stays, as that of a former colleague.

Stands with the queries, since it knows every room. What others wrote is theirs and stays, but for the full name in it. What a
leader has signed is frozen: names of people stand there as ids and are looked up when it is read.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import peewee

from tracker.accounts.models import Bucket, Entry, Person, RecoveryCode, SecondFactor, Session, Submission, Ticket
from tracker.accounts.models.tickets import digest
from tracker.audit.models import Act
from tracker.db import Chosen, Unchanging, database, is_sqlite
from tracker.disk import open_private
from tracker.experiments import files
from tracker.experiments.models import Experiment, Import, Picture, Stage
from tracker.guidelines.models import Reader
from tracker.home.models import Follow
from tracker.notifications.models import Errand
from tracker.notifications.notices import Digest, Notice, Preference, Unsubscription
from tracker.readiness.models import Invitation
from tracker.schema import NOUNS, SEARCHED
from tracker.words import normalised

FORMER = "…"  # what stands in other people's texts where the name stood
LIST = "erasures.jsonl"
# Rows that concern nobody else. What is not here and points to a person is work, or a word among colleagues, and stays.
ONLY_THEIRS = (
    *(Session, Ticket, Submission, SecondFactor, RecoveryCode, Entry, Reader, Invitation),
    *(Notice, Preference, Unsubscription, Digest, Follow, Import),
)


def erase(person: Person, *, data: Path, folder: Path, at: dt.datetime) -> None:
    """Erase somebody, all or nothing in the database, then the files. It is written down, so that a restored backup is erased again.

    Args:
        data: The data folder, where the list of erasures and mails as files lie.
        folder: The folder of uploaded files.

    Raises:
        Refused: It is the last administrator.
    """
    name, email, joined = person.name, person.email, person.joined_at
    with database.atomic():
        person.erase(at)
        gone = [*_leave_drafts(person, at), *_take_pictures(person, at)]
        _remove_what_is_only_theirs(person)
        _forget_letters(email, name)
        _forget_in_texts(name, email)
    files.discard(folder, gone)
    _remove_mails(data / "mails", email)
    _write_down(data / LIST, person.id, joined)
    settle_files()


def erase_again(data: Path, folder: Path, at: dt.datetime) -> int:
    """After a restore: erase whom the backup brought back. Returns how many that were.

    A row counts as the person only if it joined at the same moment: after a restore, numbers may be given anew.
    """
    if not (data / LIST).exists():
        return 0
    again = 0
    for line in (data / LIST).read_text().splitlines():
        told = json.loads(line)
        person = Person.get_or_none(Person.id == told["person"], Person.erased_at.is_null())
        if person and person.joined_at.isoformat() == told["joined"]:
            erase(person, data=data, folder=folder, at=at)
            again += 1
    return again


def write_down_all(data: Path) -> None:
    """Write down everybody whom the database knows as erased, on an open connection: another machine may have erased them."""
    for id, joined in Person.select(Person.id, Person.joined_at).where(Person.erased_at.is_null(False)).tuples():
        _write_down(data / LIST, id, joined)


def settle_files() -> None:
    """Let nothing of what was removed stay in the files of the database: SQLite's journal, PostgreSQL's dead rows."""
    if database.in_transaction():
        return  # as in a test, whose transaction is rolled back
    if is_sqlite():
        for table in SEARCHED:  # the index remembers the words of what was deleted until its pieces are made one
            database.execute_sql(f"INSERT INTO {table}_words({table}_words) VALUES ('optimize')")
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        connection = database.connection()
        before, connection.autocommit = connection.autocommit, True
        try:
            database.execute_sql("VACUUM")
        finally:
            connection.autocommit = before


def _leave_drafts(person: Person, at: dt.datetime) -> list[str]:
    """Drafts that nobody else has a hand in go; those with co-authors become the first one's. Returns the files that go with them."""
    gone = []
    for draft in Experiment.select().where(Experiment.author == person, Experiment.stage == Stage.draft):
        others = draft.co_author_ids()
        if others:
            heir = min(others)
            draft.co_authors.model.delete().where(
                draft.co_authors.model.experiment == draft, draft.co_authors.model.person == heir
            ).execute()
            Experiment.update(author=heir).where(Experiment.id == draft.id).execute()
        else:
            gone += [picture.file for picture in draft.pictures]
            draft.discard()
    return gone


def _take_pictures(person: Person, at: dt.datetime) -> list[str]:
    """Pictures that the person hung up: they may show people. Returns their files."""
    pictures = list(Picture.select().where(Picture.by == person))
    for picture in pictures:
        picture.remove(by=person, at=at)
    return [picture.file for picture in pictures]


def _remove_what_is_only_theirs(person: Person) -> None:
    """Rows that concern nobody else, such as sessions, wishes and notices; and ownership that only says whom to ask."""
    for noun in ONLY_THEIRS:
        owner = noun.by if noun is Import else noun.person
        noun.delete().where(owner == person).execute()
    for noun, field in pointing_at_people():
        if field.on_delete == "SET NULL":
            noun.update({field: None}).where(field == person).execute()


def _forget_letters(email: str, name: str) -> None:
    """Errands that carry the address or the name, and tries that were counted at it."""
    for errand in Errand.select():
        said = json.dumps(errand.carries, ensure_ascii=False)
        if email in said or (name in said and errand.kind != "tell"):
            errand.delete_instance()
        elif email in errand.trouble or name in errand.trouble:
            Errand.update(trouble="").where(Errand.id == errand.id).execute()
    Bucket.delete().where(Bucket.key.contains(digest(email))).execute()


def _forget_in_texts(name: str, email: str) -> None:
    """The full name and the address, wherever somebody has typed them, and in the words by which such a text is found."""
    said = [email, *([name] if " " in name else [])]  # a name of one word is a word like others
    for noun, field in _texts():
        for words in [*said, *(normalised(words) for words in said if field.name == "words")]:
            noun.update({field: peewee.fn.REPLACE(field, words, FORMER)}).where(field.contains(words)).execute()
    for noun, field in _structures():
        text = field.cast("TEXT")
        for words in said:
            holds = text.contains(words) | text.contains(json.dumps(words)[1:-1])
            for row in noun.select(noun._meta.primary_key, field).where(holds):
                told = json.dumps(getattr(row, field.name), ensure_ascii=False).replace(words, FORMER)
                noun.update({field: json.loads(told)}).where(noun._meta.primary_key == row._pk).execute()


def _remove_mails(folder: Path, email: str) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_file() and email.encode() in path.read_bytes():
            path.unlink()


def _write_down(path: Path, id: int, joined: dt.datetime) -> None:
    line = json.dumps({"person": id, "joined": joined.isoformat()})
    known = path.read_text().splitlines() if path.exists() else []
    if line not in known:
        with open_private(path, "a") as file:
            file.write(line + "\n")


def pointing_at_people() -> Iterator[tuple]:
    """Each noun with each of its fields that points to a person."""
    for noun in NOUNS:
        for field in noun._meta.sorted_fields:
            if isinstance(field, peewee.ForeignKeyField) and field.rel_model is Person:
                yield noun, field


def _texts() -> Iterator[tuple]:
    """Texts that people type, outside what is frozen."""
    for noun in _changeable():
        for field in noun._meta.sorted_fields:
            if isinstance(field, (peewee.CharField, peewee.TextField)) and not isinstance(
                field, (peewee.FixedCharField, Chosen)
            ):
                yield noun, field


def _structures() -> Iterator[tuple]:
    for noun in _changeable():
        for field in noun._meta.sorted_fields:
            if isinstance(field, peewee.JSONField) and noun is not Errand:
                yield noun, field


def _changeable() -> Iterator[type]:
    return (noun for noun in NOUNS if not issubclass(noun, (Unchanging, Act, Person)))
