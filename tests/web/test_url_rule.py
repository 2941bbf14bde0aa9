"""Builders of addresses that are compiled when a link needs them."""

import pytest
from werkzeug.routing import BuildError, Map, Rule

from tests.examples import for_each_case
from tracker.web.url_rule import UrlRule

PATHS = {"unit": "/units/<int:id>", "file": "/files/<path:name>", "home": "/"}
LINKS = [
    ("unit", {"id": 7}),
    ("unit", {"id": 7, "q": "æble & pære", "rule": "x", "name": ["a", "b"]}),
    ("file", {"name": "a b/ø.css"}),
    ("home", {}),
]


def addresses(kind: type[Rule]):
    rules = [kind(path, endpoint=endpoint) for endpoint, path in PATHS.items()]
    return Map(rules).bind("example.org")


@for_each_case(("endpoint", "values"), LINKS)
def test_an_address_is_what_werkzeug_makes_of_it_twice(endpoint, values):
    ours = addresses(UrlRule)
    for unknown in (True, False):
        expected = addresses(Rule).build(endpoint, values, append_unknown=unknown)
        assert ours.build(endpoint, values, append_unknown=unknown) == expected
        assert ours.build(endpoint, values, append_unknown=unknown) == expected


def test_a_value_of_the_wrong_kind_is_refused_as_before():
    with pytest.raises(BuildError):
        addresses(UrlRule).build("unit", {})


def test_nothing_is_compiled_before_a_link_needs_it(monkeypatch):
    compiled = []
    plain = Rule._compile_builder
    monkeypatch.setattr(
        Rule,
        "_compile_builder",
        lambda rule, *asked: compiled.append(rule.endpoint) or plain(rule, *asked),
    )
    links = addresses(UrlRule)
    assert not compiled
    links.build("unit", {"id": 1})
    links.build("unit", {"id": 2})
    assert compiled == ["unit"]


def test_the_product_has_such_rules(app):
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    assert rules and all(isinstance(rule, UrlRule) for rule in rules)
