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
    assert ([unit.id for unit in table.homes], [unit.id for unit in table.aways]) == (
        [2],
        [1, 2],
    )
    (away, name, n, shade, link), own = table.cells(2)
    assert (away, str(name), n, shade) == (
        1,
        "Ny &amp; &lt;b&gt;Gammel&lt;/b&gt;",
        8,
        4,
    )
    assert link.endswith("&amp;from=2&amp;to=1") and link.count("&") == link.count(
        "&amp;"
    )
    assert own[2:4] == (1, 1)
