"""The conversation on the page: with and without a script, for those who may."""

import re

import pytest

from tests.cast import NOW
from tests.committed_database import at_once
from tests.sql_counter import counted
from tracker import db
from tracker.comments.models import AcceptedAnswer, Comment, Mention

FETCH = {"X-Requested-With": "fetch"}


def say(experiment, by, body="Tak for det", **more):
    return Comment.add(experiment, body=body, by=by, at=NOW, **more)


@pytest.fixture
def url(cast):
    return f"/experiments/{cast.passport.id}"


def test_carla_asks_and_alma_answers(cast, visit, url):
    carla = visit(cast.carla)
    alma = visit(cast.alma)
    answer = carla.post(
        f"{url}/comments", data={"body": "Hvor **længe**?", "asks": "y"}
    )
    question = Comment.get()
    assert (answer.status_code, answer.location) == (
        303,
        f"{url}#comment-{question.public_id}",
    )
    assert "<strong>længe</strong>" in alma.get(url).text
    alma.post(f"{url}/comments", data={"body": "En time", "parent": question.public_id})
    reply = Comment.get(Comment.parent == question)
    carla.post(
        f"{url}/comments/{question.public_id}/answer", data={"reply": reply.public_id}
    )
    assert "This answers the question" in alma.get(url).text
    carla.post(f"{url}/comments/{question.public_id}/answer/withdrawal")
    assert "Question, the author has replied" in alma.get(url).text


def test_a_script_gets_the_pieces(cast, visit, url):
    carla = visit(cast.carla)
    whole = carla.post(f"{url}/comments", data={"body": "Tak"}, headers=FETCH)
    assert 'id="comments"' in whole.text and "<html" not in whole.text
    top = Comment.get()
    form = carla.get(f"{url}/comments/{top.public_id}/replies", headers=FETCH)
    assert f'id="reply-{top.public_id}"' in form.text and "<html" not in form.text
    thread = carla.post(
        f"{url}/comments",
        data={"body": "Selv tak", "parent": top.public_id},
        headers=FETCH,
    )
    assert thread.text.lstrip().startswith(
        f'<li class="thread" id="thread-{top.public_id}"'
    )


def test_an_empty_comment_gets_a_second_look(cast, visit, url):
    answer = visit(cast.carla).post(f"{url}/comments", data={"body": "  ", "asks": "y"})
    assert (
        answer.status_code == 422
        and "Please fill this in." in answer.text
        and "checked" in answer.text
    )
    piece = visit(cast.carla).post(f"{url}/comments", data={"body": ""}, headers=FETCH)
    assert (
        piece.status_code == 422
        and 'id="say"' in piece.text
        and "data-unsettled" in piece.text
    )


@pytest.mark.parametrize("headers", [{}, FETCH])
def test_a_preview_says_nothing_yet(cast, visit, url, headers):
    data = {"body": "Hej @Leif Dahl, **se**", "preview": "1"}
    answer = visit(cast.carla).post(f"{url}/comments", data=data, headers=headers)
    assert answer.status_code == 200 and "<strong>se</strong>" in answer.text
    assert (
        f'href="/people/{cast.leif.id}"' in answer.text
        and "Hej @Leif Dahl, **se**" in answer.text
    )
    assert not Comment.select().exists()


def test_what_looks_like_a_cpr_number_is_asked_about(cast, visit, url):
    carla = visit(cast.carla)
    data = {"body": "Hun hedder 010190-1234"}
    asked = carla.post(f"{url}/comments", data=data)
    assert asked.status_code == 422 and "not_cpr" in asked.text
    assert (
        carla.post(f"{url}/comments", data={**data, "not_cpr": "y"}).status_code == 303
    )


def test_a_new_name_is_followed_and_the_old_one_is_nowhere(cast, visit, url):
    say(cast.passport, cast.carla, "Spørg @Leif Dahl")
    cast.leif.name = "Leif Lund"
    cast.leif.save()
    page = visit(cast.carla).get(url).text
    assert "@Leif Lund" in page and "Leif Dahl" not in page
    edit = visit(cast.carla).get(f"{url}/comments/{Comment.get().public_id}/edit").text
    assert "Spørg @Leif Lund" in edit


def test_the_picker_finds_those_who_may_see_it(cast, visit):
    found = (
        visit(cast.alma)
        .get(f"/experiments/{cast.passport.id}/comments/people?q=le")
        .json
    )
    assert found == [{"id": cast.leif.id, "name": "Leif Dahl", "hint": "Bibliotek"}]
    assert (
        visit(cast.alma).get(f"/experiments/{cast.quiz.id}/comments/people?q=le").json
        == []
    )
    assert (
        visit(cast.alma)
        .get(f"/experiments/{cast.passport.id}/comments/people?q=Dan")
        .json
        == []
    )
    assert (
        visit(cast.alma).get(f"/experiments/{cast.passport.id}/comments/people").json
        == []
    )
    assert (
        visit(cast.carla)
        .get(f"/experiments/{cast.quiz.id}/comments/people?q=a")
        .status_code
        == 404
    )


def test_only_the_one_who_said_it_words_it_better(cast, visit, url):
    comment = say(cast.passport, cast.carla)
    here = f"{url}/comments/{comment.public_id}/edit"
    assert visit(cast.alma).get(here).status_code == 403
    for who in (cast.alma, cast.leif, cast.frida, cast.ada):
        assert visit(who).post(here, data={"body": "Andet"}).status_code == 403
    visit(cast.carla).post(here, data={"body": "Tusind tak"})
    page = visit(cast.alma).get(url).text
    assert "Tusind tak" in page and "edited" in page


def test_it_is_taken_away_by_its_author_or_a_facilitator(cast, visit, url):
    mine = say(cast.passport, cast.carla)
    hers = say(cast.passport, cast.leif)
    for who in (cast.alma, cast.bo, cast.leif):
        assert (
            visit(who).post(f"{url}/comments/{mine.public_id}/removal").status_code
            == 403
        )
    visit(cast.carla).post(f"{url}/comments/{mine.public_id}/removal")
    visit(cast.frida).post(f"{url}/comments/{hers.public_id}/removal")
    page = visit(cast.alma).get(url).text
    assert (
        "removed by its author" in page
        and "removed by a facilitator" in page
        and "Tak for det" not in page
    )
    assert (
        visit(cast.carla)
        .post(f"{url}/comments/{mine.public_id}/edit", data={"body": "Igen"})
        .status_code
        == 403
    )


def test_what_one_may_not_see_is_not_there(cast, visit):
    hidden = say(cast.quiz, cast.alma)
    base = f"/experiments/{cast.quiz.id}/comments"
    carla = visit(cast.carla)
    assert carla.post(base, data={"body": "Hej"}).status_code == 404
    for path in (
        "",
        f"/{hidden.public_id}",
        f"/{hidden.public_id}/replies",
        f"/{hidden.public_id}/edit",
        f"/{hidden.public_id}/removal",
    ):
        assert carla.get(base + path).status_code == 404
    for path in (
        f"/{hidden.public_id}/edit",
        f"/{hidden.public_id}/removal",
        f"/{hidden.public_id}/answer",
        f"/{hidden.public_id}/answer/withdrawal",
    ):
        assert carla.post(base + path, data={"body": "x"}).status_code == 404
    elsewhere = f"/experiments/{cast.passport.id}/comments"
    for none in (hidden.public_id, hidden.id, 4711):
        answer = carla.get(f"{elsewhere}/{none}")
        assert (answer.status_code, answer.location) == (
            303,
            f"/experiments/{cast.passport.id}#comments",
        )
    assert (
        carla.post(
            elsewhere, data={"body": "Hej", "parent": hidden.public_id}
        ).status_code
        == 404
    )
    mine = say(cast.passport, cast.carla, asks=True)
    assert (
        carla.post(
            f"{elsewhere}/{mine.public_id}/answer", data={"reply": hidden.public_id}
        ).status_code
        == 404
    )
    assert (
        visit(cast.alma)
        .post(f"/experiments/{cast.dream.id}/comments", data={"body": "Hej"})
        .status_code
        == 403
    )


def test_nobody_speaks_for_another(cast, visit, url):
    data = {
        "body": "Hej",
        "person": cast.leif.id,
        "by": cast.leif.id,
        "by_leader": "1",
        "hidden_at": "2026-01-01",
        "experiment": cast.quiz.id,
    }
    visit(cast.carla).post(f"{url}/comments", data=data)
    comment = Comment.get()
    assert (
        comment.person,
        comment.experiment,
        comment.by_leader,
        comment.hidden_at,
    ) == (
        cast.carla,
        cast.passport,
        False,
        None,
    )


def test_every_act_wants_its_token(app, cast, visit, url, monkeypatch):
    comment = say(cast.passport, cast.carla, asks=True)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    for path in (
        "",
        f"/{comment.public_id}/edit",
        f"/{comment.public_id}/removal",
        f"/{comment.public_id}/answer",
        f"/{comment.public_id}/answer/withdrawal",
    ):
        assert (
            visit(cast.carla)
            .post(f"{url}/comments{path}", data={"body": "x"})
            .status_code
            == 400
        )


def test_a_permalink_finds_its_page(cast, visit, url):
    comments = [
        say(cast.passport, cast.carla, f"Nummer {number}") for number in range(31)
    ]
    replies = [
        say(cast.passport, cast.alma, f"Svar {number}", parent=comments[0])
        for number in range(7)
    ]
    carla = visit(cast.carla)
    for comment in (comments[0], comments[9], replies[0], replies[6]):
        answer = carla.get(f"{url}/comments/{comment.public_id}")
        path, anchor = answer.location.split("#")
        assert anchor == f"comment-{comment.public_id}"
        assert f'id="{anchor}"' in carla.get(path).text
    newest = carla.get(url).text
    assert f"comment-{comments[30].public_id}" in newest
    assert "Nummer 16" in newest and "Nummer 15" not in newest
    earlier = re.search(r'href="([^"]+before=[^"]+)#comments"', newest)[1].replace(
        "&amp;", "&"
    )
    assert (
        "Nummer 15" in carla.get(earlier).text
        and "Nummer 16" not in carla.get(earlier).text
    )


def test_a_long_thread_shows_its_newest_and_the_way_to_the_rest(cast, visit, url):
    top = say(cast.passport, cast.carla)
    for number in range(9):
        say(cast.passport, cast.alma, f"Svar {number}", parent=top)
    page = visit(cast.carla).get(url).text
    assert "Svar 6" in page and "Svar 5" not in page and "6 earlier replies" in page
    assert (
        "Svar 0"
        in visit(cast.carla).get(f"{url}/comments/{top.public_id}/replies").text
    )


def test_the_page_asks_as_much_for_many_as_for_one(cast, visit, url):
    def asked():
        with counted() as sent:
            assert visit(cast.leif).get(url).status_code == 200
        return len(sent)

    say(
        cast.passport,
        cast.alma,
        "Se @Frida Lund",
        parent=say(cast.passport, cast.carla, asks=True),
    )
    few = asked()
    for number in range(5):
        question = say(
            cast.passport, cast.carla, f"Nummer {number} @Ada Krogh", asks=True
        )
        reply = say(cast.passport, cast.alma, "Svar", parent=question)
        AcceptedAnswer.accept(question, by=cast.alma, at=NOW, reply=reply)
    assert asked() == few


def test_five_clicks_at_once_say_it_once(product):
    cast = product.cast
    with db.database.connection_context():
        browsers = [cast.browser(product, cast.carla) for _ in range(5)]
    data = {"body": "Tak, @Leif Dahl", "submission": "one-key"}
    url = f"/experiments/{cast.passport.id}/comments"
    answers = at_once([lambda b=b: b.post(url, data=data).location for b in browsers])
    with db.database.connection_context():
        assert Comment.select().count() == Mention.select().count() == 1
        assert set(answers) == {
            f"/experiments/{cast.passport.id}#comment-{Comment.get().public_id}"
        }


def test_a_script_is_told_what_came_of_it(cast, visit, url):
    carla = visit(cast.carla)
    said = carla.post(f"{url}/comments", data={"body": "Tak"}, headers=FETCH).text
    assert 'data-announce="Sent."' in said
    kind = {"kind": "learned"}
    thanked = carla.post(f"{url}/endorsements", data=kind, headers=FETCH).text
    assert 'data-announce="The author hears it."' in thanked
    assert "data-announce" not in carla.get(url).text
