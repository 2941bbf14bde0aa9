"""Which column is which."""

import pytest

from tests.examples import for_each_case
from tracker.core.validation import ValidationFailed
from tracker.experiments.imports import COLUMNS, FIELDS, Mapping, guessed, listed
from tracker.experiments.imports.mapping import ELSEWHERE


def test_every_known_column_is_guessed_by_its_own_name():
    assert guessed(FIELDS) == {name: name for name in FIELDS}
    assert guessed(name.upper().replace("_", " ") for name in FIELDS).keys() == set(
        FIELDS
    )


def test_danish_names_are_known():
    columns = [
        "Løbenummer",
        "Overskrift",
        "Hypotese",
        "Kanal",
        "Hvordan gik det?",
        "Læring",
        "Afsluttet",
        "Enhed",
        "Emneord",
    ]
    fields = [
        "external_id",
        "title",
        "hypothesis",
        "platform",
        "outcome",
        "lesson",
        "concluded_on",
        "unit",
        "tags",
    ]
    assert guessed(columns) == dict(zip(fields, columns, strict=True))


@for_each_case(
    ("column", "field"),
    [
        *[
            (name, "lesson")
            for name in (
                "Lærdom",
                "lærdomme",
                "Læring",
                "Erfaring",
                "Hvad lærte vi?",
                "Det lærte vi",
            )
        ],
        *(
            ("Hvad gjorde vi?", "method"),
            ("Vi troede, at", "hypothesis"),
            ("Succeskriterier", "criterion"),
        ),
        *(
            ("Holdt det?", "outcome"),
            ("Gik det godt?", "outcome"),
            ("Hvad prøver vi?", "title"),
            ("Periode", "starts_on"),
            ("Uge", "starts_on"),
            ("Hvad så vi?", "observation"),
            ("Stikord", "tags"),
            ("Resultater", "result"),
        ),
    ],
)
def test_more_danish_names_are_known(column, field):
    assert guessed([column]) == {field: column}


def test_no_word_stands_for_two_fields():
    texts = [COLUMNS[name].headings for name in COLUMNS] + list(ELSEWHERE.values())
    words = [word for text in texts for word in text.split()]
    assert len(words) == len(set(words)) and not set(words) & set(FIELDS)


@for_each_case(
    "cells", [["ja", "nej", "måske", ""], ["holdt", "holdt ikke", "12"], ["Delvist"]]
)
def test_a_result_that_says_yes_and_no_is_the_outcome(cells):
    assert guessed(["Resultat"], [{"Resultat": cell} for cell in cells]) == {
        "outcome": "Resultat"
    }


@for_each_case("cells", [[], ["", "-"], ["12", "0,4", "ja"]])
def test_a_result_that_is_a_number_stays_one(cells):
    assert guessed(["Resultat"], [{"Resultat": cell} for cell in cells]) == {
        "result": "Resultat"
    }
    both = [{"Resultat": "ja", "Udfald": "ja"}]
    assert guessed(["Resultat", "Udfald"], both) == {
        "result": "Resultat",
        "outcome": "Udfald",
    }


def test_columns_of_no_use_are_known():
    mapping = Mapping({"title": "a", "hypothesis": "b"}, {"hypothesis": "{c}"})
    assert mapping.unused(["a", "b", "c", "d"]) == ["b", "d"]
    assert listed(["a", "b" * 50]) == "a, " + "b" * 39 + "…"
    assert listed(map(str, range(14))).endswith("10, 11, … (+2)")


def test_a_column_is_guessed_once():
    assert guessed(["result", "resultat", "title", "titel"]) == {
        "result": "result",
        "title": "title",
    }


def test_a_fixed_text_takes_cells_in_and_goes_first():
    mapping = Mapping(
        {"title": "t", "hypothesis": "h"}, {"hypothesis": "{t} {{x}} beats {h 2}"}
    )
    assert mapping.reader(["t", "h", "h 2"])(
        {"t": "A\nB", "h": "no", "h 2": " C "}
    ) == {
        "title": "A B",
        "hypothesis": "A B {x} beats C",
    } | {"title": "A\nB"}


@for_each_case(
    ("mapping", "field"),
    [
        (Mapping({"title": "nope", "hypothesis": "h"}), "title"),
        (Mapping({"title": "t"}, {"hypothesis": "{nope}"}), "hypothesis"),
        (Mapping({"title": "t"}), "hypothesis"),
        (Mapping({"title": "t", "hypothesis": "h", "colour": "t"}), ""),
    ],
)
def test_what_does_not_fit_the_file_is_refused(mapping, field):
    with pytest.raises(ValidationFailed) as refused:
        mapping.reader(["t", "h"])
    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_week_is_when_it_began_where_no_day_stands():
    assert guessed(["titel", "uge"]) == {"title": "titel", "starts_on": "uge"}
    assert "uge" not in guessed(["uge", "dato"]).values()
