"""What pictures may cost: a hostile form is bounded, and a dozen photos from a phone are not."""

import datetime as dt
import io
import threading
import time

import pytest
from PIL import Image

from tests.cast import NOW
from tests.experiments.pictures import picture
from tests.moved_clock import waits_for_seconds
from tracker.accounts.models import TokenBucket
from tracker.core.image_decoder import decoded
from tracker.core.validation import ValidationFailed
from tracker.experiments.files import attach_pictures
from tracker.experiments.files import budget as budgets
from tracker.experiments.files.budget import Budget
from tracker.experiments.models import Picture
from tracker.folder import DiskFolder

# What `picture("WEBP", size, lossless=True, method=0)` takes half a second to make
FIVE_THOUSAND_SQUARE, LARGE_SCREEN = map(
    bytes.fromhex,
    (
        "524946461c000000574542505650384c0f0000002f87d3e1040710c58bfe0722a2ff0100",
        "524946461c000000574542505650384c0f0000002fffce1b020710c58bfe0722a2ff0100",
    ),
)


def photo() -> bytes:
    """Twelve megapixels, as a phone takes them."""
    file = io.BytesIO()
    grey = Image.effect_noise((500, 375), 40).resize((4000, 3000))
    grey.convert("RGB").save(file, "JPEG", quality=85)
    return file.getvalue()


def hung(cast, tmp_path, pictures: list[bytes], at=NOW, by=None) -> list[str]:
    told = attach_pictures(
        cast.passport,
        pictures=[io.BytesIO(data) for data in pictures],
        alt=[],
        folder=DiskFolder(tmp_path),
        by=by or cast.alma,
        at=at,
    )
    return [str(problem) for problem in told]


def test_a_large_lossless_webp_of_one_colour_is_refused_before_it_is_decoded():
    began = time.thread_time()
    with pytest.raises(ValidationFailed, match="more than 10 megapixels"):
        decoded(FIVE_THOUSAND_SQUARE)
    assert time.thread_time() - began < 0.3
    assert decoded(LARGE_SCREEN).width == 1600


def test_a_dozen_photos_of_a_phone_cost_a_fraction(cast, tmp_path, faults_or_few):
    assert hung(cast, tmp_path, [photo()] * faults_or_few) == []
    left = TokenBucket.left_in(
        f"pictures of {cast.alma.id}",
        capacity=budgets.HOUR_SECONDS,
        per=budgets.HOUR,
        at=NOW,
    )
    each = (budgets.HOUR_SECONDS - left) / faults_or_few
    assert 0 < each * 12 < budgets.FORM_SECONDS


@pytest.fixture
def faults_or_few(request) -> int:
    return 12 if request.config.getoption("--faults") else 1


def test_a_form_that_costs_too_much_is_ended_kindly(cast, tmp_path, monkeypatch):
    monkeypatch.setattr(budgets, "FORM_SECONDS", 0)
    (told,) = hung(cast, tmp_path, [picture(), picture()])
    assert (
        told
        == "Picture 2 was left out: so many large ones at once take too long. Please send it by"
        " itself."
    )
    assert Picture.select().count() == 1


def test_what_somebody_spends_in_an_hour_is_bounded_and_comes_back(cast, tmp_path):
    TokenBucket.spend(
        f"pictures of {cast.alma.id}",
        121,
        capacity=budgets.HOUR_SECONDS,
        per=budgets.HOUR,
        at=NOW,
    )
    with pytest.raises(ValidationFailed, match="very many within the hour"):
        hung(cast, tmp_path, [picture()])
    assert hung(cast, tmp_path, [picture()], by=cast.bo) == []
    assert hung(cast, tmp_path, [picture()], at=NOW + dt.timedelta(minutes=5)) == []


def test_a_picture_that_fails_costs_all_the_same(cast, tmp_path):
    with pytest.raises(ValidationFailed, match="cannot be read"):
        hung(cast, tmp_path, [b"none"])
    assert (
        TokenBucket.get(TokenBucket.key == f"pictures of {cast.alma.id}").left
        < budgets.HOUR_SECONDS
    )


@waits_for_seconds
def test_nobody_waits_for_ever_for_others_pictures(cast, monkeypatch):
    monkeypatch.setattr(budgets, "PATIENCE", 0.1)
    held = threading.Event()
    let_go = threading.Event()

    def hold():
        with budgets._one_at_a_time:
            held.set()
            let_go.wait(5)

    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    with (
        pytest.raises(ValidationFailed, match="others are sending"),
        Budget(cast.alma, NOW).work(),
    ):
        pass
    let_go.set()
    other.join()
    with Budget(cast.alma, NOW).work():
        pass
