"""What programs send as a form: one file, and the words beside it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from tracker.api.body import BodyProblem, body_errors

WORDS = {"true": True, "false": False}


@dataclass(frozen=True)
class Upload:
    """A file that an operation takes.

    Attributes:
        field: The name of its field.
        largest: The most bytes of the form.
    """

    field: str
    largest: int


def sent_upload(schema: dict, upload: Upload) -> dict:
    """The fields of the form of the request, the file as a `FileStorage` among them.

    Raises:
        BodyProblem: It is no form, or its fields are not those of the schema.
        RequestEntityTooLarge: It is larger than it may be.
    """
    if request.mimetype != "multipart/form-data":
        raise BodyProblem(
            415,
            _("That could not be understood"),
            _("Send a form, as “Content-Type: multipart/form-data”."),
        )
    request.max_content_length = upload.largest
    words = dict(schema["properties"])
    del words[upload.field]
    body = {name: _value(name, words) for name in request.form}
    errors = _file_errors(upload.field) + _repeated()
    if body.pop(upload.field, None) is None:
        errors += _missing(upload.field)
    else:
        errors.append({"field": upload.field, "detail": _("It is of another kind.")})
    errors += body_errors(body, {"properties": words})
    if errors:
        raise BodyProblem(
            422, _("Some fields are not right"), _("Nothing was saved."), errors
        )
    return body | {upload.field: request.files[upload.field]}


def _value(name: str, words: dict):
    """What was written in a field; yes and no as JSON has them."""
    text = request.form[name]
    if words.get(name, {}).get("type") == "boolean":
        return WORDS.get(text, text)
    return text


def _missing(name: str) -> list[dict]:
    file = request.files.get(name)
    if file is None or not file.filename:
        return [{"field": name, "detail": _("Please fill this in.")}]
    return []


def _file_errors(name: str) -> list[dict]:
    return [
        {"field": str(other)[:80], "detail": _("It is not known here.")}
        for other in request.files
        if other != name
    ]


def _repeated() -> list[dict]:
    """Fields and files that stand there more than once."""
    errors = []
    for fields in (request.form, request.files):
        for name, values in fields.lists():
            if len(values) > 1:
                detail = _("It may stand here once.")
                errors.append({"field": str(name)[:80], "detail": detail})
    return errors
