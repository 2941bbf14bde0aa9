"""Did it hold with you? Asked three weeks after a reuse; told by unit, never by person."""

import datetime as dt

import pytest

from tests.cast import NOW, PRESENT, TODAY, concluded, person
from tests.notifications.job_helpers import heard
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment, Visibility
from tracker.home.queries import waiting_for
from tracker.jobs.models import Job
from tracker.lessons.enums import EvidenceDirection, LessonStatus
from tracker.lessons.models import Evidence, LocalResult, Retirement, Reuse
from tracker.lessons.queries import lesson_detail, places_of
from tracker.notifications import handlers

DUE = TODAY + dt.timedelta(days=21)
A_DAY = dt.timedelta(days=1)


@pytest.fixture
def lesson(cast):
    return cast.passport.lessons.get()


@pytest.fixture
def morning(app, cast, monkeypatch):
    """Reminds as on the morning of a day."""

    def remind(on: dt.date):
        monkeypatch.setattr(handlers, "today", lambda: on)
        monkeypatch.setattr(handlers, "now", lambda: NOW + (on - TODAY))
        with app.app_context():
            handlers.remind(Job(kind="remind"))

    return remind


def use(lesson, by, on=TODAY):
    Reuse.add(lesson, note="Vi flyttede vagten", by=by, at=NOW, on=on)


def tell(lesson, by, held=True):
    LocalResult.add(lesson, held=held, by=by, at=NOW)


def places(lesson, viewer):
    found = places_of(lesson_detail(lesson, viewer))
    held = [unit.name for unit in found.held]
    return held, [unit.name for unit in found.failed], found.elsewhere


def test_it_is_asked_after_three_weeks_and_once(cast, lesson, morning):
    use(lesson, cast.carla)
    use(lesson, cast.carla, on=TODAY + 3 * A_DAY)
    for day in (-1, 0, 1, 2, 3, 4, 29):
        morning(DUE + day * A_DAY)
    assert heard(cast.carla).count("held") == 1
    assert "held" not in heard(cast.eva) + heard(cast.alma)


def test_it_waits_at_home_until_it_is_answered(cast, lesson, visit):
    use(lesson, cast.carla)
    assert waiting_for(cast.carla, DUE - A_DAY, []).reuses == []
    assert [use.lesson for use in waiting_for(cast.carla, DUE, []).reuses] == [lesson]
    tell(lesson, cast.carla)
    assert waiting_for(cast.carla, DUE, []).reuses == []


def test_its_page_asks_once_the_three_weeks_are_over(cast, lesson, visit):
    use(lesson, cast.eva, on=PRESENT.date() - 20 * A_DAY)
    use(lesson, cast.carla, on=PRESENT.date() - 21 * A_DAY)
    pages = [
        visit(who).get(f"/lessons/{lesson.id}").text for who in (cast.eva, cast.carla)
    ]
    assert ["Did it hold with you?" in page for page in pages] == [False, True]


def test_a_lesson_that_is_no_longer_ones_to_see_does_not_wait_at_home(cast, lesson):
    use(lesson, cast.carla)
    Experiment.update(visibility=Visibility.unit).where(
        Experiment.id == cast.passport.id
    ).execute()
    assert waiting_for(cast.carla, DUE, []).reuses == []


def test_who_answered_or_may_not_see_it_is_not_asked_nor_of_what_is_retired(
    cast, lesson, morning
):
    other = concluded(cast.alma, cast.facebook)
    for who, one in ((cast.eva, lesson), (cast.carla, other.lessons.get())):
        use(one, who)
    use(lesson, cast.leif)
    tell(lesson, cast.leif)
    Experiment.update(visibility=Visibility.unit).where(
        Experiment.id == other.id
    ).execute()
    Retirement.add(lesson, reason="nye tider", by=cast.frida, at=NOW)
    morning(DUE)
    assert "held" not in heard(cast.eva) + heard(cast.carla) + heard(cast.leif)


def test_a_unit_is_named_where_five_work_there(cast, lesson):
    [person(f"Kollega Nummer{n}", cast.library) for n in range(2)]
    tell(lesson, cast.carla)
    held, failed, elsewhere = places(lesson, cast.eva)
    assert (held, failed, elsewhere) == (["Bibliotek", "Borgerservice"], [], False)
    tell(lesson, cast.carla, held=False)
    assert places(lesson, cast.eva) == (["Borgerservice"], ["Bibliotek"], False)


def test_a_small_unit_is_not_named_and_nobody_ever_is(cast, lesson, visit):
    small = person("Mia Lille", cast.service.named("Havnen"))
    use(lesson, cast.carla)
    tell(lesson, small, held=False)
    assert places(lesson, cast.carla) == (["Borgerservice"], [], True)
    page = visit(cast.carla).get(f"/lessons/{lesson.id}").text
    assert "Havnen" not in page and "Mia" not in page and "is not named" in page


def test_an_attempt_says_where_it_held_as_far_as_it_may_be_seen(cast, lesson):
    secret = concluded(cast.carla, cast.facebook, visibility=Visibility.unit)
    Evidence.add(
        lesson,
        experiment=secret,
        bearing=EvidenceDirection.contradicts,
        by=cast.carla,
        at=NOW,
    )
    assert places(lesson, cast.leif)[1] == ["Bibliotek"]
    assert places(lesson, cast.eva)[1] == []


def test_it_is_light_evidence_and_leaves_the_status_to_attempts(cast, lesson):
    for who in (cast.carla, cast.eva, cast.leif):
        tell(lesson, who, held=False)
    assert lesson.reload().status is LessonStatus.emerging


def test_ones_own_lesson_is_for_others_to_try(cast, lesson, visit):
    with pytest.raises(ValidationFailed):
        tell(lesson, cast.bo)
    answer = visit(cast.alma).post(f"/lessons/{lesson.id}/local-results")
    assert answer.status_code == 403
