"""A clause rests on lessons; facilitators name them, and it says how they stand."""

import pytest

from tests.cast import NOW, concluded
from tracker.experiments.models import Visibility
from tracker.guidelines.models import Clause
from tracker.lessons.models import Citation, Retirement


@pytest.fixture
def clause(cast):
    return Clause.select().first()


def test_a_facilitator_names_a_lesson_and_takes_it_away(cast, visit, clause):
    frida = visit(cast.frida)
    page = f"/guidelines/clauses/{clause.id}"
    sent = {"experiment": f"#{cast.passport.id}"}
    for _ in range(2):
        assert frida.post(f"{page}/citations", data=sent).status_code == 303
    assert Citation.select().count() == 1
    lesson = cast.passport.lessons.get()
    shown = visit(cast.carla).get(page).text
    assert lesson.statement in shown and "Emerging" in shown
    assert "Take it away" not in shown
    assert frida.post(f"{page}/citations/removal", data=sent).status_code == 303
    assert not Citation.select().exists()


def test_what_taught_nothing_cannot_be_cited(cast, visit, clause):
    answer = visit(cast.frida).post(
        f"/guidelines/clauses/{clause.id}/citations",
        data={"experiment": f"#{cast.quiz.id}"},
    )
    assert answer.status_code == 422 and not Citation.select().exists()


def test_a_lesson_is_shown_under_a_clause_only_to_those_who_may_see_it(
    cast, visit, clause
):
    secret = concluded(
        cast.alma, cast.facebook, title="Hemmelig", visibility=Visibility.unit
    ).lessons.get()
    secret.restate("Kun for os", "")
    Citation.add(clause, secret, by=cast.frida, at=NOW)
    Retirement.add(secret, reason="nye tider", by=cast.alma, at=NOW)
    pages = (
        f"/guidelines/clauses/{clause.id}",
        f"/guidelines/{clause.guideline.slug}",
    )
    for page in pages:
        assert "chip line fallen" in visit(cast.eva).get(page).text
        shown = visit(cast.carla).get(page).text
        assert "Kun for os" not in shown and "chip line fallen" not in shown
