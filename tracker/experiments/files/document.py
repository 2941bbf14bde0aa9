"""Documents as evidence: looked at for what they are, kept as they were sent, never opened.

Nothing in them is drawn anew, as pictures are: whoever downloads one is told what it is.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import secrets
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from typing import BinaryIO

import peewee

from tracker.accounts.models import Person
from tracker.core.validation import N_, FieldError, ValidationFailed, raise_if_errors
from tracker.db import chunked
from tracker.experiments.models import Document, Experiment
from tracker.folder import Folder
from tracker.plaintext import is_seen, one_line

LARGEST = 20_000_000  # bytes
NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}\.(?:pdf|pptx|odp)")
# What programs call their files; the point of a day or a version is none: "24.12.2026"
ENDINGS = re.compile(r"(?:\.(?=\w*[A-Za-z]{2})\w{1,5})+$")
MOST_PARTS = 5000  # in a presentation; more is no presentation
TYPES = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odp": "application/vnd.oasis.opendocument.presentation",
}


def attach_document(
    experiment: Experiment,
    *,
    document: BinaryIO,
    name: str,
    folder: Folder,
    by: Person,
    at: dt.datetime,
    key: str = "",
) -> bool:
    """Attach a PDF or slides to an experiment.

    Args:
        name: The name of the uploaded file.
        folder: The folder of files.
        key: The hidden key of the form; a form that is sent twice attaches one.

    Returns:
        Whether it was attached; False when the same form had attached it before.

    Raises:
        ValidationFailed: It is too large, none of these, or there are too many.
        OSError: The disk is full or broken; nothing was kept.
    """
    raise_if_errors(Document.problems(experiment))
    data = document.read(LARGEST + 1)
    kind = kind_of(data)
    random = secrets.token_hex(16)
    file = f"{random[:2]}/{random}.{kind}"
    folder.write(name_of_document(file), data)
    added = False
    try:
        added = Document.add(
            experiment,
            file=file,
            name=_tidy_name(name, kind),
            size=len(data),
            by=by,
            at=at,
            key=key,
        )
    finally:
        if not added:
            # A commit may succeed although the connection breaks: a file with a row is kept
            with suppress(peewee.PeeweeException):
                discard_documents(folder, {file} - known_documents([file]))
    return added


def kind_of(data: bytes) -> str:
    """What a document is, by what stands in it: pdf, pptx or odp.

    Raises:
        ValidationFailed: It is too large, or none of these.
    """
    if len(data) > LARGEST:
        message = N_("The file is larger than %(most)s MB.")
        raise ValidationFailed(
            FieldError("document", message, {"most": LARGEST // 10**6})
        )
    if b"%PDF-" in data[:1024]:
        return "pdf"
    with suppress(zipfile.BadZipFile, ValueError, KeyError, OSError, RuntimeError):
        kind = _presentation(data)
        if kind:
            return kind
    message = N_(
        "Only PDF and slides (.pptx, .odp) can be shown, and none with macros."
    )
    raise ValidationFailed(FieldError("document", message))


def name_of_document(file: str) -> str:
    """The name of a document in the folder of files.

    Raises:
        ValueError: It is not a name that `attach_document` gives.
    """
    if not NAME.fullmatch(file):
        raise ValueError("Not a name of ours")
    return f"documents/{file}"


def discard_documents(folder: Folder, files: Iterable[str]) -> None:
    """Delete files of documents; one that cannot be deleted now is left to the sweep."""
    for file in files:
        with suppress(OSError):
            folder.delete(name_of_document(file))


def take_documents(person: Person, at: dt.datetime) -> list[str]:
    """Remove the rows of the documents that a person added. Returns their files.

    Those of others on a draft that goes with the person are left to the sweep.
    """
    documents = list(Document.select().where(Document.by == person))
    for document in documents:
        document.remove(by=person, at=at)
    return [document.file for document in documents]


def delete_unknown_documents(
    folder: Folder, at: dt.datetime, grace: dt.timedelta = dt.timedelta(hours=1)
) -> int:
    """Delete files without a row, as a crash or a deleted draft leaves them.

    Args:
        grace: Younger files are kept: their row may follow.

    Returns:
        The number of files.
    """
    before = (at - grace).timestamp()
    old = [
        entry.name for entry in folder.entries("documents") if entry.changed_at < before
    ]
    there = known_documents([name.removeprefix("documents/") for name in old])
    gone = 0
    for name in old:
        if name.removeprefix("documents/") not in there:
            with suppress(OSError):
                folder.delete(name)
                gone += 1
    return gone


def known_documents(files: list[str]) -> set[str]:
    """The files that have a row."""
    found = set()
    for run in chunked(files, 500):
        rows = Document.select(Document.file).where(Document.file.in_(list(run)))
        found |= {file for (file,) in rows.tuples()}
    return found


def _presentation(data: bytes) -> str | None:
    """Kind of a presentation without macros, by the names in its archive; nothing is unpacked
    but the few letters in which OpenDocument says what it is.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts[:MOST_PARTS]}
        if len(parts) > MOST_PARTS or any("vbaproject" in it.lower() for it in names):
            return None
        if "ppt/presentation.xml" in names:
            return "pptx"
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
            said = archive.read("mimetype").decode("ascii", "replace")
            if said == TYPES["odp"] and not any(
                it.startswith("Basic/") for it in names
            ):
                return "odp"
    return None


def _tidy_name(name: str, kind: str) -> str:
    """The name under which it is offered: without folders, and ending as what it is."""
    bare = re.sub(r"[\\/:*?\"<>|]", " ", one_line(name))
    stem = one_line(ENDINGS.sub("", bare)).strip(". ")
    if not is_seen(stem):
        stem = "dokument"
    return f"{stem[:100].rstrip()}.{kind}"
