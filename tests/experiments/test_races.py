"""Ten at once: one wins, nothing is lost, nothing is made twice."""

import pytest

from tests import examples
from tests.cast import NOW
from tests.committed_database import at_once, product
from tests.experiments.test_edit import CARD, form_of, plan
from tracker import db
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment, Picture
from tracker.experiments.models.picture import MOST_PICTURES
from tracker.lessons.models import Conclusion

on_both = pytest.mark.both_databases(
    "experiments.models.evidence", "experiments.models.picture"
)

__all__ = ["product"]
SEVERAL = range(10 if examples.thorough else 3)
OTHERS = len(SEVERAL) - 1


def post(app, who, path: str, data: dict):
    """An act for a thread: one post over a connection of its own, closed afterwards."""
    client = browser(app, who)

    def act():
        try:
            return client.post(path, data=data)
        finally:
            db.database.close()

    return act


def browser(app, who):
    with db.database.connection_context():
        return app.cast.browser(app, who)


@pytest.fixture
def cast(product):
    return product.cast


@on_both
def test_of_several_edits_one_wins_and_the_others_see_both_texts(product, cast):
    with db.database.connection_context():
        sent = {
            n: form_of(cast.passport, hypothesis=f"tekst {n}", co_authors="Bo Friis")
            for n in SEVERAL
        }
    acts = [
        post(product, cast.alma, f"/experiments/{cast.passport.id}/edit", sent[n])
        for n in SEVERAL
    ]
    answers = at_once(acts)
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * OTHERS
    with db.database.connection_context():
        now = cast.passport.reload()
        winner = now.hypothesis
        assert now.version == cast.passport.version + 1
        assert now.changes.where(now.changes.model.act == "edited").count() == 1
    lost = [answer.text for answer in answers if answer.status_code == 409]
    assert all(winner in text for text in lost)
    assert {f"tekst {n}" for n in SEVERAL} - {winner} == {
        f"tekst {n}"
        for n in SEVERAL
        if any(f"tekst {n}</textarea>" in t.replace("\r\n", "") for t in lost)
    }


def test_several_clicks_on_publish_make_one_experiment(product, cast):
    with db.database.connection_context():
        before = Experiment.select().count()
        sent = plan(cast, submission="same")
    answers = at_once(
        [post(product, cast.alma, "/experiments/new", sent) for _ in SEVERAL]
    )
    assert {answer.status_code for answer in answers} == {303} and len(
        {answer.location for answer in answers}
    ) == 1
    with db.database.connection_context():
        assert Experiment.select().count() == before + 1


def test_of_several_conclusions_one_stands_and_the_others_see_both_texts(product, cast):
    path = f"/experiments/{cast.quiz.id}/conclusion"
    answers = at_once(
        [
            post(product, cast.alma, path, {**CARD, "lesson": f"lært {n}"})
            for n in SEVERAL
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * OTHERS
    with db.database.connection_context():
        assert (
            Conclusion.select().where(Conclusion.experiment == cast.quiz).count() == 1
        )
        standing = cast.quiz.lessons.get().statement
    assert all(
        standing in answer.text for answer in answers if answer.status_code == 409
    )


def test_several_starts_lock_one_criterion(product, cast):
    with db.database.connection_context():
        made = Experiment.create(
            publish=True,
            by=cast.alma,
            at=cast.passport.published_at,
            title="T",
            hypothesis="H",
            platform=cast.facebook,
        )
    sent = [{"criterion": f"mål {n}", "version": made.version} for n in SEVERAL]
    answers = at_once(
        [
            post(product, cast.alma, f"/experiments/{made.id}/start", data)
            for data in sent
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * OTHERS
    with db.database.connection_context():
        assert made.reload().criterion in {data["criterion"] for data in sent}


def test_a_draft_that_is_sent_again_several_times_at_once_takes_them_all_in(
    product, cast
):
    """As after a connection that broke, when nobody knows whether it was kept. What comes
    after it was shared, with the words of before, is shown beside what stands there.
    """
    sent = {"title": "Udkast", "hypothesis": "vi tror", "submission": "again"}
    first = post(product, cast.alma, "/experiments/new", {**sent, "draft": "1"})()
    with db.database.connection_context():
        publish = plan(cast, submission="again", title="Udkast")
    answers = at_once(
        [
            post(
                product,
                cast.alma,
                "/experiments/new",
                publish if n == 2 else {**sent, "draft": "1"},
            )
            for n in SEVERAL
        ]
    )
    assert first.status_code == answers[2].status_code == 303
    assert {answer.status_code for answer in answers} <= {303, 409}
    with db.database.connection_context():
        (kept,) = Experiment.select().where(Experiment.title == "Udkast")
        assert not kept.is_draft


@on_both
def test_pictures_hung_at_once_are_counted_one_after_the_other(product, cast):
    half = MOST_PICTURES // 2 + 1

    def hang(n):
        with db.database.connection_context():
            named = [
                (f"{n:02}/{n:02}{number:030}.webp", 4, 3, "") for number in range(half)
            ]
            try:
                return len(Picture.add_all(cast.quiz, named, by=cast.alma, at=NOW))
            except ValidationFailed:
                return 0

    assert sorted(at_once([lambda n=n: hang(n) for n in range(4)])) == [0, 0, 0, half]
    with db.database.connection_context():
        assert cast.quiz.pictures.count() == half
