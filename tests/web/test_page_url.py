"""A link in a template has the address that Flask gives it."""

from itertools import product

import pytest
from flask import url_for
from werkzeug.routing import BuildError

from tracker.web.page_url import page_url

BESIDE = (
    {},
    {"_anchor": "comments"},
    {"q": "æble & 100 %"},
    {"page": 3, "size": "small"},
    {"tag": None, "after": ["a", "b"]},
    {"next": "/a b", "_external": True},
)


def answer(made, endpoint: str, values: dict) -> str:
    try:
        return made(endpoint, **values)
    except (BuildError, ValueError) as error:
        return type(error).__name__


@pytest.mark.parametrize("root", ["", "/værktøj"])
def test_the_address_of_every_page_is_flasks(app, root, request):
    """With one of what stands beside in turn; with --faults with each."""
    all_of_them = request.config.getoption("--faults")
    with app.test_request_context("/me", base_url=f"http://localhost{root}"):
        for turn, rule in enumerate(app.url_map.iter_rules()):
            some = BESIDE if all_of_them else (BESIDE[turn % len(BESIDE)],)
            for value, more in product((7, "seven", "a/b c"), some):
                given = dict.fromkeys(rule.arguments, value) | more
                expected = answer(url_for, rule.endpoint, given)
                for _ in range(2):
                    assert answer(page_url, rule.endpoint, given) == expected


def test_a_number_is_filled_in_where_a_word_was_refused(app):
    with app.test_request_context():
        with pytest.raises((BuildError, ValueError)):
            page_url("experiments.experiment", id="seven")
        assert page_url("experiments.experiment", id=7) == "/experiments/7"
        assert page_url("experiments.experiment", id=8) == "/experiments/8"
        assert page_url("experiments.index", q="7 %") == "/experiments?q=7+%25"


def test_nothing_is_kept_of_a_method_that_somebody_made_up(app):
    before = set(app.extensions["page_urls"])
    with app.test_request_context(method="MADEUP"):
        assert page_url("experiments.experiment", id=7) == "/experiments/7"
    assert set(app.extensions["page_urls"]) == before


def test_there_are_not_more_patterns_than_links(app, monkeypatch):
    monkeypatch.setattr("tracker.web.page_url.MOST", 3)
    with app.test_request_context():
        for n in range(9):
            assert page_url("home.home", **{f"n{n}": 1}) == f"/?n{n}=1"
    assert 0 < len(app.extensions["page_urls"]["", "GET"]) <= 3
