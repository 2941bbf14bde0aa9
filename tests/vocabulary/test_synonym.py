"""The synonyms of the search: kept on a page, found by, and noted in the audit log."""

from __future__ import annotations

import pytest

from tests.cast import planned
from tracker.audit.models import AuditEvent
from tracker.core.validation import ValidationFailed
from tracker.experiments.queries.relevance import ranked
from tracker.search import Query
from tracker.vocabulary.models import MOST_GROUPS, Synonym

pytestmark = pytest.mark.both_databases("vocabulary.models")

URL = "/admin/synonyms"


def digest(page: str) -> str:
    return page.partition('name="before"')[2].partition('value="')[2].partition('"')[0]


def test_a_facilitator_keeps_them_and_the_search_follows_at_once(cast, visit):
    made = planned(cast.carla, cast.facebook, title="Natugler", hypothesis="x")
    assert ranked(cast.bo, Query.parse("pernittengryn")).best() == []
    frida = visit(cast.frida)
    page = frida.get(URL).text
    assert "opslag, indlæg, post" in page
    sent = {"groups": "natugle , pernittengryn\n\nkø, ventetid", "before": digest(page)}
    assert frida.post(URL, data=sent).status_code == 303
    assert Synonym.groups() == ["kø, ventetid", "natugle, pernittengryn"]
    assert ranked(cast.bo, Query.parse("pernittengryn")).best() == [made.id]
    event = AuditEvent.select().order_by(AuditEvent.id.desc()).first()
    assert (event.what, event.by) == ("synonyms_changed", cast.frida.id)


def test_what_a_colleague_saved_meanwhile_is_not_overwritten(cast, visit):
    before = digest(visit(cast.frida).get(URL).text)
    Synonym.replace_all(["ugle, natugle"], by=cast.ada.id)
    answer = visit(cast.frida).post(URL, data={"groups": "kø, tid", "before": before})
    assert answer.status_code == 422
    assert "in the meantime" in answer.text
    assert "kø, tid" in answer.text
    assert Synonym.groups() == ["ugle, natugle"]


@pytest.mark.parametrize("typed", ["cities", "storbyerne", "city"])
def test_a_word_in_another_form_means_the_same(cast, typed):
    """Whatever the language: English plurals are no Danish ones."""
    made = planned(
        cast.carla, cast.facebook, title="En storby om natten", hypothesis="x"
    )
    Synonym.replace_all(["storby, city"], by=cast.ada.id)
    assert ranked(cast.bo, Query.parse(typed)).best() == [made.id]


@pytest.mark.parametrize(
    "groups",
    [
        ["ugle"],
        ["ugle, "],
        ["ugle, nat ugle"],
        ["ugle, 👍"],
        ["a" * 200 + ", " + "b" * 200],
        [f"a{n}, b{n}" for n in range(MOST_GROUPS + 1)],
    ],
)
def test_lines_that_are_no_groups_are_refused(cast, groups):
    before = Synonym.groups()
    with pytest.raises(ValidationFailed):
        Synonym.replace_all(groups, by=cast.frida.id)
    assert Synonym.groups() == before


def test_the_ready_ones_are_installed_once(cast):
    assert len(Synonym.groups()) > 50
    Synonym.replace_all([], by=cast.frida.id)
    Synonym.install()
    assert Synonym.groups() == []
