"""The experiments behind a figure, taken along."""

import pytest

from tests.dashboard.test_views import Q
from tests.experiments.test_export import rows_of, titles
from tracker.experiments.queries.export import NAMES


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_has_the_experiments_of_the_page(cast, visit, kind):
    browser = visit(cast.bo)
    page = browser.get(f"/dashboard/rows?measure=started&quarter={Q}").text
    answer = browser.get(f"/dashboard/rows/export.{kind}?measure=started&quarter={Q}")
    rows = rows_of(answer)
    assert rows and list(rows[0]) == NAMES
    for row in rows:
        assert row["title"] in page
    assert f"/dashboard/rows/export.{kind}?measure=started" in page.replace(
        "&amp;", "&"
    )


def test_what_only_the_own_unit_sees_stays_there(cast, visit):
    path = f"/dashboard/rows/export.csv?measure=started&quarter={Q}"
    assert cast.quiz.title in titles(visit(cast.bo).get(path))
    assert cast.quiz.title not in titles(visit(cast.carla).get(path))


def test_a_figure_that_is_none_is_not_found(cast, visit):
    path = "/dashboard/rows/export.csv?measure=nothing"
    assert visit(cast.bo).get(path).status_code == 404
