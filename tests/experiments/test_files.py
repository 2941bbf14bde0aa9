"""Files and rows: never one without the other; and nothing of what was sent but what
the eye sees.
"""

import datetime as dt
import errno
import io
import os
import stat
from pathlib import Path

import peewee
import pytest
from PIL import Image

from tests.cast import NOW
from tests.experiments.pictures import (
    CANARY,
    moving,
    picture,
    telling_photo,
    telling_screenshot,
)
from tests.file_times import written_now
from tracker.accounts import branding
from tracker.core.validation import ValidationFailed
from tracker.experiments import files
from tracker.experiments.files.attach import NOTE
from tracker.experiments.files.storage import name_of, stored
from tracker.experiments.models import Import, Picture
from tracker.folder import DiskFolder


@pytest.fixture
def folder(tmp_path):
    return DiskFolder(tmp_path / "files")


def lying(folder) -> list[Path]:
    return sorted(path for path in folder.path.rglob("*") if path.is_file())


def hang(cast, folder, *sent, alt=(), by=None, key="", experiment=None):
    pictures = [io.BytesIO(data) for data in sent]
    by = by or cast.alma
    return files.attach_pictures(
        experiment or cast.dream,
        pictures=pictures,
        alt=list(alt),
        folder=folder,
        by=by,
        at=NOW,
        key=key,
    )


@pytest.mark.parametrize(
    "data", [telling_photo(), telling_screenshot()], ids=["photo", "screenshot"]
)
def test_what_a_file_tells_beside_the_picture_is_gone(data, folder):
    assert CANARY in data or b"IHDR" in data
    stored = files.stored(io.BytesIO(data), folder)
    assert len(lying(folder)) == 2
    for path in lying(folder):
        assert CANARY not in path.read_bytes()
        with Image.open(path) as image:
            image.load()
            assert not image.getexif() and not {
                "exif",
                "xmp",
                "icc_profile",
                "comment",
            } & set(image.info)
            assert (
                b"EXIF" not in path.read_bytes()
                and b"ICCP" not in path.read_bytes()
                and b"XMP" not in path.read_bytes()
            )
            if image.mode == "RGBA":
                assert image.getpixel((2, 2))[:3] == (
                    0,
                    0,
                    0,
                ), "what lay under full transparency is gone too"
    assert (folder.path / files.name_of(stored.file)).exists()


def test_names_are_random_and_sharded_and_the_owner_s_alone(folder):
    one, two = (files.stored(io.BytesIO(picture()), folder) for _ in range(2))
    assert (
        one.file != two.file
        and files.storage.NAME.fullmatch(one.file)
        and one.file[:2] == one.file[3:5]
    )
    assert all(
        stat.S_IMODE(path.stat().st_mode) == 0o600 and path.suffix == ".webp"
        for path in lying(folder)
    )


def test_a_small_one_for_lists(folder):
    stored = files.stored(io.BytesIO(picture(size=(1640, 820))), folder)
    assert (stored.width, stored.height) == (1600, 800)
    with Image.open(folder.path / files.name_of(stored.file, small=True)) as small:
        assert small.size == (480, 240)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "ab/../../x.webp",
        "ab/x\0.webp",
        "/etc/passwd",
        "",
        "ab/" + "g" * 32 + ".webp",
    ],
)
def test_only_names_of_ours_lead_anywhere(name, folder):
    with pytest.raises(ValueError, match="name of ours"):
        files.name_of(name)


def test_rows_and_files_come_and_go_together(cast, folder):
    hang(cast, folder, picture(), picture("JPEG"), alt=["Et opslag"])
    first, second = cast.dream.pictures.order_by(Picture.id)
    assert (first.alt, second.alt) == ("Et opslag", "")
    assert len(lying(folder)) == 4
    files.delete_picture(first, folder=folder, by=cast.alma, at=NOW)
    assert cast.dream.pictures.count() == 1
    assert lying(folder) == sorted(
        (folder.path / files.name_of(second.file, small)) for small in (False, True)
    )
    files.delete_picture(first, folder=folder, by=cast.alma, at=NOW)  # a second click


def test_the_good_ones_are_kept_and_the_others_told(cast, folder):
    problems = hang(
        cast, folder, picture(), b"no picture", picture("WEBP"), alt=["en", "to", "tre"]
    )
    assert [str(problem) for problem in problems] == [
        "Picture 2 cannot be read as JPEG, PNG, WebP, AVIF or GIF."
    ]
    assert [row.alt for row in cast.dream.pictures.order_by(Picture.id)] == [
        "en",
        "tre",
    ]


def test_a_moving_one_is_kept_and_told_apart_from_those_left_out(cast, folder):
    (told,) = hang(cast, folder, picture(), moving("GIF"), alt=["en", "to"])
    assert (told.field, str(told)) == (NOTE, "Picture 2 moves; its first view is kept.")
    assert cast.dream.pictures.count() == 2


def test_a_small_one_of_a_tall_one_is_wide_enough_to_see(folder):
    kept = stored(io.BytesIO(picture("PNG", (400, 4000))), folder)
    with Image.open(folder.path / name_of(kept.file, small=True)) as small:
        assert small.width > 140


def test_without_a_good_one_nothing_is_kept(cast, folder):
    with pytest.raises(ValidationFailed) as refused:
        hang(cast, folder, b"no picture", b"neither")
    assert len(refused.value.problems) == 2
    assert not cast.dream.pictures.count() and not lying(folder)


def test_the_second_click_hangs_nothing(cast, folder):
    for _ in range(2):
        hang(cast, folder, *[picture()] * 8, key="the same form")
    assert cast.dream.pictures.count() == 8 and len(lying(folder)) == 16


def test_a_click_that_was_overtaken_leaves_no_file(cast, folder, monkeypatch):
    hang(cast, folder, picture(), key="the same form")
    # The look before decoding came too early
    monkeypatch.setattr(files.attach.FormSubmission, "earlier", lambda *_: None)
    with pytest.raises(peewee.IntegrityError):
        hang(cast, folder, picture(), key="the same form")
    assert cast.dream.pictures.count() == 1 and len(lying(folder)) == 2


def test_the_thirteenth_is_refused(cast, folder):
    hang(cast, folder, *[picture(size=(4, 4))] * 11)
    with pytest.raises(ValidationFailed, match="room for 1 more"):
        hang(cast, folder, picture(), picture())
    hang(cast, folder, picture())
    with pytest.raises(ValidationFailed, match="At most 12 pictures"):
        hang(cast, folder, picture())
    assert cast.dream.pictures.count() == 12 and len(lying(folder)) == 24


@pytest.mark.parametrize("function", ["fsync", "open"])
def test_a_full_disk_leaves_neither_row_nor_file(cast, folder, monkeypatch, function):
    real = getattr(os, function)
    calls = []

    def full(*args, **kwargs):
        calls.append(args)
        if len(calls) == 6:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **kwargs)

    monkeypatch.setattr(os, function, full)
    with pytest.raises(OSError, match="No space"):
        hang(cast, folder, picture(), picture())
    assert len(calls) >= 6
    assert not cast.dream.pictures.count() and not lying(folder)


def test_a_row_that_cannot_be_written_leaves_no_file(cast, folder):
    with pytest.raises(ValidationFailed):
        hang(cast, folder, picture(), alt=["x" * 501])
    assert not cast.dream.pictures.count() and not lying(folder)


def test_what_nobody_knows_is_swept_and_nothing_else(cast, folder):
    hang(cast, folder, picture())
    orphan = files.stored(io.BytesIO(picture()), folder)
    (folder.path / "pictures" / orphan.file[:2] / "abc.part").write_bytes(b"half")
    written_now(folder.path)
    assert files.delete_unknown_files(folder, dt.datetime.now(dt.UTC)) == 0, (
        "their rows may be on their way"
    )
    assert (
        files.delete_unknown_files(
            folder, dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)
        )
        == 3
    )
    row = cast.dream.pictures.get()
    assert lying(folder) == sorted(
        (folder.path / files.name_of(row.file, small)) for small in (False, True)
    )


def test_lists_that_no_import_knows_and_uploads_that_nobody_went_on_with_are_swept(
    cast, folder
):
    folder.path.mkdir()
    now = dt.datetime.now(dt.UTC)
    for letter, age in (("a", 0), ("b", 3)):
        Import.receive(
            place="here",
            by=cast.frida,
            name="liste.csv",
            file=f"import-{letter * 32}",
            at=now - dt.timedelta(days=age),
        )
    for letter in "abc":
        (folder.path / f"import-{letter * 32}").write_text("title\n")
    written_now(folder.path)
    assert files.delete_unknown_lists(folder, now) == 0, (
        "their rows may be on their way"
    )
    assert files.delete_unknown_lists(folder, now + dt.timedelta(hours=2)) == 2
    assert [path.name for path in lying(folder)] == [
        f"import-{'a' * 32}"
    ] and Import.select().count() == 1


def test_logos_that_are_not_shown_are_swept(rows, folder):
    branding.replace_logo(io.BytesIO(picture()), folder)
    shown = lying(folder)
    shown[0].with_name(f"{'a' * 32}.webp").write_bytes(b"an old one")
    written_now(folder.path)
    now = dt.datetime.now(dt.UTC)
    assert [
        branding.delete_unused_logos(folder, now + dt.timedelta(hours=hours))
        for hours in (0, 2)
    ] == [
        0,
        1,
    ]
    assert lying(folder) == shown


def test_sweeping_where_nothing_was_kept(folder, rows):
    assert files.delete_unknown_files(folder, NOW) == 0
