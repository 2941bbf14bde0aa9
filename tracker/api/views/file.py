"""Operations: the pictures and documents of an experiment."""

from __future__ import annotations

import secrets

from flask import abort, request
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from tracker.accounts.models import FormSubmission
from tracker.api.body import form_data, invalid
from tracker.api.operation import FileAnswer, Parameter, operation
from tracker.api.resources.experiment import DOCUMENT, PICTURE
from tracker.api.schema import FILE, NOT_CPR, object_schema
from tracker.api.upload import Upload
from tracker.api.views.experiment import own_experiment
from tracker.experiments import files
from tracker.experiments.file_answer import (
    LARGEST_DOCUMENT,
    LARGEST_PICTURE,
    document_file,
    folder,
    picture_file,
)
from tracker.experiments.files import document as documents
from tracker.experiments.forms.evidence import (
    DescriptionForm,
    DocumentForm,
    PicturesForm,
)
from tracker.experiments.models import Document, Experiment, Picture
from tracker.experiments.queries import visible_experiment
from tracker.tokens.enums import Scope
from tracker.web.access import get_or_404, require_found
from tracker.web.clock import now

DESCRIPTION = {
    "type": "string",
    "maxLength": Picture.alt.max_length,
    "description": "What the picture shows.",
}
PICTURE_BODY = object_schema(
    {"picture": FILE, "description": DESCRIPTION, "not_cpr": NOT_CPR}, ["picture"]
)
DESCRIPTION_BODY = object_schema(
    {"description": DESCRIPTION, "not_cpr": NOT_CPR}, ["description"]
)
DOCUMENT_BODY = object_schema({"document": FILE}, ["document"])
# What the operations call the fields of the forms
NAMES = {"pictures": "picture", "alt": "description"}
SIZE = Parameter(
    "size", {"type": "string", "enum": ["small", "large"]}, "How large; “large” if not."
)
PICTURE_FILE = FileAnswer(("image/webp",), has_etag=True)
DOCUMENT_FILE = FileAnswer(tuple(documents.TYPES.values()), has_etag=False)


@operation(
    "/experiments/<int:id>/pictures",
    "Add a picture; nothing of it is kept but what the eye sees",
    PICTURE.reference,
    method="POST",
    scope=Scope.log,
    body=PICTURE_BODY,
    status=201,
    upload=Upload("picture", LARGEST_PICTURE),
)
def add_picture(id, body):
    experiment = own_experiment(id)
    sent = _form_of(body, "picture")
    sent["pictures"] = sent.pop("picture")
    sent["alt"] = sent.pop("description", "")
    form = PicturesForm(sent, meta={"csrf": False})
    if not form.validate() or not form.try_call(
        files.attach_pictures,
        experiment,
        **form.cleaned_data(),
        key=form.submission.data,
        folder=folder(),
        by=current_user,
        at=now(),
    ):
        return invalid(form, NAMES)
    made = _made_by(form, Picture, experiment)
    if not made:
        return invalid(form, NAMES)
    return PICTURE.as_json(made)


@operation(
    "/experiments/<int:id>/pictures/<int:file_id>",
    "The file of a picture",
    PICTURE_FILE,
    parameters=(SIZE,),
)
def show_picture(id, file_id):
    experiment = require_found(visible_experiment(current_user, id))
    picture = get_or_404(experiment.pictures, file_id)
    if not picture.readable_by(current_user):
        abort(404)
    answer = picture_file(picture, request.args.get("size"))
    answer.vary.add("Authorization")
    return answer


@operation(
    "/experiments/<int:id>/pictures/<int:file_id>",
    "Say what a picture shows",
    PICTURE.reference,
    method="PATCH",
    scope=Scope.log,
    body=DESCRIPTION_BODY,
)
def describe_picture(id, file_id, body):
    picture = get_or_404(own_experiment(id).pictures, file_id)
    sent = form_data(body)
    sent["alt"] = sent.pop("description", "")
    form = DescriptionForm(sent, meta={"csrf": False})
    if not form.validate():
        return invalid(form, NAMES)
    picture.describe(form.alt.data, by=current_user, at=now())
    return PICTURE.as_json(picture)


@operation(
    "/experiments/<int:id>/pictures/<int:file_id>",
    "Remove a picture",
    None,
    method="DELETE",
    scope=Scope.log,
)
def remove_picture(id, file_id):
    picture = get_or_404(own_experiment(id).pictures, file_id)
    files.delete_picture(picture, folder=folder(), by=current_user, at=now())


@operation(
    "/experiments/<int:id>/documents",
    "Add a PDF or slides, which are kept as they are",
    DOCUMENT.reference,
    method="POST",
    scope=Scope.log,
    body=DOCUMENT_BODY,
    status=201,
    upload=Upload("document", LARGEST_DOCUMENT),
)
def add_document(id, body):
    experiment = own_experiment(id)
    form = DocumentForm(_form_of(body, "document"), meta={"csrf": False})
    if not form.validate():
        return invalid(form)
    upload = form.document.data
    form.try_call(
        documents.attach_document,
        experiment,
        document=upload.stream,
        name=upload.filename or "",
        key=form.submission.data,
        folder=folder(),
        by=current_user,
        at=now(),
    )
    made = _made_by(form, Document, experiment)
    if form.errors:
        return invalid(form)
    return DOCUMENT.as_json(made)


@operation(
    "/experiments/<int:id>/documents/<int:file_id>",
    "The file of a document, as it was sent",
    DOCUMENT_FILE,
)
def show_document(id, file_id):
    experiment = require_found(visible_experiment(current_user, id))
    answer = document_file(get_or_404(experiment.documents, file_id))
    answer.vary.add("Authorization")
    return answer


@operation(
    "/experiments/<int:id>/documents/<int:file_id>",
    "Remove a document",
    None,
    method="DELETE",
    scope=Scope.log,
)
def remove_document(id, file_id):
    document = get_or_404(own_experiment(id).documents, file_id)
    document.remove(by=current_user, at=now())
    documents.discard_documents(folder(), [document.file])


def _form_of(body: dict, field: str) -> MultiDict:
    """The fields as the page's form would send them, with the file among them.

    There always is a key, so that what was made by this very call is found by it.
    """
    upload = body.pop(field)
    sent = form_data(body)
    sent[field] = upload
    sent.setdefault("submission", secrets.token_hex(16))
    return sent


def _made_by(form, model: type[Picture] | type[Document], experiment: Experiment):
    """The row that this call made, or an earlier one with the same key; None with the
    form's error where that went meanwhile.
    """
    return form.try_call(
        FormSubmission.earlier_row,
        model,
        current_user,
        form.submission.data,
        model.form_on(experiment),
    )
