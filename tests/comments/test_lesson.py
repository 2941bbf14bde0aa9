"""Comments on a lesson: a conversation of its own, that belongs to the attempt."""

import pytest

from tests.cast import NOW
from tracker.comments import queries
from tracker.comments.models import Comment

ABOUT = "Hos os er det frokost"
ON_ATTEMPT = "Hvem tog billedet?"


@pytest.fixture
def there(cast) -> str:
    return f"/lessons/{cast.passport.lessons.get().id}"


def say(browser, cast, there, body, **more):
    sent = {"body": body, "about_lesson": "y", "next": f"{there}#comments"} | more
    return browser.post(f"/experiments/{cast.passport.id}/comments", data=sent)


def test_it_stands_on_the_lesson_and_marked_on_the_attempt(cast, visit, there):
    carla = visit(cast.carla)
    Comment.add(cast.passport, body=ON_ATTEMPT, by=cast.carla, at=NOW)
    assert say(carla, cast, there, ABOUT).location == f"{there}#comments"
    page = carla.get(there).text
    assert ABOUT in page and ON_ATTEMPT not in page
    assert 'name="about_lesson"' in page
    assert "One comment on the attempt itself" in page
    page = carla.get(f"/experiments/{cast.passport.id}").text
    assert ABOUT in page and ON_ATTEMPT in page
    assert page.count("about the lesson") == 1


def test_a_reply_is_as_its_thread(cast, visit, there):
    say(visit(cast.carla), cast, there, ABOUT)
    top = Comment.get()
    Comment.add(cast.passport, body="Tak", by=cast.alma, at=NOW, parent=top)
    other = Comment.add(cast.passport, body=ON_ATTEMPT, by=cast.alma, at=NOW)
    Comment.add(
        cast.passport, body="Mig", by=cast.bo, at=NOW, parent=other, about_lesson=True
    )
    talk = queries.conversation(cast.passport, cast.carla, about_lesson=True)
    assert [view.comment.body for view in talk.threads] == [ABOUT]
    assert (talk.total, len(talk.threads[0].replies)) == (2, 1)
    assert queries.conversation(cast.passport, cast.carla).total == 4


def test_a_script_gets_the_comments_on_the_lesson(cast, visit, there):
    Comment.add(cast.passport, body=ON_ATTEMPT, by=cast.carla, at=NOW)
    where = f"/experiments/{cast.passport.id}/comments"
    answer = visit(cast.carla).post(
        where,
        data={"body": ABOUT, "about_lesson": "y"},
        headers={"X-Requested-With": "fetch"},
    )
    assert ABOUT in answer.text and ON_ATTEMPT not in answer.text
    assert 'name="about_lesson"' in answer.text


def test_without_a_lesson_it_is_about_the_attempt(cast, visit):
    where = f"/experiments/{cast.quiz.id}/comments"
    visit(cast.alma).post(where, data={"body": ABOUT, "about_lesson": "y"})
    assert not Comment.get().about_lesson
