"""Everything of one person, to take along:

JSON with their files. Stands with the queries, since it knows every feature.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

import peewee

from tracker.accounts.models import Person, Unit
from tracker.experiments.files import name_of
from tracker.experiments.files.document import name_of_document
from tracker.experiments.models import Document, Experiment, Picture, Tag
from tracker.fears.models import CircleAnswer, ExpectedFear, TrialDraft
from tracker.folder import Folder
from tracker.guidelines.models import Platform
from tracker.lessons.models import Conclusion, Lesson
from tracker.notifications.models import Notice
from tracker.notifications.queries import notices_of as told_to
from tracker.privacy.erasure import pointing_at_people
from tracker.questions.models import OpenQuestion, QuestionAsker

SECRET = (
    "password_hash",
    "token_hash",
    "id_token",
    "hint",
    "salt",
    "code_hash",
    "key",
    "digest",
    "payload",
    "words",
)
# Whose numbers stand in addresses; any other would tell how many rows others made
NUMBERED = (Experiment, Lesson, OpenQuestion)
BY_NAME = (Unit, Platform, Tag)  # what is told by its name rather than by its number
# Rows that hang on one's experiments and point to nobody, or to whoever concluded
OF_THE_WORK = (Conclusion, Lesson, ExpectedFear, CircleAnswer, TrialDraft)


def personal_rows(person: Person) -> Iterator[tuple[str, list[dict]]]:
    """Table name and rows of all personal data of a person.

    Secrets are left out, and so are the ids of other people and the numbers of rows.
    """
    names = {noun: dict(noun.select(noun.id, noun.name).tuples()) for noun in BY_NAME}
    yield "person", [_told(person, person, names)]
    for noun, field in pointing_at_people():
        if (
            field is Notice.by
        ):  # what others were told; that they were may tell of a draft
            continue
        if noun is Notice:
            rows = told_to(person).select(noun)
        else:
            rows = noun.select().where(field == person)
        rows = rows.order_by(noun._meta.primary_key)
        if told := [_told(row, person, names) for row in rows]:
            yield f"{noun._meta.table_name}.{field.name}", told
    for noun in OF_THE_WORK:
        rows = (
            noun.select()
            .join(Experiment)
            .where(Experiment.author == person)
            .order_by(noun._meta.primary_key)
        )
        if told := [_told(row, person, names) for row in rows]:
            yield f"{noun._meta.table_name}.experiment", told
    if told := [_told(row, person, names) for row in _questions_of(person)]:
        yield "open_question.asker", told


def _questions_of(person: Person) -> peewee.ModelSelect:
    """The open questions that a person asked first and left themselves with."""
    mine = QuestionAsker.select(QuestionAsker.question).where(
        QuestionAsker.person == person, QuestionAsker.first
    )
    return (
        OpenQuestion.select().where(OpenQuestion.id.in_(mine)).order_by(OpenQuestion.id)
    )


def write(person: Person, file: BinaryIO, folder: Folder) -> None:
    """Write a zip of `data.json` and the pictures and documents that the person added."""
    with ZipFile(file, "w", ZIP_DEFLATED) as zip:
        zip.writestr(
            "data.json",
            json.dumps(
                dict(personal_rows(person)), ensure_ascii=False, indent=1, default=str
            ),
        )
        for picture in (
            Picture.select().where(Picture.by == person).order_by(Picture.id)
        ):
            called = f"pictures/{picture.experiment_id}-{picture.public_id}"
            _take_along(zip, folder, name_of(picture.file), called)
        for document in (
            Document.select().where(Document.by == person).order_by(Document.id)
        ):
            called = f"documents/{document.experiment_id}-{document.public_id}"
            _take_along(zip, folder, name_of_document(document.file), called)


def _take_along(zip: ZipFile, folder: Folder, name: str, called: str) -> None:
    """Add a file, if it is there, under another name with the same ending."""
    ending = name.rpartition(".")[2]
    with suppress(FileNotFoundError):
        file = folder.open(name)
        with file, zip.open(f"{called}.{ending}", "w") as target:
            shutil.copyfileobj(file, target)


def _told(row: peewee.Model, person: Person, names: dict[type, dict[int, str]]) -> dict:
    hidden = set(SECRET)
    if not isinstance(row, NUMBERED):
        hidden.add(row._meta.primary_key.name)
    return {
        field.name: _shown_value(row, field, person, names)
        for field in row._meta.sorted_fields
        if field.name not in hidden
    }


def _shown_value(row, field, person: Person, names: dict[type, dict[int, str]]):
    """The value of a field as the export shows it: people and rows not by their ids."""
    value = row.__data__.get(field.name)
    noun = getattr(field, "rel_model", None)
    if noun is Person:
        if value == person.id:
            return "me"
        return value and "a colleague"
    if value is not None and hasattr(noun, "public_id"):
        value = getattr(row, field.name).public_id
    if noun in names:
        return names[noun].get(value)
    return _plain(value)


def _plain(value):
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value
