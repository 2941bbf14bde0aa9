"""What may be the name of somebody who was erased: facilitators are told, look, and
take it out or leave it.
"""

from __future__ import annotations

import pytest

from tests.cast import NOW, person, planned
from tracker.accounts.models import Role
from tracker.comments.models import Comment
from tracker.experiments.models import Change, Experiment
from tracker.experiments.queries import visible_to
from tracker.folder import DiskFolder
from tracker.jobs.models import Job
from tracker.notifications.models import Notice
from tracker.notifications.recipients import notify
from tracker.privacy.erasure import erase
from tracker.privacy.mentions import possible_mentions
from tracker.privacy.models import PossibleMention
from tracker.web import clock

URL = "/privacy/possible-mentions"


# Erasing is asked of both in test_erasure.py
pytestmark = pytest.mark.sqlite_by_default


@pytest.fixture
def gone(cast, app, tmp_path):
    """Somebody who is mentioned by half a name in many places, and erased."""
    them = person("Torbenhild Lindebaek", cast.service, Role.employee)
    Comment.add(
        cast.passport,
        body="Torbenhilds idé var god, og Torbenhild ved mere",
        by=cast.carla,
        at=NOW,
    )
    quiz = cast.quiz.reload()
    quiz.method = "Spørg Lindebæk"
    quiz.save()
    Experiment.create(by=cast.alma, at=NOW, title="Torbenhild sagde noget")
    erase(them, data=tmp_path, folder=DiskFolder(tmp_path), at=NOW)
    return them


def words_of(comment: Comment) -> str:
    return comment.reload().body


def test_only_where_it_stands_is_kept_and_never_the_word_and_not_for_ever(gone):
    rows = list(PossibleMention.select().order_by(PossibleMention.id).dicts())
    assert [
        (row["noun"], row["start"], row["length"])
        for row in rows
        if row["noun"] == "comment"
    ] == [
        ("comment", 0, 10),
        ("comment", 28, 10),
    ]
    assert "orbenhild" not in repr(rows) and "indeb" not in repr(rows)
    assert {row["noun"] for row in rows} == {
        "comment",
        "experiment",
    }, "not the draft, of which nobody is to know"
    assert PossibleMention.sweep(clock.now().replace(year=2000)) == 0
    assert PossibleMention.sweep(clock.now()) == len(rows)
    assert not PossibleMention.select().exists()


def test_facilitators_are_told_once_and_shown_what_they_may_see(gone, cast, app):
    (job,) = Job.select().where(
        Job.kind == "tell", Job.payload.cast("TEXT").contains("possible-mentions")
    )
    for _ in range(2):
        notify(job.payload, at=NOW, zone=app.config["TRACKER"].time_zone)
    told = [notice.person for notice in Notice.select().where(Notice.path == URL)]
    assert told == [cast.frida]
    seen = {row.noun for row in possible_mentions(cast.frida)}
    assert seen == {"comment"}, (
        "the quiz is shown to a unit that is not the facilitator's"
    )
    assert not visible_to(cast.frida).where(Experiment.id == cast.quiz.id).exists()


def test_the_name_is_taken_out_and_nothing_else_moves(gone, cast, visit):
    browser = visit(cast.frida)
    comment = Comment.get(Comment.body.startswith("Torbenhild"))
    assert "<mark>Torbenhild</mark>s idé" in browser.get(URL).text
    first, second = (
        PossibleMention.select()
        .where(PossibleMention.noun == "comment")
        .order_by(PossibleMention.id)
    )
    assert (
        browser.post(f"{URL}/{first.id}", data={"bearer": "erased"}).status_code == 303
    )
    assert words_of(comment) == "…s idé var god, og Torbenhild ved mere"
    assert (
        browser.post(f"{URL}/{second.id}", data={"bearer": "erased"}).status_code == 303
    )
    assert words_of(comment) == "…s idé var god, og … ved mere"
    assert "Nothing waits" in browser.get(URL).text


def test_it_goes_from_the_search_and_the_history_too(cast, visit, tmp_path):
    them = person("Torbenhild Lindebaek", cast.service, Role.employee)
    work = planned(
        cast.carla,
        cast.facebook,
        title="Fredag med Torbenhild",
        hypothesis="vi tror på fredag",
    )
    Change.create(
        experiment=work,
        by=cast.carla,
        at=NOW,
        act="edited",
        changes={"title": ["Torbenhild", "Fredag"]},
    )
    work.index()
    erase(them, data=tmp_path, folder=DiskFolder(tmp_path), at=NOW)
    (mention,) = PossibleMention.select().where(
        PossibleMention.experiment == work, PossibleMention.field == "title"
    )
    visit(cast.frida).post(f"{URL}/{mention.id}", data={"bearer": "erased"})
    assert (
        work.reload().title == "Fredag med …"
        and "torbenhild" not in work.reload().words
    )
    assert "Torbenhild" not in repr([change.changes for change in Change.select()])


def test_somebody_else_keeps_the_name(gone, cast, visit):
    mention = PossibleMention.select().where(PossibleMention.noun == "comment").first()
    comment = Comment.get_by_id(mention.row)
    before = comment.body
    visit(cast.frida).post(f"{URL}/{mention.id}", data={"bearer": "other"})
    assert (
        words_of(comment) == before and PossibleMention.get_or_none(mention.id) is None
    )


def test_a_text_that_was_changed_meanwhile_stays(gone, cast, visit):
    mention = PossibleMention.select().where(PossibleMention.noun == "comment").first()
    Comment.update(body="Noget andet").where(Comment.id == mention.row).execute()
    browser = visit(cast.frida)
    assert "The text has been changed since" in browser.get(URL).text
    unanswered = browser.post(f"{URL}/{mention.id}", data={})
    assert unanswered.status_code == 422 and PossibleMention.get_or_none(mention.id)
    browser.post(f"{URL}/{mention.id}", data={"bearer": "erased"})
    assert words_of(Comment.get_by_id(mention.row)) == "Noget andet"
