"""What the words of a search find among what one may see, on both databases."""

from __future__ import annotations

import random

import pytest

from tests.cast import NOW, TODAY, concluded, person, planned
from tests.experiments.test_list import titles
from tracker.accounts.models import Setting, Unit
from tracker.experiments import queries
from tracker.experiments.models import Experiment, Format, Visibility
from tracker.experiments.queries.relevance import FOR_EXPERIMENTS, ranked
from tracker.experiments.queries.search import ExperimentSearch
from tracker.experiments.reindex import (
    WRITTEN,
    reindex_if_outdated,
    tidy_vocabulary,
)
from tracker.search import Query
from tracker.stakeholders.models import Stakeholder
from tracker.vocabulary.models import IndexWord
from tracker.vocabulary.queries import ranked_documents

on_both = pytest.mark.both_databases("experiments.queries.relevance")


def found(viewer, typed: str) -> list[int]:
    return ranked(viewer, Query.parse(typed)).best()


@on_both
def test_both_databases_rank_as_the_documents_read_one_by_one_do(cast):
    """The words are no names of units or platforms, which only the database knows."""
    dice = random.Random(3)
    words = (
        "traktor ugle uglekasse mose sten stenene blomsterne blomst æble aeble".split()
    )

    def some(most: int) -> str:
        return " ".join(dice.choices(words, k=dice.randrange(1, most)))

    for _ in range(10):
        planned(cast.carla, cast.facebook, title=some(4), hypothesis=some(9))
    documents = list(
        Experiment.select(Experiment.id, Experiment.words)
        .where(queries.is_visible(cast.carla), Experiment.stage != "draft")
        .tuples()
    )
    for _ in range(15):
        # One word: neighbours that stand as they were typed count besides
        query = Query.parse(dice.choice(words))
        slow = ranked_documents(documents, query.loose, FOR_EXPERIMENTS, {})
        fast = ranked(cast.carla, query)
        assert fast.best() == slow.best()
        assert fast.scores == pytest.approx(slow.scores)
        assert fast.exact == slow.exact


@on_both
def test_words_that_stand_as_they_were_typed_come_before_the_same_apart(cast):
    apart = planned(cast.carla, cast.facebook, title="Sten og en gul traktor")
    together = planned(cast.carla, cast.facebook, title="En traktor og gul sten")
    assert found(cast.bo, "gul traktor") == [apart.id, together.id]
    assert found(cast.bo, "gul sten") == [together.id, apart.id]


def test_platform_format_unit_stakeholder_and_tag_find(cast):
    angler = Stakeholder.add(name="Lystfiskerne", interest=4, influence=3, at=NOW)
    made = planned(
        cast.carla,
        cast.facebook,
        title="Sten",
        hypothesis="x",
        format=Format.advert,
        stakeholder=angler,
        tags=["blomster"],
    )
    for typed in ("facebook", "fb", "annoncer", "biblioteket", "lystfisker", "blomst"):
        assert made.id in found(cast.bo, typed), typed


def test_a_unit_finds_an_anonymous_attempt_only_where_it_is_told(cast):
    small = Unit.named("Kirkegården")
    lone = person("Ulla Vind", small)
    others = [person(f"Kollega Nr{letter}", small) for letter in "abcd"]
    made = planned(lone, cast.facebook, title="Sten", hypothesis="x")
    Experiment.update(withheld=True).where(Experiment.id == made.id).execute()
    assert made.id in found(cast.bo, "kirkegård")
    others[0].disable(NOW)
    assert found(cast.bo, "kirkegård") == []


def test_names_of_people_find_nothing(cast):
    assert found(cast.bo, "Alma") == found(cast.bo, "Holm") == []


@pytest.mark.parametrize("how", ["a draft", "its unit's alone", "hidden"])
def test_nothing_that_one_may_not_see_is_counted_or_suggested(cast, how):
    for title in ("Kvantehest", "Regneark", "Regneark igen"):
        planned(cast.carla, cast.facebook, title=title, hypothesis="x")
    asked = [
        Query.parse(typed)
        for typed in (
            "kvantehest regneark",
            "zebrafinkne",  # resembles what only Alma wrote
            "kvantefink",
            "finker",
            "zebrafinkekvantehest",
        )
    ]
    before = [ranked(cast.carla, query) for query in asked]
    for title in ("Kvantehest og regneark", "Zebrafinken", "Zebra, finke og kvante"):
        if how == "a draft":
            Experiment.create(by=cast.alma, at=NOW, title=title)
        elif how == "hidden":
            planned(cast.alma, cast.facebook, title=title, hypothesis="x").hide(NOW)
        else:
            planned(
                cast.alma,
                cast.facebook,
                title=title,
                hypothesis="x",
                visibility=Visibility.unit,
            )
    assert [ranked(cast.carla, query) for query in asked] == before
    assert before[1].scores == {}
    if how != "a draft":
        assert ranked(cast.alma, asked[1]).scores


def test_a_draft_is_in_no_index_and_found_by_its_author_among_drafts(cast, visit):
    draft = Experiment.create(
        by=cast.alma, at=NOW, title="Zebrafinken", platform=cast.facebook
    )
    assert not IndexWord.select().where(IndexWord.word == "zebrafink").exists()
    assert found(cast.alma, "zebrafinker") == []
    url = "/experiments?q=zebrafinker&stage=draft"
    assert titles(visit(cast.alma).get(url).text) == ["Zebrafinken"]
    assert titles(visit(cast.carla).get(url).text) == []
    phrase = '/experiments?q="zebrafinken"&stage=draft'
    assert titles(visit(cast.alma).get(phrase).text) == ["Zebrafinken"]
    without = "/experiments?q=zebrafinker -zebrafinken&stage=draft"
    assert titles(visit(cast.alma).get(without).text) == []
    draft.amend(version=draft.version, by=cast.alma, at=NOW, hypothesis="den synger")
    draft.publish(by=cast.alma, at=NOW)
    assert found(cast.carla, "zebrafinker") == [draft.id]
    assert IndexWord.select().where(IndexWord.word == "zebrafink").exists()


def test_what_taught_nothing_helps_less(cast):
    taught = concluded(cast.carla, cast.facebook, title="Traktor")
    untaught = concluded(cast.carla, cast.facebook, title="Traktor")
    untaught.lessons.get().delete_instance()
    assert found(cast.bo, "traktor") == [taught.id, untaught.id]


def test_the_page_says_whether_anything_has_all_the_words(cast, visit):
    planned(cast.carla, cast.facebook, title="Ugler i mosen")
    bo = visit(cast.bo)
    near = "None with just those words"
    assert near not in bo.get("/experiments?q=ugle mose").text
    page = bo.get("/experiments?q=ugle traktor").text
    assert near in page
    assert titles(page) == ["Ugler i mosen"]
    assert near not in bo.get("/experiments?q=ugle traktor&sort=newest").text
    assert near in bo.get("/lessons?q=aften traktor").text


def test_finding_nothing_is_not_told_as_that_nobody_has_tried(cast, visit):
    page = visit(cast.bo).get("/experiments?q=traktor").text
    assert "Perhaps colleagues call it something else" in page
    page = visit(cast.bo).get("/experiments?q=aften traktor").text
    assert "Perhaps colleagues call it something else" not in page


def test_signs_alone_are_told_and_find_nothing(cast, visit):
    bo = visit(cast.bo)
    for path, typed in (
        ("/experiments", "👍"),
        ("/experiments", "-"),
        ("/lessons", "???"),
    ):
        page = bo.get(path, query_string={"q": typed}).text
        assert "There is no word in" in page, typed
        assert "Spørgetime torsdag aften" not in page, typed
        assert "Nobody has tried" not in page, typed


def test_pages_of_a_search_show_every_row_once_the_best_first(cast, visit):
    for number in range(25):
        title = f"Ugle {number}"
        if number == 7:
            title = "Ugle, ugle og traktor"
        planned(cast.carla, cast.facebook, title=title, hypothesis="en ugle")
    seen = []
    url = "/experiments?q=ugle"
    while url:
        page = visit(cast.bo).get(url).text
        seen += titles(page)
        assert "<strong>25</strong>" in page
        later = page.partition('rel="next" href="')[2].partition('"')[0]
        url = later.replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 25
    assert titles(visit(cast.bo).get("/experiments?q=ugle traktor").text)[0] == (
        "Ugle, ugle og traktor"
    )


def test_an_index_of_another_version_is_written_anew(cast):
    words = cast.passport.reload().words
    Experiment.update(words="as it was").execute()
    IndexWord.delete().execute()
    told = []
    reindex_if_outdated(lambda *done: told.append(done))
    assert told == []
    Setting.delete().where(Setting.name == WRITTEN).execute()
    reindex_if_outdated(lambda *done: told.append(done))
    assert told == [(3, 3)]
    assert cast.passport.reload().words == words
    assert cast.passport.id in found(cast.bo, "spørgetimer")
    assert cast.passport.id in found(cast.bo, "spørgetmie")


def test_a_word_that_nothing_has_any_more_leaves_the_vocabulary(cast):
    made = planned(cast.carla, cast.facebook, title="Fru Zebrafinke", hypothesis="x")
    made.amend(version=made.version, by=cast.carla, at=NOW, title="En borger")
    tidy_vocabulary()
    assert not IndexWord.select().where(IndexWord.word == "zebrafink").exists()
    assert IndexWord.select().where(IndexWord.word == "borg").exists()


@on_both
def test_counts_and_filters_follow_the_words(cast):
    for number in range(3):
        planned(cast.carla, cast.facebook, title=f"Uglekasse {number}")
    asked = ExperimentSearch(words=Query.parse('uglekasser "uglekasse 1"'))
    assert queries.counts(cast.bo, asked, TODAY).total == 1
    asked = ExperimentSearch(words=Query.parse("uglekasser -uglekasse"))
    assert queries.counts(cast.bo, asked, TODAY).total == 0
    asked = ExperimentSearch(words=Query.parse("uglekasser"), units=(cast.library.id,))
    assert queries.counts(cast.bo, asked, TODAY).total == 3
