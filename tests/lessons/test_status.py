"""How a lesson stands follows from its evidence, under any order of acts, and SQL says
the same as Python.
"""

from hypothesis import example, given
from hypothesis import strategies as st

from tests.cast import NOW, TODAY, concluded
from tests.examples import for_each_case, tries
from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.lessons.models import Evidence, Lesson, Retirement
from tracker.lessons.models.lesson import A_YEAR, status_of
from tracker.lessons.queries import due_for_review, lesson_summaries
from tracker.lessons.queries.detail import has_status

FOR = EvidenceDirection.supports
AGAINST = EvidenceDirection.contradicts
HERE = 1
THERE = 2


@for_each_case(
    ("evidence", "standing"),
    [
        ([], LessonStatus.emerging),
        ([(FOR, HERE)], LessonStatus.supported),
        ([(FOR, THERE)], LessonStatus.supported),
        ([(FOR, HERE), (FOR, HERE)], LessonStatus.supported),
        ([(FOR, HERE), (FOR, THERE)], LessonStatus.confirmed),
        ([(FOR, THERE), (FOR, THERE)], LessonStatus.confirmed),
        ([(AGAINST, HERE)], LessonStatus.contested),
        (
            [(FOR, HERE), (FOR, THERE), (FOR, THERE), (AGAINST, THERE)],
            LessonStatus.contested,
        ),
    ],
)
def test_the_origin_counts_as_the_first_support(evidence, standing):
    assert status_of(HERE, evidence) is standing
    assert status_of(HERE, evidence, retired=True) is LessonStatus.retired


acts = st.lists(
    st.one_of(
        st.tuples(
            st.just("give"), st.integers(0, 3), st.sampled_from(EvidenceDirection)
        ),
        st.tuples(st.just("withdraw"), st.integers(0, 3), st.just(None)),
        st.tuples(st.sampled_from(["retire", "lift"]), st.just(0), st.just(None)),
    ),
    max_size=15,
)


@given(acts)
@example([("give", 0, FOR), ("give", 2, FOR), ("retire", 0, None), ("lift", 0, None)])
@example([("give", 2, FOR), ("give", 3, FOR), ("give", 1, AGAINST)])
@example([("give", 1, AGAINST), ("give", 2, FOR), ("withdraw", 1, None)])
@tries(2, 40)
def test_it_follows_under_any_order_of_acts(cast, acts):
    Evidence.delete().execute()
    Retirement.delete().execute()
    if not hasattr(cast, "others"):
        cast.others = [
            concluded(author, cast.facebook)
            for author in (cast.alma, cast.eva, cast.carla, cast.leif)
        ]
    lesson = cast.passport.lessons.get()
    given = {}
    retired = False
    for act, which, bearing in acts:
        other = cast.others[which]
        if act == "give":
            Evidence.add(
                lesson, experiment=other, bearing=bearing, by=cast.carla, at=NOW
            )
            given[which] = (bearing, other.unit_id)
        elif act == "withdraw" and which in given:
            Evidence.get(
                Evidence.lesson == lesson, Evidence.experiment == other
            ).withdraw()
            del given[which]
        elif act == "retire":
            Retirement.add(lesson, reason="nye åbningstider", by=cast.frida, at=NOW)
            retired = True
        elif act == "lift":
            Retirement.lift(lesson)
            retired = False
    expected = status_of(cast.passport.unit_id, given.values(), retired=retired)
    assert lesson.reload().status is expected
    assert lesson_summaries([lesson.id])[lesson.id].status is expected
    for word in LessonStatus:
        assert (lesson in set(Lesson.select().where(has_status([word])))) == (
            word is expected
        )
    others = [word for word in LessonStatus if word is not expected]
    assert lesson not in set(Lesson.select().where(has_status(others)))


def test_a_year_on_its_authors_are_asked_whether_it_is_still_true(cast):
    lesson = cast.passport.lessons.get()
    later = TODAY + A_YEAR
    assert not due_for_review(cast.alma, TODAY).exists()
    assert (
        list(due_for_review(cast.alma, later))
        == [lesson]
        == list(due_for_review(cast.bo, later))
    )
    assert not due_for_review(cast.carla, later).exists()
    lesson.still_holds(later)
    assert not due_for_review(cast.alma, later).exists()
    assert due_for_review(cast.alma, later + A_YEAR).exists()
    Retirement.add(lesson, reason="nye åbningstider", by=cast.alma, at=NOW)
    assert not due_for_review(cast.alma, later + A_YEAR).exists()
