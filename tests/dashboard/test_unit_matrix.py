"""The cells of the matrix are written to the page as they are: what is in them is
escaped already.
"""

from collections import Counter

from tests.cast import TODAY
from tracker.accounts.models import Unit
from tracker.dashboard.forms.filters import DashboardFilter
from tracker.dashboard.forms.unit_matrix import unit_matrix_of
from tracker.quarters import Quarter


def test_names_and_links_of_cells_are_escaped_once():
    units = {
        1: Unit(id=1, name="Ny & <b>Gammel</b>"),
        2: Unit(id=2, name="Drift"),
        3: Unit(id=3, name="Ingen"),
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
    units = {id: Unit(id=id, name=f"Enhed {id}") for id in range(1, 40)}
    question = DashboardFilter(
        "/dashboard", "/dashboard/rows", Quarter.of(TODAY), TODAY, units=units
    )
    table = unit_matrix_of(Counter({(3, 1): 8, (9, 9): 1}), question)
    assert [unit.id for unit in table.units] == [1, 3, 9]
