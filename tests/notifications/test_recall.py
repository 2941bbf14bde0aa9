"""A recall reaches exactly those who depend on the lesson, each once, with the reason."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from tests import examples
from tests.business_case.factories import argue, begun, benefit_of
from tests.cast import NOW, TODAY, concluded, person
from tests.examples import for_each_case, tries
from tests.experiments.anonymous_experiment import withheld
from tests.notifications.job_helpers import heard, tell_all
from tests.summaries.factories import signed
from tracker.business_case.models import BusinessCase
from tracker.commitments.models import Commitment
from tracker.experiments.models import Experiment, Visibility
from tracker.guidelines.models import Clause
from tracker.jobs.models import Job
from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.lessons.models import (
    Citation,
    Evidence,
    LocalResult,
    Retirement,
    Reuse,
    SharedLesson,
)
from tracker.lessons.models.recall import FALLEN
from tracker.lessons.queries import lesson_of_the_week
from tracker.lineage.models import BuildsOn
from tracker.notifications.models import Notice
from tracker.strategy.models import StrategyText

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

AGAINST = EvidenceDirection.contradicts
SOON = TODAY + dt.timedelta(days=30)


@pytest.fixture
def lesson(cast):
    return cast.passport.lessons.get()


@pytest.fixture
def rival(cast):
    """Carla's attempt, which speaks against it."""
    return concluded(cast.carla, cast.facebook, title="Ved frokost")


def contradict(lesson, rival, by, note=""):
    Evidence.add(lesson, experiment=rival, bearing=AGAINST, note=note, by=by, at=NOW)


def use(lesson, by):
    Reuse.add(lesson, note="Vi flyttede vagten", by=by, at=NOW, on=TODAY)


def recalled(person) -> list[Notice]:
    return list(
        Notice.select()
        .where(Notice.person == person, Notice.kind == "recalled")
        .order_by(Notice.id)
    )


def by_reuse(cast, lesson):
    use(lesson, cast.eva)
    return {cast.eva}


def by_building_on_it(cast, lesson):
    child = concluded(cast.eva, cast.facebook, co_authors=[cast.frida])
    BuildsOn.record(child, lesson.experiment)
    return {cast.eva, cast.frida}


def by_a_promise(cast, lesson):
    Commitment.add(
        lesson, text="Vi åbner senere", due_on=SOON, by=cast.leif, at=NOW, on=TODAY
    )
    return {cast.leif}


def by_a_promise_from_the_attempt(cast, lesson):
    Commitment.add(
        lesson.experiment, text="Vi åbner", due_on=SOON, by=cast.leif, at=NOW, on=TODAY
    )
    return {cast.leif}


def by_a_clause(cast, lesson):
    Citation.add(Clause.select().first(), lesson, by=cast.frida, at=NOW)
    return {cast.frida}


def by_an_assumption(cast, lesson):
    case = begun(cast, sponsor=cast.leif)
    argue(cast, benefit_of(case), lesson=lesson, by=cast.eva)
    return {cast.eva, cast.leif}


def by_the_strategy(cast, lesson):
    StrategyText.write(
        text=f"Vi svarer om aftenen: /lessons/{lesson.id}",
        after=0,
        by=cast.frida,
        at=NOW,
    )
    return {cast.frida}


def by_a_summary(cast, lesson):
    signed(cast)
    return {cast.frida, cast.leif}


WAYS = [
    by_reuse,
    by_building_on_it,
    by_a_promise,
    by_a_promise_from_the_attempt,
    by_a_clause,
    by_an_assumption,
    by_the_strategy,
    by_a_summary,
]


@pytest.mark.sqlite_by_default
@for_each_case("way", WAYS)
def test_whoever_depends_on_it_in_any_way_is_told_and_nobody_else(
    cast, lesson, rival, way
):
    told = way(cast, lesson)
    tell_all()
    contradict(lesson, rival, cast.carla, "ikke i ferien")
    tell_all()
    tell_all()
    everybody = {cast.alma, cast.bo, cast.eva, cast.carla, cast.frida, cast.leif}
    assert {who for who in everybody if recalled(who)} == told
    assert all(len(recalled(who)) == 1 for who in told)


def test_a_retired_clause_or_a_removed_assumption_depends_on_nothing(
    cast, lesson, rival
):
    by_a_clause(cast, lesson)
    by_an_assumption(cast, lesson)
    Clause.select().first().retire(by=cast.frida, at=NOW)
    benefit_of(BusinessCase.current()).remove(NOW)
    contradict(lesson, rival, cast.carla)
    tell_all()
    assert not Notice.select().where(Notice.kind == "recalled").exists()


def test_it_says_why_and_asks_whether_it_still_holds(cast, visit, lesson, rival):
    use(lesson, cast.eva)
    contradict(lesson, rival, cast.carla, "i ferien ringer ingen")
    tell_all()
    eva = visit(cast.eva)
    inbox = eva.get("/notifications").text
    assert "speaks against it: “i ferien ringer ingen”" in inbox
    (notice,) = recalled(cast.eva)
    there = eva.get(f"/notifications/{notice.public_id}").location
    page = eva.get(there).text
    assert (
        "This is contested, and it concerns you" in page
        and "You have used it." in page
        and "i ferien ringer ingen" in page
    )
    sent = eva.post(f"/lessons/{lesson.id}/local-results", data={"held": "y"})
    assert sent.location == f"/lessons/{lesson.id}#places"
    assert LocalResult.get().held
    assert "You have said that it holds with you" in eva.get(there).text
    assert "concerns you" not in visit(cast.leif).get(there).text


def test_who_may_not_see_what_speaks_against_it_is_told_without_its_words(
    cast, visit, lesson
):
    secret = concluded(
        cast.alma, cast.facebook, title="Hemmelig", visibility=Visibility.unit
    )
    use(lesson, cast.carla)
    contradict(lesson, secret, cast.bo, "kun for os")
    tell_all()
    assert len(recalled(cast.carla)) == 1
    carla = visit(cast.carla)
    for page in ("/notifications", f"/lessons/{lesson.id}"):
        said = carla.get(page).text
        assert "kun for os" not in said and "Hemmelig" not in said
    assert "another attempt speaks against it" in carla.get("/notifications").text


def test_who_may_no_longer_see_the_lesson_is_not_told(cast, lesson, rival):
    use(lesson, cast.carla)
    Experiment.update(visibility=Visibility.unit).where(
        Experiment.id == cast.passport.id
    ).execute()
    Retirement.add(lesson, reason="nye åbningstider", by=cast.alma, at=NOW)
    tell_all()
    assert recalled(cast.carla) == []


def test_a_withheld_author_who_retires_it_is_not_told_of_by_any_notice(cast):
    [person(f"Kollega Nummer{n}", cast.service) for n in range(3)]
    shy = withheld(cast, cast.eva)
    lesson = shy.lessons.get()
    use(lesson, cast.carla)
    Job.delete().execute()
    Retirement.add(lesson, reason="nye åbningstider", by=cast.eva, at=NOW)
    (job,) = Job.select()
    assert job.payload["by"] is None and job.due_at.hour == job.due_at.minute == 0
    tell_all()
    (notice,) = recalled(cast.carla)
    assert notice.by is None and recalled(cast.eva) == []


def test_taken_back_before_it_was_told_it_is_not_told(cast, lesson, rival):
    use(lesson, cast.eva)
    contradict(lesson, rival, cast.carla)
    Evidence.get().withdraw()
    tell_all()
    assert recalled(cast.eva) == []


def test_a_second_attempt_against_it_is_no_news_and_its_retirement_is(
    cast, lesson, rival
):
    use(lesson, cast.eva)
    contradict(lesson, rival, cast.carla)
    contradict(lesson, concluded(cast.leif, cast.facebook), cast.leif)
    tell_all()
    assert heard(cast.eva) == ["recalled"]
    Retirement.add(lesson, reason="nye åbningstider", by=cast.frida, at=NOW)
    tell_all()
    assert [row.word for row in recalled(cast.eva)] == ["contested", "retired"]


def test_how_it_stands_shows_wherever_it_is_quoted(cast, visit, lesson, rival):
    clause = Clause.select().first()
    Citation.add(clause, lesson, by=cast.frida, at=NOW)
    child = concluded(cast.eva, cast.facebook, title="Om onsdagen")
    BuildsOn.record(child, cast.passport)
    by_a_promise(cast, lesson)
    pages = [
        "/",
        "/lessons",
        "/experiments",
        f"/experiments/{cast.passport.id}",
        f"/experiments/{child.id}",
        f"/experiments/{child.id}/lineage",
        f"/experiments/new?builds_on={cast.passport.id}",
        f"/guidelines/clauses/{clause.id}",
        f"/guidelines/{clause.guideline.slug}",
        "/commitments",
    ]
    leif = visit(cast.leif)
    for page in pages if examples.thorough else pages[1:3]:
        assert 'class="chip line fallen"' not in leif.get(page).text, page
    contradict(lesson, rival, cast.carla)
    for page in pages:
        assert 'class="chip line fallen">Contested' in leif.get(page).text, page


def test_a_retired_lesson_is_never_the_lesson_of_the_week(cast, lesson):
    monday = NOW + dt.timedelta(days=7)
    assert lesson_of_the_week(cast.eva, monday).lesson == lesson
    Retirement.add(lesson, reason="nye åbningstider", by=cast.frida, at=NOW)
    assert lesson_of_the_week(cast.eva, monday) is None


ACTS = some.lists(
    some.one_of(
        some.tuples(some.just("use"), some.integers(0, 2), some.integers(0, 3)),
        some.tuples(some.just("build"), some.integers(0, 2), some.integers(0, 3)),
        some.tuples(some.just("cite"), some.integers(0, 2), some.just(0)),
        some.tuples(some.just("against"), some.integers(0, 2), some.integers(0, 1)),
        some.tuples(some.just("withdraw"), some.integers(0, 2), some.integers(0, 1)),
        some.tuples(some.just("retire"), some.integers(0, 2), some.just(0)),
        some.tuples(some.just("lift"), some.integers(0, 2), some.just(0)),
        some.tuples(some.just("join"), some.integers(0, 2), some.integers(0, 2)),
        some.tuples(some.just("separate"), some.integers(0, 2), some.just(0)),
    ),
    max_size=14,
)


class Story:
    """What happens to three lessons, and whom each recall of them must reach.

    The last lesson is one that only Borgerservice sees.
    """

    def __init__(self, cast, attempts, rivals):
        self.cast = cast
        self.lessons = [attempt.lessons.get() for attempt in attempts]
        self.rivals = rivals
        self.people = [cast.eva, cast.carla, cast.leif, cast.frida]
        self.depending = [set(), set(), set()]
        self.told = set()
        self.used = set()

    def statuses(self):
        return [lesson.reload().status for lesson in self.lessons]

    def may_see(self, who, which) -> bool:
        return which < 2 or who == self.cast.eva

    def act(self, act, which, more) -> str:
        """Does it; returns the key of what happened, "" where nothing can fall by it."""
        lesson = self.lessons[which]
        if act == "use" and (which, more) not in self.used:
            self.used.add((which, more))
            use(lesson, self.people[more])
            self.depending[which].add(self.people[more])
        if act == "build":
            child = concluded(self.people[more], self.cast.facebook)
            BuildsOn.record(child, lesson.experiment)
            self.depending[which].add(self.people[more])
        if act == "cite":
            Citation.add(Clause.select().first(), lesson, by=self.cast.frida, at=NOW)
            self.depending[which].add(self.cast.frida)
        if act == "against":
            contradict(lesson, self.rivals[more], self.cast.ada)
            return f"against {which} {more}"
        if act == "withdraw":
            Evidence.delete().where(
                Evidence.lesson == lesson, Evidence.experiment == self.rivals[more]
            ).execute()
        if act == "retire":
            Retirement.add(lesson, reason="nye tider", by=self.cast.ada, at=NOW)
            return f"retire {which}"
        if act == "lift":
            Retirement.lift(lesson)
        if act == "join" and 2 not in (which, more) and which != more:
            return self.join(which, more)
        if act == "separate":
            SharedLesson.separate(lesson)
        return ""

    def join(self, which, more) -> str:
        one, other = self.lessons[which], self.lessons[more]
        joined = other.id in {row.id for row in one.pool()}
        if joined or LessonStatus.retired in (one.status, other.status):
            return ""
        SharedLesson.add(one, other, by=self.cast.ada, at=NOW)
        shown = SharedLesson.shown_for(one.id)
        return f"join {shown} {other.id}"

    def expected(self, before, key) -> set:
        """Who hears of it now and had not heard of the same event."""
        news = set()
        for which, (was, now) in enumerate(zip(before, self.statuses(), strict=True)):
            if key and now in FALLEN and now is not was:
                news |= {
                    (who.id, f"{key} {now.value}")
                    for who in self.depending[which]
                    if self.may_see(who, which)
                }
        news -= self.told
        self.told |= news
        return {who for who, _ in news}


@pytest.mark.sqlite_by_default
@given(ACTS)
@example([("build", 0, 1), ("use", 0, 0), ("against", 0, 0), ("retire", 0, 0)])
@example([("use", 0, 0), ("against", 0, 0), ("against", 0, 1), ("withdraw", 0, 0)])
@example([("cite", 1, 0), ("use", 0, 0), ("join", 0, 1), ("against", 1, 0)])
@example([("join", 0, 1), ("separate", 0, 0), ("retire", 1, 0), ("lift", 1, 0)])
@tries(1, 25)
def test_under_any_order_of_acts_it_reaches_exactly_those_who_depend(cast, rows, acts):
    if not hasattr(cast, "attempts"):
        cast.attempts = [
            cast.passport,
            concluded(cast.bo, cast.facebook),
            concluded(cast.alma, cast.facebook, visibility=Visibility.unit),
        ]
        cast.rivals = [concluded(cast.ada, cast.facebook) for _ in range(2)]
        tell_all()
    with rows.atomic() as step:
        story = Story(cast, cast.attempts, cast.rivals)
        for act, which, more in acts:
            before = story.statuses()
            last = Notice.select().order_by(Notice.id.desc()).first()
            key = story.act(act, which, more)
            tell_all()
            news = Notice.select().where(
                Notice.kind == "recalled", Notice.id > (last.id if last else 0)
            )
            assert sorted(row.person_id for row in news) == sorted(
                story.expected(before, key)
            )
        step.rollback(begin=False)
