"""The short form of ``python -m tests.looks``: the main job holds still on every screen."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.looks.layout_shift import (
    MOST_SHIFT,
    RECORD,
    shift_of_loading,
    shift_of_writing,
)
from tests.looks.page_measures import MEASURES, height, most_height

EMPLOYEE = "employee@example.org"


def test_the_plan_holds_still_while_it_loads_and_is_written(visitor, pytestconfig):
    """On a phone; with --faults more of it, and at a desk as well."""
    if pytestconfig.getoption("--faults"):
        holds_still(visitor, DESK, fields=3)
        holds_still(visitor, PHONE, fields=3)
    else:
        holds_still(visitor, PHONE, fields=1)


def holds_still(visitor, viewport: dict, fields: int) -> None:
    employee = visitor(EMPLOYEE, new=True, viewport=viewport)
    employee.context.add_init_script(RECORD)
    page = employee.page
    loading, moved = shift_of_loading(page, "/experiments/new")
    assert loading <= MOST_SHIFT, moved
    assert page.evaluate("document.activeElement.name") == "hypothesis"
    writing, moved = shift_of_writing(page, most=fields)
    assert writing <= MOST_SHIFT, moved
    assert [finding for measure in MEASURES for finding in measure(page)] == []


def test_the_first_result_stands_on_the_first_screen_of_a_phone(visitor):
    employee = visitor(EMPLOYEE)
    page = employee.page
    page.goto("/experiments")
    first = page.locator("ol.list > li").first.bounding_box()
    assert first["y"] + 60 < PHONE["height"]
    assert not employee.stumbles()


@pytest.mark.parametrize(
    ("path", "width", "most"),
    [
        ("/stakeholders", 360, 4_800),
        ("/", 360, 4_800),
        ("/stakeholders", 1280, 12_000),
        ("/summaries/2026-Q3/signature?all=1", 360, 12_000),
        ("/dashboard?opener=1", 360, 12_000),
        ("/experiments/new", 360, 12_000),
    ],
)
def test_what_leaders_read_is_six_screens_of_a_phone_unless_opened(path, width, most):
    assert most_height(f"http://127.0.0.1:1{path}", width) == most


def test_a_long_list_is_folded_on_a_phone_and_stands_open_on_a_desk(visitor):
    page = visitor("leader@example.org", viewport=PHONE).page
    page.goto("/stakeholders")
    assert height(page) == []
    fold, rows = (
        page.locator("#by-priority-fold > summary"),
        page.locator("#by-priority"),
    )
    assert not rows.is_visible()
    fold.click()
    rows.wait_for()
    fold.click()
    page.set_viewport_size(DESK)
    rows.wait_for()
    assert not fold.is_visible()
