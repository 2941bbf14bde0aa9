"""Pictures and their rows, together: a file is written before its row, and removed after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import peewee

from tracker.accounts.models import FormSubmission, Person
from tracker.core.validation import FieldError, ValidationFailed, raise_if_errors
from tracker.experiments.files.budget import Budget
from tracker.experiments.files.cleanup import known
from tracker.experiments.files.storage import StoredPicture, discard, stored
from tracker.experiments.models import Experiment, Picture


def attach_pictures(
    experiment: Experiment,
    *,
    pictures: list[BinaryIO],
    alt: list[str],
    folder: Path,
    by: Person,
    at: dt.datetime,
    key: str = "",
) -> list[FieldError]:
    """Hang the pictures among the uploads that can be used on an experiment, all in one
    transaction.

    Args:
        alt: What each picture shows, in the same order; those left out are asked for later.
        folder: The folder of files.
        key: The form's hidden key; the second click hangs nothing.

    Returns:
        What was wrong with the others.

    Raises:
        ValidationFailed: None could be used, or there is no room for so many.
        OSError: The disk is full or broken; nothing was kept.
    """
    if FormSubmission.earlier(by, key, Picture.form_on(experiment)):
        return []
    raise_if_errors(*Picture.room_problems(experiment, len(pictures)))
    with storing(folder, Budget(by, at)) as keep:
        usable = []
        problems = []
        for number, upload in enumerate(pictures):
            try:
                usable.append((keep(upload), alt[number] if number < len(alt) else ""))
            except ValidationFailed as refused:
                problems += [_numbered(problem, number) for problem in refused.problems]
        if not usable:
            raise ValidationFailed(*problems)
        if not Picture.add_all(
            experiment,
            [(*_facts(stored), text) for stored, text in usable],
            by=by,
            at=at,
            key=key,
        ):
            discard(folder, (stored.file for stored, _ in usable))
    return problems


def delete_picture(
    picture: Picture, *, folder: Path, by: Person, at: dt.datetime
) -> None:
    """Remove a picture: the row first, so that no row lacks its file."""
    picture.remove(by=by, at=at)
    discard(folder, [picture.file])


@contextmanager
def storing(folder: Path, budget: Budget) -> Iterator:
    """Give a function that stores an upload; should the block fail, what it stored is
    removed again.
    """
    stored_here: list[str] = []

    def keep(upload: BinaryIO) -> StoredPicture:
        picture = stored(upload, folder, budget)
        stored_here.append(picture.file)
        return picture

    try:
        yield keep
    except BaseException:
        # A commit may have succeeded although the connection broke: only what has no row goes.
        with suppress(peewee.PeeweeException):
            discard(folder, set(stored_here) - known(stored_here))
        raise


def _facts(stored: StoredPicture) -> tuple[str, int, int]:
    return stored.file, stored.width, stored.height


def _numbered(problem: FieldError, number: int) -> FieldError:
    """Which of the pictures it is about: by its number, for a file's name may say what
    nobody should read.
    """
    return replace(problem, params={**problem.params, "number": number + 1})
