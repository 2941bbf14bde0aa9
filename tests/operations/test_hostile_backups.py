"""Files that claim to be a backup: refused in a sentence, without being written out and
without a traceback.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tarfile
from collections import namedtuple
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW
from tests.examples import tries
from tests.operations.test_drill import MIGRATIONS, backed_up, config, everything  # noqa: F401
from tracker import db
from tracker.operations import archive, postgres, restore, space
from tracker.operations.archive import UnsafeBackup
from tracker.operations.postgres import ToolMissing
from tracker.operations.space import NotEnoughSpace

pytestmark = pytest.mark.sqlite_by_default

SQLITE = "the same on both databases"


def packed_as(target: Path, **members: bytes) -> Path:
    """An archive with these members, each under its name."""
    with tarfile.open(target, "w:gz", compresslevel=1) as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return target


def with_manifest(target: Path, content: bytes) -> Path:
    return packed_as(target, **{"database.sqlite": b"x", "manifest.json": content})


@pytest.mark.parametrize(
    "content",
    (b"[" * 100_000, b'{"a":' * 100_000, b"\xff", b"[]", b"null", b'{"rows": 1}'),
)
def test_a_manifest_that_is_none(tmp_path, content):
    with pytest.raises(UnsafeBackup, match="no backup of this product"):
        archive.unpacked(
            with_manifest(tmp_path / "b.tar.gz", content), tmp_path / "out"
        )


SOUND = {
    "made_at": "2026-11-20",
    "database": "sqlite",
    "migrations": ["0001_x"],
    "rows": {"a": 1},
    "digests": {},
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@tries(15, 60)
@given(
    st.dictionaries(
        st.sampled_from([*SOUND, "format", "product", "more"]), ANYTHING, max_size=4
    )
)
def test_whatever_a_manifest_says_it_is_a_sentence(tmp_path, other):
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    source = with_manifest(tmp_path / "b.tar.gz", json.dumps(SOUND | other).encode())
    with pytest.raises(UnsafeBackup):
        archive.unpacked(source, tmp_path / "out")


@tries(10, 40)
@given(name=st.text(max_size=300), flip=st.integers(0, 400), bit=st.integers(0, 255))
def test_whatever_its_names_and_bytes_are_it_is_a_sentence(tmp_path, name, flip, bit):
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    source = tmp_path / "b.tar.gz"
    try:
        packed_as(source, **{name: b"x", "files": b"y", "files/below": b"z"})
    except (ValueError, UnicodeError):
        return  # no archive can hold it
    content = bytearray(source.read_bytes())
    content[flip % len(content)] ^= bit
    source.write_bytes(content)
    for read in (
        lambda: archive.sizes(source, 10**9),
        lambda: archive.unpacked(source, tmp_path / "out"),
    ):
        try:
            read()
        except UnsafeBackup as error:
            assert str(source) in str(error)
    assert not (tmp_path.parent / "out").exists()


def test_more_than_there_is_room_for_is_not_written(config, tmp_path, monkeypatch):
    """A hole of 2 GB packs into 126 bytes, and zeros into little more."""
    before = everything(config)
    sparse = tmp_path / "sparse.tar.gz"
    zeros = tmp_path / "zeros.tar.gz"
    hole = tmp_path / "hole"
    with hole.open("wb") as file:
        file.truncate(2_000_000_000)
    subprocess.run(["tar", "-C", tmp_path, "-Szcf", sparse, "hole"], check=True)
    hole.unlink()
    packed_as(zeros, **{"files/zeros": bytes(5_000_000)})
    monkeypatch.setattr(
        archive, "_unpack", lambda *_: pytest.fail("it was written out")
    )
    with pytest.raises(UnsafeBackup, match="no backup of this product"):
        restore.restore(config, sparse, MIGRATIONS, NOW)
    monkeypatch.setattr(space, "free", lambda path: 4_000_000)
    with pytest.raises(
        NotEnoughSpace,
        match=r"holds more than 5 MB and there are 4 MB free. Nothing was changed",
    ):
        restore.restore(config, zeros, MIGRATIONS, NOW)
    assert everything(config) == before and not list(config.data.glob("*restore*"))


def test_room_is_counted_on_each_disk(config, monkeypatch, tmp_path_factory):
    """The files to be kept aside, the files to come, the database that is kept and the
    one to come.
    """
    if not db.is_sqlite():
        pytest.skip(SQLITE)
    elsewhere = tmp_path_factory.mktemp("disk")
    (config.files.path / "pictures" / "large").write_bytes(bytes(3_000_000))
    sizes = {"files/a": 1_000_000, "database.sqlite": 2_000_000}
    monkeypatch.setattr(
        space, "_device", lambda path: 2 if path == config.files.path else 1
    )
    for room, why in ((6_000_000, "too little space below"), (8_500_000, None)):
        monkeypatch.setattr(space, "free", lambda path, room=room: room)
        if why:
            with pytest.raises(NotEnoughSpace, match=why):
                space.check_restore(config, sizes)
        else:
            space.check_restore(config, sizes)
    monkeypatch.setattr(
        space, "_device", lambda path: 2 if path == config.data / "own.sqlite" else 1
    )
    assert elsewhere.exists()


Said = namedtuple("Said", "returncode stdout stderr")


@pytest.mark.usefixtures("on_postgres")
def test_tools_that_are_older_than_the_dump_are_named(config, monkeypatch):
    kept = backed_up(config)
    before = everything(config)
    assert archive.unpacked(kept, config.data / "inside").database == "postgres"
    with db.database.connection_context():
        number = db.database.execute_sql("SHOW server_version_num").fetchone()[0]
    new = int(number) // 10_000
    old = new - 1
    assert postgres.dump_version(config.data / "inside" / "database.dump") == new
    shutil.rmtree(config.data / "inside")
    monkeypatch.setattr(postgres, "_versions", {})
    monkeypatch.setattr(
        postgres, "_version", lambda path: new if path.endswith("pg_dump") else old
    )
    why = (
        f"pg_restore is of version {old} and what made the dump in the backup of {new}:"
        f" install postgresql-client-{new}"
    )
    with pytest.raises(ToolMissing, match=why):
        restore.restore(config, kept, MIGRATIONS, NOW)
    with pytest.raises(
        ToolMissing, match=f"pg_restore is of version {old} and the server of {new}"
    ):
        postgres.tools(new)
    assert everything(config) == before and not list(config.data.glob("*restore*"))


@pytest.mark.parametrize(
    "head",
    (
        b"",
        b"PGDMP",
        b"PGDMP\x01\x0e\x00\x04",
        b"PGDMP" + bytes(20),
        b"PGDMP" + b"\xff" * 60,
    ),
)
def test_a_dump_whose_head_says_nothing(tmp_path, head):
    (tmp_path / "dump").write_bytes(head)
    assert postgres.dump_version(tmp_path / "dump") is None
