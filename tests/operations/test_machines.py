"""Several machines over one database: each does what it can, what none did is told, and
`files/` is the same one everywhere.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import subprocess
from dataclasses import replace

import pytest
import time_machine

from tests.cast import NOW
from tests.committed_database import at_once
from tests.experiments.import_files import record, sheet
from tests.experiments.pictures import picture
from tracker import db
from tracker.audit.models import AuditEvent
from tracker.config import ConfigurationError
from tracker.core.folder_mark import mark_of, marked
from tracker.disk import make_folder
from tracker.experiments.files import attach_pictures, delete_unknown_files
from tracker.experiments.models import Import, ImportProgress, Picture
from tracker.folder import DiskFolder
from tracker.jobs.models import UNTAKEN, Job
from tracker.notifications.schedule import nightly
from tracker.operations import backups, restore
from tracker.operations.archive import Manifest
from tracker.operations.commands import back_up_by_night
from tracker.operations.machine import FilesNotShared
from tracker.operations.models import MISSED_AFTER, Installation

pytestmark = pytest.mark.sqlite_by_default

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


def told(one, at, path="/readyz") -> tuple[int, dict]:
    """What `/readyz` of a machine says at a moment."""
    with time_machine.travel(at, tick=False):
        answer = one.browser().get(path)
    return answer.status_code, answer.json


def backed_up() -> list[dt.date]:
    with db.database.connection_context():
        return [
            act.at.date()
            for act in AuditEvent.select()
            .where(AuditEvent.what == "backed_up")
            .order_by(AuditEvent.id)
        ]


@pytest.fixture
def in_short(request, monkeypatch):
    """Where there is no time, a backup is but a file of its name: what is in it, others look at."""
    if not request.config.getoption("--faults"):

        def write(config, database, target, at):
            (make_folder(target.parent) / target.name).write_text("x")
            return Manifest("", "", [], {})

        monkeypatch.setattr(backups, "take", write)


KEEPER = pytest.mark.thorough(
    short="operations/test_machines.py::test_every_night_has_a_backup_whoever_is_quicker"
)


@pytest.mark.parametrize("quicker", [pytest.param("keeper", marks=KEEPER), "other"])
@pytest.mark.usefixtures("in_short")
def test_every_night_has_a_backup_whoever_is_quicker(two_machines, quicker, request):
    """One machine keeps backups, the other has BACKUPS=off."""
    number = 10 if request.config.getoption("--faults") else 3
    keeper, other = two_machines()
    in_turn = [keeper.start(NOW), other.start(NOW)][:: 1 if quicker == "keeper" else -1]
    at = NOW
    nights = []
    for _ in range(number + 1):  # the first time, the clock is only set
        for one in in_turn * 2:
            one.work(at, "backup")
        assert told(keeper, at)[1]["missed"] == told(other, at)[1]["missed"] == []
        at = nightly(at, zone=keeper.config.time_zone)
        nights.append(at.date())
    assert backed_up() == nights[:-1] and keeper.backups()[-1] == nights[-2]
    assert not [finding for finding in other.doctor(at - HOUR) if "BACKUPS" in finding]
    with db.database.connection_context():
        assert not Job.select().where(Job.kind == "backup").exists()


@pytest.mark.usefixtures("in_short")
def test_nights_that_nobody_could_back_up_are_told_and_made_up_for_once(two_machines):
    keeper, other = two_machines()
    keeper.start(NOW), other.start(NOW)
    keeper.work(NOW, "backup")
    at = nightly(NOW, zone=keeper.config.time_zone)
    keeper.work(at, "backup")
    made = at
    for _ in range(4):  # the keeper stands still
        at = nightly(at, zone=keeper.config.time_zone)
        other.work(at, "backup")
    assert len(backed_up()) == 1
    with db.database.connection_context():
        assert Job.select().where(Job.kind == "backup").count() == 1, (
            "asked once, however many nights"
        )
    assert told(other, made + MISSED_AFTER - HOUR)[1]["missed"] == []
    for one in (keeper, other):
        status, facts = told(one, made + MISSED_AFTER + HOUR)
        assert status == 200 and facts["status"] == "ready", (
            "no machine is taken out for it"
        )
        assert facts["missed"] == ["backup"] and facts["backup"][
            "last"
        ] == made.isoformat(timespec="seconds")
        assert told(one, at, "/readyz?missed")[0] == 503
    (said,) = [finding for finding in other.doctor(at) if "BACKUPS" in finding]
    assert f"the last time was {made:%Y-%m-%d %H:%M} UTC" in said
    keeper.work(at + MINUTE, "backup")
    assert len(backed_up()) == 2 and told(other, at + HOUR)[1]["missed"] == []
    assert not [finding for finding in other.doctor(at + HOUR) if "BACKUPS" in finding]


def test_a_backup_is_never_done_by_a_machine_that_makes_none(store):
    with pytest.raises(ConfigurationError, match="BACKUPS is off"):
        back_up_by_night(replace(store, backups=None), NOW, NOW.date())


def test_each_removes_what_is_too_old_in_its_own_folder(two_machines):
    machines = two_machines(shared=False)
    for one in machines:
        for name in (
            "mails/old.eml",
            "mails/new.eml",
            "before-restore-1/forsoeg.sqlite",
            "before-migrating-from-1.sqlite",
        ):
            path = one.config.data / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("x")
            days = 0 if "new" in name else 400
            for dated in (path, path.parent) if "restore" in name else (path,):
                os.utime(dated, (then := (NOW - days * DAY).timestamp(), then))
    machines[0].sweep(NOW)
    machines[0].work(NOW, "retention"), machines[0].work(NOW + 2 * DAY, "retention")
    assert len(list(machines[1].config.data.glob("before-*"))) == 2, (
        "another machine's folder is out of reach"
    )
    assert machines[1].sweep(NOW) == {"keep_mails": 1, "keep_copies": 2}
    for one in machines:
        assert [path.name for path in (one.config.data / "mails").iterdir()] == [
            "new.eml"
        ]
        assert not list(one.config.data.glob("before-*"))


def sent(one, name="list.csv", row="1") -> Import:
    """A list, sent to a machine and put in line for the worker."""
    browser = one.browser(one.app.cast.frida)
    content = sheet(record(row, title=f"Nummer {row}"))
    address = browser.post(
        "/experiments/import", data={"file": (io.BytesIO(content), name)}
    ).location
    guess = {
        "map_title": "title",
        "map_hypothesis": "hypothesis",
        "map_outcome": "outcome",
        "map_lesson": "lesson",
    }
    guess |= {
        "map_external_id": "id",
        "map_concluded_on": "concluded_on",
        "source": "list.csv",
    }
    assert browser.post(address, data=guess).status_code == 303
    with db.database.connection_context():
        return Import.get_by_id(int(address.split("/")[-2]))


@pytest.mark.parametrize("shared", [True, False])
def test_a_list_is_taken_in_where_its_file_lies(two_machines, shared):
    """Of two that came to one machine, the other's worker, which is quicker, takes all or none."""
    first, second = two_machines(shared=shared)
    jobs = [sent(first, row=str(n)) for n in range(2)]
    soon = dt.datetime.now(dt.UTC) + MINUTE
    second.work(soon)
    with db.database.connection_context():
        now = {job.reload().progress for job in jobs}
    assert now == ({ImportProgress.done} if shared else {ImportProgress.waiting})
    first.work(soon)
    with db.database.connection_context():
        assert {job.reload().progress for job in jobs} == {ImportProgress.done}
    assert not list(first.config.files.path.glob("import-*"))


def test_a_list_that_no_machine_can_take_in_waits_and_is_told(two_machines):
    first, second = two_machines(shared=False)
    job = sent(first)
    late = dt.datetime.now(dt.UTC) + UNTAKEN + MINUTE
    assert second.work(late) == 0
    status, facts = told(second, late)
    assert (status, facts["missed"], facts["outbox"]["untaken"]) == (
        200,
        ["jobs"],
        1,
    )
    assert any(
        "1 lists wait to be imported" in finding for finding in second.doctor(late)
    )
    first.work(late)
    with db.database.connection_context():
        assert job.reload().progress is ImportProgress.done
    assert told(second, late)[1]["missed"] == []


def test_the_columns_of_a_list_that_lies_elsewhere_are_no_error(two_machines):
    first, second = two_machines(shared=False)
    browser = first.browser(first.app.cast.frida)
    address = browser.post(
        "/experiments/import",
        data={"file": (io.BytesIO(sheet(record("1"))), "list.csv")},
    ).location
    elsewhere = second.browser(second.app.cast.frida)
    for answer in (
        elsewhere.get(address),
        elsewhere.post(address, data={"map_title": "title", "preview": "1"}),
    ):
        assert (
            answer.status_code < 500
            and "The file is no longer here. Please upload it once more." in answer.text
        )
    assert browser.get(address).status_code == 200


def test_a_machine_with_files_of_its_own_does_not_start(two_machines):
    first, second = two_machines(shared=False)
    first.start()
    with pytest.raises(
        FilesNotShared, match="is not the folder of uploaded files"
    ) as refused:
        second.start()
    assert f"echo {mark_of(first.config.files)} > {second.config.files}/mark" in str(
        refused.value
    )
    status, facts = told(second, dt.datetime.now(dt.UTC))
    assert (status, facts["status"], facts["files"]) == (
        503,
        "not ready",
        {"shared": False, "newest": True},
    )
    assert told(first, dt.datetime.now(dt.UTC))[0] == 200
    assert any(
        str(second.config.files) in finding
        for finding in second.doctor(dt.datetime.now(dt.UTC))
    )
    assert not any(
        "is not the folder" in finding
        for finding in first.doctor(dt.datetime.now(dt.UTC))
    )


def test_a_folder_that_was_copied_is_told_by_the_next_picture(two_machines):
    """Its mark was copied, too."""
    first, second = two_machines(shared=False)
    first.start()
    shutil.copytree(first.config.files.path, second.config.files.path)
    second.start()
    now = dt.datetime.now(dt.UTC)
    cast = first.app.cast
    assert told(second, now)[1]["missed"] == []
    with db.database.connection_context():
        attach_pictures(
            cast.passport,
            pictures=[io.BytesIO(picture())],
            alt=["Et skilt"],
            folder=first.config.files,
            by=cast.alma,
            at=NOW,
        )
    assert (told(first, now)[1]["missed"], told(second, now)[1]["missed"]) == (
        [],
        ["pictures"],
    )
    assert any("pictures lack their file" in finding for finding in second.doctor(now))


def test_the_cure_that_is_told_cures(two_machines):
    first, second = two_machines(shared=False)
    first.start()
    with pytest.raises(FilesNotShared) as refused:
        second.start()
    second.config.files.path.mkdir(exist_ok=True)
    command = re.search(r"echo .*$", str(refused.value))[0]
    subprocess.run(command, shell=True, check=True)
    second.start()
    assert told(second, dt.datetime.now(dt.UTC))[0] == 200


@pytest.mark.both_databases("operations.machine")
def test_who_starts_first_settles_which_folder_counts(two_machines):
    first, second = two_machines(shared=False)
    second.start(NOW)
    with pytest.raises(FilesNotShared, match="since 2026-11-20"):
        first.start()
    with db.database.connection_context():
        Installation.delete().execute()
    threads = at_once([lambda one=one: started(one) for one in (first, second)])
    assert sorted(threads) == [False, True], "one of two that start at once"


def started(one) -> bool:
    try:
        one.start()
    except FilesNotShared:
        return False
    return True


def test_two_processes_on_one_folder_make_one_mark(tmp_path):
    assert len({*at_once([lambda: marked(DiskFolder(tmp_path / "files"))] * 6)}) == 1
    assert [path.name for path in (tmp_path / "files").iterdir()] == ["mark"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"too short", b"Z" * 32])
def test_a_mark_that_is_none_is_made_anew(tmp_path, content):
    (tmp_path / "mark").write_bytes(content)
    folder = DiskFolder(tmp_path)
    assert mark_of(folder) is None
    assert marked(folder) == mark_of(folder) != content


def test_the_mark_outlives_backup_restore_and_every_sweep(two_machines):
    """Restored in its place, and on a new machine; an installation from before there
    were marks gets one.
    """
    first, _ = two_machines()
    first.start(NOW)
    kept = first.config.data / "kept.tar.gz"
    cast = first.app.cast
    mark = mark_of(first.config.files)
    with db.database.connection_context():
        attach_pictures(
            cast.passport,
            pictures=[io.BytesIO(picture("PNG"))],
            alt=["Et skilt"],
            folder=first.config.files,
            by=cast.alma,
            at=NOW,
        )
        manifest = backups.take(first.config, db.database.obj, kept, NOW)
        delete_unknown_files(first.config.files, NOW + 4000 * DAY)
    assert manifest.files == 2, "the mark is no file that somebody uploaded"
    assert mark_of(first.config.files) == mark
    shutil.rmtree(first.config.files.path)
    restore.restore(first.config, kept, first.app.config["MIGRATIONS"], NOW)
    assert mark_of(first.start().config.files) == mark
    with db.database.connection_context():
        Installation.delete().execute()
        (first.config.files.path / "mark").unlink()
        backups.take(first.config, db.database.obj, kept, NOW)
    restore.restore(first.config, kept, first.app.config["MIGRATIONS"], NOW)
    assert mark_of(first.start().config.files) not in (None, mark)
    with db.database.connection_context():
        assert Picture.select().count() == 1


@pytest.mark.usefixtures("in_short")
def test_a_folder_that_goes_away_while_it_works_takes_no_backup_and_comes_back(
    two_machines,
):
    """A mount that is lost: the worker goes on with what needs no files."""
    keeper, _ = two_machines()
    keeper.start(NOW).work(NOW, "backup")
    at = nightly(NOW, zone=keeper.config.time_zone)
    aside = keeper.config.data / "away"
    keeper.config.files.path.rename(aside)
    with db.database.connection_context():
        Job.enqueue("weigh", at=at)
    assert keeper.work(at, "backup") == 1 and not backed_up()
    assert told(keeper, at)[1]["files"]["shared"] is False
    aside.rename(keeper.config.files.path)
    assert keeper.work(at, "backup") == 1 and backed_up() == [at.date()]
