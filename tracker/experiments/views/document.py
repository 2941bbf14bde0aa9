"""Views: the documents of an experiment."""

from __future__ import annotations

from urllib.parse import quote

from flask import request, session
from flask_babel import gettext as _
from flask_login import current_user, login_required

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
from tracker.experiments.views.picture import folder
from tracker.web.access import get_or_404, require_found
from tracker.web.clock import now
from tracker.web.responses import file_answer

# The document, and a megabyte for the rest of the form
LARGEST_UPLOAD = files.LARGEST + 1_000_000
AS_A_DOWNLOAD = {
    # Whatever stands in it: nothing of it runs, loads or is shown as a page of ours
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Download-Options": "noopen",
    # It may be gone or hidden by now, or the reader signed out
    "Cache-Control": "private, no-store",
}


@experiments.url_value_preprocessor
def let_documents_in(endpoint, values):
    """Raise the limit for this route and signed-in people, before the form is read."""
    if endpoint == "experiments.add_document" and "_user_id" in session:
        request.max_content_length = LARGEST_UPLOAD


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
    kind = row.file.rpartition(".")[2]
    stored = files.name_of_document(row.file)
    answer = file_answer(folder(), stored, files.TYPES[kind])
    answer.headers.update(AS_A_DOWNLOAD)
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="document-{row.public_id}.{kind}";'
        f" filename*=UTF-8''{quote(row.name)}"
    )
    return answer


@experiments.post("/<int:id>/documents/<int:document_id>/removal")
@login_required
def remove_document(id, document_id):
    experiment = redactable_or_404(id)
    row = experiment.documents.where(Document.public_id == document_id).first()
    if row:
        row.remove(by=current_user, at=now())
        files.discard_documents(folder(), [row.file])
    return settled(experiment, _("The file is removed."), "documents")
