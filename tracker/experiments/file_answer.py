"""Responses with the file of a picture or a document, and how large an upload may be."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, current_app

from tracker.experiments import files
from tracker.experiments.files import document as documents
from tracker.experiments.models import Document, Picture
from tracker.experiments.models.picture import MOST_PICTURES
from tracker.folder import Folder
from tracker.web.responses import file_answer, picture_answer

ROOM_BESIDE = 1_000_000  # bytes, for the rest of a form
# The pictures of one form, of which few are as large as they may be
LARGEST_PICTURES = MOST_PICTURES * files.LARGEST // 2 + ROOM_BESIDE
LARGEST_PICTURE = files.LARGEST + ROOM_BESIDE
LARGEST_DOCUMENT = documents.LARGEST + ROOM_BESIDE
AS_A_PICTURE = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    # Never from the cache alone: it may be hidden by now, or the reader signed out
    "Cache-Control": "private, no-cache",
}
AS_A_DOWNLOAD = {
    # Whatever stands in it: nothing of it runs, loads or is shown as a page of ours
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Download-Options": "noopen",
    # It may be gone or hidden by now, or the reader signed out
    "Cache-Control": "private, no-store",
}


def picture_file(picture: Picture, size: str | None) -> Response:
    """The file of a picture that the viewer may see; 404 if it is gone.

    Args:
        size: "small" for the one of lists; any other is the large one.
    """
    if size != "small":
        size = "large"
    stored = files.name_of(picture.file, size == "small")
    answer = picture_answer(folder(), stored, etag=f"{picture.edition}-{size}")
    name = f"picture-{picture.public_id}.webp"
    answer.headers.update(AS_A_PICTURE)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def document_file(row: Document) -> Response:
    """The file of a document that the viewer may see; 404 if it is gone."""
    kind = row.file.rpartition(".")[2]
    stored = documents.name_of_document(row.file)
    answer = file_answer(folder(), stored, documents.TYPES[kind])
    answer.headers.update(AS_A_DOWNLOAD)
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="document-{row.public_id}.{kind}";'
        f" filename*=UTF-8''{quote(row.name)}"
    )
    return answer


def folder() -> Folder:
    """The folder of files."""
    return current_app.config["TRACKER"].files
