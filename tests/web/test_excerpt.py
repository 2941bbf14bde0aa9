"""The part of a text that a list shows."""

from __future__ import annotations

import pytest
from flask import Flask, g
from hypothesis import given
from hypothesis import strategies as st

from tracker.search import Query
from tracker.web.markup import excerpt

BARE = Flask("bare")
LONG = (
    "Begyndelsen er lang. " * 20
    + "Her står nålen, som man leder efter. "
    + "Slutningen er også lang. " * 20
)


@pytest.fixture
def asked(app):
    """A reader who searched for something."""
    with app.app_context():
        yield lambda typed: setattr(g, "query", Query.parse(typed))


def test_a_short_text_stands_whole(asked):
    assert excerpt("Kort  og\ngodt") == "Kort og godt"
    assert excerpt(None) == ""


def test_without_a_search_it_is_the_beginning(asked):
    assert excerpt(LONG).startswith("Begyndelsen er lang.")
    assert excerpt(LONG).endswith(" …")
    assert len(excerpt(LONG)) <= 222


def test_with_a_search_it_is_around_the_first_match(asked):
    asked("nål")
    shown = excerpt(LONG)
    assert "nålen" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


@given(st.text(max_size=900), st.integers(1, 40))
def test_whatever_the_text_it_is_a_part_of_it(text, length):
    with BARE.app_context():
        g.query = Query.parse(text[300:320])
        shown = excerpt(text, length)
    kept = shown.removeprefix("… ").removesuffix(" …")
    assert kept in " ".join(text.split())
