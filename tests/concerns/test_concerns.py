"""Something personal: hidden at once for everybody but its author and the facilitators;
shown again, mended, or removed.
"""

import datetime as dt
import re

import pytest

from tests.cast import NOW
from tests.committed_database import at_once
from tracker import db
from tracker.app import HANDLERS
from tracker.comments.models import Comment
from tracker.concerns.forms import RedactionForm
from tracker.concerns.models import (
    KEPT,
    Concern,
    ConcernOutcome,
    ConcernTarget,
    SealedText,
)
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Change, Picture, Visibility
from tracker.experiments.queries import visible_to
from tracker.folder import DiskFolder
from tracker.jobs.models import Job
from tracker.jobs.worker import run_due
from tracker.notifications.models import Notice
from tracker.privacy.data_export import personal_rows
from tracker.privacy.erasure import erase
from tracker.web.clock import now

LATER = NOW + dt.timedelta(hours=1)


def voice(subject, by, place=ConcernTarget.plan, **more):
    Concern.add(subject, place=place, by=by, at=NOW, **more)
    return Concern.select().order_by(Concern.id.desc()).first()


def seen_by(cast, experiment) -> set:
    people = ("alma", "bo", "carla", "frida", "leif", "ada")
    return {
        who
        for who in people
        if visible_to(getattr(cast, who))
        .where(type(experiment).id == experiment.id)
        .exists()
    }


@pytest.fixture
def comment(cast):
    return Comment.add(
        cast.passport, body="Ring til hr. Olsen på Elmevej 3", by=cast.carla, at=NOW
    )


@pytest.fixture
def picture(cast, app, rows):
    file = "ab/" + "ab" * 16 + ".webp"
    pictures = [(file, 4, 3, "hr. Olsens hus")]
    return Picture.add_all(cast.passport, pictures, by=cast.alma, at=NOW)[0]


class TestAnExperiment:
    @pytest.mark.parametrize("place", [ConcernTarget.plan, ConcernTarget.learning])
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
        for path in (
            "/",
            "/experiments?q=spørgetime",
            "/lessons",
            f"/people/{cast.alma.id}",
            "/experiments/export.csv",
        ):
            answer = leif.get(path)
            assert (
                answer.status_code == 200
                and "Spørgetime torsdag aften" not in answer.text
            )

    def test_the_facilitators_are_told_once(self, cast):
        for _ in range(2):
            concern = voice(cast.passport, cast.carla)
        told = [
            job.payload for job in Job.select() if job.payload.get("what") == "concern"
        ]
        assert told[0] == {
            "what": "concern",
            "by": cast.carla.id,
            "experiment": cast.passport.id,
            "concern": concern.id,
        }
        assert [it["to"] for it in told[1:]] == [[cast.alma.id, cast.bo.id]]

    def test_it_is_shown_again(self, cast):
        concern = voice(cast.passport, cast.carla)
        assert concern.show_again(by=cast.frida, at=LATER) is ConcernOutcome.shown
        assert "leif" in seen_by(cast, cast.passport)
        with pytest.raises(ValidationFailed):
            concern.reload().show_again(by=cast.ada, at=LATER)

    def test_what_was_mended_is_forgotten_by_the_history(self, cast):
        passport = cast.passport.reload()
        passport.amend(
            version=passport.version,
            by=cast.alma,
            at=NOW,
            method="Vi ringede til hr. Olsen",
        )
        concern = voice(passport, cast.carla)
        passport.amend(
            version=passport.version,
            by=cast.frida,
            at=LATER,
            method="Vi ringede til en borger",
            title="Ny titel",
        )
        assert (
            concern.reload().show_again(
                by=cast.frida, at=LATER + dt.timedelta(minutes=1)
            )
            is ConcernOutcome.mended
        )
        told = [
            change.changes
            for change in Change.select().where(Change.experiment == passport)
        ]
        assert "Olsen" not in str(told) and {"method", "title"} <= {
            name for changes in told for name in changes
        }
        assert "58" in str(told)

    def test_it_may_stay_hidden_and_be_shown_later(self, cast):
        concern = voice(cast.passport, cast.carla)
        concern.remove(by=cast.frida, at=LATER)
        assert seen_by(cast, cast.passport) == {"alma", "bo", "frida", "ada"}
        concern.reload().show_again(by=cast.ada, at=LATER)
        assert "leif" in seen_by(cast, cast.passport)

    def test_a_facilitator_mends_while_it_is_hidden_and_not_after(self, cast, visit):
        here = f"/experiments/{cast.passport.id}"
        edit = f"{here}/edit"
        mending = f"{here}/mending"
        assert (
            visit(cast.frida).get(edit).status_code
            == visit(cast.frida).get(mending).status_code
            == 403
        )
        concern = voice(cast.passport, cast.carla)
        for path in (edit, f"{here}/conclusion"):
            assert visit(cast.frida).get(path).location == mending
        assert visit(cast.frida).get(mending).status_code == 200
        assert (
            "until a facilitator has looked at it"
            in visit(cast.alma).get(f"/experiments/{cast.passport.id}").text
        )
        concern.show_again(by=cast.frida, at=LATER)
        assert (
            visit(cast.frida).get(edit).status_code
            == visit(cast.frida).get(mending).status_code
            == 403
        )

    def test_a_draft_needs_no_hiding(self, cast, visit):
        with pytest.raises(ValidationFailed):
            voice(cast.dream, cast.alma)
        assert (
            visit(cast.alma).get(f"/experiments/{cast.dream.id}/concerns").status_code
            == 403
        )


class TestAComment:
    def test_a_kind_notice_stands_in_its_place(self, cast, visit, comment):
        carla_saw = visit(cast.leif).post(
            f"/experiments/{cast.passport.id}/concerns",
            data={
                "place": "comment",
                "about": comment.public_id,
                "words": "en adresse",
            },
        )
        assert carla_saw.status_code == 303
        for who in (cast.leif, cast.alma):
            page = visit(who).get(f"/experiments/{cast.passport.id}").text
            assert (
                "Olsen" not in page and "Somebody saw something personal here" in page
            )
        for who in (cast.carla, cast.frida):
            assert "Olsen" in visit(who).get(f"/experiments/{cast.passport.id}").text
        assert (
            visit(cast.alma)
            .get(f"/experiments/{cast.passport.id}/comments/{comment.public_id}/edit")
            .status_code
            == 403
        )
        asked_again = visit(cast.alma).get(
            f"/experiments/{cast.passport.id}/concerns?place=comment&about={comment.public_id}"
        )
        assert asked_again.status_code == 404

    def test_a_facilitator_mends_it_and_shows_it_again(self, cast, visit, comment):
        concern = voice(comment, cast.leif, ConcernTarget.comment)
        frida = visit(cast.frida)
        frida.post(
            f"/experiments/{cast.passport.id}/comments/{comment.public_id}/mending",
            data={"body": "Ring til en borger"},
        )
        frida.post(
            f"/concerns/{concern.public_id}/settlement", data={"settlement": "shown"}
        )
        assert concern.reload().settlement is ConcernOutcome.mended
        assert (
            "Ring til en borger"
            in visit(cast.leif).get(f"/experiments/{cast.passport.id}").text
        )

    def test_a_facilitator_removes_it(self, cast, visit, comment):
        concern = voice(comment, cast.leif, ConcernTarget.comment)
        visit(cast.frida).post(
            f"/concerns/{concern.public_id}/settlement", data={"settlement": "removed"}
        )
        assert comment.reload().is_removed and comment.reload().body == ""
        assert (
            "removed by a facilitator"
            in visit(cast.leif).get(f"/experiments/{cast.passport.id}").text
        )

    def test_what_its_author_removed_meanwhile_is_settled_all_the_same(
        self, cast, visit, comment
    ):
        concern = voice(comment, cast.leif, ConcernTarget.comment)
        comment.remove(by=cast.carla, at=LATER)
        assert visit(cast.frida).get("/concerns").status_code == 200
        concern.reload().show_again(by=cast.frida, at=LATER)
        assert not concern.reload().is_open and comment.reload().hidden_at is None


class TestAPicture:
    def test_it_is_not_there_for_others(self, cast, visit, picture):
        url = f"/experiments/{cast.passport.id}"
        visit(cast.carla).post(
            f"{url}/concerns", data={"place": "picture", "about": picture.public_id}
        )
        for path in (
            f"{url}/pictures/{picture.public_id}",
            f"{url}/pictures/{picture.public_id}?size=small",
            f"{url}/evidence/{picture.public_id}",
        ):
            assert visit(cast.leif).get(path).status_code == 404
        for path in (url, f"{url}/evidence"):
            assert "Olsens hus" not in visit(cast.leif).get(path).text
            assert (
                "something personal in this picture" in visit(cast.leif).get(path).text
            )
        for who in (cast.alma, cast.frida):
            assert (
                visit(who).get(f"{url}/evidence/{picture.public_id}").status_code == 200
            )

    def test_it_is_removed_with_its_row(self, cast, visit, picture):
        concern = voice(picture, cast.carla, ConcernTarget.picture)
        visit(cast.frida).post(
            f"/concerns/{concern.public_id}/settlement", data={"settlement": "removed"}
        )
        assert not Picture.select().where(Picture.id == picture.id).exists()
        assert concern.reload().settlement is ConcernOutcome.removed
        assert visit(cast.frida).get("/concerns").status_code == 200

    def test_it_is_shown_again(self, cast, visit, picture):
        voice(picture, cast.carla, ConcernTarget.picture).show_again(
            by=cast.frida, at=LATER
        )
        assert (
            visit(cast.leif)
            .get(f"/experiments/{cast.passport.id}/evidence/{picture.public_id}")
            .status_code
            == 200
        )


class TestThePages:
    def test_only_facilitators_see_what_waits(self, cast, visit, comment):
        concern = voice(comment, cast.leif, ConcernTarget.comment, words="en adresse")
        for who in (cast.frida, cast.ada):
            page = visit(who).get("/concerns").text
            assert (
                "en adresse" in page and "Leif Dahl" in page and "Show it again" in page
            )
        for who in (cast.alma, cast.carla, cast.leif):
            assert visit(who).get("/concerns").status_code == 403
            answer = visit(who).post(
                f"/concerns/{concern.public_id}/settlement",
                data={"settlement": "shown"},
            )
            # It is about what she said
            assert answer.status_code == (403 if who is cast.carla else 404)
        assert concern.reload().is_open

    def test_the_two_cards_have_a_button_each(self, cast, visit):
        carla = visit(cast.carla)
        page = carla.get(f"/experiments/{cast.passport.id}/concerns").text
        assert 'value="plan"' in page and 'value="learning"' in page
        answer = carla.post(
            f"/experiments/{cast.passport.id}/concerns",
            data={"place": ["", "learning"]},
        )
        assert (answer.status_code, answer.location) == (303, "/experiments")
        assert Concern.get().place is ConcernTarget.learning

    @pytest.mark.parametrize(
        "data", [{}, {"place": "somewhere"}, {"place": "plan", "words": "x" * 501}]
    )
    def test_what_makes_no_sense_hides_nothing(self, cast, visit, data):
        assert (
            visit(cast.carla)
            .post(f"/experiments/{cast.passport.id}/concerns", data=data)
            .status_code
            == 422
        )
        assert not Concern.select().exists()

    def test_nobody_hides_what_they_may_not_see(self, cast, visit, comment):
        assert (
            visit(cast.carla)
            .post(f"/experiments/{cast.quiz.id}/concerns", data={"place": "plan"})
            .status_code
            == 404
        )
        unseen = Comment.add(cast.quiz, body="Til os selv", by=cast.alma, at=NOW)
        for about in (
            unseen.public_id,
            unseen.id,
            unseen.public_id + 1,
            "x",
            "9" * 30,
            "",
        ):
            answer = visit(cast.carla).post(
                f"/experiments/{cast.passport.id}/concerns",
                data={"place": "comment", "about": about},
            )
            assert answer.status_code == 404

    def test_ten_in_an_hour_are_enough(self, cast, visit):
        carla = visit(cast.carla)
        for number in range(11):
            comment = Comment.add(
                cast.passport, body=f"Nummer {number}", by=cast.leif, at=NOW
            )
            data = {"place": "comment", "about": comment.public_id}
            answer = carla.post(f"/experiments/{cast.passport.id}/concerns", data=data)
        assert answer.status_code == 429 and Concern.select().count() == 10

    def test_every_act_wants_its_token(self, app, cast, visit, comment, monkeypatch):
        concern = voice(comment, cast.leif, ConcernTarget.comment)
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
        for path in (
            f"/experiments/{cast.passport.id}/concerns",
            f"/concerns/{concern.public_id}/settlement",
        ):
            assert (
                visit(cast.frida)
                .post(path, data={"place": "plan", "settlement": "shown"})
                .status_code
                == 400
            )


def test_five_who_see_it_at_once_make_one_concern(product):
    cast = product.cast
    with db.database.connection_context():
        browsers = [
            cast.browser(product, who)
            for who in (cast.carla, cast.leif, cast.frida, cast.ada, cast.bo)
        ]
    url = f"/experiments/{cast.passport.id}/concerns"
    at_once(
        [lambda b=b: b.post(url, data={"place": "plan"}).status_code for b in browsers]
    )
    with db.database.connection_context():
        assert Concern.select().count() == 1
        # The facilitators, and its authors
        assert [it.payload.get("what") for it in Job.select()].count("concern") == 2


MINUTE = dt.timedelta(minutes=1)


def hear(app, person) -> list[str]:
    """What somebody is told of their own: a word for each step, in the order that it came."""
    with app.app_context():
        run_due({"tell": HANDLERS["tell"]}, now)
    rows = Notice.select().where(
        Notice.person == person, Notice.kind == "concern", Notice.word != ""
    )
    return [row.word for row in rows.order_by(Notice.id)]


def mend(app, visit, who, experiment, **texts):
    """Post the form of the texts as it stands, but for these."""
    with app.test_request_context():
        form = RedactionForm.of(experiment.reload())
        data = {
            field.name: field.data
            for field in form
            if field.name not in ("csrf_token", "not_cpr")
        }
    data["tags"] = ", ".join(data["tags"])
    return visit(who).post(
        f"/experiments/{experiment.id}/mending", data={**data, **texts}
    )


class TestMendingIsNotRewriting:
    def test_its_authors_are_told_of_hiding_mending_and_showing(self, app, cast, visit):
        concern = voice(cast.passport, cast.carla)
        assert (
            mend(
                app, visit, cast.frida, cast.passport, lesson="En anden erfaring."
            ).status_code
            == 303
        )
        concern.reload().show_again(by=cast.ada, at=now())
        for author in (cast.alma, cast.bo):
            assert hear(app, author) == ["hidden", "mended", "shown"]
        assert hear(app, cast.carla) == hear(app, cast.frida) == []
        page = visit(cast.alma).get("/notifications").text
        for said in (
            "Somebody saw something personal in “",
            "has changed words of yours",
            "is shown again",
        ):
            assert said in page
        assert "Carla" not in page  # who looked out is not told
        assert visit(cast.alma).get(f"/concerns/{concern.public_id}").status_code == 200

    def test_whoever_said_it_is_told_of_a_comment(self, app, cast, visit, comment):
        concern = voice(comment, cast.leif, ConcernTarget.comment)
        concern.redact_comment(body="Ring til en borger", by=cast.frida, at=LATER)
        concern.reload().remove(by=cast.frida, at=LATER + MINUTE)
        assert (
            hear(app, cast.carla) == ["hidden", "mended", "removed"]
            and hear(app, cast.alma) == []
        )
        assert (
            "Ring til hr. Olsen"
            in visit(cast.carla).get(f"/concerns/{concern.public_id}").text
        )

    def test_a_comment_that_a_facilitator_removes_is_told_its_author(
        self, app, cast, visit, comment
    ):
        visit(cast.frida).post(
            f"/experiments/{cast.passport.id}/comments/{comment.public_id}/removal"
        )
        assert hear(app, cast.carla) == ["removed"]

    def test_only_texts_change(self, app, cast, visit):
        before = cast.passport.reload()
        card = cast.passport.conclusions.get()
        voice(cast.passport, cast.carla)
        rest = {
            "outcome": "supported",
            "decision": "stop",
            "concluded_on": "2020-01-01",
            "platform": "1",
            "hours": "99",
        }
        rest |= {
            "starts_on": "2020-01-01",
            "co_authors": str(cast.frida.id),
            "visibility": "unit",
            "result": "12",
        }
        told = mend(
            app,
            visit,
            cast.frida,
            cast.passport,
            observation="Mange kom.",
            title="Spørgetime",
            **rest,
        )
        assert told.status_code == 303
        frida = visit(cast.frida)
        here = f"/experiments/{cast.passport.id}"
        plan = {
            "title": "x",
            "hypothesis": "y",
            "platform": cast.facebook.id,
            "version": before.version + 1,
            **rest,
        }
        for path, data in (
            *(
                (f"{here}/edit", plan),
                (f"{here}/conclusion", {"lesson": "x", "observation": "y", **rest}),
            ),
            *(
                (
                    f"{here}/readings",
                    {"metric": "svar", "value": "3", "read_on": "2026-11-01"},
                ),
                (f"{here}/start", {}),
            ),
            *(
                (f"{here}/links", {"url": "https://example.org"}),
                (f"{here}/pictures", {}),
            ),
        ):
            assert frida.post(path, data=data).status_code == 403, path
        after = before.reload()
        said = card.reload()
        assert (after.title, said.observation) == ("Spørgetime", "Mange kom.")
        texts = ("title", "words", "version", "changed_at", "hidden_at")
        assert {**before.__data__, **dict.fromkeys(texts)} == {
            **after.__data__,
            **dict.fromkeys(texts),
        }
        texts = ("observation", "version")
        assert {**card.__data__, **dict.fromkeys(texts)} == {
            **said.__data__,
            **dict.fromkeys(texts),
        }
        assert after.co_author_ids() == [cast.bo.id]

    @pytest.mark.parametrize(
        "change", [{"hours": 99.0}, {"platform": None}, {"visibility": Visibility.unit}]
    )
    def test_the_plan_itself_refuses_more(self, cast, change):
        voice(cast.passport, cast.carla)
        passport = cast.passport.reload()
        with pytest.raises(ValidationFailed):
            passport.amend(version=passport.version, by=cast.frida, at=LATER, **change)
        with pytest.raises(ValidationFailed, match="only texts"):
            passport.reload().amend(
                version=passport.version,
                by=cast.frida,
                at=LATER,
                co_authors=[cast.frida],
            )

    def test_the_learning_card_itself_refuses_more(self, cast):
        voice(cast.passport, cast.carla)
        card = cast.passport.reload().conclusions.get()
        with pytest.raises(ValidationFailed, match="only texts"):
            card.amend(
                version=card.version,
                by=cast.frida,
                at=LATER,
                on=LATER.date(),
                lesson="x",
                **{**card.card(), "outcome": "supported"},
            )

    def test_whoever_hid_it_does_not_settle(self, cast, visit):
        concern = voice(cast.passport, cast.frida)
        settle = f"/concerns/{concern.public_id}/settlement"
        for word in ("shown", "removed"):
            assert (
                visit(cast.frida).post(settle, data={"settlement": word}).status_code
                == 403
            )
        with pytest.raises(ValidationFailed, match="does not decide alone"):
            concern.show_again(by=cast.frida, at=LATER)
        assert (
            "another facilitator or its author decides"
            in visit(cast.frida).get("/concerns").text
        )
        assert (
            visit(cast.ada).post(settle, data={"settlement": "shown"}).status_code
            == 303
        )

    def test_its_author_shows_again_what_a_facilitator_hid_or_mended(
        self, app, cast, visit
    ):
        concern = voice(cast.passport, cast.frida)
        assert (
            visit(cast.alma)
            .post(
                f"/concerns/{concern.public_id}/settlement",
                data={"settlement": "shown"},
            )
            .status_code
            == 303
        )
        concern = voice(cast.passport, cast.carla)
        settle = f"/concerns/{concern.public_id}/settlement"
        assert (
            visit(cast.alma).post(settle, data={"settlement": "shown"}).status_code
            == 403
        )
        mend(app, visit, cast.frida, cast.passport, title="Spørgetime")
        assert (
            visit(cast.alma).post(settle, data={"settlement": "removed"}).status_code
            == 403
        )
        assert (
            "Show it again"
            in visit(cast.alma).get(f"/concerns/{concern.public_id}").text
        )
        assert (
            visit(cast.alma).post(settle, data={"settlement": "shown"}).status_code
            == 303
        )
        assert concern.reload().settlement is ConcernOutcome.mended

    def test_a_facilitator_does_not_settle_what_is_about_their_own(self, cast):
        said = Comment.add(
            cast.passport, body="Ring til hr. Olsen", by=cast.frida, at=NOW
        )
        concern = voice(said, cast.leif, ConcernTarget.comment)
        assert not concern.decidable_by(cast.frida, LATER) and concern.decidable_by(
            cast.ada, LATER
        )

    def test_nothing_is_locked_where_only_one_facilitates(self, cast):
        cast.frida.disable(NOW)
        concern = voice(cast.passport, cast.ada)
        week = NOW + dt.timedelta(days=7)
        assert not concern.decidable_by(
            cast.ada, week - MINUTE
        ) and concern.decidable_by(cast.ada, week)
        for author in (cast.alma, cast.bo):
            author.disable(NOW)
        assert concern.reload().decidable_by(cast.ada, LATER)

    def test_what_it_said_is_sealed_for_its_authors_and_whoever_settled_it(
        self, app, cast, visit
    ):
        passport = cast.passport.reload()
        passport.amend(
            version=passport.version,
            by=cast.alma,
            at=NOW,
            method="Vi ringede til hr. Olsen",
        )
        concern = voice(passport, cast.carla)
        mend(app, visit, cast.frida, passport, method="Vi ringede til en borger")
        concern.reload().show_again(by=cast.ada, at=now())
        here = f"/concerns/{concern.public_id}"
        for who in (cast.alma, cast.bo, cast.ada):
            assert "ringede til hr. Olsen" in visit(who).get(here).text
        page = visit(cast.frida).get(here)
        assert page.status_code == 200 and "Olsen" not in page.text
        for who in (cast.carla, cast.leif):
            assert visit(who).get(here).status_code == 404
        for path in ("", "/history", "/evidence"):
            assert (
                "Olsen"
                not in visit(cast.alma).get(f"/experiments/{passport.id}{path}").text
            )
        assert "Olsen" in str(dict(personal_rows(cast.alma))) and "Olsen" not in str(
            dict(personal_rows(cast.ada))
        )
        assert (
            SealedText.sweep(now() - KEPT) == 0 and SealedText.sweep(now() + KEPT) == 1
        )
        assert "Olsen" not in visit(cast.alma).get(here).text

    def test_sealed_words_go_when_their_time_is_over_though_nobody_sweeps(
        self, cast, visit, comment
    ):
        concern = voice(comment, cast.leif, ConcernTarget.comment)
        concern.redact_comment(
            body="Ring til en borger", by=cast.frida, at=now() - KEPT - MINUTE
        )
        assert (
            "Olsen" not in visit(cast.carla).get(f"/concerns/{concern.public_id}").text
        )

    def test_sealed_words_go_with_their_author(self, cast, comment, tmp_path):
        concern = voice(comment, cast.leif, ConcernTarget.comment)
        concern.redact_comment(body="Ring til en borger", by=cast.frida, at=LATER)
        erase(cast.carla, data=tmp_path, folder=DiskFolder(tmp_path), at=LATER)
        assert (
            not SealedText.select().exists()
            and concern.reload().mended_by_id == cast.frida.id
        )

    def test_a_stale_mending_loses_nothing(self, app, cast, visit):
        voice(cast.passport, cast.carla)
        passport = cast.passport.reload()
        with app.test_request_context():
            form = RedactionForm.of(passport)
            data = {
                field.name: field.data
                for field in form
                if field.name not in ("csrf_token", "not_cpr", "tags")
            }
        passport.amend(
            version=passport.version, by=cast.alma, at=LATER, title="Almas nye titel"
        )
        answer = visit(cast.frida).post(
            f"/experiments/{passport.id}/mending",
            data={**data, "title": "Fridas titel"},
        )
        assert answer.status_code == 409
        for text in ("Fridas titel", "Almas nye titel"):
            assert text in answer.text
        assert passport.reload().title == "Almas nye titel"
        assert mend(app, visit, cast.frida, passport, title="").status_code == 422


def test_days_are_told_of_what_was_hidden(app, cast, visit):
    """No moment to the second, and no place among others that would tell it."""
    concerns = [
        voice(
            Comment.add(cast.passport, body=f"{n}", by=cast.carla, at=NOW),
            cast.leif,
            ConcernTarget.comment,
        )
        for n in range(9)
    ]
    page = visit(cast.frida).get("/concerns").text
    assert f'datetime="{NOW.date()}"' in page and not re.search(
        r'datetime="[^"]*T', page.split("<main")[1]
    )
    stand = [int(id) for id in re.findall(r'title">\s*<a href="/concerns/(\d+)"', page)]
    assert stand == sorted(it.public_id for it in concerns)
