"""The first page and my page."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.cast import NOW, TODAY, planned
from tests.experiments.bulk import concluded_rows, planned_rows
from tracker.comments.models import Comment
from tracker.comments.queries import questions_to
from tracker.experiments.models import Experiment, Visibility
from tracker.home.queries import under_way
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion, Lesson

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default


def test_the_first_page_asks_invites_and_tells_one_lesson(cast, visit):
    page = visit(cast.carla).get("/").text
    assert "Has anyone tried …?" in page
    assert 'action="/experiments"' in page
    assert 'href="/experiments/new"' in page
    assert "Folk spørger om aftenen" in page
    assert "May I?" in page
    assert "Awaits you" not in page


def test_what_awaits_one_stands_there_and_only_ones_own(cast, visit):
    Experiment.update(review_on="2026-01-09").where(
        Experiment.id == cast.quiz.id
    ).execute()
    planned(
        cast.alma, cast.facebook, title="Begynder nu", starts_on=dt.date(2026, 1, 2)
    )
    page = visit(cast.alma).get("/").text
    assert f'href="/experiments/{cast.quiz.id}/conclusion"' in page
    assert "Have you begun “Begynder nu”?" in page
    assert "Livevideo fra genbrugspladsen" in page
    for other in (cast.eva, cast.ada):
        page = visit(other).get("/").text
        assert "Awaits you" not in page
        assert "Livevideo" not in page


def test_questions_to_an_author_stand_there_until_an_author_replies(cast, visit):
    def awaited(who) -> bool:
        return question in questions_to(who)

    question = Comment.add(
        cast.passport, body="Hvor mange ringede, @Bo Friis?", by=cast.eva, at=NOW
    )
    place = f"/experiments/{cast.passport.id}/comments/{question.public_id}/replies"
    page = visit(cast.alma).get("/").text
    assert place in page and "ringede, @Bo Friis?" in page
    assert awaited(cast.bo) and not awaited(cast.eva) and not awaited(cast.carla)
    Comment.add(cast.passport, body="Mange", by=cast.carla, at=NOW, parent=question)
    assert awaited(cast.alma)
    question.hide(NOW)
    assert not awaited(cast.alma)
    question.show()
    Comment.add(cast.passport, body="37", by=cast.bo, at=NOW, parent=question)
    assert not awaited(cast.alma) and not awaited(cast.bo)


def test_an_empty_installation_asks_for_the_directors_own_attempt(cast, visit):
    Lesson.delete().execute()
    Conclusion.delete().execute()
    Experiment.update(visibility=Visibility.unit).execute()
    for reader, invited in (
        (cast.leif, "The first lesson belongs to the director"),
        (cast.carla, "Be the first: it may well go wrong"),
    ):
        page = visit(reader).get("/").text
        assert invited in page
        assert ("director" in page) == (reader == cast.leif)
        assert 'href="/experiments/new' in page


def test_what_colleagues_have_under_way_stands_there(cast, visit):
    other = planned(cast.carla, cast.facebook, title="Planlagt i Bibliotek")
    page = visit(cast.eva).get("/").text
    assert "Under way among colleagues" in page
    for experiment in (cast.quiz, other):
        assert f'href="/experiments/{experiment.id}"' in page
    own = visit(cast.alma).get("/").text.partition("Under way among")[2]
    assert "Planlagt i Bibliotek" in own
    assert "Quiz i story" not in own
    page = visit(cast.carla).get("/").text
    assert "Quiz i story" not in page
    assert "Planlagt i Bibliotek" not in page


def test_what_awaits_its_lesson_or_is_a_draft_is_not_under_way(cast, visit):
    Experiment.update(starts_on="2026-01-01", review_on="2026-01-09").where(
        Experiment.id == cast.quiz.id
    ).execute()
    assert "Under way among colleagues" not in visit(cast.eva).get("/").text


def test_units_take_turns_in_what_is_under_way(cast):
    planned_rows([cast.bo] * 8, cast.facebook)
    carlas = planned(cast.carla, cast.facebook, title="Fra Bibliotek")
    Experiment.update(published_at=NOW - dt.timedelta(days=9)).where(
        Experiment.id == carlas.id
    ).execute()
    shown = under_way(cast.eva, TODAY)
    assert carlas.id in shown[:2]
    assert len(shown) == 5


def test_a_form_that_was_only_looked_into_is_no_draft(cast, visit):
    alma = visit(cast.alma)
    fetch = {"X-Requested-With": "fetch"}
    looked = {"platform": cast.facebook.id, "visibility": "everyone"}
    looked["builds_on"] = cast.passport.id
    before = Experiment.select().count()
    assert alma.post("/experiments/new", data=looked, headers=fetch).status_code == 204
    assert Experiment.select().count() == before
    looked["hypothesis"] = "flere"
    assert alma.post("/experiments/new", data=looked, headers=fetch).is_json
    assert Experiment.select().count() == before + 1


def test_a_draft_without_words_awaits_nobody_at_home_and_is_still_found(cast, visit):
    empty = Experiment.create(by=cast.carla, at=NOW, platform=cast.facebook)
    carla = visit(cast.carla)
    assert f"/experiments/{empty.id}/edit" not in carla.get("/").text
    assert f"/experiments/{empty.id}/edit" in carla.get("/me").text


def test_signed_out_there_is_one_page_that_tells_and_lets_in(cast, visit):
    page = visit().get("/").text
    assert "What didn't hold is knowledge too" in page
    assert 'action="/login"' in page
    for name in ("email", "password", "remember"):
        assert f'name="{name}"' in page
    assert "/register" not in page  # closed
    for secret in ("Folk spørger", "Spørgetime", "Alma"):
        assert secret not in page


def test_an_open_installation_offers_to_register(cast, visit, app, monkeypatch):
    config = app.config["TRACKER"]
    monkeypatch.setitem(
        app.config, "TRACKER", type(config)(**{**vars(config), "registration": "open"})
    )
    assert 'href="/register"' in visit().get("/").text


def test_my_page_tells_my_own_by_stage(cast, visit):
    page = visit(cast.alma).get("/me").text
    assert (
        page.index("Running")
        < page.index("Quiz i story")
        < page.index("Drafts")
        < page.index("Livevideo")
        < page.index("Concluded")
    )
    assert "Spørgetime torsdag aften" in page
    assert 'href="/me/settings"' in page
    assert 'href="/me/sessions"' in page
    bo = visit(cast.bo).get("/me").text
    assert "Spørgetime torsdag aften" in bo
    assert "Livevideo" not in bo
    assert "Your attempts will stand here" in visit(cast.carla).get("/me").text
    assert visit().get("/me").status_code == 302


def test_my_page_leafs_through_what_is_concluded(cast, visit):
    concluded_rows([cast.alma] * 20, cast.facebook, [Outcome.refuted] * 20)
    alma = visit(cast.alma)
    first = alma.get("/me").text
    assert 'rel="next"' in first
    assert alma.get("/me?after=nonsense").status_code == 200


def test_the_language_is_chosen_on_the_device_and_by_the_person(cast, visit):
    client = visit(cast.alma)
    answer = client.post("/language", data={"locale": "da", "next": "/lessons"})
    assert (answer.status_code, answer.location) == (303, "/lessons")
    assert cast.alma.reload().locale == "da"
    assert (
        client.post(
            "/language", data={"locale": "xx", "next": "//evil.example"}
        ).location
        == "/"
    )
    assert (
        visit()
        .post("/language", data={"locale": "en"})
        .headers["Set-Cookie"]
        .startswith("language=en")
    )
