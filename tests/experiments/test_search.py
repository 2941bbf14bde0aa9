"""What is found and counted, on both databases, held against a slow reading of the rules."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter

import pytest

from tests import examples
from tests.cast import NOW, TODAY, concluded, planned
from tests.experiments.many_experiments import Known, conclude, gather
from tracker.accounts.models import Unit
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments import queries
from tracker.experiments.models import Experiment, MetricReading, Stage, Tag, Visibility
from tracker.experiments.queries import facets
from tracker.experiments.queries.form_options import metrics_like
from tracker.experiments.queries.search import ExperimentSearch
from tracker.experiments.queries.sort import SORTS
from tracker.guidelines.models import Platform
from tracker.lessons.enums import Outcome
from tracker.lineage.models import BuildsOn
from tracker.prepared import Prepared
from tracker.search import Query
from tracker.web.pagination import paged

on_both = pytest.mark.both_databases("experiments.queries.relevance")

WORDS = (
    "",
    "svar",
    "kommun",
    "åben",
    '"svar på klager"',
    "svar -humor",
    "-svar",
    "rødgrød",
    "intet",
)


def some_question(dice: random.Random, ids: dict[str, list[int]]) -> ExperimentSearch:
    """A question of the kind people ask, nonsense among it."""

    def some(values, most: int, likely: float) -> tuple:
        return (
            tuple(dice.sample(values, dice.randrange(most + 1)))
            if dice.random() < likely
            else ()
        )

    return ExperimentSearch(
        words=Query.parse(dice.choice(WORDS)),
        platforms=some(ids["platform"], 2, 0.5),
        outcomes=some(list(Outcome), 2, 0.4),
        stages=some(list(Stage), 2, 0.4),
        awaiting=dice.random() < 0.2,
        units=some(ids["unit"], 1, 0.3),
        tags=some(ids["tag"], 2, 0.3),
        since=NOW - dt.timedelta(days=40) if dice.random() < 0.2 else None,
        before=NOW - dt.timedelta(days=10) if dice.random() < 0.2 else None,
    )


@on_both
def test_what_is_found_and_counted_is_what_the_rules_say(cast):
    crowd = [
        Known.of(row)
        for row in (
            *gather(cast, 60 if examples.thorough else 20),
            cast.passport,
            cast.quiz,
            cast.dream,
        )
    ]
    nouns = {"platform": Platform, "unit": Unit, "tag": Tag}
    ids = {
        name: [row.id for row in noun.select().limit(4)] for name, noun in nouns.items()
    }
    dice = random.Random(5)
    for viewer in (cast.alma, cast.carla, cast.leif):
        for _ in range(25 if examples.thorough else 2):
            asked = some_question(dice, ids)
            fitting = {row.row.id for row in crowd if row.fits(viewer, asked)}
            assert {
                row.id for row in queries.matching(viewer, asked, TODAY)
            } == fitting, asked
            counted = queries.counts(viewer, asked, TODAY)
            assert counted.total == len(fitting)
            left = {
                name: [row for row in crowd if row.fits(viewer, asked, but=name)]
                for name in (*nouns, "stage", "outcome")
            }
            assert +counted.platform == Counter(
                known.row.platform_id for known in left["platform"]
            ), asked
            assert +counted.unit == Counter(
                known.row.unit_id for known in left["unit"]
            ), asked
            assert +counted.outcome == Counter(
                known.outcome.value for known in left["outcome"] if known.outcome
            ), asked
            stages = Counter(known.row.stage.value for known in left["stage"])
            stages["awaiting"] += sum(
                known.row.is_awaiting(TODAY) for known in left["stage"]
            )
            assert +counted.stage == +stages, asked
            tagged = Counter(tag.name for known in left["tag"] for tag in known.tags)
            assert {
                tag.name: tag.n for tag in queries.tag_counts(viewer, asked, TODAY)
            } == tagged, asked


@on_both
def test_pages_show_every_row_once_in_order_on_both_databases(cast):
    gather(cast, 40)
    for parent, child in zip(
        Experiment.select().order_by(Experiment.id).limit(12),
        Experiment.select().order_by(Experiment.id.desc()).limit(12),
        strict=True,
    ):
        BuildsOn.record(child, parent)
    Endorsement.add(cast.passport, kind=EndorsementKind.learned, by=cast.carla, at=NOW)
    Endorsement.add(cast.passport, kind=EndorsementKind.courage, by=cast.carla, at=NOW)
    asked = ExperimentSearch()
    for sort in SORTS:
        seen = []
        after = ""
        while after is not None:
            page = paged(
                *queries.ordered(
                    queries.matching(cast.alma, asked, TODAY), sort, cast.alma, asked
                ),
                after,
                per_page=9,
            )
            seen = [*seen, *page.rows]
            after = page.after
        ids = [row.id for row in seen]
        found = queries.matching(cast.alma, asked, TODAY).count()
        assert len(ids) == len(set(ids)) == found > 20, sort
        keys = [(getattr(row, "first", 0), row.newest, row.id) for row in seen]
        assert keys == sorted(keys, reverse=True), sort
        assert sort == "newest" or len({row.first for row in seen}) > 1, sort


def test_pages_stay_put_while_rows_arrive(cast):
    gather(cast, 25)
    asked = ExperimentSearch()
    dice = random.Random(3)
    before = [
        row.id
        for row in queries.matching(cast.carla, asked, TODAY).order_by(
            Experiment.published_at.desc(), Experiment.id.desc()
        )
    ]
    seen = []
    after = ""
    while after is not None:
        rows, keys = queries.ordered(
            queries.matching(cast.carla, asked, TODAY), "newest", cast.carla, asked
        )
        page = paged(rows, keys, after, per_page=dice.randrange(1, 6))
        seen = [*seen, *(row.id for row in page)]
        after = page.after
        # Arrives while somebody leafs through
        newcomer = planned(cast.carla, cast.facebook)
        Experiment.update(
            published_at=NOW - dt.timedelta(days=dice.randrange(-5, 70))
        ).where(Experiment.id == newcomer.id).execute()
    assert len(seen) == len(set(seen))
    assert [id for id in seen if id in set(before)] == before


NO_MARKS = (
    "x",
    "~",
    "~~",
    "1",
    "20261120T090000.000000~",
    "20261120T090000.000000~99999999999",
    "20269920T090000.000000~1",
    "20261120T090000.000000~1~1",
    "'; DROP TABLE experiment; --~1",
    "\0~1",
    "²~1",
    "20261120T090000.000000~-²",
    "9" * 5000,
)


def test_a_mark_that_makes_no_sense_shows_the_first_page(cast):
    asked = ExperimentSearch()
    for sort in SORTS:
        rows, keys = queries.ordered(
            queries.matching(cast.alma, asked, TODAY), sort, cast.alma, asked
        )
        first = [row.id for row in paged(rows, keys, None)]
        for after in NO_MARKS:
            assert [row.id for row in paged(rows, keys, after)] == first, (sort, after)


def test_surprising_comes_first_and_then_the_newest(cast):
    plain = concluded(cast.carla, cast.facebook)
    plain.conclusions.get().amend(
        version=1,
        lesson="x",
        by=cast.carla,
        at=NOW,
        on=TODAY,
        surprise="",
        observation="y",
        outcome=Outcome.mixed,
    )
    asked = ExperimentSearch()
    rows, keys = queries.ordered(
        queries.matching(cast.carla, asked, TODAY), "surprising", cast.carla, asked
    )
    assert [row.id for row in paged(rows, keys, None)] == [cast.passport.id, plain.id]


def test_built_on_counts_only_descendants_that_one_may_see(cast):
    hidden = planned(cast.alma, cast.facebook, visibility=Visibility.unit)
    other = planned(cast.carla, cast.facebook)
    BuildsOn.record(hidden, other)
    BuildsOn.record(cast.dream, other)
    BuildsOn.record(planned(cast.carla, cast.facebook), cast.passport)
    for viewer, first in ((cast.alma, other), (cast.carla, cast.passport)):
        rows, keys = queries.ordered(
            queries.matching(viewer, ExperimentSearch(), TODAY),
            "built_on",
            viewer,
            ExperimentSearch(),
        )
        top = paged(rows, keys, None).rows[0]
        assert (top.first, top.id) == (
            1,
            max(first.id, cast.passport.id if viewer == cast.alma else 0),
        )


def test_similar_finds_what_is_about_the_same_even_what_did_not_hold(cast):
    far = planned(
        cast.carla,
        cast.facebook,
        title="Et billede af en bil",
        hypothesis="billeder af biler bliver delt",
    )
    found = [
        row.experiment.id
        for row in queries.similar("Spørgetimen for borgerne om torsdagen", cast.carla)
    ]
    assert cast.passport.id in found
    assert far.id not in found
    # Her unit may not see it
    assert queries.similar("Quiz i en story", cast.carla) == []
    # A draft is not an attempt yet
    assert queries.similar("Livevideo fra genbrugspladsen", cast.alma) == []
    assert [
        row.experiment.id for row in queries.similar("Quiz i en story", cast.bo)
    ] == [cast.quiz.id]
    for nothing in (None, "", "og på en", "!!!", "\0"):
        assert queries.similar(nothing, cast.alma) == []


def test_similar_gives_at_most_three_and_none_that_shares_common_words_alone(cast):
    for _ in range(8):
        planned(
            cast.carla,
            cast.facebook,
            title="Video om skraldespande",
            hypothesis="folk deler video",
        )
    rare = [
        planned(
            cast.carla,
            cast.facebook,
            title="Video med en zebrafinke",
            hypothesis="folk deler zebrafinker",
        )
        for _ in range(4)
    ]
    found = [
        row.experiment.id
        for row in queries.similar("en video med zebrafinker", cast.bo)
    ]
    assert found == [row.id for row in rare[:0:-1]]
    assert queries.similar("folk deler en video", cast.bo) == []


@pytest.mark.parametrize("how", ["a draft", "its unit's alone", "hidden"])
def test_no_word_of_what_one_may_not_see_weighs(cast, how):
    """Carla's oracle: two attempts, one with the word she asks about, and one with a
    word that two others have as well. Whatever Alma
    writes, the order stays."""
    probe = planned(cast.carla, cast.facebook, title="Kvantehest", hypothesis="x")
    for title in ("Regneark", "Regneark igen"):
        known = planned(cast.carla, cast.facebook, title=title, hypothesis="x")

    def order():
        return [
            row.experiment.id
            for row in queries.similar("kvantehest regneark", cast.carla)
        ]

    before = order()
    assert before[0] == probe.id and known.id in before
    for _ in range(3):
        if how == "a draft":
            Experiment.create(by=cast.alma, at=NOW, title="Kvantehest")
        else:
            unit = {"visibility": Visibility.unit} if how != "hidden" else {}
            made = planned(
                cast.alma, cast.facebook, title="Kvantehest", hypothesis="x", **unit
            )
            if how == "hidden":
                made.hide(NOW)
    assert order() == before


def test_tags_that_stand_on_as_much_come_by_name_not_by_age(cast):
    """A tag is as old as the first draft that had it."""
    Experiment.create(by=cast.alma, at=NOW, tags=["å-sidst"])
    planned(
        cast.carla,
        cast.facebook,
        tags=["å-sidst", *(f"emne {n:02}" for n in range(11))],
    )
    planned(cast.carla, cast.facebook, tags=["emne 11"])
    listed = [
        tag.name for tag in queries.tag_counts(cast.carla, ExperimentSearch(), TODAY)
    ]
    assert listed == [f"emne {n:02}" for n in range(12)]


def test_a_tag_that_comes_while_a_page_is_made_waits_for_the_next(cast, monkeypatch):
    planned(cast.carla, cast.facebook, tags=["nyt", "ældre"])
    names = {tag.id: tag.name for tag in Tag.select() if tag.name != "nyt"}
    known = Prepared(
        lambda: Tag.select(Tag.id, Tag.name).where(Tag.id.in_(list(names))).tuples()
    )
    monkeypatch.setattr(facets, "_tag_names", known)
    listed = queries.tag_counts(cast.carla, ExperimentSearch(), TODAY)
    assert [tag.name for tag in listed] == ["ældre"]


def test_words_to_measure_in_of_what_was_hidden_are_not_suggested(cast):
    """Until it is shown again; a word that came ready stays, whatever is hidden."""
    ready = metrics_like(None, "", cast.carla)[0]
    first, _ = (
        planned(cast.alma, cast.facebook, metric=metric)
        for metric in ("opkald fra fru Olsen", ready)
    )
    assert metrics_like(cast.facebook.id, "Olsen", cast.carla) == [
        "opkald fra fru Olsen"
    ]
    for made in Experiment.select().where(Experiment.metric != ""):
        made.hide(NOW)
    assert metrics_like(cast.facebook.id, "Olsen", cast.carla) == []
    assert metrics_like(cast.facebook.id, "Olsen", cast.alma) == [
        "opkald fra fru Olsen"
    ]
    assert metrics_like(None, "", cast.carla)[0] == ready
    first.show()
    assert metrics_like(cast.facebook.id, "Olsen", cast.carla) == [
        "opkald fra fru Olsen"
    ]


def test_nor_are_those_that_only_a_reading_of_it_measures_in(cast):
    made = planned(cast.alma, cast.facebook)
    MetricReading.take(
        made,
        metric="svar til fru Olsen",
        value=3,
        read_on=NOW.date(),
        by=cast.alma,
        at=NOW,
    )
    assert metrics_like(cast.facebook.id, "Olsen", cast.carla) == ["svar til fru Olsen"]
    made.hide(NOW)
    assert metrics_like(cast.facebook.id, "Olsen", cast.carla) == []
    other = planned(cast.carla, cast.facebook)
    MetricReading.take(
        other,
        metric="svar til fru Olsen",
        value=4,
        read_on=NOW.date(),
        by=cast.carla,
        at=NOW,
    )
    assert metrics_like(cast.facebook.id, "Olsen", cast.carla) == ["svar til fru Olsen"]


def test_rows_carry_credit_and_card_without_asking_again(cast):
    (row,) = queries.rows_of([cast.passport.id], cast.carla)
    assert [person.name for person in row.credit.people] == ["Alma Holm", "Bo Friis"]
    assert row.conclusion.outcome is Outcome.refuted
    assert row.lesson.statement.startswith("Folk spørger")
    assert queries.rows_of([cast.dream.id, cast.quiz.id], cast.carla) == []
    assert queries.rows_of([], cast.carla) == []


def test_a_match_that_the_row_does_not_show_is_shown_from_elsewhere(cast):
    (row,) = queries.rows_of([cast.passport.id], cast.carla)
    assert row.elsewhere(Query.parse("venlig")).startswith("At tonen blev så venlig")
    assert row.elsewhere(Query.parse("morgenen")) == ""
    assert row.elsewhere(Query.parse("")) == ""


@on_both
def test_the_lesson_is_found_with_its_experiment(cast):
    late = planned(cast.carla, cast.facebook, title="Noget andet")
    conclude(late, Outcome.mixed, NOW, lesson="Tålmodighed virker")
    late.index()
    asked = ExperimentSearch(words=Query.parse("tålmod"))
    assert [row.id for row in queries.matching(cast.alma, asked, TODAY)] == [late.id]
