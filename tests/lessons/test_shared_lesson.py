"""Lessons that say one thing: joined and taken apart in any order, nothing is lost."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from tests.cast import NOW, TODAY, concluded
from tests.examples import tries
from tests.sql_counter import counted
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment, Visibility
from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.lessons.models import (
    Evidence,
    Lesson,
    Retirement,
    Reuse,
    SharedLesson,
    statuses_of,
)
from tracker.lessons.models.lesson import status_of
from tracker.lessons.queries import lesson_detail, lesson_summaries, similar_lessons
from tracker.lessons.queries.detail import has_status

FOR = EvidenceDirection.supports
AGAINST = EvidenceDirection.contradicts


@pytest.fixture
def lesson(cast):
    return cast.passport.lessons.get()


@pytest.fixture
def lunch(cast):
    """Carla's lesson, from another unit."""
    return concluded(cast.carla, cast.facebook, title="Ved frokost").lessons.get()


def join(lesson, other, by):
    SharedLesson.add(lesson, other, by=by, at=NOW)


def test_one_sentence_stands_for_both_and_all_who_learnt_it_are_named(
    cast, visit, lesson, lunch
):
    lunch.restate("De spørger ved frokost", "")
    Reuse.add(lunch, note="Vi prøvede", by=cast.eva, at=NOW, on=TODAY)
    sent = {"experiment": f"#{lunch.experiment_id}"}
    alma = visit(cast.alma)
    assert alma.post(f"/lessons/{lesson.id}/shared", data=sent).status_code == 303
    page = alma.get(f"/lessons/{lesson.id}").text
    assert (
        lesson.statement in page
        and "De spørger ved frokost" in page
        and "Carla Munk" in page
        and "Vi prøvede" in page
        and ">Supported<" in page
    )
    assert alma.get(f"/lessons/{lunch.id}").location == f"/lessons/{lesson.id}"
    apart = visit(cast.carla).post(f"/lessons/{lunch.id}/separation")
    assert apart.location == f"/lessons/{lesson.id}"
    page = alma.get(f"/lessons/{lesson.id}").text
    assert "Carla Munk" not in page and ">Emerging<" in page
    assert "Vi prøvede" in alma.get(f"/lessons/{lunch.id}").text


def test_the_library_lists_a_shared_lesson_once_and_finds_the_words_of_each(
    cast, visit, lesson, lunch
):
    lunch.restate("De spørger ved frokost", "")
    join(lesson, lunch, cast.frida)
    eva = visit(cast.eva)
    page = eva.get("/lessons").text
    assert lesson.statement in page and "De spørger ved frokost" not in page
    assert f'href="/lessons/{lunch.id}"' in eva.get("/lessons?q=frokost").text
    assert "De spørger ved frokost" not in eva.get("/").text


def test_where_the_shown_one_is_not_to_be_seen_the_other_speaks_for_itself(
    cast, visit, lesson, lunch
):
    lunch.restate("De spørger ved frokost", "")
    Reuse.add(lesson, note="Kun for os", by=cast.eva, at=NOW, on=TODAY)
    join(lesson, lunch, cast.frida)
    Experiment.update(visibility=Visibility.unit).where(
        Experiment.id == cast.passport.id
    ).execute()
    leif = visit(cast.leif)
    assert "De spørger ved frokost" in leif.get("/lessons").text
    page = leif.get(f"/lessons/{lunch.id}")
    assert page.status_code == 200 and lesson.statement not in page.text
    assert "Kun for os" not in page.text


def test_only_facilitators_and_authors_may(cast, visit, lesson, lunch):
    sent = {"experiment": f"#{lunch.experiment_id}"}
    address = f"/lessons/{lesson.id}/shared"
    assert visit(cast.eva).post(address, data=sent).status_code == 403
    assert visit(cast.frida).post(address, data=sent).status_code == 303
    apart = f"/lessons/{lunch.id}/separation"
    assert visit(cast.eva).post(apart).status_code == 403
    assert visit(cast.bo).post(apart).status_code == 303


def test_an_attempt_that_is_not_ones_to_see_is_not_found_by_joining(
    cast, visit, lesson
):
    secret = concluded(
        cast.alma, cast.facebook, title="Hemmelig", visibility=Visibility.unit
    )
    sent = {"experiment": f"#{secret.id}"}
    answer = visit(cast.frida).post(f"/lessons/{lesson.id}/shared", data=sent)
    assert answer.status_code == 422 and "Hemmelig" not in answer.text


def test_what_cannot_be_one_says_why(cast, lesson, lunch):
    secret = concluded(cast.alma, cast.facebook, visibility=Visibility.unit)
    gone = concluded(cast.carla, cast.facebook).lessons.get()
    Retirement.add(gone, reason="nye tider", by=cast.carla, at=NOW)
    join(lesson, lunch, cast.frida)
    for other in (lesson, lunch, secret.lessons.get(), gone):
        with pytest.raises(ValidationFailed):
            join(lesson, other, cast.frida)


def test_an_attempt_for_both_counts_once_and_one_that_taught_it_is_no_evidence(
    cast, lesson, lunch
):
    for one in (lesson, lunch):
        other = concluded(cast.leif, cast.facebook)
        Evidence.add(one, experiment=other, bearing=FOR, by=cast.leif, at=NOW)
    Evidence.add(lunch, experiment=other, bearing=FOR, by=cast.leif, at=NOW)
    Evidence.add(lesson, experiment=other, bearing=FOR, by=cast.leif, at=NOW)
    taught = lunch.experiment
    Evidence.add(lesson, experiment=taught, bearing=FOR, by=cast.leif, at=NOW)
    join(lesson, lunch, cast.frida)
    known = lesson_detail(lesson, cast.leif)
    assert (known.supporting, known.units) == (4, 2)
    assert len(known.supports) == 4 and known.status is LessonStatus.confirmed


def test_the_search_proposes_lessons_in_nearly_the_same_words(cast, lesson, lunch):
    lunch.restate("Folk spørger om aftenen, når de har fri.", "")
    proposed = similar_lessons(lesson, cast.frida)
    assert [row.lesson for row in proposed] == [lunch]
    join(lesson, lunch, cast.frida)
    assert similar_lessons(lesson, cast.frida) == []


ACTS = some.lists(
    some.one_of(
        some.tuples(some.just("join"), some.integers(0, 3), some.integers(0, 3)),
        some.tuples(some.just("separate"), some.integers(0, 3), some.just(0)),
        some.tuples(some.just("for"), some.integers(0, 3), some.integers(0, 5)),
        some.tuples(some.just("against"), some.integers(0, 3), some.integers(0, 5)),
        some.tuples(some.just("retire"), some.integers(0, 3), some.just(0)),
        some.tuples(some.just("lift"), some.integers(0, 3), some.just(0)),
    ),
    max_size=16,
)


class Model:
    """The same in plain sets: who says the same, and what was said of each."""

    def __init__(self, lessons):
        self.lessons = lessons
        self.groups = [{n} for n in range(len(lessons))]
        self.evidence = {n: {} for n in range(len(lessons))}
        self.retired = set()

    def group(self, n) -> set:
        return next(group for group in self.groups if n in group)

    def join(self, one, other):
        if self.group(one) is not self.group(other):
            both = self.group(one) | self.group(other)
            if not both & self.retired:
                self.groups = [g for g in self.groups if not g & both] + [both]

    def separate(self, n):
        group = self.group(n)
        self.groups.remove(group)
        self.groups += [{n}] + ([group - {n}] if group - {n} else [])

    def status(self, n) -> LessonStatus:
        group = self.group(n)
        units = {m: self.lessons[m].experiment.unit_id for m in group}
        said = {}
        for m in group:
            for experiment, (bearing, unit) in self.evidence[m].items():
                said.setdefault(experiment, {})[bearing] = unit
        origins = {self.lessons[m].experiment_id: units[m] for m in group}
        home = origins.pop(self.lessons[n].experiment_id)
        behind = {id: (FOR, unit) for id, unit in origins.items()}
        for experiment, ways in said.items():
            if AGAINST in ways:
                behind[experiment] = (AGAINST, ways[AGAINST])
            elif experiment != self.lessons[n].experiment_id:
                behind.setdefault(experiment, (FOR, ways[FOR]))
        return status_of(home, behind.values(), retired=bool(group & self.retired))


@given(ACTS)
@example([("join", 0, 1), ("for", 1, 4), ("against", 0, 1), ("separate", 1, 0)])
@example([("join", 0, 1), ("join", 1, 2), ("retire", 2, 0), ("lift", 0, 0)])
@tries(2, 20)
def test_every_origin_and_all_evidence_is_kept_under_any_order_of_acts(
    cast, rows, acts
):
    if not hasattr(cast, "attempts"):
        authors = (cast.alma, cast.carla, cast.eva, cast.leif, cast.ada)
        cast.attempts = [concluded(author, cast.facebook) for author in authors]
    with rows.atomic() as step:
        *attempts, last = cast.attempts
        others = [last, cast.passport]
        lessons = [attempt.lessons.get() for attempt in attempts]
        model = Model(lessons)
        for act, which, more in acts:
            happen(cast, model, act, which, more, attempts + others)
            said = statuses_of(lesson.id for lesson in lessons)
            assert said == {one.id: model.status(n) for n, one in enumerate(lessons)}
        for n, lesson in enumerate(lessons):
            check(cast, model, n, lesson)
        assert {row.id for row in Lesson.select()} >= {row.id for row in lessons}
        step.rollback(begin=False)


def happen(cast, model, act, which, more, attempts):
    lesson = model.lessons[which]
    if act == "join":
        before = list(model.groups)
        model.join(which, more)
        if model.groups != before:
            SharedLesson.add(lesson, model.lessons[more], by=cast.frida, at=NOW)
    elif act == "separate":
        model.separate(which)
        SharedLesson.separate(lesson)
    elif act in ("for", "against") and attempts[more].id != lesson.experiment_id:
        bearing = FOR if act == "for" else AGAINST
        Evidence.add(
            lesson, experiment=attempts[more], bearing=bearing, by=cast.frida, at=NOW
        )
        unit = attempts[more].unit_id
        model.evidence[which][attempts[more].id] = (bearing, unit)
    elif act == "retire":
        Retirement.add(lesson, reason="nye tider", by=cast.frida, at=NOW)
        model.retired.add(which)
    elif act == "lift":
        Retirement.lift(lesson)
        model.retired -= model.group(which)


def check(cast, model, n, lesson):
    """Python, both kinds of SQL and the page say the same of one lesson."""
    expected = model.status(n)
    fresh = Lesson.get(Lesson.id == lesson.id)
    assert fresh.status is expected
    assert statuses_of([lesson.id])[lesson.id] is expected
    assert lesson_summaries([lesson.id])[lesson.id].status is expected
    assert lesson in set(Lesson.select().where(has_status([expected])))
    known = lesson_detail(fresh, cast.frida)
    assert known.status is expected
    group = {model.lessons[m].id for m in model.group(n)}
    assert {row.id for row in known.pool} == group
    assert {it.origin.id for it in known.supports if it.origin} == group
    said = {id for m in model.group(n) for id in model.evidence[m]}
    shown = {it.row.experiment.id for it in known.supports + known.contradicts}
    assert said <= shown
    kept = Evidence.select().where(Evidence.lesson == lesson)
    assert {row.experiment_id: row.bearing for row in kept} == {
        id: bearing for id, (bearing, _) in model.evidence[n].items()
    }


def test_suggestions_ask_no_more_when_more_is_alike(cast, lesson):
    similar_lessons(lesson, cast.frida)  # the words of the index are read once
    sizes = []
    for _ in range(2):
        for _ in range(3):
            twin = concluded(cast.carla, cast.facebook).lessons.get()
            twin.restate(lesson.statement, "")
            twin.experiment.index()
        with counted() as sent:
            assert similar_lessons(lesson, cast.frida)
        sizes.append(len(sent))
    assert sizes[0] == sizes[1]
