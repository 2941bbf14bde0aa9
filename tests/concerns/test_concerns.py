"""Something personal: hidden at once for everybody but its author and the facilitators; shown again, mended, or removed."""

import datetime as dt

import pytest

from tests.cast import NOW
from tests.committing import at_once
from tracker import db
from tracker.comments.models import Comment
from tracker.concerns.models import Concern, Place, Settlement
from tracker.experiments.models import Change, Picture
from tracker.experiments.queries import visible_to
from tracker.notifications.models import Errand
from tracker.rules import Refused

LATER = NOW + dt.timedelta(hours=1)


def voice(subject, by, place=Place.plan, **more):
    Concern.voice(subject, place=place, by=by, at=NOW, **more)
    return Concern.select().order_by(Concern.id.desc()).first()


def seen_by(cast, experiment) -> set:
    people = ("alma", "bo", "carla", "frida", "leif", "ada")
    return {who for who in people if visible_to(getattr(cast, who)).where(type(experiment).id == experiment.id).exists()}


@pytest.fixture
def comment(cast):
    return Comment.say(cast.passport, body="Ring til hr. Olsen på Elmevej 3", by=cast.carla, at=NOW)


@pytest.fixture
def picture(cast, app, rows):
    file = "ab/" + "ab" * 16 + ".webp"
    return Picture.hang(cast.passport, file=file, width=4, height=3, alt="hr. Olsens hus", by=cast.alma, at=NOW)


class TestAnExperiment:
    @pytest.mark.parametrize("place", [Place.plan, Place.learning])
    def test_it_is_seen_by_its_authors_and_the_facilitators_alone(self, cast, place):
        voice(cast.passport, cast.carla, place)
        assert seen_by(cast, cast.passport) == {"alma", "bo", "frida", "ada"}

    def test_one_shown_to_a_unit_is_seen_by_the_facilitators_too(self, cast):
        assert seen_by(cast, cast.quiz) == {"alma", "bo"}
        voice(cast.quiz, cast.bo)
        assert seen_by(cast, cast.quiz) == {"alma", "frida", "ada"}

    def test_it_is_nowhere(self, cast, visit):
        voice(cast.passport, cast.carla)
        leif = visit(cast.leif)
        for path in ("", "/history", "/evidence", "/comments", "/endorsements"):
            assert leif.get(f"/experiments/{cast.passport.id}{path}").status_code == 404
        for path in ("/", "/experiments?q=spørgetime", "/lessons", f"/people/{cast.alma.id}", "/experiments/export.csv"):
            answer = leif.get(path)
            assert answer.status_code == 200 and "Spørgetime torsdag aften" not in answer.text

    def test_the_facilitators_are_told_once(self, cast):
        for _ in range(2):
            concern = voice(cast.passport, cast.carla)
        told = [errand.carries for errand in Errand.select() if errand.carries.get("what") == "concern"]
        assert told == [{"what": "concern", "by": cast.carla.id, "experiment": cast.passport.id, "concern": concern.id}]

    def test_it_is_shown_again(self, cast):
        concern = voice(cast.passport, cast.carla)
        assert concern.show_again(by=cast.frida, at=LATER) is Settlement.shown
        assert "leif" in seen_by(cast, cast.passport)
        with pytest.raises(Refused):
            concern.again().show_again(by=cast.ada, at=LATER)

    def test_what_was_mended_is_forgotten_by_the_history(self, cast):
        passport = cast.passport.again()
        passport.amend(version=passport.version, by=cast.alma, at=NOW, method="Vi ringede til hr. Olsen")
        concern = voice(passport, cast.carla)
        passport.amend(version=passport.version, by=cast.frida, at=LATER, method="Vi ringede til en borger", title="Ny titel")
        assert concern.again().show_again(by=cast.frida, at=LATER + dt.timedelta(minutes=1)) is Settlement.mended
        told = [change.changes for change in Change.select().where(Change.experiment == passport)]
        assert "Olsen" not in str(told) and {"method", "title"} <= {name for changes in told for name in changes}
        assert "58" in str(told)

    def test_it_may_stay_hidden_and_be_shown_later(self, cast):
        concern = voice(cast.passport, cast.carla)
        concern.remove(by=cast.frida, at=LATER)
        assert seen_by(cast, cast.passport) == {"alma", "bo", "frida", "ada"}
        concern.again().show_again(by=cast.ada, at=LATER)
        assert "leif" in seen_by(cast, cast.passport)

    def test_a_facilitator_mends_while_it_is_hidden_and_not_after(self, cast, visit):
        edit = f"/experiments/{cast.passport.id}/edit"
        assert visit(cast.frida).get(edit).status_code == 403
        concern = voice(cast.passport, cast.carla)
        assert visit(cast.frida).get(edit).status_code == 200
        assert visit(cast.frida).get(f"/experiments/{cast.passport.id}/conclusion").status_code == 200
        assert "until a facilitator has looked at it" in visit(cast.alma).get(f"/experiments/{cast.passport.id}").text
        concern.show_again(by=cast.frida, at=LATER)
        assert visit(cast.frida).get(edit).status_code == 403

    def test_a_draft_needs_no_hiding(self, cast, visit):
        with pytest.raises(Refused):
            voice(cast.dream, cast.alma)
        assert visit(cast.alma).get(f"/experiments/{cast.dream.id}/concerns").status_code == 403


class TestAComment:
    def test_a_kind_notice_stands_in_its_place(self, cast, visit, comment):
        carla_saw = visit(cast.leif).post(
            f"/experiments/{cast.passport.id}/concerns", data={"place": "comment", "about": comment.public_id, "words": "en adresse"}
        )
        assert carla_saw.status_code == 303
        for who in (cast.leif, cast.alma, cast.bo):
            page = visit(who).get(f"/experiments/{cast.passport.id}").text
            assert "Olsen" not in page and "Somebody saw something personal here" in page
        for who in (cast.carla, cast.frida, cast.ada):
            assert "Olsen" in visit(who).get(f"/experiments/{cast.passport.id}").text
        assert visit(cast.alma).get(f"/experiments/{cast.passport.id}/comments/{comment.public_id}/edit").status_code == 403
        asked_again = visit(cast.alma).get(f"/experiments/{cast.passport.id}/concerns?place=comment&about={comment.public_id}")
        assert asked_again.status_code == 404

    def test_a_facilitator_mends_it_and_shows_it_again(self, cast, visit, comment):
        concern = voice(comment, cast.leif, Place.comment)
        frida = visit(cast.frida)
        frida.post(f"/experiments/{cast.passport.id}/comments/{comment.public_id}/edit", data={"body": "Ring til en borger"})
        frida.post(f"/concerns/{concern.public_id}/settlement", data={"settlement": "shown"})
        assert concern.again().settlement is Settlement.mended
        assert "Ring til en borger" in visit(cast.leif).get(f"/experiments/{cast.passport.id}").text

    def test_a_facilitator_removes_it(self, cast, visit, comment):
        concern = voice(comment, cast.leif, Place.comment)
        visit(cast.frida).post(f"/concerns/{concern.public_id}/settlement", data={"settlement": "removed"})
        assert comment.again().is_removed and comment.again().body == ""
        assert "removed by a facilitator" in visit(cast.leif).get(f"/experiments/{cast.passport.id}").text

    def test_what_its_author_removed_meanwhile_is_settled_all_the_same(self, cast, visit, comment):
        concern = voice(comment, cast.leif, Place.comment)
        comment.remove(by=cast.carla, at=LATER)
        assert visit(cast.frida).get("/concerns").status_code == 200
        concern.again().show_again(by=cast.frida, at=LATER)
        assert not concern.again().is_open and comment.again().hidden_at is None


class TestAPicture:
    def test_it_is_not_there_for_others(self, cast, visit, picture):
        url = f"/experiments/{cast.passport.id}"
        visit(cast.carla).post(f"{url}/concerns", data={"place": "picture", "about": picture.public_id})
        for path in (f"{url}/pictures/{picture.public_id}", f"{url}/pictures/{picture.public_id}?size=small", f"{url}/evidence/{picture.public_id}"):
            assert visit(cast.leif).get(path).status_code == 404
        for path in (url, f"{url}/evidence"):
            assert "Olsens hus" not in visit(cast.leif).get(path).text
            assert "something personal in this picture" in visit(cast.leif).get(path).text
        for who in (cast.alma, cast.frida):
            assert visit(who).get(f"{url}/evidence/{picture.public_id}").status_code == 200

    def test_it_is_removed_with_its_row(self, cast, visit, picture):
        concern = voice(picture, cast.carla, Place.picture)
        visit(cast.frida).post(f"/concerns/{concern.public_id}/settlement", data={"settlement": "removed"})
        assert not Picture.select().where(Picture.id == picture.id).exists()
        assert concern.again().settlement is Settlement.removed
        assert visit(cast.frida).get("/concerns").status_code == 200

    def test_it_is_shown_again(self, cast, visit, picture):
        voice(picture, cast.carla, Place.picture).show_again(by=cast.frida, at=LATER)
        assert visit(cast.leif).get(f"/experiments/{cast.passport.id}/evidence/{picture.public_id}").status_code == 200


class TestThePages:
    def test_only_facilitators_see_what_waits(self, cast, visit, comment):
        concern = voice(comment, cast.leif, Place.comment, words="en adresse")
        for who in (cast.frida, cast.ada):
            page = visit(who).get("/concerns").text
            assert "en adresse" in page and "Leif Dahl" in page and "Show it again" in page
        for who in (cast.alma, cast.carla, cast.leif):
            assert visit(who).get("/concerns").status_code == 403
            assert visit(who).post(f"/concerns/{concern.public_id}/settlement", data={"settlement": "shown"}).status_code == 403
        assert concern.again().is_open

    def test_the_two_cards_have_a_button_each(self, cast, visit):
        carla = visit(cast.carla)
        page = carla.get(f"/experiments/{cast.passport.id}/concerns").text
        assert 'value="plan"' in page and 'value="learning"' in page
        answer = carla.post(f"/experiments/{cast.passport.id}/concerns", data={"place": ["", "learning"]})
        assert (answer.status_code, answer.location) == (303, "/experiments")
        assert Concern.get().place is Place.learning

    @pytest.mark.parametrize("data", [{}, {"place": "somewhere"}, {"place": "plan", "words": "x" * 501}])
    def test_what_makes_no_sense_hides_nothing(self, cast, visit, data):
        assert visit(cast.carla).post(f"/experiments/{cast.passport.id}/concerns", data=data).status_code == 422
        assert not Concern.select().exists()

    def test_nobody_hides_what_they_may_not_see(self, cast, visit, comment):
        assert visit(cast.carla).post(f"/experiments/{cast.quiz.id}/concerns", data={"place": "plan"}).status_code == 404
        unseen = Comment.say(cast.quiz, body="Til os selv", by=cast.alma, at=NOW)
        for about in (unseen.public_id, unseen.id, unseen.public_id + 1, "x", "9" * 30, ""):
            answer = visit(cast.carla).post(
                f"/experiments/{cast.passport.id}/concerns", data={"place": "comment", "about": about}
            )
            assert answer.status_code == 404

    def test_twenty_in_an_hour_are_enough(self, cast, visit):
        carla = visit(cast.carla)
        for number in range(21):
            comment = Comment.say(cast.passport, body=f"Nummer {number}", by=cast.leif, at=NOW)
            data = {"place": "comment", "about": comment.public_id}
            answer = carla.post(f"/experiments/{cast.passport.id}/concerns", data=data)
        assert answer.status_code == 429 and Concern.select().count() == 20

    def test_every_act_wants_its_token(self, app, cast, visit, comment, monkeypatch):
        concern = voice(comment, cast.leif, Place.comment)
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
        for path in (f"/experiments/{cast.passport.id}/concerns", f"/concerns/{concern.public_id}/settlement"):
            assert visit(cast.frida).post(path, data={"place": "plan", "settlement": "shown"}).status_code == 400


def test_ten_who_see_it_at_once_make_one_concern(product):
    cast = product.cast
    with db.database.connection_context():
        browsers = [cast.browser(product, who) for who in (cast.carla, cast.leif, cast.frida, cast.ada, cast.bo) * 2]
    url = f"/experiments/{cast.passport.id}/concerns"
    at_once([lambda b=b: b.post(url, data={"place": "plan"}).status_code for b in browsers])
    with db.database.connection_context():
        assert Concern.select().count() == 1
        assert [it.carries.get("what") for it in Errand.select()].count("concern") == 1
