"""Three web machines without a disk in common: uploaded files are in a bucket."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import pytest

from tests.cast import NOW
from tests.experiments.import_files import record, sheet
from tests.experiments.pictures import picture
from tests.object_store import s3_double
from tests.operations.test_drill import MIGRATIONS, backed_up
from tests.two_machines import Machine
from tracker import bucket, db
from tracker.accounts.branding import current_branding, replace_logo
from tracker.accounts.models import Person, Setting
from tracker.bucket import BucketFolder
from tracker.core.folder_mark import mark_of
from tracker.experiments.files import attach_pictures, delete_unknown_files
from tracker.experiments.files.document import attach_document
from tracker.experiments.models import Import, ImportProgress, Picture
from tracker.folder import DiskFolder
from tracker.operations import restore
from tracker.operations.file_account import accounts_of, copy_files
from tracker.operations.folders import size_of
from tracker.operations.machine import FilesNotShared
from tracker.privacy.erasure import LIST, erase

pytestmark = pytest.mark.sqlite_by_default

HOUR = dt.timedelta(hours=1)


class WebMachine(Machine):
    """One whose settings the app takes for as long as it is asked."""

    def browser(self, person=None):
        self.app.config["TRACKER"] = self.config
        return super().browser(person)

    def work(self, at, *names):
        self.app.config["TRACKER"] = self.config
        return super().work(at, *names)


@pytest.fixture(scope="module")
def s3():
    with s3_double() as server:
        yield server


@pytest.fixture
def machines(product, s3, tmp_path, request):
    """Three, each with a folder of its own and nothing else in common but the database."""
    before = product.config["TRACKER"]
    url = s3.url(re.sub(r"[\W_]+", "-", request.node.name)[-60:].strip("-"))
    made = []
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir(mode=0o700)
        config = replace(before, data=tmp_path / name, files_url=url, backups=None)
        made.append(WebMachine(product, config).start(NOW))
    yield made
    product.config["TRACKER"] = before


def names(machine) -> list[str]:
    return sorted(entry.name for entry in machine.config.files.entries())


def hang(machine) -> Picture:
    cast = machine.app.cast
    with db.database.connection_context():
        attach_pictures(
            cast.passport,
            pictures=[io.BytesIO(picture())],
            alt=["Et skilt"],
            folder=machine.config.files,
            by=cast.alma,
            at=NOW,
        )
        return Picture.select().order_by(Picture.id.desc()).get()


def test_a_picture_sent_to_one_is_seen_on_all(machines):
    one, two, three = machines
    browser = one.browser(one.app.cast.alma)
    sent = browser.post(
        f"/experiments/{one.app.cast.passport.id}/pictures",
        data={"pictures": (io.BytesIO(picture()), "x.png"), "alt": "et skilt"},
        content_type="multipart/form-data",
    )
    assert sent.status_code == 303
    with db.database.connection_context():
        row = Picture.get()
    address = f"/experiments/{one.app.cast.passport.id}/pictures/{row.public_id}"
    seen = [
        machine.browser(one.app.cast.bo).get(address, buffered=True)
        for machine in machines
    ]
    assert len({answer.data for answer in seen}) == 1
    assert seen[2].data[:4] == b"RIFF" and seen[2].content_length == len(seen[2].data)
    etag = {"If-None-Match": seen[0].headers["ETag"]}
    assert two.browser(one.app.cast.bo).get(address, headers=etag).status_code == 304
    three.config.files.delete(f"pictures/{row.file}")
    assert two.browser(one.app.cast.bo).get(address).status_code == 404
    assert any("1 pictures lack their file" in it for it in one.doctor(NOW))
    assert not list(one.config.data.rglob("*.webp"))


def test_a_list_sent_to_one_is_looked_at_on_another_and_taken_in_by_a_third(machines):
    one, two, three = machines
    frida = one.app.cast.frida
    content = sheet(record("1", title="Nummer 1"))
    address = (
        one.browser(frida)
        .post("/experiments/import", data={"file": (io.BytesIO(content), "list.csv")})
        .location
    )
    browser = two.browser(frida)
    assert browser.get(address).status_code == 200
    chosen = {"source": "list.csv", "map_title": "title", "map_lesson": "lesson"}
    chosen |= {"map_hypothesis": "hypothesis", "map_outcome": "outcome"}
    chosen |= {"map_external_id": "id", "map_concluded_on": "concluded_on"}
    assert browser.post(address, data=chosen).status_code == 303
    three.work(dt.datetime.now(dt.UTC) + HOUR)
    with db.database.connection_context():
        assert Import.get().progress is ImportProgress.done and Import.get().added == 1
    assert names(one) == ["mark"]


def test_logo_documents_and_what_an_erased_person_leaves(machines):
    one, two, three = machines
    cast = one.app.cast
    hung = hang(two)
    with db.database.connection_context():
        replace_logo(io.BytesIO(picture()), one.config.files)
        attach_document(
            cast.passport,
            document=io.BytesIO(b"%PDF-1.7 a plan"),
            name="plan.pdf",
            folder=three.config.files,
            by=cast.alma,
            at=NOW,
        )
        logo = current_branding().logo
    assert three.browser().get(f"/logo/{logo}", buffered=True).status_code == 200
    assert f"pictures/{hung.file}" in names(one) and len(names(one)) == 5
    with db.database.connection_context():
        erase(cast.alma, data=two.config.data, folder=two.config.files, at=NOW)
    assert names(one)[1:] == [f"logos/{logo}.webp", "mark"]
    assert names(one)[0].startswith(f"erasures/{cast.alma.id}-")
    one.config.files.write("pictures/ab/half.webp", b"x")
    with db.database.connection_context():
        later = dt.datetime.now(dt.UTC) + 2 * HOUR
        assert delete_unknown_files(three.config.files, later) == 1
        Setting.delete().execute()


def test_what_one_backed_up_another_restores_and_whoever_was_erased_stays_so(machines):
    """The list of erasures of one machine, and the database, are gone with it."""
    one, two, three = machines
    cast = one.app.cast
    kept_picture = hang(one)
    mark = mark_of(one.config.files)
    kept = backed_up(one.config)
    lost = hang(one)
    before = names(one)
    with db.database.connection_context():
        erase(cast.dan, data=two.config.data, folder=two.config.files, at=NOW)
        Person.update(erased_at=None).where(Person.id == cast.dan.id).execute()
    assert not (three.config.data / LIST).exists()
    _, aside, again = restore.restore(three.config, kept, MIGRATIONS, NOW)
    assert again == 1
    with db.database.connection_context():
        assert Person.get_by_id(cast.dan.id).erased_at is not None
    assert f"pictures/{lost.file}" in before and f"pictures/{lost.file}" not in names(
        one
    )
    assert f"pictures/{kept_picture.file}" in names(one)
    assert mark_of(one.config.files) == mark and (aside / "files" / "mark").exists()
    assert (aside / "files" / "pictures" / lost.file).stat().st_size
    assert size_of(three.config.files) > 100


def test_another_bucket_does_not_start_and_one_that_is_away_is_told(
    machines, s3, monkeypatch
):
    monkeypatch.setattr(bucket, "RETRY", bucket.RETRY | {"max_retries": 0})
    one, two, _ = machines
    other = WebMachine(two.app, replace(two.config, files_url=s3.url("another")))
    with pytest.raises(FilesNotShared, match=r"Name the bucket in FILES_URL"):
        other.start(NOW)
    away = "s3://k:s@bucket?endpoint=http://127.0.0.1:9"
    cut = WebMachine(two.app, replace(two.config, files_url=away))
    hung = hang(one)
    told = cut.browser().get("/readyz")
    assert told.status_code == 503 and told.json["files"]["shared"] is False
    address = f"/experiments/{one.app.cast.passport.id}"
    shown = cut.browser(one.app.cast.bo)
    assert shown.get(address).status_code == 200, "the words are read on"
    missed = shown.get(f"{address}/pictures/{hung.public_id}")
    assert missed.status_code == 503 and missed.headers["Retry-After"]
    assert any(
        "A restore would be refused. s3://bucket" in it for it in cut.doctor(NOW)
    )


def test_they_are_counted_by_kind_and_brought_elsewhere(machines, tmp_path):
    one = machines[0]
    hung = hang(one)
    one.config.files.write("import-half", b"x" * 7)
    one.config.files.delete(f"pictures/{hung.file}")
    with db.database.connection_context():
        told = {row.kind: row for row in accounts_of(one.config.files)}
    assert set(told) == {"pictures", "lists"}
    assert (told["pictures"].number, told["pictures"].missing) == (1, 1)
    assert told["pictures"].without_row == 0
    assert (told["lists"].size, told["lists"].without_row) == (7, 1)
    target = DiskFolder(tmp_path / "elsewhere")
    assert copy_files(one.config.files, target) == (3, 0)
    assert copy_files(one.config.files, target) == (1, 2), "the mark, which comes last"
    assert mark_of(target) == mark_of(one.config.files)
    assert sorted(entry.name for entry in target.entries()) == names(one)


def test_readyz_asks_the_bucket_once(machines, monkeypatch):
    """Whether there is a picture or none; a second time only to say what is wrong."""
    one, *_ = machines
    asked = []
    for name in ("open", "size"):
        before = getattr(BucketFolder, name)

        def counted(self, file, before=before):
            asked.append(file)
            return before(self, file)

        monkeypatch.setattr(BucketFolder, name, counted)

    def readyz() -> tuple[int, dict, int]:
        asked.clear()
        answer = one.browser().get("/readyz")
        return answer.status_code, answer.json["files"], len(asked)

    fine = {"shared": True, "newest": True}
    assert readyz() == (200, fine, 1)
    picture = hang(one)
    assert readyz() == (200, fine, 1)
    one.config.files.delete(f"pictures/{picture.file}")
    assert readyz() == (200, fine | {"newest": False}, 2)
    one.config.files.delete("mark")
    assert readyz()[:2] == (503, {"shared": False, "newest": False})
