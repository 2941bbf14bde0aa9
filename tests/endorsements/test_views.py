"""Endorsing: in one click, with or without a script, and twenty at once end as one."""

import pytest

from tests.cast import NOW, person
from tests.committed_database import at_once
from tests.sql_counter import counted
from tracker import db
from tracker.endorsements import views
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.jobs.models import Job

FETCH = {"X-Requested-With": "fetch"}


def test_carla_endorses_and_is_led_back(cast, visit):
    carla = visit(cast.carla)
    url = f"/experiments/{cast.passport.id}"
    answer = carla.post(f"{url}/endorsements", data={"kind": "courage"})
    assert (answer.status_code, answer.location) == (303, f"{url}#endorsements")
    page = carla.get(url).text
    assert "Carla Munk" in page and 'aria-pressed="true"' in page
    carla.post(f"{url}/endorsements/withdrawal", data={"kind": "courage"})
    assert not Endorsement.select().exists()


def test_a_script_gets_the_piece_alone(cast, visit):
    answer = visit(cast.carla).post(
        f"/experiments/{cast.passport.id}/endorsements",
        data={"kind": "learned"},
        headers=FETCH,
    )
    assert answer.status_code == 200
    assert answer.text.count('id="endorsements"') == 1 and "<html" not in answer.text


def test_authors_read_and_do_not_press(cast, visit):
    url = f"/experiments/{cast.passport.id}"
    Endorsement.add(cast.passport, kind=EndorsementKind.courage, by=cast.carla, at=NOW)
    for author in (cast.alma, cast.bo):
        page = visit(author).get(url).text
        assert "Carla Munk" in page and 'value="courage"' not in page
        assert (
            visit(author)
            .post(f"{url}/endorsements", data={"kind": "courage"})
            .status_code
            == 403
        )


def test_what_one_may_not_see_is_not_there(cast, visit):
    for experiment in (cast.quiz, cast.dream):
        url = f"/experiments/{experiment.id}/endorsements"
        assert visit(cast.carla).post(url, data={"kind": "learned"}).status_code == 404
        assert (
            visit(cast.carla)
            .post(f"{url}/withdrawal", data={"kind": "learned"})
            .status_code
            == 404
        )
        assert visit(cast.carla).get(url).status_code == 404
    assert (
        visit(cast.alma)
        .post(f"/experiments/{cast.dream.id}/endorsements", data={"kind": "learned"})
        .status_code
        == 403
    )
    assert (
        "/login"
        in visit()
        .post(f"/experiments/{cast.passport.id}/endorsements", data={"kind": "learned"})
        .location
    )


def test_another_word_is_none_of_ours(cast, visit):
    for kind in ("", "loved", "Kind.courage"):
        answer = visit(cast.carla).post(
            f"/experiments/{cast.passport.id}/endorsements", data={"kind": kind}
        )
        assert answer.status_code == 422
    assert not Endorsement.select().exists()


def test_nobody_speaks_for_another(cast, visit):
    data = {
        "kind": "learned",
        "person": cast.leif.id,
        "experiment": cast.quiz.id,
        "by": cast.leif.id,
        "at": "1999-01-01",
    }
    visit(cast.carla).post(f"/experiments/{cast.passport.id}/endorsements", data=data)
    (said,) = Endorsement.select()
    assert (said.person, said.experiment) == (cast.carla, cast.passport)
    assert said.at.year != 1999


def test_it_wants_its_token(app, cast, visit, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    for path in ("endorsements", "endorsements/withdrawal"):
        answer = visit(cast.carla).post(
            f"/experiments/{cast.passport.id}/{path}", data={"kind": "learned"}
        )
        assert answer.status_code == 400


def test_all_who_said_it_by_the_page(cast, visit, monkeypatch):
    monkeypatch.setattr(views, "PER_PAGE", 4)
    for number in range(7):
        Endorsement.add(
            cast.passport,
            kind=EndorsementKind.learned,
            by=person(f"Kollega nr{number}", cast.library),
            at=NOW,
        )
    url = f"/experiments/{cast.passport.id}/endorsements"
    first = visit(cast.alma).get(url)
    assert "nr6" in first.text and "nr2" not in first.text and "after=" in first.text
    last = visit(cast.alma).get(url, query_string={"after": _mark()})
    assert "nr2" in last.text and "nr3" not in last.text


def _mark() -> str:
    return str(sorted((row.id for row in Endorsement.select()), reverse=True)[3])


def test_the_page_asks_as_much_for_many_as_for_one(cast, visit):
    def asked():
        with counted() as sent:
            assert (
                visit(cast.leif).get(f"/experiments/{cast.passport.id}").status_code
                == 200
            )
        return len(sent)

    Endorsement.add(cast.passport, kind=EndorsementKind.learned, by=cast.carla, at=NOW)
    few = asked()
    for number in range(6):
        colleague = person(f"Kollega {number}", cast.library)
        for kind in EndorsementKind:
            Endorsement.add(cast.passport, kind=kind, by=colleague, at=NOW)
    assert asked() == few


@pytest.mark.both_databases("core.idempotency")
def test_six_at_once_from_one_person_end_as_one(product):
    cast = product.cast
    with db.database.connection_context():
        browsers = [cast.browser(product, cast.carla) for _ in range(6)]
    url = f"/experiments/{cast.passport.id}/endorsements"
    answers = at_once(
        [
            lambda b=b: b.post(url, data={"kind": "courage"}, headers=FETCH).status_code
            for b in browsers
        ]
    )
    with db.database.connection_context():
        assert answers == [200] * 6
        assert Endorsement.select().count() == 1
        assert [it.payload["what"] for it in Job.select()].count("endorsement") == 1
