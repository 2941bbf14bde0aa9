"""A disk that is full, or that cannot be written: reading goes on, writing says so in
plain words, and later all goes on without a restart.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import pwd
import shutil
import subprocess
import warnings
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from tests.experiments.pictures import picture
from tests.faults.product import Inside, in_earnest, signed_in, sound, wait_for
from tracker import db
from tracker.accounts.models import Session
from tracker.app import create_app
from tracker.comments.models import Comment
from tracker.experiments.models import Picture
from tracker.operations import doctor

SAYS = (
    "Nothing can be saved right now",
    "eading works.",
)
READ = (
    "/experiments/{id}",
    "/experiments/new",
    "/",
    "/experiments",
    "/me",
    "/guidelines",
    "/notifications",
)


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own."""
    if os.geteuid() != 0:
        warnings.warn(
            "NOT TRIED: a full disk needs a small tmpfs, and only root may mount one",
            stacklevel=1,
        )
        pytest.skip("NOT TRIED: mounting a small disk takes root")
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m,mode=777", "tmpfs", place], check=True
    )
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill(place: Path) -> Path:
    """Leave not a byte free."""
    filler = place / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError as error:
                assert error.errno == errno.ENOSPC
    return filler


class Talk:
    """Somebody who reads, says something and hangs a picture, over HTTP.

    Args:
        pages: How many pages are read at a time.
    """

    def __init__(self, served, who, experiment, pages: int | None = None):
        self.served, self.who, self.number, self.id = served, who, 0, experiment.id
        self.pages = READ[:pages]

    def reads(self):
        for path in self.pages:
            answer = self.served.get(path.format(id=self.id), self.who)
            assert answer and answer.status == 200, (
                path,
                answer and answer.status,
                answer and answer.text[-500:],
            )

    def comment(self):
        self.number += 1
        return self.served.post(
            f"/experiments/{self.id}/comments",
            self.who,
            body="x" * 1500,
            submission=f"c{self.number}",
        )

    def comments_until_told(self) -> int:
        """How many could still be written."""
        for number in range(40):
            if (answer := self.comment()).status != 303:
                self.is_told(answer)
                return number
        return pytest.fail("it takes in more and more")

    def hang(self):
        self.number += 1
        form = {
            "alt": "skilt",
            "submission": f"p{self.number}",
            "files": [("pictures", picture(size=(300, 200)))],
        }
        return self.served.post(f"/experiments/{self.id}/pictures", self.who, **form)

    def is_told(self, answer):
        assert answer and answer.status == 507 and answer.says(*SAYS), (
            answer and answer.status,
            answer and answer.text[-300:],
        )

    def readyz(self) -> int:
        return self.served.get("/readyz").status


def moved(product, place: Path):
    """The configuration with database and files on that disk."""
    config = product.config["TRACKER"]
    name = "own.sqlite"
    shutil.copyfile(config.data / name, place / name)
    return replace(config, data=place, database_url=f"sqlite:///{place / name}")


@pytest.mark.usefixtures("on_sqlite")
def test_a_full_disk(product, assembled, disk, serve, faults):
    """Database and pictures on one small disk; under a server, where there is time."""
    with db.database.connection_context():
        alma = signed_in(product, product.cast.alma)
        db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    config = moved(product, disk)
    living = ExitStack()
    if faults:
        served = serve(config).ready()
        living.callback(served.kill)
    else:
        served = Inside(in_earnest(assembled(config)))
        # As a server has one, too: the journal stands as long as somebody has it open
        living.enter_context(db.open_database(config.database_url).connection_context())
    talk = Talk(served, alma, product.cast.passport, None if faults else 3)
    said = hung = 0
    for _ in range(5 if faults else 1):
        assert talk.comment().status == talk.hang().status == 303
        said = said + 1
        hung = hung + 1
        filler = fill(disk)
        # The journal may have had some room left
        said += talk.comments_until_told()
        talk.is_told(talk.comment())
        talk.is_told(talk.hang())
        talk.reads()
        assert talk.readyz() == 503 and '"writable": false' in served.get(
            "/readyz"
        ).text.replace('":f', '": f')
        assert served.get("/healthz").status == 200
        filler.unlink()
        talk.reads()
        assert talk.comment().status == talk.hang().status == 303
        said = said + 1
        hung = hung + 1
        if faults:
            wait_for(served.workers)
    living.close()
    database = db.connect_to(config.database_url)
    with database.connection_context():
        assert Comment.select().count() == said and Picture.select().count() == hung
        assert len(list((disk / "files").rglob("*.webp"))) == 2 * hung and not list(
            disk.rglob("*.part")
        )
        sound()


def plain_pages(app) -> list[str]:
    """Every address that can be read and names nothing in particular."""
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and not rule.arguments
    ]
    return sorted(
        rule.rule for rule in rules if rule.endpoint not in ("static", "home.readyz")
    )


def shut(place: Path) -> None:
    """Let nothing be written there any more."""
    if os.geteuid() == 0:
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        return
    for path in [*place.rglob("*"), place]:
        path.chmod(0o500 if path.is_dir() else 0o400)


def open_again(place: Path) -> None:
    if os.geteuid() == 0:
        subprocess.run(["mount", "-o", "remount,rw", place], check=True)
        return
    for path in [place, *place.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)


@pytest.fixture
def folder(tmp_path, request):
    """A disk that can be made read-only; for others than root a folder, whose rights do as well."""
    if os.geteuid() == 0:
        return request.getfixturevalue("disk")
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


@pytest.mark.thorough(short="faults/test_disk.py::test_a_full_disk")
@pytest.mark.usefixtures("on_sqlite")
def test_a_disk_that_cannot_be_written(product, folder):
    """As the system makes it when it finds the disk damaged, with the journal where it was."""
    with db.database.connection_context():
        alma = signed_in(product, product.cast.alma)
        # A read that wants to note itself
        Session.update(
            seen_at=dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
        ).execute()
        for part in ("", "-wal", "-shm"):
            shutil.copyfile(
                f"{db.database.database}{part}", folder / f"own.sqlite{part}"
            )
    config = replace(
        product.config["TRACKER"],
        data=folder,
        database_url=f"sqlite:///{folder / 'own.sqlite'}",
    )
    app = create_app(config)
    talk = Talk(Inside(app), alma, product.cast.passport)
    shut(folder)
    try:
        talk.reads()
        read = {path: talk.served.get(path, alma).status for path in plain_pages(app)}
        assert not {path: status for path, status in read.items() if status >= 500}
        talk.is_told(talk.comment())
        talk.is_told(talk.hang())
        assert talk.readyz() == 503
        found = doctor.run_checks(
            config,
            db.database.obj,
            product.config["MIGRATIONS"],
            dt.datetime.now(dt.UTC),
        )
        assert any(
            "cannot be written" in finding.what for finding in found if finding.grave
        )
    finally:
        open_again(folder)
    talk.reads()
    assert talk.comment().status == talk.hang().status == 303
    with db.database.connection_context():
        assert Comment.select().count() == Picture.select().count() == 1
        sound()


@pytest.mark.usefixtures("on_postgres")
def test_a_database_that_takes_nothing_in(product, faults):
    """As a PostgreSQL that stands by for another, or was made read-only."""
    pages = plain_pages(product)[:: 1 if faults else 29]
    name = product.config["TRACKER"].database_url.split("?")[0].rpartition("/")[2]
    with db.database.connection_context():
        alma = signed_in(product, product.cast.alma)
        Session.update(
            seen_at=dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
        ).execute()
    some = None if faults else 3
    talk = Talk(Inside(in_earnest(product)), alma, product.cast.passport, some)
    read_only(name, "on")
    talk.reads()
    read = {path: talk.served.get(path, alma).status for path in pages}
    assert not {path: status for path, status in read.items() if status >= 500}
    talk.is_told(talk.comment())
    talk.is_told(talk.hang())
    assert talk.readyz() == 503
    read_only(name, "off")
    talk.reads()
    assert talk.comment().status == talk.hang().status == 303
    with db.database.connection_context():
        assert Comment.select().count() == Picture.select().count() == 1
        sound()


def read_only(name: str, how: str) -> None:
    with db.database.connection_context():
        db.database.execute_sql("SET default_transaction_read_only = off")
        db.database.execute_sql(
            f'ALTER DATABASE "{name}" SET default_transaction_read_only = {how}'
        )


@pytest.mark.usefixtures("on_postgres")
def test_a_full_disk_under_postgresql(product, assembled, disk, faults):
    """The database on one full disk, the pictures with it."""
    config = product.config["TRACKER"]
    with db.database.connection_context():
        alma = signed_in(product, product.cast.alma)
        owner = pwd.getpwuid(
            Path(db.database.execute_sql("SHOW data_directory").fetchone()[0])
            .stat()
            .st_uid
        )
        os.chown(disk, owner.pw_uid, owner.pw_gid)
        for above in disk.parents:
            if above.stat().st_mode & 0o011 != 0o011:
                above.chmod(above.stat().st_mode | 0o011)
        (disk / "table").mkdir()
        os.chown(disk / "table", owner.pw_uid, owner.pw_gid)
        db.database.execute_sql(f"CREATE TABLESPACE small LOCATION '{disk / 'table'}'")
        db.database.execute_sql("ALTER TABLE comment SET TABLESPACE small")
    try:
        app = in_earnest(assembled(replace(config, data=disk)))
        some = None if faults else 2
        talk = Talk(Inside(app), alma, product.cast.passport, some)
        assert talk.comment().status == 303
        filler = fill(disk)
        # The last page may have had some room left
        said = talk.comments_until_told()
        talk.is_told(talk.hang())
        talk.reads()
        assert talk.readyz() == 503
        filler.unlink()
        assert talk.comment().status == talk.hang().status == 303
        with db.database.connection_context():
            assert Comment.select().count() == 2 + said
            sound()
    finally:
        filler.unlink(missing_ok=True)
        with db.database.connection_context():
            db.database.execute_sql("ALTER TABLE comment SET TABLESPACE pg_default")
            db.database.execute_sql("DROP TABLESPACE small")
