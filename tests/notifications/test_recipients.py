"""Who is told of what: those whom it concerns, once, and only what they may see."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests import examples
from tests.cast import NOW, TODAY, concluded, planned
from tests.examples import tries
from tests.notifications.job_helpers import ZONE, heard, tell_all
from tracker.comments.models import Comment
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment, Visibility
from tracker.jobs.models import Job
from tracker.lessons.enums import EvidenceDirection, Outcome
from tracker.lessons.models import Conclusion, Evidence, Reuse
from tracker.lineage.models import BuildsOn
from tracker.notifications import enums
from tracker.notifications.models import Notice, Preference
from tracker.notifications.recipients import notify

CARD = {
    "outcome": Outcome.refuted,
    "observation": "ingen kom",
    "lesson": "spørg om onsdagen",
    "decision": "stop",
}


def test_authors_are_told_what_colleagues_say(cast):
    Endorsement.add(cast.passport, kind=EndorsementKind.courage, by=cast.carla, at=NOW)
    Comment.add(cast.passport, body="Hvor mange kom?", by=cast.eva, at=NOW)
    tell_all()
    for author in (cast.alma, cast.bo):
        assert heard(author) == ["endorsement", "question"]
    assert heard(cast.carla) == heard(cast.eva) == []


def test_nobody_is_told_of_an_own_act(cast):
    Comment.add(cast.passport, body="Spørg endelig", by=cast.alma, at=NOW)
    tell_all()
    assert heard(cast.alma) == [] and heard(cast.bo) == ["comment"]


def test_a_reply_and_a_mention_are_told_as_what_they_are(cast):
    question = Comment.add(cast.passport, body="Hvornår?", by=cast.carla, at=NOW)
    tell_all()
    Comment.add(
        cast.passport,
        body="Torsdag, ikke @Bo Friis?",
        by=cast.eva,
        at=NOW,
        parent=question,
    )
    tell_all()
    assert heard(cast.carla) == ["reply"]
    assert heard(cast.alma) == ["question", "question"]
    assert heard(cast.bo) == ["question", "mention"]


def test_building_reuse_and_evidence_reach_the_first_author(cast):
    lesson = cast.passport.lessons.get()
    child = BuildsOn.begin(
        [cast.passport],
        publish=True,
        by=cast.carla,
        at=NOW,
        title="Om onsdagen",
        hypothesis="de kommer",
        platform=cast.facebook,
    )
    Reuse.add(lesson, note="Vi flyttede vagten", by=cast.leif, at=NOW, on=TODAY)
    Evidence.add(
        lesson,
        experiment=concluded(cast.eva, cast.facebook),
        bearing=EvidenceDirection.supports,
        by=cast.eva,
        at=NOW,
    )
    tell_all()
    assert heard(cast.alma) == ["build_on", "reuse", "evidence"]
    built, reused, spoke = (
        Notice.select().where(Notice.person == cast.alma).order_by(Notice.id)
    )
    assert (built.about, reused.reuse.note, spoke.word) == (
        child,
        "Vi flyttede vagten",
        "supports",
    )


def test_the_loop_closes(cast):
    """All who endorsed, commented or built on it are told when it concludes; and those
    on whose work it builds.
    """
    Experiment.update(visibility=Visibility.everyone).where(
        Experiment.id == cast.quiz.id
    ).execute()
    quiz = cast.quiz.reload()
    Endorsement.add(quiz, kind=EndorsementKind.learned, by=cast.carla, at=NOW)
    Comment.add(quiz, body="Spændende", by=cast.leif, at=NOW)
    BuildsOn.record(planned(cast.eva, cast.facebook), quiz)
    BuildsOn.record(quiz, concluded(cast.frida, cast.facebook))
    Job.delete().execute()
    Conclusion.draw(quiz, by=cast.alma, at=NOW, on=TODAY, **CARD)
    tell_all()
    for told in (cast.carla, cast.leif, cast.eva, cast.frida):
        assert heard(told) == ["conclusion"]
    assert heard(cast.alma) == heard(cast.ada) == []


def test_who_may_not_see_it_any_more_is_not_told(cast):
    quiz = cast.quiz
    Comment.add(quiz, body="Jeg er med", by=cast.eva, at=NOW)
    Endorsement.add(quiz, kind=EndorsementKind.learned, by=cast.eva, at=NOW)
    cast.eva.change_unit(cast.library)
    Job.delete().execute()
    Conclusion.draw(quiz, by=cast.alma, at=NOW, on=TODAY, **CARD)
    tell_all()
    assert heard(cast.eva) == []


def test_what_builds_on_it_unseen_is_not_told(cast):
    plan = {
        "title": "Kun her",
        "hypothesis": "de kommer",
        "platform": cast.facebook,
        "visibility": Visibility.unit,
    }
    BuildsOn.begin([cast.passport], publish=True, by=cast.carla, at=NOW, **plan)
    BuildsOn.begin(
        [cast.passport], publish=False, by=cast.frida, at=NOW, title="Kladde"
    )
    tell_all()
    assert heard(cast.alma) == []


def test_facilitators_hear_of_something_personal_and_never_from_whom(cast, visit):
    told = {
        "what": "concern",
        "by": cast.eva.id,
        "experiment": cast.quiz.id,
        "concern": 1,
    }
    notify(told, at=NOW, zone=ZONE)
    assert (
        heard(cast.frida) == ["concern"] and heard(cast.ada) == heard(cast.alma) == []
    )
    page = visit(cast.frida).get("/notifications").text
    assert "Something personal" in page and "Eva" not in page and "Quiz" not in page


def test_the_disabled_and_those_who_wish_not_to_hear_are_left_in_peace(cast):
    Preference.set_deliveries(
        cast.alma, {enums.NoticeKind.endorsement: enums.Delivery.off}
    )
    cast.bo.disable(NOW)
    Endorsement.add(cast.passport, kind=EndorsementKind.learned, by=cast.carla, at=NOW)
    Comment.add(cast.passport, body="Tak", by=cast.carla, at=NOW)
    tell_all()
    assert heard(cast.alma) == ["comment"] and heard(cast.bo) == []


def test_what_is_gone_is_not_told(cast):
    assert (
        notify(
            {"what": "comment", "by": 1, "experiment": 0, "comment": 1},
            at=NOW,
            zone=ZONE,
        )
        == 0
    )
    gone = {
        "what": "comment",
        "by": cast.carla.id,
        "experiment": cast.passport.id,
        "comment": 10**6,
    }
    # Both authors, without a place to lead to
    assert notify(gone, at=NOW, zone=ZONE) == 2


def test_an_act_that_nobody_knows_fails_aloud(cast):
    with pytest.raises(ValueError):
        notify(
            {"what": "dance", "by": 1, "experiment": cast.passport.id},
            at=NOW,
            zone=ZONE,
        )


def test_each_is_told_once_per_event_under_any_order_of_retries(cast):
    """Jobs may be run in any order and any number of times: what stands at the end
    is the same.
    """

    again = 12 if examples.thorough else 4  # acts that are run once more

    @tries(2, 40)
    @given(some.data())
    def check(data):
        with Notice._meta.database.atomic() as step:
            Job.delete().execute()
            first = Comment.add(
                cast.passport, body="Hvad med @Leif Dahl?", by=cast.carla, at=NOW
            )
            Comment.add(
                cast.passport, body="Ja, @Carla Munk", by=cast.eva, at=NOW, parent=first
            )
            for who in (cast.carla, cast.eva, cast.leif):
                Endorsement.add(
                    cast.passport, kind=EndorsementKind.learned, by=who, at=NOW
                )
            Reuse.add(
                cast.passport.lessons.get(),
                note="Brugt",
                by=cast.leif,
                at=NOW,
                on=TODAY,
            )
            acts = [job.payload for job in Job.select().where(Job.kind == "tell")]
            repeated = some.lists(some.sampled_from(acts), min_size=2, max_size=again)
            for act in acts + data.draw(repeated):
                notify(act, at=NOW, zone=ZONE)
            expected = rows()
            Notice.delete().execute()
            for act in data.draw(some.permutations(acts + data.draw(repeated))):
                notify(act, at=NOW, zone=ZONE)
            assert rows() == expected and len({row[:2] for row in expected}) == len(
                expected
            )
            step.rollback(begin=False)

    check()


def rows() -> list[tuple]:
    return sorted(Notice.select(Notice.person, Notice.event, Notice.kind).tuples())
