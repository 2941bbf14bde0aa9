"""The cells of the matrix are written to the page as they are: what is in them is
escaped already.
"""

import re
from collections import Counter

from tests.cast import TODAY
from tracker.accounts.queries import UnitName
from tracker.dashboard.forms.filters import DashboardFilter
from tracker.dashboard.forms.unit_matrix import MOST, unit_matrix_of
from tracker.dashboard.views.measures import parse_filter
from tracker.quarters import Quarter


def test_names_and_links_of_cells_are_escaped_once():
    units = {
        1: UnitName(1, "Ny & <b>Gammel</b>"),
        2: UnitName(2, "Drift"),
        3: UnitName(3, "Ingen"),
    }
    question = DashboardFilter(
        "/dashboard", "/dashboard/rows", Quarter.of(TODAY), TODAY, units=units
    )
    table = unit_matrix_of(Counter({(2, 1): 8, (2, 2): 1}), question)
    assert [unit.id for unit in table.units] == [1, 2, 3], "each is a row and a column"
    (away, name, n, shade, link), own, none = table.cells(2)
    assert (away, str(name), n, shade) == (
        1,
        "Ny &amp; &lt;b&gt;Gammel&lt;/b&gt;",
        8,
        4,
    )
    assert link.endswith("&amp;from=2&amp;to=1") and link.count("&") == link.count(
        "&amp;"
    )
    assert (own[2:4], none[2]) == ((1, 1), 0)


def test_of_many_units_only_those_that_used_or_were_used_have_a_place():
    units = {id: UnitName(id, f"Enhed {id}") for id in range(1, 40)}
    question = DashboardFilter(
        "/dashboard", "/dashboard/rows", Quarter.of(TODAY), TODAY, units=units
    )
    table = unit_matrix_of(Counter({(3, 1): 8, (9, 9): 1}), question)
    assert [unit.id for unit in table.units] == [1, 3, 9]


def test_of_hundreds_of_units_those_with_the_most_uses_have_a_place():
    units = {id: UnitName(id, f"Enhed {id:03}") for id in range(1, 400)}
    question = DashboardFilter(
        "/dashboard", "/dashboard/rows", Quarter.of(TODAY), TODAY, units=units
    )
    matrix = Counter({(id, id + 1): 1 for id in range(1, 399)})
    matrix[7, 300] = 5
    table = unit_matrix_of(matrix, question)
    assert len(table.units) == MOST and table.left_out == 399 - MOST
    ids = [unit.id for unit in table.units]
    assert {7, 300}.issubset(ids) and ids == sorted(ids)


def test_the_chosen_unit_is_chosen_in_the_menu(app, cast, visit):
    chosen = re.compile(r'<option selected value="(\d+)">')
    with app.test_request_context("/dashboard"):
        menu = str(parse_filter().unit_menu())
    assert f">{cast.carla.unit.name}</option>" in menu and not chosen.findall(menu)
    page = visit(cast.frida).get(f"/dashboard?unit={cast.carla.unit_id}").text
    menu = page[page.index('name="unit"') : page.index('name="platform"')]
    assert chosen.findall(menu) == [str(cast.carla.unit_id)]
