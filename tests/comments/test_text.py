"""Mentions on the page: the name of today, and nothing that runs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.test_markup import PAYLOADS, RUNS
from tracker.comments.models.mention_markup import with_names
from tracker.web.markup import markdown


@pytest.fixture
def names(app):
    with app.test_request_context():
        yield {7: "Alma <b>Holm</b>", 8: "Bo"}


def test_a_mention_is_a_link_with_the_name_of_today(names):
    html = markdown("Spørg @[person:8], tak", names)
    assert 'href="/people/8"' in html and ">@Bo</a>, tak" in html


def test_a_name_is_escaped(names):
    assert "@Alma &lt;b&gt;Holm&lt;/b&gt;</a>" in markdown("@[person:7]", names)


def test_nobody_we_know_stays_as_it_was_typed(names):
    assert "@[person:9]" in markdown("@[person:9]", names)
    assert "<a" not in markdown("`@[person:8]`", names)


def test_no_reference_can_take_a_mention_over(names):
    html = markdown("@[person:8]\n\n[person:8]: https://evil.example", names)
    assert "evil.example" not in html.split("</p>")[0]
    assert (
        markdown("[se @[person:8] her](https://example.org)", names).count("<a ") == 1
    )


def test_nothing_runs_around_a_mention(names):
    for text in (
        text
        for payload in PAYLOADS
        for text in (
            f"@[person:7]{payload}",
            f"{payload}@[person:7]",
            payload.replace("x", "@[person:7]"),
        )
    ):
        html = str(markdown(text, names))
        assert not RUNS.search(html)
        assert not re.search(
            r"""<[a-z][^>]*href=["']?\s*(javascript|data|vbscript)""", html, re.I
        )
        assert not re.search(r"<[^>]+\son\w+=", html)


@given(st.text(alphabet="@[]person:78()!<>\"'` \n", max_size=80))
def test_typed_and_kept_go_back_and_forth(text):
    names = {7: "Alma", 8: "Bo"}
    assert with_names(with_names(text, names), names) == with_names(text, names)
