"""Which column is which."""

import pytest

from tracker.experiments.importing import FIELDS, Mapping, guessed
from tracker.rules import Refused


def test_every_known_column_is_guessed_by_its_own_name():
    assert guessed(FIELDS) == {name: name for name in FIELDS}
    assert guessed(name.upper().replace("_", " ") for name in FIELDS).keys() == FIELDS.keys()


def test_danish_names_are_known():
    columns = ["Løbenummer", "Overskrift", "Hypotese", "Kanal", "Hvordan gik det?", "Læring", "Afsluttet", "Enhed", "Emneord"]
    fields = ["external_id", "title", "hypothesis", "platform", "outcome", "lesson", "concluded_on", "unit", "tags"]
    assert guessed(columns) == dict(zip(fields, columns, strict=True))


def test_a_column_is_guessed_once():
    assert guessed(["result", "resultat", "title", "titel"]) == {"result": "result", "title": "title"}


def test_a_fixed_text_takes_cells_in_and_goes_first():
    mapping = Mapping({"title": "t", "hypothesis": "h"}, {"hypothesis": "{t} {{x}} beats {h 2}"})
    assert mapping.reader(["t", "h", "h 2"])({"t": "A\nB", "h": "no", "h 2": " C "}) == {
        "title": "A B",
        "hypothesis": "A B {x} beats C",
    } | {"title": "A\nB"}


@pytest.mark.parametrize(
    ("mapping", "field"),
    [
        (Mapping({"title": "nope", "hypothesis": "h"}), "title"),
        (Mapping({"title": "t"}, {"hypothesis": "{nope}"}), "hypothesis"),
        (Mapping({"title": "t"}), "hypothesis"),
        (Mapping({"title": "t", "hypothesis": "h", "colour": "t"}), ""),
    ],
)
def test_what_does_not_fit_the_file_is_refused(mapping, field):
    with pytest.raises(Refused) as refused:
        mapping.reader(["t", "h"])
    assert [problem.field for problem in refused.value.problems] == [field]
