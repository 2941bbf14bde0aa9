"""Following an attempt, a lesson, a tag, a platform or a unit means being told."""

from tests.cast import NOW, TODAY, concluded, planned
from tests.examples import for_each_case
from tests.notifications.job_helpers import heard, tell_all
from tracker.comments.models import Comment
from tracker.experiments.models import Experiment, Tag, Tagging, Visibility
from tracker.follows.models import Follow
from tracker.follows.queries import follows, to_follow
from tracker.jobs.models import Job
from tracker.lessons.enums import EvidenceDirection, Outcome
from tracker.lessons.models import Conclusion, Evidence, Reuse
from tracker.notifications.enums import Delivery, NoticeKind
from tracker.notifications.models import Preference

CARD = {
    "outcome": Outcome.refuted,
    "observation": "ingen kom",
    "lesson": "spørg om onsdagen",
    "decision": "stop",
}


def publish(cast, by=None, **plan):
    plan = {"title": "Om onsdagen", "hypothesis": "de kommer"} | plan
    made = Experiment.create(
        by=by or cast.alma, at=NOW, publish=True, platform=cast.facebook, **plan
    )
    tell_all()
    return made


def test_what_is_said_of_a_followed_attempt_and_what_came_of_it(cast, visit):
    attempt = planned(cast.alma, cast.facebook, title="Aftenvagt")
    Follow.begin(attempt, by=cast.carla, at=NOW)
    Comment.add(attempt, body="Flot", by=cast.eva, at=NOW)
    Comment.add(attempt, body="Hvad siger @Carla Munk?", by=cast.eva, at=NOW)
    Conclusion.draw(attempt, by=cast.alma, at=NOW, on=TODAY, **CARD)
    tell_all()
    assert heard(cast.carla) == ["followed", "mention", "conclusion"]
    page = visit(cast.carla).get("/notifications").text
    assert "Eva Juhl commented on “Aftenvagt”, which you follow" in page
    assert "Flot" in page


def test_a_followed_lesson_tells_of_reuse_and_evidence(cast, visit):
    lesson = cast.passport.lessons.get()
    Follow.begin(lesson, by=cast.carla, at=NOW)
    Reuse.add(lesson, note="Vi flyttede vagten", by=cast.leif, at=NOW, on=TODAY)
    Evidence.add(
        lesson,
        experiment=concluded(cast.eva, cast.facebook),
        bearing=EvidenceDirection.contradicts,
        by=cast.eva,
        at=NOW,
    )
    tell_all()
    assert heard(cast.carla) == ["followed", "followed"]
    page = visit(cast.carla).get("/notifications").text
    assert "Leif Dahl used the lesson" in page and "points another way" in page


@for_each_case("what", ["platform", "unit", "tag"])
def test_a_new_attempt_and_its_lesson_under_what_one_follows(cast, visit, what):
    followed = {"platform": cast.facebook, "unit": cast.alma.unit}
    if what == "tag":
        followed["tag"] = Tag.create(name="aften")
    Follow.begin(followed[what], by=cast.carla, at=NOW)
    made = publish(cast, tags=["aften"])
    assert Tagging.select().where(Tagging.experiment == made).exists()
    assert heard(cast.carla) == ["followed"] and heard(cast.eva) == []
    Conclusion.draw(made, by=cast.alma, at=NOW, on=TODAY, **CARD)
    tell_all()
    page = visit(cast.carla).get("/notifications").text
    assert "New attempt about something you follow" in page
    assert "New lesson about something you follow" in page


def test_nobody_is_told_of_a_draft_of_their_own_or_of_anothers_unit(cast):
    for who in (cast.alma, cast.carla):
        Follow.begin(cast.facebook, by=who, at=NOW)
    Experiment.create(
        by=cast.alma, at=NOW, publish=False, title="Kladde", platform=cast.facebook
    )
    publish(cast, visibility=Visibility.unit)
    assert heard(cast.alma) == heard(cast.carla) == []


def test_a_withheld_author_of_a_small_unit_is_not_told_by_it(cast):
    """Whoever follows the unit would learn where it comes from."""
    Follow.begin(cast.alma.unit, by=cast.carla, at=NOW)
    made = publish(cast)
    Experiment.update(withheld=True).where(Experiment.id == made.id).execute()
    made = made.reload()
    assert not made.unit.hides_one
    assert not Follow.of_topics(made).exists()
    Experiment.update(withheld=False).where(Experiment.id == made.id).execute()
    assert Follow.of_topics(made.reload()).exists()


def test_nothing_is_asked_for_where_nobody_follows(cast):
    Job.delete().execute()
    Experiment.create(
        by=cast.alma,
        at=NOW,
        publish=True,
        platform=cast.facebook,
        title="Stille",
        hypothesis="de kommer",
    )
    assert not Job.select().where(Job.kind == "tell").exists()


def test_whoever_does_not_like_it_is_left_in_peace(cast):
    Follow.begin(cast.facebook, by=cast.carla, at=NOW)
    Preference.set_deliveries(cast.carla, {NoticeKind.followed: Delivery.off})
    publish(cast)
    assert heard(cast.carla) == []


def test_buttons_on_an_attempt_and_a_lesson(cast, visit):
    lesson = cast.passport.lessons.get()
    carla = visit(cast.carla)
    for kind, it, page in (
        ("experiment", cast.passport, f"/experiments/{cast.passport.id}"),
        ("lesson", lesson, f"/lessons/{lesson.id}"),
    ):
        assert "Follow it" in carla.get(page).text
        asked = {"kind": kind, "id": it.id, "next": page}
        assert carla.post("/follows", data=asked).location == page
        assert "Follow no more" in carla.get(page).text
    assert {kind for kind, _, _ in follows(cast.carla)} == {"experiment", "lesson"}
    wishes = carla.get("/me/notifications").text
    assert cast.passport.title in wishes and lesson.statement in wishes
    carla.post("/follows/withdrawal", data={"kind": "lesson", "id": lesson.id})
    assert {kind for kind, _, _ in follows(cast.carla)} == {"experiment"}


def test_what_is_not_to_be_seen_is_not_to_be_followed_nor_named(cast, visit):
    asked = {"kind": "experiment", "id": cast.quiz.id}
    assert visit(cast.carla).post("/follows", data=asked).status_code == 404
    asked["id"] = cast.dream.id
    assert visit(cast.alma).post("/follows", data=asked).status_code == 404
    Follow.begin(cast.quiz, by=cast.eva, at=NOW)
    assert [name for _, _, name in follows(cast.eva)] == [cast.quiz.title]
    cast.eva.change_unit(cast.library)
    assert follows(cast.eva) == []
    assert not to_follow("experiment", cast.eva).where(Experiment.id == cast.quiz.id)
