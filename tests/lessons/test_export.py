"""The library taken along: what its filters show, and never an author."""

import pytest

from tests.cast import concluded
from tests.experiments.test_export import rows_of
from tests.sql_counter import counted
from tracker.accounts.models import Person
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Lesson


def restate(experiment, statement: str) -> None:
    Lesson.update(statement=statement).where(Lesson.experiment == experiment).execute()


def lessons_in(answer) -> list[str]:
    return [row["lesson"] for row in rows_of(answer)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_lesson_stands_with_its_attempt_and_without_its_author(visit, cast, kind):
    row = rows_of(visit(cast.carla).get(f"/lessons/export.{kind}"))[0]
    assert list(row) == [
        *("id", "lesson", "context", "status", "times_used", "told_on"),
        *("attempt", "outcome", "platform", "unit"),
    ]
    assert (row["attempt"], row["outcome"]) == (cast.passport.title, "refuted")
    assert (row["status"], row["unit"]) == ("emerging", "Borgerservice")
    assert "Alma" not in str(row) and "@" not in str(row)


def test_the_danish_form_has_danish_headings_and_words(visit, cast):
    Person.update(table_notation="danish").execute()
    text = visit(cast.carla).get("/lessons/export.csv").text
    assert "Holdt ikke stik" in text
    assert text.startswith("\ufeff") and ";Erfaring;" in text.split("\n")[0]


def test_it_is_what_the_viewer_may_see_and_the_filter_shows(visit, cast):
    ours = concluded(cast.bo, cast.facebook, Outcome.supported, visibility="unit")
    restate(ours, "Kun vores.")
    hers = lessons_in(visit(cast.carla).get("/lessons/export.csv"))
    his = lessons_in(visit(cast.bo).get("/lessons/export.csv"))
    assert "Kun vores." not in hers and "Kun vores." in his
    some = visit(cast.bo).get("/lessons/export.csv?outcome=supported")
    assert "Kun vores." in lessons_in(some) and len(lessons_in(some)) < len(his)


def test_a_withheld_author_of_a_small_unit_is_not_told_by_the_unit(visit, cast):
    it = concluded(cast.alma, cast.facebook, Outcome.supported, title="Uden navn")
    type(it).update(withheld=True).where(type(it).id == it.id).execute()
    rows = rows_of(visit(cast.carla).get("/lessons/export.csv"))
    (row,) = [row for row in rows if row["attempt"] == "Uden navn"]
    assert row["unit"] == ""


def test_cells_are_defused_and_queries_bounded(visit, cast):
    browser = visit(cast.carla)
    with counted() as few:
        browser.get("/lessons/export.csv")
    for number in range(3):
        restate(concluded(cast.carla, cast.facebook), f"=1+{number}")
    with counted() as more:
        text = browser.get("/lessons/export.csv").text
    assert "'=1+2" in text and len(more) <= len(few)
