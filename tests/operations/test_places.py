"""Where files and database may lie: mounts, links, other disks, disks that cannot be written."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cast import NOW, planned
from tests.operations.test_drill import (
    MIGRATIONS,
    backed_up,
    config,  # noqa: F401
    everything,
    lose_everything,
)
from tracker import cli, db
from tracker.accounts.models import Unit
from tracker.folder import files_below
from tracker.operations import folders, restore
from tracker.operations.restore import RestoreInterrupted, RestoreRefused

pytestmark = pytest.mark.sqlite_by_default


@pytest.fixture
def mount():
    """``mount(place)`` puts a small disk there, or ``mount(place, folder)`` a folder
    that lies elsewhere.
    """
    if os.geteuid() != 0:
        warnings.warn(
            "NOT TRIED: what is mounted takes root; the seam below stands for it",
            stacklevel=1,
        )
        pytest.skip("NOT TRIED: mounting takes root")
    mounted = []

    def put(place: Path, folder: Path | None = None) -> Path:
        place.mkdir(exist_ok=True)
        how = (
            ["--bind", folder] if folder else ["-t", "tmpfs", "-o", "size=40m", "tmpfs"]
        )
        subprocess.run(["mount", *how, place], check=True)
        mounted.append(place)
        return place

    yield put
    for place in reversed(mounted):
        subprocess.run(["umount", "-l", place], check=True)


def inside(place: Path, source: Path) -> None:
    """Move what lies in a folder to the place, which then stands for it."""
    shutil.copytree(source, place, dirs_exist_ok=True)
    shutil.rmtree(source)


@pytest.fixture
def goes_there_and_back(product, monkeypatch, request):
    """``goes_there_and_back(config)``: restore, call off and, where there is time, restore
    once more; each as on a plain folder.
    """

    def go(config) -> None:
        then = everything(config)
        kept = backed_up(config)
        with db.database.connection_context():
            planned(product.cast.alma, product.cast.facebook, title="Skrevet bagefter")
        (config.files.path / "pictures" / "later.webp").write_bytes(b"later")
        now = everything(config)
        with monkeypatch.context() as broken, pytest.raises(RestoreInterrupted):
            broken.setattr(
                restore, "STEPS", (*restore.STEPS[:4], failing, *restore.STEPS[5:])
            )
            restore.restore(config, kept, MIGRATIONS, NOW)
        (aside,) = config.data.glob("before-restore-*")
        assert everything(config) == then
        assert (aside / "files" / "pictures" / "later.webp").read_bytes() == b"later"
        restore.call_off(config, MIGRATIONS, NOW)
        assert everything(config) == now
        if request.config.getoption("--faults"):
            aside = restore.restore(config, kept, MIGRATIONS, NOW)[1]
            assert everything(config) == then
            later = aside / "files" / "pictures" / "later.webp"
            assert later.read_bytes() == b"later"

    return go


def failing(_):
    raise OSError("no power")


failing.__name__ = "bring_key"


# What else they may be, where there is time
THE_OTHERS = pytest.mark.thorough(
    short="operations/test_places.py::test_files_are_a_mount"
)


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("files", "bind"),
        pytest.param("files", "disk", marks=THE_OTHERS),
        pytest.param("files/pictures", "bind", marks=THE_OTHERS),
        pytest.param("files/pictures", "disk", marks=THE_OTHERS),
    ],
)
def test_files_are_a_mount(
    config,
    goes_there_and_back,
    mount,
    tmp_path_factory,
    where,
    kind,
):
    if not db.is_sqlite():
        pytest.skip("the same on both databases")
    place = config.data / where
    content = config.data / "content"
    place.rename(content)
    mount(place, tmp_path_factory.mktemp("shared") if kind == "bind" else None)
    inside(place, content)
    goes_there_and_back(config)
    assert place in folders.mount_points()


def test_a_folder_that_cannot_be_renamed(config, goes_there_and_back, monkeypatch):
    """The same without root: what is mounted answers EBUSY, and what lies on another disk EXDEV."""
    if not db.is_sqlite():
        pytest.skip("the same on both databases")
    rename = Path.rename
    replaced = Path.replace

    def busy(source, target):
        if Path(source).name in ("files", "pictures"):
            raise OSError(errno.EBUSY, "Device or resource busy", str(source))
        return rename(source, target)

    def across(source, target):
        if (config.files.path in Path(source).parents) != (
            config.files.path in Path(target).parents
        ):
            raise OSError(errno.EXDEV, "Invalid cross-device link", str(source))
        return replaced(source, target)

    monkeypatch.setattr(Path, "rename", busy)
    monkeypatch.setattr(Path, "replace", across)
    goes_there_and_back(config)


LINK_OF_ALL = pytest.mark.thorough(
    short="operations/test_places.py::test_files_are_a_link"
)


@pytest.mark.parametrize(
    "where", (pytest.param("files", marks=LINK_OF_ALL), "files/pictures")
)
def test_files_are_a_link(config, goes_there_and_back, tmp_path_factory, where):
    """To the folder that all machines share: the link stays, and the shared folder gets
    the files.
    """
    shared = tmp_path_factory.mktemp("shared") / "files"
    place = config.data / where
    place.rename(shared)
    place.symlink_to(shared)
    if db.is_sqlite():
        goes_there_and_back(config)
    else:
        then = everything_behind(config)
        kept = backed_up(config)
        shutil.rmtree(shared)
        shared.mkdir()
        restore.restore(config, kept, MIGRATIONS, NOW)
        assert everything_behind(config) == then
    assert place.is_symlink() and any(shared.rglob("*.webp"))


def everything_behind(config) -> dict:
    return {path: path.read_bytes() for path in files_below(config.files.path)}


def test_a_link_that_leads_nowhere_is_told_before_anything_is_touched(config):
    kept = backed_up(config)
    shutil.rmtree(config.files.path)
    config.files.path.symlink_to(config.data / "not_mounted")
    with pytest.raises(
        RestoreRefused, match=r"is a link to .*not_mounted, which is not there"
    ):
        restore.restore(config, kept, MIGRATIONS, NOW)
    assert not list(config.data.glob("*restore*"))


def test_the_database_lies_on_another_disk(
    config, goes_there_and_back, mount, monkeypatch
):
    if not db.is_sqlite():
        pytest.skip("of SQLite")
    elsewhere = moved(config, mount(config.data.parent / "disk"))
    db.connect_to(elsewhere.database_url)
    there = Path(elsewhere.database_url.removeprefix("sqlite:///"))
    moments = []
    replaced = Path.replace
    unlinked = Path.unlink
    watched = lambda act: (
        lambda *paths, **how: (
            moments.append(there.exists()),
            act(*paths, **how),
        )[1]
    )
    monkeypatch.setattr(Path, "replace", watched(replaced))
    monkeypatch.setattr(Path, "unlink", watched(unlinked))
    goes_there_and_back(elsewhere)
    assert moments and all(moments), "not a moment without a database"


def moved(config, place: Path):
    with db.database.connection_context():
        db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(config.data / "own.sqlite", place / "own.sqlite")
    return replace(config, database_url=f"sqlite:///{place / 'own.sqlite'}")


def test_a_database_file_that_itself_is_a_mount_is_told(config, mount):
    if not db.is_sqlite():
        pytest.skip("of SQLite")
    kept = backed_up(config)
    file = config.data / "own.sqlite"
    (real := config.data / "real.sqlite").write_bytes(file.read_bytes())
    subprocess.run(["mount", "--bind", real, file], check=True)
    try:
        with pytest.raises(
            RestoreRefused, match="itself is a mount and cannot be replaced"
        ):
            restore.restore(config, kept, MIGRATIONS, NOW)
    finally:
        subprocess.run(["umount", "-l", file], check=True)


def told(config, *command: str) -> subprocess.CompletedProcess:
    env = {**os.environ, **config.as_env()}
    env.pop("SECRET_KEY")
    line = [sys.executable, "-m", "tracker", *command]
    return subprocess.run(line, env=env, capture_output=True, text=True, timeout=120)


WITHOUT_JOURNAL = pytest.mark.thorough(
    short="operations/test_places.py::test_a_backup_from_a_disk_that_cannot_be_written"
)


@pytest.mark.parametrize(
    "journal",
    (True, pytest.param(False, marks=WITHOUT_JOURNAL)),
    ids=("with_journal", "without"),
)
@pytest.mark.usefixtures("kept")
def test_a_backup_from_a_disk_that_cannot_be_written(
    config,
    mount,
    tmp_path_factory,
    monkeypatch,
    journal,
):
    """When it is needed most. The newest rows may still stand in SQLite's journal."""
    if not db.is_sqlite():
        pytest.skip("of SQLite")
    disk = mount(config.data.parent / "disk")
    target = tmp_path_factory.mktemp("usb") / "kept.tar.gz"
    living = db.database.obj
    with living.connection_context():
        living.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        Unit.create(name="Skrevet til sidst")
        if not journal:
            living.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        for ending in ("", "-wal")[: 2 if journal else 1]:
            shutil.copyfile(f"{living.database}{ending}", disk / f"own.sqlite{ending}")
        units = Unit.select().count()
    shutil.copytree(config.files.path, disk / "files")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    away = replace(config, data=disk, database_url=f"sqlite:///{disk / 'own.sqlite'}")
    for name, value in away.as_env().items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(cli.tracker, ["backup", str(target)])
    assert done.exit_code == 0, done.output
    lose_everything(config)
    manifest, _, _ = restore.restore(config, target, MIGRATIONS, NOW)
    assert manifest.rows["unit"] == units and manifest.files == 2


@pytest.mark.thorough(
    short="operations/test_restore.py::test_the_key_and_the_list_come_along_and_replace_nothing"
)
def test_on_an_empty_machine_the_key_comes_along(config, tmp_path_factory):
    """By the command, as an operator does it: what reads the settings must not make a
    key of its own first.
    """
    if not db.is_sqlite():
        pytest.skip("the same on both databases")
    (config.data / "secret_key").write_text("a key that signs what was signed before")
    kept = backed_up(config)
    empty = tmp_path_factory.mktemp("empty")
    new = replace(
        config, data=empty, database_url=f"sqlite:///{empty / 'forsoeg.sqlite'}"
    )
    assert told(new, "doctor").returncode == 1 and not list(empty.iterdir()), (
        "it changes nothing"
    )
    done = told(new, "restore", "--yes", str(kept))
    assert done.returncode == 0, done.stderr
    assert (
        empty / "secret_key"
    ).read_text() == "a key that signs what was signed before"
