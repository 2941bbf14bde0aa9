"""Uploaded pictures: decoded, drawn anew, kept under random names.

Nothing of the sent file is kept, its name neither.

Written as WebP: every browser shows it, it holds photos and transparency alike in a
third of the bytes, and one format means one content type to serve, whatever was sent.

A file is written before its row and removed after it, so that no row ever lacks its
file. What a crash leaves over is swept.
"""

from tracker.core.image_decoder import LARGEST
from tracker.experiments.files.attach import attach_pictures, delete_picture, storing
from tracker.experiments.files.cleanup import (
    delete_unknown_files,
    delete_unknown_lists,
    discard_lists,
)
from tracker.experiments.files.storage import (
    StoredPicture,
    discard,
    is_whole,
    path_of,
    stored,
)

__all__ = [
    "LARGEST",
    "StoredPicture",
    "attach_pictures",
    "delete_picture",
    "delete_unknown_files",
    "delete_unknown_lists",
    "discard",
    "discard_lists",
    "is_whole",
    "path_of",
    "stored",
    "storing",
]
