"""Views: the documents of an experiment."""

from __future__ import annotations

from flask import request, session
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.experiments.file_answer import LARGEST_DOCUMENT, document_file, folder
from tracker.experiments.files import document as files
from tracker.experiments.forms.evidence import DocumentForm
from tracker.experiments.models import Document
from tracker.experiments.queries import visible_experiment
from tracker.experiments.views import experiments
from tracker.experiments.views.evidence import (
    editable_or_404,
    evidence_page,
    redactable_or_404,
    settled,
)
from tracker.web.access import get_or_404, require_found
from tracker.web.clock import now


@experiments.url_value_preprocessor
def let_documents_in(endpoint, values):
    """Raise the limit for this route and signed-in people, before the form is read."""
    if endpoint == "experiments.add_document" and "_user_id" in session:
        request.max_content_length = LARGEST_DOCUMENT


@experiments.post("/<int:id>/documents")
@login_required
def add_document(id):
    experiment = editable_or_404(id)
    form = DocumentForm()
    if not form.validate_on_submit():
        return evidence_page(experiment, document=form), 422
    upload = form.document.data
    added = form.try_call(
        files.attach_document,
        experiment,
        document=upload.stream,
        name=upload.filename or "",
        key=form.submission.data,
        folder=folder(),
        by=current_user,
        at=now(),
    )
    if not added:
        return evidence_page(experiment, document=form), 422
    message = _("Kept as it is. Whoever may see the attempt can download it.")
    return settled(experiment, message, "documents")


@experiments.get("/<int:id>/documents/<int:document_id>")
@login_required
def document(id, document_id):
    row = get_or_404(
        require_found(visible_experiment(current_user, id)).documents, document_id
    )
    return document_file(row)


@experiments.post("/<int:id>/documents/<int:document_id>/removal")
@login_required
def remove_document(id, document_id):
    experiment = redactable_or_404(id)
    row = experiment.documents.where(Document.public_id == document_id).first()
    if row:
        row.remove(by=current_user, at=now())
        files.discard_documents(folder(), [row.file])
    return settled(experiment, _("The file is removed."), "documents")
