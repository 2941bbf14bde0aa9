"""The filters beside a list, in an organisation that has very many units."""

from collections import Counter

from werkzeug.datastructures import MultiDict

from tracker.accounts.models import Unit
from tracker.experiments.forms.facets import MOST_UNITS, facets, has_further_units
from tracker.experiments.forms.filters import ExperimentFilters, FilterRow
from tracker.experiments.queries.facets import FacetCounts

UNITS = {str(id): FilterRow(id, f"Enhed {id:03}") for id in range(1, 201)}


def test_of_very_many_units_those_with_most_attempts_can_be_chosen(app):
    choices = ExperimentFilters("/experiments", units=UNITS, chosen={"unit": ("3",)})
    counts = FacetCounts(unit=Counter({id: id for id in range(1, 201)}))
    with app.test_request_context():
        options = facets(choices, counts, [])["unit"]
    values = [int(option["value"]) for option in options]
    assert values == [3, *range(201 - MOST_UNITS, 201)]
    assert [option["current"] for option in options[:2]] == [True, False]
    assert has_further_units(counts)


def test_of_a_few_units_all_can_be_chosen(app):
    choices = ExperimentFilters("/experiments", units=UNITS)
    counts = FacetCounts(unit=Counter(dict.fromkeys(range(1, 1 + MOST_UNITS), 1)))
    with app.test_request_context():
        assert len(facets(choices, counts, [])["unit"]) == MOST_UNITS
    assert not has_further_units(counts)


def test_units_stand_in_danish_order(cast, app):
    for name in ("Ældre", "Zoo", "arkiv", "Åkanden"):
        Unit.named(name)
    with app.test_request_context():
        choices = ExperimentFilters.read("/experiments", MultiDict())
    names = [unit.name for unit in choices.units.values()]
    ours = [name for name in names if name in ("Ældre", "Zoo", "arkiv", "Åkanden")]
    assert ours == ["arkiv", "Zoo", "Ældre", "Åkanden"]
