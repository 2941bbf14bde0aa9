"""Uploaded pictures: decoded, encoded again, and saved under random names.

Nothing of the uploaded file is kept, not even its name.

The format is WebP: every browser shows it, it has photos and transparency in a third of
the bytes, and there is only one content type to serve.

A file is written before its row and deleted after it, so that no row lacks its file. The
sweep deletes files that a crash leaves behind.
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
    lost,
    name_of,
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
    "lost",
    "name_of",
    "stored",
    "storing",
]
