"""What a backup is held against before it counts: one check at a time, with everything
else about it as it should be.
"""

from __future__ import annotations

import io
import json
import tarfile

import peewee
import pytest

from tests.cast import NOW
from tests.operations.test_drill import (
    MIGRATIONS,
    backed_up,
    config,  # noqa: F401
    everything,
    packed_again,
    said,
)
from tracker import db
from tracker.db import open_database
from tracker.experiments.files import delete_picture
from tracker.experiments.models import Picture
from tracker.folder import DiskFolder
from tracker.operations import archive, backups, restore
from tracker.operations.archive import UnsafeBackup

pytestmark = pytest.mark.sqlite_by_default


def refused(config, harmed, why: str) -> None:
    with pytest.raises(UnsafeBackup, match=why):
        restore.restore(config, harmed, MIGRATIONS, NOW)


@pytest.fixture
def untouched(config):
    """Whatever is refused meanwhile, everything is as it was."""
    before = everything(config)
    yield
    assert everything(config) == before


def packed_anew(kept, change):
    """The same backup with another database in it, and a manifest that fits every byte."""
    inside = kept.parent / f"inside-{change.__name__}"
    inside.mkdir()
    manifest = archive.unpacked(kept, inside)
    (inside / "manifest.json").unlink()
    manifest.digests.clear()
    change(next(inside.glob("database.*")))
    archive.packed(inside, manifest, harmed := kept.with_name("harmed.tar.gz"))
    return harmed


def scratched(path):
    """A page of a table: one that is free would harm nobody."""
    copy = peewee.SqliteDatabase(path)
    [(page,)] = copy.execute_sql(
        "SELECT rootpage FROM sqlite_master WHERE name = 'experiment'"
    )
    copy.close()
    _scratch(path, (page - 1) * 4096)


def scratched_in_front(path):
    _scratch(path, 100)


def _scratch(path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at : at + 3000] = b"\xff" * 3000
    path.write_bytes(content)


def against_a_rule(path):
    copy = peewee.SqliteDatabase(path, pragmas={"ignore_check_constraints": 1})
    copy.execute_sql("UPDATE experiment SET stage = 'nonsense'")
    copy.close()


def astray(path):
    copy = peewee.SqliteDatabase(path)
    copy.execute_sql("UPDATE co_author SET person_id = 999999")
    copy.close()


def one_less(path):
    copy = open_database(f"sqlite:///{path}")
    with copy.connection_context():
        copy.execute_sql("DELETE FROM co_author")


def counted_wrong(kept):
    harmed = kept.with_name("harmed.tar.gz")
    packed_again(
        kept,
        harmed,
        "manifest.json",
        change=lambda b: said(b, rows={**json.loads(b)["rows"], "co_author": 99}),
    )
    return harmed


def cut_off(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])


@pytest.mark.usefixtures("untouched")
@pytest.mark.both_databases("operations.backups")
def test_a_database_in_it_that_is_not_sound(config):
    kept = backed_up(config)
    harms = dict.fromkeys((scratched, scratched_in_front, against_a_rule), "damaged")
    harms |= {astray: "points to", one_less: "does not hold the rows"}
    for harm, why in (
        harms if db.is_sqlite() else {cut_off: "cannot read the dump"}
    ).items():
        refused(config, packed_anew(kept, harm), why)
    refused(config, counted_wrong(kept), "does not hold the rows")


def test_of_a_damaged_database_no_backup_is_made(config, product):
    if not db.is_sqlite():
        pytest.skip("PostgreSQL reads its own pages")
    scratched(config.data / "own.sqlite")
    with pytest.raises(UnsafeBackup, match="database itself is damaged"):
        backed_up(config)


@pytest.mark.usefixtures("untouched")
def test_what_no_backup_of_ours_holds(config, monkeypatch):
    kept = backed_up(config)
    outside = config.data.parent / "outside"
    harmed = kept.with_name("harmed.tar.gz")
    packed_again(kept, harmed, "files/", name=str(outside))
    refused(config, harmed, "no backup of this product")
    assert not outside.exists()
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
        with (
            tarfile.open(kept) as old,
            tarfile.open(harmed, "w:gz", compresslevel=1) as new,
        ):
            link = tarfile.TarInfo("files/link")
            link.type = kind
            link.linkname = "manifest.json"
            for member in [*old, link]:
                new.addfile(
                    member, old.extractfile(member) if member is not link else None
                )
        refused(config, harmed, "no backup of this product")
    with (
        tarfile.open(kept) as old,
        tarfile.open(harmed, "w:gz", compresslevel=1) as new,
    ):
        for member in old:
            new.addfile(member, old.extractfile(member))
        more = tarfile.TarInfo("files/more")
        more.size = 4
        new.addfile(more, io.BytesIO(b"more"))
    refused(config, harmed, "1 unknown")
    packed_again(kept, harmed, "manifest.json", change=lambda b: said(b, format=2))
    refused(config, harmed, "another version")
    packed_again(
        kept, harmed, "manifest.json", change=lambda b: said(b, product="another")
    )
    refused(config, harmed, "another version")
    monkeypatch.setattr(archive, "LARGEST", 1000)
    refused(config, kept, "no backup of this product")


def test_one_that_does_not_check_out_is_not_there(config, monkeypatch):
    """Written, read back, found wanting: what stood there before stays."""
    kept = backed_up(config)
    before = kept.read_bytes()
    monkeypatch.setattr(
        backups, "packed", lambda *_: archive.packed(*_) or cut_off(_[2])
    )
    with pytest.raises(UnsafeBackup):
        backed_up(config)
    assert kept.read_bytes() == before and [
        path.name for path in kept.parent.iterdir()
    ] == [kept.name]


def test_what_is_removed_while_it_is_taken_is_no_harm(config, product, monkeypatch):
    """Row and file go after the database was copied, and after the files were listed."""

    def meanwhile(folder, name, read=DiskFolder.open):
        for picture in Picture.select():
            delete_picture(picture, folder=config.files, by=product.cast.alma, at=NOW)
        return read(folder, name)

    monkeypatch.setattr(DiskFolder, "open", meanwhile)
    kept = backed_up(config)
    with tarfile.open(kept) as tar:
        assert not [name for name in tar.getnames() if name.startswith("files/")]
