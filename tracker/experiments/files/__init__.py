"""Uploaded pictures: decoded, drawn anew, kept under random names.

Nothing of the sent file is kept, its name neither.

Written as WebP: every browser shows it, it holds photos and transparency alike in a
third of the bytes, and one format means one content type to serve, whatever was sent.

A file is written before its row and removed after it, so that no row ever lacks its
file. What a crash leaves over is swept.
"""

from tracker.core.image_decoder import LARGEST
from tracker.experiments.files.attach import hang, kept, take_down
from tracker.experiments.files.cleanup import discard_lists, sweep_files, sweep_lists
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
    "discard",
    "discard_lists",
    "hang",
    "is_whole",
    "kept",
    "path_of",
    "stored",
    "sweep_files",
    "sweep_lists",
    "take_down",
]
