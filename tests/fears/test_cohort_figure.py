"""The figures of a quarter: counted once, when its time is over, and of no fewer than five."""

import datetime as dt
from zoneinfo import ZoneInfo

from tests.examples import for_each_case
from tests.experiments.bulk import planned_rows
from tests.fears.authors import authors
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import Experiment
from tracker.fears.enums import CohortMeasure
from tracker.fears.models import CohortFigure, FearBatch
from tracker.fears.queries.cohort_figure import contrasts, write_down_due
from tracker.guidelines.models import Platform
from tracker.readiness.enums import Fear

ZONE = ZoneInfo("Europe/Copenhagen")
# Everything else of the cast lies in the quarter after
BEGAN = dt.datetime(2026, 2, 10, 9, tzinfo=dt.UTC)
SOON = dt.date(2026, 4, 20)
OVER = dt.date(2026, 7, 1)


def shared(author, platform, days: float = 0, **plan) -> Experiment:
    """A plan that was shared so many days after the quarter's 10 February."""
    at = BEGAN + dt.timedelta(days=days)
    (attempt,) = planned_rows([author], platform, at=at, **plan)
    return attempt


def written(measure, on=OVER, with_cause=False) -> tuple | None:
    write_down_due(on, ZONE)
    row = CohortFigure.get_or_none(
        CohortFigure.measure == measure,
        CohortFigure.quarter == "2026-Q1",
        CohortFigure.with_cause == with_cause,
    )
    return row and (row.part, row.n)


def test_first_timers_who_try_again(cast):
    people = authors(cast.service, 6)
    for author in people:
        shared(author, cast.facebook)
    for author in people[:3]:
        shared(author, cast.facebook, days=80)
    shared(people[3], cast.facebook, days=91)
    assert written(CohortMeasure.tried_again, SOON) is None, "its time is not over"
    assert written(CohortMeasure.tried_again) == (3, 6)


def test_a_figure_stays_whatever_comes_later(cast):
    people = authors(cast.service, 6)
    for author in people:
        shared(author, cast.facebook)
    assert written(CohortMeasure.tried_again) == (0, 6)
    shared(people[0], cast.facebook, days=20)
    assert written(CohortMeasure.tried_again) == (0, 6)


def test_fewer_than_five_are_written_down_as_hidden(cast):
    for author in authors(cast.service, 4):
        shared(author, cast.facebook)
    assert written(CohortMeasure.tried_again) == (None, None)
    assert contrasts()[CohortMeasure.tried_again] == []


def test_attempts_without_a_name_are_in_no_figure_of_people_by_name(cast):
    for author in authors(cast.service, 6):
        attempt = shared(author, cast.facebook)
        attempt.withheld = True
        attempt.save()
    assert written(CohortMeasure.tried_again) == (None, None)


def test_what_was_shared_without_a_name_and_claimed(cast):
    people = authors(cast.service, 6)
    for author in people:
        attempt = shared(author, cast.facebook)
        attempt.withheld = True
        attempt.save()
        if author is not people[0]:
            attempt.name_author(by=author, at=BEGAN + dt.timedelta(days=20))
    assert written(CohortMeasure.named_later) == (5, 6)
    assert CohortFigure.get(part=5).days == 20


@for_each_case(("kept", "told"), [(5, (5, 10)), (3, (None, None)), (0, (5, 5))])
def test_drafts_that_are_shared_are_told_where_those_who_keep_theirs_are_five(
    cast, kept, told
):
    for author in authors(cast.service, 5):
        shared(author, cast.facebook)
    for author in authors(cast.library, kept, "Vaklende"):
        draft = Experiment.create(
            by=author, at=BEGAN, title="Måske", platform=cast.facebook
        )
        assert draft.is_draft
    assert written(CohortMeasure.shared_draft) == told


def test_with_thanks_and_without_are_told_apart(cast):
    people = authors(cast.service, 12)
    for number, author in enumerate(people):
        attempt = shared(author, cast.facebook)
        if number < 6:
            Endorsement.create(
                experiment=attempt,
                person=cast.carla,
                kind="learned",
                at=BEGAN + dt.timedelta(days=number),
            )
        if number in (0, 1, 2, 7):
            shared(author, cast.facebook, days=40)
    assert written(CohortMeasure.tried_again, with_cause=True) == (3, 6)
    assert written(CohortMeasure.tried_again) == (1, 6)


def test_whoever_was_quicker_than_the_thanks_is_in_neither(cast):
    people = authors(cast.service, 7)
    for author in people:
        shared(author, cast.facebook)
    shared(people[0], cast.facebook, days=3)
    assert written(CohortMeasure.tried_again) == (0, 6)


def test_drafts_where_what_happened_stood_beside_the_form(cast):
    FearBatch.create(
        fear=Fear.angry,
        platform=cast.facebook,
        attempts=5,
        passed=0,
        hurt=0,
        closed_on=BEGAN.date() - dt.timedelta(1),
    )
    other = Platform.get(Platform.slug == "x")
    for author in authors(cast.service, 6):
        shared(author, cast.facebook)
    for author in authors(cast.library, 7):
        shared(author, other)
    assert written(CohortMeasure.shared_draft, with_cause=True) == (6, 6)
    assert written(CohortMeasure.shared_draft) == (7, 7)


def test_the_page_says_what_is_counted(cast, visit):
    for author in authors(cast.service, 12):
        shared(author, cast.facebook)
    write_down_due(OVER, ZONE)
    page = visit(cast.carla).get("/readiness/fear").text
    assert "Q1 2026" in page and "0%" in page


def test_each_measure_has_a_formula_a_source_and_limits(cast, visit):
    page = visit(cast.carla).get("/readiness/fear").text
    for measure in CohortMeasure:
        for said in (measure.hint, measure.source, measure.limits):
            assert said and said in page
