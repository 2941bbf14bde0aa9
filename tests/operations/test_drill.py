"""The drill: back up under load, lose everything, restore, and miss nothing; and what
is refused meanwhile.
"""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import threading

import pytest

from tests.cast import NOW, planned
from tests.experiments.pictures import picture
from tracker import db
from tracker.accounts.models import OneTimeLink, Purpose, Session
from tracker.config import folder
from tracker.experiments.files import attach_pictures
from tracker.experiments.models import Experiment, Picture
from tracker.migrations import UNRELEASED
from tracker.operations import backups, locks, restore
from tracker.operations.archive import UnsafeBackup
from tracker.operations.locks import InUse, work_here

pytestmark = pytest.mark.sqlite_by_default

MIGRATIONS = folder("migrations")


def everything(config) -> dict:
    """Every row of every table, and every uploaded file."""
    with db.database.connection_context():
        tables = sorted(
            table for table in db.database.get_tables() if "_words" not in table
        )
        rows = {
            name: sorted(
                map(repr, db.database.execute_sql(f'SELECT * FROM "{name}"').fetchall())
            )
            for name in tables
        }
    # The restore itself is remembered
    rows["audit_event"] = [
        row for row in rows["audit_event"] if "'restored'" not in row
    ]
    return rows | {
        path.relative_to(config.files.path): path.read_bytes()
        for path in config.files.path.rglob("*")
        if path.is_file()
    }


def lose_everything(config) -> None:
    if db.is_sqlite():
        for path in config.data.glob("own.sqlite*"):
            path.unlink()
    else:
        with db.database.connection_context():
            db.database.execute_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    shutil.rmtree(config.files.path)


def backed_up(config, name="kept.tar.gz", at=NOW):
    target = config.data / "elsewhere" / name
    with db.database.connection_context():
        backups.take(config, db.database.obj, target, at)
    return target


@pytest.fixture
def config(product):
    config = product.config["TRACKER"]
    with db.database.connection_context():
        cast = product.cast
        attach_pictures(
            cast.passport,
            pictures=[io.BytesIO(picture("PNG"))],
            alt=["Et skilt"],
            folder=config.files,
            by=cast.alma,
            at=NOW,
        )
    return config


def test_what_was_lost_comes_back_row_by_row_and_file_by_file(config):
    before = everything(config)
    kept = backed_up(config)
    assert kept.stat().st_mode & 0o777 == 0o600 and [
        path.name for path in kept.parent.iterdir()
    ] == [kept.name]
    lose_everything(config)
    manifest, aside, _ = restore.restore(config, kept, MIGRATIONS, NOW)
    assert everything(config) == before
    assert manifest.rows["experiment"] == 3 and manifest.files == 2 and aside.exists()
    assert not (config.data / restore.UNFINISHED).exists()


def test_it_is_taken_while_colleagues_write(config, product):
    answered = []
    stop = threading.Event()

    def write():
        with db.database.connection_context():
            while not stop.is_set():
                answered.append(
                    planned(
                        product.cast.carla,
                        product.cast.facebook,
                        title=f"Nummer {len(answered)}",
                    ).id
                )

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(answered) < 3:
            pass
        before = set(answered)
        kept = backed_up(config)
    finally:
        stop.set()
        writer.join()
    lose_everything(config)
    restore.restore(config, kept, MIGRATIONS, NOW)
    with db.database.connection_context():
        there = {id for (id,) in Experiment.select(Experiment.id).tuples()}
    assert (
        before
        <= there
        <= {
            *answered,
            *(
                e.id
                for e in (product.cast.passport, product.cast.quiz, product.cast.dream)
            ),
        }
    )


HARMS = (
    "cut off",
    "a byte",
    "a file less",
    "a way out",
    "newer",
    "unreleased",
    "of another database",
    "no backup",
)


def test_a_bad_one_is_refused_and_nothing_is_touched(config):
    kept = backed_up(config)
    before = everything(config)
    told = {"unreleased": "never released", "newer": "a newer version"}
    for harm in HARMS:
        with pytest.raises(UnsafeBackup, match=told.get(harm, ".")):
            restore.restore(config, harm_done(kept, harm), MIGRATIONS, NOW)
    assert everything(config) == before
    assert (
        not list(config.data.glob("before-restore-*"))
        and not (config.data.parent / "out").exists()
    )


def harm_done(kept, harm: str):
    harmed = kept.with_name("harmed.tar.gz")
    if harm == "cut off":
        harmed.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2])
    elif harm == "no backup":
        harmed.write_text("PK")
    elif harm == "a byte":
        packed_again(
            kept, harmed, "files/", change=lambda b: b[:-1] + bytes([b[-1] ^ 1])
        )
    elif harm == "a file less":
        packed_again(kept, harmed, "files/", change=lambda b: None)
    elif harm == "a way out":
        packed_again(kept, harmed, "files/", name="../../out")
    elif harm == "newer":
        packed_again(
            kept,
            harmed,
            "manifest.json",
            change=lambda b: said(b, migrations=["9999_tomorrow"]),
        )
    elif harm == "unreleased":
        packed_again(
            kept,
            harmed,
            "manifest.json",
            change=lambda b: said(b, migrations=[UNRELEASED]),
        )
    else:
        packed_again(
            kept, harmed, "manifest.json", change=lambda b: said(b, database="oracle")
        )
    return harmed


def said(manifest: bytes, **other) -> bytes:
    return json.dumps(json.loads(manifest) | other).encode()


def packed_again(
    kept, harmed, where: str, change=lambda content: content, name: str | None = None
) -> None:
    """The same backup, but for one member."""
    with (
        tarfile.open(kept) as old,
        tarfile.open(harmed, "w:gz", compresslevel=1) as new,
    ):
        for member in old:
            content = old.extractfile(member).read()
            if member.name.startswith(where):
                content = change(content)
                member.name = name or member.name
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))


def test_a_picture_without_its_file_is_told_before_it_counts(config):
    with db.database.connection_context():
        (config.files.path / "pictures" / Picture.get().file).unlink()
    with pytest.raises(UnsafeBackup, match="picture is missing"):
        backed_up(config)
    assert not list((config.data / "elsewhere").iterdir())


def test_nothing_is_restored_under_somebody_who_works_and_nobody_is_signed_in_again(
    config, product, monkeypatch
):
    """A session that was ended since, and a link to a new password that was used, stand
    in the backup.
    """
    monkeypatch.setattr(locks, "_kept", kept_open := [])
    with db.database.connection_context():
        alma = product.cast.alma
        _, token = Session.open(alma, at=NOW)
        link = OneTimeLink.issue(Purpose.reset, at=NOW, person=alma)
        invitation = OneTimeLink.invite(at=NOW, email="ny@example.org")
    kept = backed_up(config)
    work_here(config)
    with pytest.raises(InUse, match="Stop it first"):
        restore.restore(config, kept, MIGRATIONS, NOW)
    for held in kept_open:
        held.close()
    restore.restore(config, kept, MIGRATIONS, NOW)
    with db.database.connection_context():
        assert (
            Session.by_token(token, NOW) is None
            and OneTimeLink.shown(link, Purpose.reset, at=NOW) is None
        )
        assert OneTimeLink.shown(invitation, Purpose.invitation, at=NOW)
