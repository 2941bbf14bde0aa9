"""The pictures are drawn when the demo is planted, so they had better draw."""

from io import BytesIO

import pytest
from PIL import Image

from tracker.demo.experiment import EXPERIMENTS
from tracker.demo.pictures import KINDS, draw


def test_every_picture_that_is_asked_for_can_be_drawn_and_none_is_drawn_for_nobody():
    used = {picture.kind for one in EXPERIMENTS for picture in one.pictures}
    assert used == set(KINDS)


@pytest.mark.parametrize("kind", ["boots", "map"])
def test_a_picture_is_a_small_png_and_the_same_every_time(kind):
    drawn = draw(kind, seed=7)
    picture = Image.open(BytesIO(drawn))
    assert picture.format == "PNG" and picture.size == (1200, 800)
    assert len(drawn) < 300_000
    assert draw(kind, seed=7) == drawn != draw(kind, seed=8)
