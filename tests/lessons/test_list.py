"""The library of lessons, and the choice of the one that stands large."""

from __future__ import annotations

import datetime as dt
import re

from flask import request

from tests.cast import NOW, TODAY, planned
from tests.examples import for_each_case
from tests.experiments.bulk import concluded_rows
from tests.experiments.many_experiments import conclude, gather
from tracker.experiments.forms.filters import (
    LESSON_SORTS,
    LESSONS,
    ExperimentFilters,
)
from tracker.experiments.models import Experiment, Visibility
from tracker.experiments.queries.search import ExperimentSearch
from tracker.lessons import queries
from tracker.lessons.enums import Outcome
from tracker.lessons.list_page import lesson_page
from tracker.lessons.models import Conclusion, Lesson
from tracker.search import Query

MONDAY = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def statements(page: str) -> list[str]:
    return [
        re.sub("</?mark>", "", text)
        for text in re.findall(
            r'<h3 class="title">\s*<a [^>]*>\s*(.*?)\s*</a>\s*</h3>', page
        )
    ]


def listed(app, reader, query: str) -> list[int]:
    """The ids of the lessons on the page that an address asks for."""
    with app.test_request_context(f"/lessons?{query}"):
        choices = ExperimentFilters.read(
            "/lessons", request.args, LESSONS, LESSON_SORTS
        )
        best = choices.is_best_first
        asked = queries.searched(reader, choices.asked(), TODAY, best=best)
        return [id for id, _ in lesson_page(choices, asked, reader, None)]


def lesson_of(
    author, cast, text: str, days_ago: int = 1, surprise: str = "", **plan
) -> Lesson:
    experiment = planned(author, cast.facebook, **plan)
    at = NOW - dt.timedelta(days=days_ago)
    conclude(experiment, Outcome.mixed, at, surprise=surprise, lesson=text)
    return experiment.lessons.get()


def test_the_library_shows_lessons_of_what_one_may_see(cast, visit):
    lesson_of(cast.alma, cast, "Kun for os", visibility=Visibility.unit)
    assert "Kun for os" in statements(visit(cast.bo).get("/lessons").text)
    assert "Kun for os" not in visit(cast.carla).get("/lessons").text
    assert "<strong>1</strong>" in visit(cast.carla).get("/lessons").text


@for_each_case(
    ("query", "found"),
    [
        ("q=morgen", True),
        # A word of the learning card: a lesson is found by the attempt behind it, too
        ("q=tonen", True),
        ("q=sæbekassebil", False),
        ("outcome=refuted", True),
        ("outcome=mixed&platform=facebook", False),
        ("platform=facebook&since=2026-11-20", True),
        ("since=2026-11-21", False),
        ("tag=unheard-of", True),  # left out, and told
    ],
)
def test_lessons_are_searched_and_narrowed_down(app, cast, query, found):
    lesson = cast.passport.lessons.get()
    assert (lesson.id in listed(app, cast.carla, query)) == found


def test_matches_are_marked_and_nonsense_is_told(cast, visit):
    assert "om <mark>morgenen</mark>" in visit(cast.carla).get("/lessons?q=morgen").text
    assert "made no sense" in visit(cast.carla).get("/lessons?outcome=won").text
    assert (
        "No lesson on that yet" in visit(cast.carla).get("/lessons?q=findesikke").text
    )


def test_counts_are_of_lessons(cast):
    gather(cast, 30)
    for asked in (
        ExperimentSearch(),
        ExperimentSearch(words=Query.parse("lærer")),
        ExperimentSearch(outcomes=(Outcome.refuted,)),
        ExperimentSearch(units=(cast.library.id,)),
    ):
        rows, _ = queries.matching(cast.carla, asked, TODAY)
        counted = queries.counts(cast.carla, asked, TODAY)
        assert counted.total == rows.count()
        if not asked.units:
            assert sum(counted.unit.values()) == counted.total
    tagged = queries.tag_counts(cast.carla, ExperimentSearch(), TODAY)
    assert {tag.name for tag in tagged} == {"klager", "video", "tone"}
    narrow = queries.tag_counts(
        cast.carla, ExperimentSearch(words=Query.parse("lærer")), TODAY
    )
    # All of the crowd say so
    assert {tag.name: tag.n for tag in narrow} == {tag.name: tag.n for tag in tagged}
    one = ExperimentSearch(tags=(tagged[0].id,))
    assert queries.counts(cast.carla, one, TODAY).total == tagged[0].n


def test_leafing_through_lessons(cast, visit):
    several = [Outcome.mixed] * 44
    concluded_rows([cast.carla] * 44, cast.facebook, several, lesson="Man lærer af det")
    url = "/lessons"
    seen = []
    while url:
        page = visit(cast.carla).get(url).text
        seen += re.findall(r'<h3 class="title">\s*<a href="/lessons/(\d+)"', page)
        later = re.search(r'rel="next" href="([^"]+)"', page)
        url = later and later[1].replace("&amp;", "&")
    assert (
        len(seen) == len(set(seen)) == queries.visible_lessons(cast.carla).count() > 40
    )


def test_a_lesson_has_a_page_for_those_who_may_see_it(cast, visit):
    lesson = cast.passport.lessons.get()
    page = visit(cast.carla).get(f"/lessons/{lesson.id}").text
    assert "Folk spørger om aftenen" in page
    assert f'href="/experiments/{cast.passport.id}"' in page
    assert f"builds_on={cast.passport.id}" in page
    Experiment.update(visibility=Visibility.unit).where(
        Experiment.id == cast.passport.id
    ).execute()
    assert visit(cast.carla).get(f"/lessons/{lesson.id}").status_code == 404
    assert visit(cast.bo).get(f"/lessons/{lesson.id}").status_code == 200
    assert visit(cast.carla).get("/lessons/99999999999").status_code == 404
    assert visit().get(f"/lessons/{lesson.id}").status_code == 302


def test_the_lesson_of_the_week_is_the_same_all_week_and_changes(cast):
    for number in range(6):
        lesson_of(
            cast.carla,
            cast,
            f"Erfaring {number}",
            days_ago=10 + number,
            surprise="Uventet." if number % 2 else "",
        )
    chosen = queries.lesson_of_the_week(cast.bo, MONDAY).lesson.statement
    lesson_of(
        cast.carla, cast, "Nyt i denne uge", days_ago=-4, surprise="Helt uventet."
    )
    assert queries.lesson_of_the_week(cast.bo, MONDAY).lesson.statement == chosen
    weeks = [
        queries.lesson_of_the_week(cast.bo, MONDAY + dt.timedelta(weeks=n)).lesson
        for n in range(8)
    ]
    assert len({lesson.id for lesson in weeks}) > 3
    surprising = {
        row.experiment_id
        for row in Conclusion.select().where(Conclusion.surprise != "")
    }
    assert {lesson.experiment_id for lesson in weeks} <= surprising


def test_the_lesson_of_the_week_is_one_that_the_viewer_may_see(cast):
    Lesson.delete().execute()
    assert queries.lesson_of_the_week(cast.carla, MONDAY) is None
    lesson_of(cast.alma, cast, "Kun for os", visibility=Visibility.unit)
    assert queries.lesson_of_the_week(cast.carla, MONDAY) is None
    assert queries.lesson_of_the_week(cast.bo, MONDAY).lesson.statement == "Kun for os"


def test_where_nothing_is_older_this_weeks_lessons_count(cast):
    assert (
        queries.lesson_of_the_week(
            cast.carla, MONDAY - dt.timedelta(weeks=9)
        ).experiment
        == cast.passport
    )
