"""The picture of a chart: what it shows is what its table says."""

from itertools import pairwise

import pytest

from tracker.web.chart import TOP, chart_of

HEAD = (
    "<thead><tr><th>Kvartal</th><th data-series>Begyndt</th><th data-series>Sluttet</th>"
    "<th>Ansatte</th></tr></thead>"
)


def row(name: str, *cells: str, data: str = "") -> str:
    return f"<tr><th {data}>{name}</th>{''.join(cells)}<td>91</td></tr>"


def cell(value, text=None) -> str:
    return f'<td data-value="{value}">\n <a href="/x?a=1&amp;b=2">{text or value}</a> </td>\n'


HIDDEN = "<td><span>vises ikke, så ingen kan regnes ud</span></td>"
NOTHING = '<td><span class="muted">–</span></td>'


@pytest.fixture
def bars(app):
    table = HEAD + "<tbody>"
    table += row(
        "3. kvartal 2026", cell(20), cell(10), data='data-short-label="3. kv."'
    )
    table += row("4. kvartal 2026", cell(0), HIDDEN, data="data-running")
    with app.test_request_context():
        yield chart_of(table + "</tbody>", "bar")


def test_bars_are_as_high_as_their_values_and_say_them(bars):
    first, second, none, _ = bars.marks
    assert (first.said, second.said, none.said) == ("20", "10", "0")
    assert (first.y, first.high) == (TOP, 2 * second.high)
    assert none.high == 0


def test_a_bar_that_is_not_shown_is_no_zero(bars):
    *_, none, hidden = bars.marks
    assert hidden.is_hidden and hidden.high and hidden.said == "?"
    assert not none.is_hidden
    assert bars.hidden == ["vises ikke, så ingen kan regnes ud"]


def test_the_running_quarter_is_marked(bars):
    assert [place.runs for place in bars.places] == [False, True]


def test_what_stands_in_the_picture_is_in_its_name(bars):
    assert bars.told == (
        "3. kv.: Begyndt 20, Sluttet 10; "
        "4. kvartal 2026: Begyndt 0, Sluttet vises ikke, så ingen kan regnes ud"
    )
    for mark in bars.marks:
        assert mark.is_hidden or mark.said in bars.told


def test_a_share_of_few_is_said_as_such_and_lines_break_where_nothing_is_known(app):
    table = HEAD + "<tbody>"
    for share, text in (
        (0.5, "3 af 6"),
        (None, ""),
        (0.75, "75 % 9 af 12"),
        (1, "100 %"),
    ):
        known = NOTHING if share is None else cell(share, text)
        table += row("Kvartal", known, known)
    with app.test_request_context():
        chart = chart_of(table + "</tbody>", "line", percent=True)
        said = [mark.said for mark in chart.marks if mark.at == 0]
        assert said == ["3 af 6", "75 %", "100 %"]
        assert len(chart.line(0)) == 1 and chart.line(0)[0].count("L") == 1
        assert [series for series, *_ in chart.ends] == [0, 1]


def test_readings_stand_by_their_days(app):
    table = "<thead><tr><th>Dag</th><th>Værdi</th></tr></thead><tbody>"
    for day, value in (("2026-09-01", 10), ("2026-09-02", 12), ("2026-09-11", 30)):
        table += f'<tr><th data-at="{day}">{day}</th><td data-value="{value}">{value}</td></tr>'
    with app.test_request_context():
        chart = chart_of(
            table + "</tbody>", "line", levels=[("mål", 40), ("før", None)]
        )
    first, second, last = (mark.x for mark in chart.marks)
    assert last - first == pytest.approx(10 * (second - first), abs=0.5)
    assert chart.most == 40 and [lines for _, _, lines in chart.ends] == [["mål 40"]]


def test_names_of_days_do_not_stand_on_each_other(app):
    days = ["2025-10-20", "2026-05-14", "2026-06-23", "2026-07-20", "2026-07-27"]
    table = "<thead><tr><th>Dag</th><th>Værdi</th></tr></thead><tbody>"
    for at, day in enumerate(days):
        table += f'<tr><th data-at="{day}">{day}</th>{cell(at)}</tr>'
    with app.test_request_context():
        chart = chart_of(table + "</tbody>", levels=[("mål", 3), ("før", 0)])
        named = [place for place in chart.places if place.lines]
    assert [places.lines for places in (named[0], named[-1])] == [
        chart.places[0].lines,
        chart.places[-1].lines,
    ]
    assert 2 < len(named) < len(days)
    for one, other in pairwise(named):
        assert one.x + one.half <= other.x - other.half
