"""Erased: nothing tells of the person, anywhere; the work stays."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import tarfile

import psycopg
import pytest

from tests.cast import NOW, PASSWORD, person, planned
from tests.experiments.pictures import picture
from tests.postgres_connection import use_tools_of_the_server
from tracker import db
from tracker.accounts.models import LoginEvent, LoginEventKind, Person, Role, Session
from tracker.comments.models import Comment
from tracker.config import folder
from tracker.core.validation import ValidationFailed
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.files import attach_pictures
from tracker.experiments.models import Experiment, Import, Picture
from tracker.jobs.mail import composed
from tracker.jobs.models import Job
from tracker.lessons.models import Reuse
from tracker.operations import backups, restore
from tracker.privacy import erasure, retention
from tracker.privacy.erasure import erase
from tracker.schema import MODELS

on_both = pytest.mark.both_databases("privacy.erasure")
# The same on both but for what `test_nothing_is_left_that_tells_of_them` looks at
on_the_quicker = pytest.mark.sqlite_by_default

CANARIES = {
    "name": "Kanariefugl Åbenbart-Øst",
    "email": "kanariefugl@example.org",
    "title": "Kanarietitel",
    "about": "Kanarieomtale",
    "answers_here": "Kanariesvar",
}


SPELLINGS = (
    "KANARIEFUGL ÅBENBART-ØST",
    "kanariefugl åbenbart øst",
    "Kanariefugl  Åbenbart\u00a0Øst",
    "Kanariefugl Aabenbart\u2011Øst",
    "Åbenbart-Øst, Kanariefugl",
    "Kana\u200briefugl A\u030abenbart-Øst",
    "KANARIEFUGL@Example.ORG",
)


def list_of_theirs(config, them) -> None:
    """An uploaded list that nobody went on with, as its file and its row."""
    config.files.path.mkdir(exist_ok=True)
    file = config.files.path / f"import-{'a' * 32}"
    file.write_text(f"title\n{them.name} prøver\n")
    Import.receive(place="here", by=them, name="liste.csv", file=file.name, at=NOW)


@pytest.fixture
def config(product):
    return product.config["TRACKER"]


@pytest.fixture
def canary(product, config, quick_passwords):
    """Somebody who has been everywhere."""
    cast = product.cast
    with db.database.connection_context(), db.database.atomic():
        them = person("Kana Ri", cast.service, Role.leader)
        for field, words in CANARIES.items():
            setattr(them, field, words)
        them.save()
        them.set_password(PASSWORD)
        Session.open(them, at=NOW, agent="Kanariebrowser")
        LoginEvent.record(them, LoginEventKind.password, at=NOW, agent="Kanariebrowser")
        Experiment.create(by=them, at=NOW, title="Kanariekladde")
        work = planned(
            them,
            cast.facebook,
            title="Det der blev",
            hypothesis=f"Vi tror, at {them.name} har ret",
        )
        attach_pictures(
            work,
            pictures=[io.BytesIO(picture("PNG"))],
            alt=["Et billede"],
            folder=config.files,
            by=them,
            at=NOW,
        )
        Comment.add(cast.passport, body="Det lærte jeg noget af", by=them, at=NOW)
        Comment.add(
            cast.passport,
            body=f"Tak, {them.name}, skriv til {them.email}",
            by=cast.carla,
            at=NOW,
        )
        Endorsement.add(cast.passport, by=them, kind=EndorsementKind.learned, at=NOW)
        Reuse.add(
            cast.passport.lessons.get(),
            by=them,
            at=NOW,
            on=NOW.date(),
            note="brugt i ny brochure",
        )
        Job.enqueue("forgotten", at=NOW, email=them.email)
        mails = config.data / "mails"
        mails.mkdir(exist_ok=True)
        (mails / "1.eml").write_text(f"To: {them.email}\n\nKære {them.name}")
        (mails / "2.eml").write_text("To: carla@example.org\n\nKære Carla")
        thanks = {
            "sender": "forsoeg@example.org",
            "name": "Aldersø",
            "to": "carla@example.org",
            "at": NOW,
        }
        letter = composed(
            **thanks,
            subject="En tak",
            text=f"{them.name} takker",
            html=f"<p>{them.name} takker</p>",
        )
        (mails / "3.eml").write_bytes(bytes(letter))
        list_of_theirs(config, them)
        for spelling in SPELLINGS:
            Comment.add(
                cast.passport,
                body=f"Spørg {spelling}, der ved det",
                by=cast.carla,
                at=NOW,
            )
    return them


def everything_stored(config) -> bytes:
    """Every byte of the database as it lies on the disk, or for PostgreSQL every live
    and dead row; and every file.
    """
    files = b"".join(
        path.read_bytes() for path in config.data.rglob("*") if path.is_file()
    )
    if db.is_sqlite():
        return files
    with db.database.connection_context():
        tables = list(db.database.get_tables())
        rows = [
            db.database.execute_sql(f'SELECT t::text FROM "{table}" t').fetchall()
            for table in tables
        ]
    return files + repr(rows).encode()


@on_both
def test_nothing_is_left_that_tells_of_them(product, config, canary):
    before = everything_stored(config)
    assert all(
        words.encode() in before
        for words in ("Kanarie", "kanariefugl@example.org", "Åbenbart")
    )
    with db.database.connection_context():
        erase(canary, data=config.data, folder=config.files, at=NOW)
        # What was changed stands there as it was until VACUUM has been
        assert db.is_sqlite() or dead_rows() == 0
    after = everything_stored(config)
    assert not tells_of_them(after)
    assert not [
        path for path in (config.data / "mails").iterdir() if path.name == "1.eml"
    ]
    assert (config.data / "mails" / "2.eml").exists() and not list(
        config.files.path.rglob("*.webp")
    )
    assert not (config.data / "mails" / "3.eml").exists() and not list(
        config.files.path.glob("import-*")
    )


@on_the_quicker
def test_nothing_is_left_in_a_backup_made_after_nor_after_a_restore_of_one_made_before(
    product, config, canary, tmp_path_factory, monkeypatch
):
    use_tools_of_the_server(monkeypatch)
    kept = tmp_path_factory.mktemp("kept")
    with db.database.connection_context():
        backups.take(config, db.database.obj, kept / "before.tar.gz", NOW)
        erase(canary, data=config.data, folder=config.files, at=NOW)
        backups.take(config, db.database.obj, kept / "after.tar.gz", NOW)
    assert tells_of_them(unpacked(kept / "before.tar.gz"))
    assert not tells_of_them(unpacked(kept / "after.tar.gz"))
    restore.restore(config, kept / "before.tar.gz", folder("migrations"), NOW)
    assert not tells_of_them(everything_stored(config))


def tells_of_them(content: bytes) -> list[str]:
    words = (
        "Kanarie",
        "kanarie",
        "KANARIE",
        "Åbenbart",
        "åbenbart",
        "ÅBENBART",
        "\\u00c5benbart",
    )
    return [word for word in words if word.encode() in content]


def unpacked(archive) -> bytes:
    """Every byte in a backup; of PostgreSQL's dump, which is compressed, the SQL."""
    kept = []
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.isfile():
                kept.append(tar.extractfile(member).read())
            if member.name.endswith(".dump"):
                read = ["pg_restore", "--file=-"]
                kept[-1] = subprocess.run(
                    read, input=kept[-1], capture_output=True, check=True
                ).stdout
    return b"".join(kept)


def test_what_a_reader_held_back_goes_in_the_night(
    on_postgres, product, config, canary
):
    """PostgreSQL keeps a dead row for as long as anybody might still read it."""
    with psycopg.connect(config.database_url) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1")
        with db.database.connection_context():
            erase(canary, data=config.data, folder=config.files, at=NOW)
    with db.database.connection_context():
        retention.carry_out(config, NOW)
        assert dead_rows() == 0


def dead_rows() -> int:
    """The dead rows that a further VACUUM finds.

    The statistics know them too, but a moment late.
    """
    connection = db.database.connection()
    told = []
    connection.add_notice_handler(lambda notice: told.append(notice.message_primary))
    connection.autocommit = True
    try:
        db.database.execute_sql("VACUUM (VERBOSE) person, comment, audit_event")
    finally:
        connection.autocommit = False
    counts = re.findall(r"tuples: (\d+) removed.*?, (\d+) are dead", "\n".join(told))
    assert len(counts) >= 3, told
    return sum(int(removed) + int(dead) for removed, dead in counts)


@on_the_quicker
def test_the_work_stays_as_that_of_a_former_colleague_and_nobody_comes_in(
    product, config, canary
):
    """Nor after a restore, when they are erased again, and nobody else."""
    with db.database.connection_context():
        was = canary.reload().__data__
        work = Experiment.get(Experiment.author == canary, Experiment.stage != "draft")
        draft = Experiment.create(
            by=canary, at=NOW, title="Vores", co_authors=[product.cast.alma]
        )
        erase(canary, data=config.data, folder=config.files, at=NOW)
        assert Endorsement.select().where(Endorsement.person == canary).count() == 1
        assert (
            Reuse.select().where(Reuse.person == canary).count() == 1
            and Picture.select().count() == 0
        )
        draft = draft.reload()
        assert draft.author == product.cast.alma and draft.co_author_ids() == [], (
            "a draft with co-authors becomes theirs"
        )
        nobody_comes_in_by_that_account(canary)
        reader = product.cast.browser(product, product.cast.carla)
    assert "A former colleague" in reader.get(f"/experiments/{work.id}").text
    talk = reader.get(f"/experiments/{product.cast.passport.id}").text
    assert "A former colleague" in talk and "Tak, …, skriv til …" in talk
    assert re.search("A former colleague", reader.get(f"/people/{canary.id}").text)
    with db.database.connection_context():
        after_a_restore_they_are_erased_again_and_nobody_else(config, canary, was)


def after_a_restore_they_are_erased_again_and_nobody_else(config, canary, was):
    Person.update({**{k: v for k, v in was.items() if k != "id"}}).where(
        Person.id == canary.id
    ).execute()
    assert erasure.erase_again(config.data, config.files, NOW) == 1
    assert (
        canary.reload().erased_at
        and erasure.erase_again(config.data, config.files, NOW) == 0
    )
    later = {
        **was,
        "joined_at": was["joined_at"] + dt.timedelta(days=1),
        "name": "En helt anden",
        "email": "ny@example.org",
    }
    Person.update({k: v for k, v in later.items() if k != "id"}).where(
        Person.id == canary.id
    ).execute()
    assert erasure.erase_again(config.data, config.files, NOW) == 0
    assert canary.reload().name == "En helt anden"


def nobody_comes_in_by_that_account(canary) -> None:
    with pytest.raises(ValidationFailed):
        canary.reload().enable()
    assert not canary.reload().has_password(PASSWORD)
    assert Person.at_address(CANARIES["email"]) is None


def test_the_last_administrator_stays(product, config):
    with db.database.connection_context():
        with pytest.raises(ValidationFailed):
            erase(product.cast.ada, data=config.data, folder=config.files, at=NOW)
        assert product.cast.ada.reload().erased_at is None


def test_each_noun_that_would_go_with_a_person_is_thought_of():
    """A new noun about people: is it only theirs, or does it stay among colleagues?"""
    stays = {"co_author", "mention", "endorsement", "proposal_support"}
    going = {
        noun._meta.table_name
        for noun, field in erasure.pointing_at_people()
        if field.on_delete == "CASCADE"
    }
    assert going - {noun._meta.table_name for noun in erasure.ONLY_THEIRS} == stays
    assert set(erasure.ONLY_THEIRS) <= set(MODELS)
