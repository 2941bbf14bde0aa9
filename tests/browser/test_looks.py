"""The short form of ``python -m tests.looks``: the main job holds still on every screen."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.looks.layout_shift import (
    MOST_SHIFT,
    RECORD,
    shift_of_loading,
    shift_of_writing,
)
from tests.looks.page_measures import MEASURES

EMPLOYEE = "employee@example.org"


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_the_plan_holds_still_while_it_loads_and_is_written(visitor, viewport):
    employee = visitor(EMPLOYEE, viewport=viewport)
    employee.context.add_init_script(RECORD)
    page = employee.page
    loading, moved = shift_of_loading(page, "/experiments/new")
    assert loading <= MOST_SHIFT, moved
    assert page.evaluate("document.activeElement.name") == "hypothesis"
    writing, moved = shift_of_writing(page, most=3)
    assert writing <= MOST_SHIFT, moved
    assert [finding for measure in MEASURES for finding in measure(page)] == []


def test_the_first_result_stands_on_the_first_screen_of_a_phone(visitor):
    page = visitor(EMPLOYEE).page
    page.goto("/experiments")
    first = page.locator("ol.list > li").first.bounding_box()
    assert first["y"] + 60 < PHONE["height"]
