"""Adding and deleting pictures: a file is written before its row and deleted after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import BinaryIO

import peewee

from tracker.accounts.models import FormSubmission, Person
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    raise_if_errors,
)
from tracker.experiments.files.budget import Budget
from tracker.experiments.files.cleanup import known
from tracker.experiments.files.storage import StoredPicture, discard, stored
from tracker.experiments.models import Experiment, Picture
from tracker.folder import Folder

# The field of what is told of a picture that is kept
NOTE = "note"
FIRST_VIEW = N_("Picture %(number)s moves; its first view is kept.")


def attach_pictures(
    experiment: Experiment,
    *,
    pictures: list[BinaryIO],
    alt: list[str],
    folder: Folder,
    by: Person,
    at: dt.datetime,
    key: str = "",
) -> list[FieldError]:
    """Attach the valid uploads to an experiment, in one transaction.

    Args:
        alt: Alternative text of each picture, in the same order; it may be shorter.
        folder: The folder of files.
        key: The hidden key of the form; a form that is sent twice attaches them once.

    Returns:
        The errors of the other uploads, and notes (`NOTE`) on those that are kept.

    Raises:
        ValidationFailed: No upload is valid, or there are too many.
        OSError: The disk is full or broken; nothing was kept.
    """
    if FormSubmission.earlier(by, key, Picture.form_on(experiment)):
        return []
    raise_if_errors(Picture.room_problems(experiment, len(pictures)))
    with storing(folder, Budget(by, at)) as keep:
        rows, problems = _kept(pictures, alt, keep)
        if not rows:
            raise ValidationFailed(*problems)
        if not Picture.add_all(experiment, rows, by=by, at=at, key=key):
            discard(folder, [file for file, _width, _height, _alt in rows])
    return problems


def _kept(
    pictures: list[BinaryIO], alt: list[str], keep
) -> tuple[list[tuple], list[FieldError]]:
    """Store the valid uploads: rows of file, width, height, alt; and all errors."""
    rows = []
    problems = []
    texts = alt + [""] * len(pictures)
    for number, upload in enumerate(pictures):
        try:
            stored = keep(upload)
        except ValidationFailed as refused:
            problems += [_numbered(problem, number) for problem in refused.problems]
        else:
            rows.append((stored.file, stored.width, stored.height, texts[number]))
            if stored.moved:
                problems.append(FieldError(NOTE, FIRST_VIEW, {"number": number + 1}))
    return rows, problems


def delete_picture(
    picture: Picture, *, folder: Folder, by: Person, at: dt.datetime
) -> None:
    """Delete a picture: the row first, so that no row lacks its file."""
    picture.remove(by=by, at=at)
    discard(folder, [picture.file])


@contextmanager
def storing(folder: Folder, budget: Budget) -> Iterator:
    """Yield a function that stores an upload; if the block fails, the files are deleted."""
    stored_here: list[str] = []

    def keep(upload: BinaryIO) -> StoredPicture:
        picture = stored(upload, folder, budget)
        stored_here.append(picture.file)
        return picture

    try:
        yield keep
    except BaseException:
        # A commit may succeed although the connection breaks: files with a row are kept
        with suppress(peewee.PeeweeException):
            discard(folder, set(stored_here) - known(stored_here))
        raise


def _numbered(problem: FieldError, number: int) -> FieldError:
    """The error with the number of its picture; the name of a file may be personal."""
    return replace(problem, params=dict(problem.params) | {"number": number + 1})
