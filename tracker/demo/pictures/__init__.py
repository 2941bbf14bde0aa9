"""The demo's pictures, drawn by code:

`draw(kind, seed)` answers with a PNG of 1200 × 800. The same seed, the same picture.
"""

import random
from io import BytesIO

from . import places, screens, things
from .brush import Brush

KINDS = things.SKETCHES | screens.SKETCHES | places.SKETCHES


def draw(kind: str, seed: int) -> bytes:
    brush = Brush(random.Random(seed))
    KINDS[kind](brush)
    file = BytesIO()
    brush.finished().save(file, "PNG", compress_level=1)  # kept as WebP a moment later
    return file.getvalue()
