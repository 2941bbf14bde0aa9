"""Columns: declared at the fields, recognised by their headings."""

import peewee
import pytest

from tracker.accounts.imports import COLUMNS as PEOPLE
from tracker.core.imports import Column, Columns, Kind, Mapping, column_of
from tracker.core.imports.column import heading_key
from tracker.experiments.imports import COLUMNS as EXPERIMENTS
from tracker.schema import MODELS
from tracker.stakeholders.imports import COLUMNS as STAKEHOLDERS

ALL = {"experiments": EXPERIMENTS, "stakeholders": STAKEHOLDERS, "people": PEOPLE}


def importable_fields() -> list[peewee.Field]:
    return [
        field
        for model in MODELS
        for field in model._meta.sorted_fields
        if hasattr(field, "import_column")
    ]


def test_every_importable_field_is_a_column_of_an_import():
    """A field that declares headings and is left out of its import would be lost."""
    columns = [columns[name] for columns in ALL.values() for name in columns]
    left_out = [
        field for field in importable_fields() if column_of(field) not in columns
    ]
    assert importable_fields() and not left_out


@pytest.mark.parametrize("columns", ALL.values(), ids=ALL)
def test_a_heading_stands_for_one_column_and_is_written_as_it_is_compared(columns):
    headings = [
        word for name in columns for word in (name, *columns[name].headings.split())
    ]
    assert len(headings) == len(set(headings))
    assert all(heading_key(word) == word for word in headings)


def test_the_kind_of_a_column_is_that_of_its_field():
    assert EXPERIMENTS["baseline"].kind is Kind.number
    assert EXPERIMENTS["starts_on"].kind is Kind.day
    assert EXPERIMENTS["format"].kind is Kind.word
    assert STAKEHOLDERS["interest"].kind is Kind.whole
    assert EXPERIMENTS["title"].kind is Kind.text
    assert EXPERIMENTS["lesson"].headings.startswith("learning")


def test_headings_are_recognised_whatever_their_spelling():
    columns = Columns(Column("name", "fulde_navn"), Column("unit", "enhed"))
    assert columns.recognised(["Fulde  Navn:", "ENHED", "x"]) == {
        "name": "Fulde  Navn:",
        "unit": "ENHED",
    }
    assert columns.recognised(["fulde navn", "name"]) == {"name": "name"}
    assert columns.score(["Fulde navn", "Enhed", "enhed", ""]) == 2


def test_a_heading_may_have_a_remark_in_brackets():
    columns = Columns(Column("name"), Column("budget"), Column("goal"))
    headings = ["Name (kort)", "Budget [t.kr.]", "Goal", "Goal (%)"]
    assert columns.recognised(headings) == {
        "name": "Name (kort)",
        "budget": "Budget [t.kr.]",
        "goal": "Goal",
    }
    assert columns.score(headings) == 3


def test_a_column_that_is_required_must_be_filled():
    columns = Columns(Column("name", required=True), Column("unit"))
    assert [problem.field for problem in Mapping(columns).problems([])] == ["name"]
    assert not Mapping(columns, fixed={"name": "{x}"}).problems(["x"])
