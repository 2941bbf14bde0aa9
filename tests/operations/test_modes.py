"""Whatever the umask, as under `gunicorn wsgi:app`: what the product writes is its own
account's alone.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from contextlib import closing
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.cast import NOW
from tests.experiments.import_files import record, sheet
from tests.experiments.pictures import picture
from tests.two_machines import Machine
from tracker import db, disk
from tracker.accounts.branding import replace_logo
from tracker.app import create_app, folder
from tracker.config import Config
from tracker.disk import make_folder, open_private, touch_private
from tracker.experiments.files import attach_pictures
from tracker.jobs.mail import send
from tracker.migrations import migrate
from tracker.operations import restore
from tracker.operations.commands import back_up_by_night
from tracker.operations.locks import alone_here
from tracker.privacy.erasure import erase

pytestmark = pytest.mark.sqlite_by_default


@pytest.fixture
def umask():
    """One that closes nothing."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def machine(product, tmp_path, umask):
    """A folder that `tracker` itself has made, over the database of the cast."""
    config = Config.from_env(
        {
            "TRACKER_DATA": str(tmp_path / "srv" / "forsoeg"),
            "DATABASE_URL": db.connected_to(),
        }
    )
    app = create_app(replace(config, data=config.data))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.cast = product.cast
    if db.is_sqlite():
        Path(db.database.database).chmod(0o600)  # a test made it, not the product
    return Machine(app, config)


def open_to_others(data) -> list[str]:
    """Whatever below a folder somebody else could read, if only through a folder that
    lets them in.
    """
    modes = {
        path.relative_to(data).as_posix(): path.stat().st_mode & 0o777
        for path in [data, *data.rglob("*")]
    }
    # What everybody's browser loads anyway
    bundled = [name for name in modes if name.startswith("assets/")]
    return [
        f"{name} {mode:o}"
        for name, mode in modes.items()
        if mode & 0o077 and name not in bundled
    ]


def test_nobody_else_reads_what_is_written_or_restored(machine, tmp_path, steps):
    """A list, a picture, a logo, a mail, the key, the mark, locks, a backup, an erased
    person, a copy before migrating.
    """
    config = machine.start(NOW).config
    cast = machine.app.cast
    upload = {"file": (io.BytesIO(sheet(record("1"))), "list.csv")}
    assert (
        machine.browser(cast.frida).post("/experiments/import", data=upload).status_code
        == 303
    )
    with machine.app.app_context(), db.database.connection_context():
        attach_pictures(
            cast.passport,
            pictures=[io.BytesIO(picture())],
            alt=["Et skilt"],
            folder=config.files,
            by=cast.alma,
            at=NOW,
        )
        replace_logo(io.BytesIO(picture()), config.files)
        send(EmailMessage(), None, config.data / "mails")
        erase(cast.dan, data=config.data, folder=config.files, at=NOW)
        back_up_by_night(config, NOW, NOW.date())
    alone_here(config).close()
    (steps / "9001_tomorrow.py").write_text(
        "def up(migrator, db):\n    pass\n\n\ndef down(migrator, db):\n    pass\n"
    )
    migrate(db.database.obj, steps, config.data)
    kinds = [
        "secret_key",
        "erasures.jsonl",
        "running.lock",
        "files/mark",
        "mails/*.eml",
        "files/logos/*.webp",
        "files/import-*",
    ]
    kinds += [
        "files/pictures/*/*.webp",
        "backups/forsoeg-*.tar.gz",
        "before-migrating-from-*",
        "assets/*.css",
    ]
    assert {kind for kind in kinds if not list(config.data.glob(kind))} == set()
    assert (
        open_to_others(config.data) == []
        and config.data.parent.stat().st_mode & 0o077 == 0
    )
    nobody_else_reads_what_is_restored(config)


def nobody_else_reads_what_is_restored(config) -> None:
    (kept,) = config.backups.glob("*.tar.gz")
    restore.restore(config, kept, folder("migrations"), NOW)
    assert list(config.files.path.rglob("*.webp")) and open_to_others(config.data) == []


def test_nobody_else_reads_a_database_that_is_made(tmp_path, umask):
    made = tmp_path / "forsoeg.sqlite"
    database = db.open_database(f"sqlite:///{made}")
    database.url = f"sqlite:///{made}"
    touch_private(made)
    with database.connection_context():
        database.execute_sql("CREATE TABLE a (b)")
        assert (
            open_to_others(tmp_path) == []
            and len(list(tmp_path.glob("forsoeg.sqlite*"))) > 1
        ), "nor its journal"


WRITES = re.compile(
    r"""\.(mkdir|write_text|write_bytes)\(|shutil\.copy(?!fileobj)|\bopen\(\S*?["'][wax]b?\+?["']"""
)
AS_IT_WAS = {"operations/folders.py"}  # what a restore moves keeps its modes
# A temporary one: 0700
IN_A_FOLDER_OF_ITS_OWN = {
    "operations/archive.py",
    "operations/backups.py",
    "operations/postgres.py",
}
# The file that `tracker export` is told to write
WHERE_ONE_ASKED_FOR_IT = {"experiments/export_command.py"}


def test_whatever_writes_does_it_by_the_one_helper():
    root = Path(disk.__file__).parent
    writing = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if WRITES.search(path.read_text())
    }
    assert writing <= IN_A_FOLDER_OF_ITS_OWN | AS_IT_WAS | WHERE_ONE_ASKED_FOR_IT | {
        "disk.py"
    }, "write with tracker.disk"


def test_one_that_stood_open_is_closed_and_a_folder_keeps_its_mode(tmp_path, umask):
    (there := tmp_path / "there").mkdir(mode=0o750)
    mode = there.stat().st_mode
    assert make_folder(there).stat().st_mode == mode
    (path := there / "old").write_text("before ")
    path.chmod(0o644)
    with open_private(path, "a") as file:
        file.write("after")
    assert path.read_text() == "before after" and path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        open_private(path, "x")
    assert make_folder(tmp_path / "a" / "b" / "c").is_dir()
    assert [open_to_others(tmp_path / "a")] == [[]]


@pytest.fixture
def steps(tmp_path):
    return shutil.copytree(folder("migrations"), tmp_path / "steps")


def test_a_file_of_somebody_else_is_still_written(tmp_path, monkeypatch):
    """In a folder of ours with a file that another account owns: the doctor names it,
    and nothing fails for it.
    """
    monkeypatch.setattr(
        os, "fchmod", lambda number, mode: (_ for _ in ()).throw(PermissionError)
    )
    with closing(open_private(tmp_path / "theirs")) as file:
        assert file.write(b"x") == 1
