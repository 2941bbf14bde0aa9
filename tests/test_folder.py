"""A folder of files is the same to whoever uses it, on a disk and in a bucket."""

from __future__ import annotations

import io
import sys
import time

import pytest

from tests.object_store import s3_double
from tracker.bucket import MISSING, bucket_at
from tracker.config import Config, ConfigurationError
from tracker.folder import DiskFolder, FolderAway
from tracker.operations.folders import bring, keep_aside, unwritable

KEY = "4v5x6c7b8n9m0q1w2e3r4t5y6u7i8o9pX"


@pytest.fixture(scope="module")
def s3():
    with s3_double() as server:
        yield server


@pytest.fixture(params=["disk", "bucket"])
def folder(request, tmp_path):
    if request.param == "disk":
        return DiskFolder(tmp_path / "files")
    return bucket_at(request.getfixturevalue("s3").url(f"b{time.time_ns()}"))


def names(folder, *where, **how):
    return sorted(entry.name for entry in folder.entries(*where, **how))


def test_what_was_written_is_read_listed_and_deleted(folder):
    assert not folder.exists("a/b.webp") and names(folder) == []
    folder.write("a/b.webp", b"one")
    folder.write("list", io.BytesIO(b"two" * 2_000_000))
    folder.write("a/b.webp", b"three")
    assert folder.read("a/b.webp") == b"three" and folder.size("list") == 6_000_000
    with folder.open("list") as file:
        file.seek(5_999_999)
        assert file.read() == b"o" and file.seek(0) == 0
    assert names(folder) == ["a/b.webp", "list"] and names(folder, "a") == ["a/b.webp"]
    assert names(folder, deep=False) == ["list"]
    (entry,) = folder.entries("a")
    (other,) = folder.entries(deep=False)
    assert entry.size == 5 and abs(entry.changed_at - other.changed_at) < 60
    folder.delete("a/b.webp")
    folder.delete("a/b.webp")  # gone already
    assert names(folder) == ["list"]
    for ask in (folder.open, folder.size, folder.read):
        with pytest.raises(FileNotFoundError):
            ask("a/b.webp")


def test_what_is_made_once_stays_as_it_was_made_first(folder):
    folder.create("mark", b"first")
    folder.create("mark", b"second")
    assert folder.read("mark") == b"first" and names(folder) == ["mark"]


def test_all_is_kept_aside_and_brought_back_also_when_it_was_interrupted(
    folder, tmp_path
):
    folder.write("mark", b"m")
    folder.write("pictures/ab/one.webp", b"1")
    aside = tmp_path / "aside"
    (aside / "pictures").mkdir(parents=True)
    (aside / "pictures" / "before.webp").write_bytes(b"0")
    keep_aside(folder, aside)
    assert names(folder) == []
    assert (aside / "pictures" / "ab" / "one.webp").read_bytes() == b"1"
    folder.write("mark", b"as an interrupted one had brought it")
    bring(aside, folder)
    brought = ["mark", "pictures/ab/one.webp", "pictures/before.webp"]
    assert names(folder) == brought and folder.read("mark") == b"m"
    assert not [path for path in aside.rglob("*") if path.is_file()]


def test_a_bucket_that_is_not_there_or_does_not_answer_is_told(s3):
    there = bucket_at(s3.url("there"))
    assert unwritable(there) is None and names(there) == []
    none = bucket_at(s3.url("there").replace("there", "nowhere"))
    assert "there is no such bucket" in unwritable(none)
    away = bucket_at("s3://k:s@bucket?endpoint=http://127.0.0.1:9")
    for ask in (away.exists, away.read, away.delete):
        with pytest.raises(FolderAway, match=r"s3://bucket: .*127\.0\.0\.1:9"):
            ask("mark")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://example.org/bucket", "must look like"),
        ("s3://", "must look like"),
        ("s3://bucket?regoin=x", "regoin is nothing that s3 knows"),
        ("az://account:key@box?region=x", "region is nothing that az knows"),
        ("s3://bucket?endpoint=http://10.0.0.7:9000", "must begin with https"),
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_starts(url, said, tmp_path):
    env = {"TRACKER_DATA": str(tmp_path), "SECRET_KEY": KEY, "FILES_URL": url}
    with pytest.raises(ConfigurationError, match=said):
        Config.from_env(env)


def test_machines_that_share_a_bucket_share_the_key(tmp_path):
    env = {"TRACKER_DATA": str(tmp_path), "FILES_URL": "gs://bucket/forsoeg"}
    with pytest.raises(ConfigurationError, match="set SECRET_KEY too"):
        Config.from_env(env)
    config = Config.from_env(env | {"SECRET_KEY": KEY})
    assert str(config.files) == "gs://bucket/forsoeg" and config.files_folder is None
    assert Config.from_env(config.as_env()) == config


def test_without_the_extra_it_says_which(monkeypatch):
    monkeypatch.setitem(sys.modules, "obstore", None)
    with pytest.raises(ValueError, match=r"\[stores\]") as refused:
        bucket_at("s3://bucket")
    assert str(refused.value) == MISSING
