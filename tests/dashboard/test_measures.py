"""The measures on the named cast, worked out by hand.

On 20 November 2026 Alma's passport experiment (Borgerservice, Facebook, with Bo) was
shared, started and concluded: it did not hold, and it has a lesson and a decision. Her
quiz runs, for her unit only; her dream is a draft.
"""

import datetime as dt
import importlib
import pkgutil
from zoneinfo import ZoneInfo

import pytest

from tests.cast import NOW, TODAY, concluded, planned, running
from tests.examples import for_each_case
from tests.experiments.bulk import concluded_rows, running_rows
from tests.sql_counter import counted
from tracker.accounts.models import Person, Unit
from tracker.comments.models import Comment
from tracker.dashboard import queries
from tracker.dashboard.queries import Period, Share
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.drilldown_rows import drilldown_rows
from tracker.dashboard.queries.measure import Measure
from tracker.dashboard.queries.measures import MEASURES, measures
from tracker.dashboard.queries.reuse import reuse_rates, ripe_before
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment, Stage, Visibility
from tracker.lessons.enums import Decision, LessonStatus, Outcome
from tracker.lessons.models import Conclusion, Lesson, Reuse
from tracker.lineage.models import BuildsOn
from tracker.quarters import Quarter
from tracker.small_groups import Figure

on_both = pytest.mark.both_databases(
    "dashboard.queries.quarter_sql", "dashboard.queries.lesson_status"
)

ZONE = ZoneInfo("Europe/Copenhagen")
NOW_Q = Quarter(2026, 4)
BEFORE = Quarter(2026, 3)


def period(quarter=NOW_Q, on=TODAY, **narrow) -> Period:
    return Period(quarter, on, ZONE, **narrow)


def of_one(measures, asked: Period):
    """What a measure says of the period's own quarter."""
    return measures(asked, [asked.quarter])[asked.quarter]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def told(cast, author=None, outcome=Outcome.refuted, *, on=TODAY, **card) -> Experiment:
    """One more concluded experiment, on a day."""
    experiment = concluded(author or cast.carla, cast.facebook, outcome)
    Conclusion.update(concluded_on=on, **card).where(
        Conclusion.experiment == experiment
    ).execute()
    return experiment


def test_learning_rate_counts_what_ended_with_a_lesson_a_decision_and_an_answer(cast):
    # The passport; the quiz runs on, the dream is a draft
    assert of_one(queries.learning_rates, period()) == Share(1, 1)
    told(cast, outcome=Outcome.inconclusive, surprise="", reason="")
    assert of_one(queries.learning_rates, period()) == Share(1, 2)
    told(cast, outcome=Outcome.inconclusive, surprise="", reason="Ferien kom i vejen.")
    told(cast, outcome=Outcome.stopped, surprise="", reason="Det blev jul.")
    assert of_one(queries.learning_rates, period()) == Share(3, 4)
    Lesson.delete().where(Lesson.experiment == cast.passport).execute()
    assert of_one(queries.learning_rates, period()) == Share(2, 4)


@for_each_case(
    ("review_on", "quarter", "counted"),
    [
        ("2026-11-19", NOW_Q, 1),  # yesterday
        ("2026-11-20", NOW_Q, 0),  # today it is asked, and has not ended
        ("2026-09-30", BEFORE, 1),
        ("2026-10-01", BEFORE, 0),
        ("2026-10-01", NOW_Q, 1),
    ],
)
def test_what_is_not_concluded_ends_when_its_review_day_has_passed(
    cast, review_on, quarter, counted
):
    running(cast.carla, cast.facebook, day(review_on))
    plan = planned(cast.carla, cast.facebook)  # what has not begun does not end
    Experiment.update(ends_on=day(review_on)).where(Experiment.id == plan.id).execute()
    before = 1 if quarter == NOW_Q else 0
    assert of_one(queries.learning_rates, period(quarter)).whole == before + counted


@on_both
def test_what_was_brought_in_without_lessons_has_a_rate_of_none_and_without_a_day_no_quarter(
    cast,
):
    Lesson.delete().execute()
    Conclusion.update(imported=True, concluded_on=day("2014-03-31")).execute()
    assert of_one(queries.learning_rates, period(Quarter(2014, 1))) == Share(0, 1)
    Conclusion.update(concluded_on=None).execute()
    assert of_one(queries.learning_rates, period(Quarter(2014, 1))) == Share(0, 0)


def test_velocity_is_per_month_that_has_passed_and_hundred_employees(cast):
    velocity = of_one(queries.velocities, period())
    # Dan was disabled
    assert (velocity.started, velocity.concluded, velocity.employees) == (2, 1, 7)
    assert velocity.months == pytest.approx(3 * 51 / 92)
    assert velocity.started_rate == pytest.approx(2 / (3 * 51 / 92) / 7 * 100)
    small = of_one(queries.velocities, period(unit=cast.service.id))
    assert (small.employees, small.started, small.started_rate) == (3, 2, None)


@on_both
def test_time_to_lesson_has_a_middle_and_four_in_five(cast):
    assert of_one(queries.times_to_lesson, period()).whole == queries.Spread(1, 0, 0)
    for days in (10, 20, 30, 40):
        began = TODAY - dt.timedelta(days)
        Experiment.update(started_on=began, starts_on=began).where(
            Experiment.id == told(cast).id
        ).execute()
    assert of_one(queries.times_to_lesson, period()).whole == queries.Spread(5, 20, 30)
    Experiment.update(review_on=None).where(
        Experiment.stage == Stage.concluded
    ).execute()
    Experiment.update(starts_on=None, ends_on=TODAY - dt.timedelta(6)).where(
        Experiment.id == cast.passport.id
    ).execute()
    late = told(cast)
    # Without a last day, it is the review day; concluded before it, it did not wait
    Experiment.update(review_on=TODAY + dt.timedelta(6)).where(
        Experiment.id == late.id
    ).execute()
    assert of_one(queries.times_to_lesson, period()).lag == queries.Spread(2, 3, 6)


@on_both
def test_awaiting_is_told_by_how_long(cast):
    late = [TODAY - dt.timedelta(days) for days in (0, 1, 13, 14, 30, 31, 91, 400)]
    running_rows(cast.carla, cast.facebook, late)
    assert [late.n for late in queries.awaiting(period())] == [2, 2, 1, 2]
    assert [late.is_long for late in queries.awaiting(period())] == [
        False,
        True,
        True,
        True,
    ]


def reuse(cast, experiment, by, on=TODAY, hours=None) -> None:
    at = dt.datetime.combine(on, dt.time(12), dt.UTC)
    said = {
        "person": by,
        "note": "Det virkede hos os.",
        "used_on": on,
        "at": at,
        "hours": hours,
    }
    Reuse.create(lesson=experiment.lessons.get(), **said)


def age(experiment, days: int) -> None:
    Lesson.update(stated_at=NOW - dt.timedelta(days)).where(
        Lesson.experiment == experiment
    ).execute()


@on_both
def test_reuse_rate_waits_until_a_lesson_is_half_a_year_old(cast):
    assert of_one(queries.reuse_rates, period()) == Share(0, 0)
    age(cast.passport, 181)
    assert of_one(queries.reuse_rates, period()) == Share(0, 1)
    reuse(cast, cast.passport, cast.carla, TODAY)  # on the 181st day: too late
    assert of_one(queries.reuse_rates, period()) == Share(0, 1)
    reuse(cast, cast.passport, cast.frida, TODAY - dt.timedelta(1))
    assert of_one(queries.reuse_rates, period()) == Share(1, 1)


@on_both
def test_reuse_rate_counts_a_lesson_in_no_part_of_it_before_it_is_old_enough(cast):
    """Also of an earlier quarter, which is counted together with later ones."""
    quarters = period().recent
    moment = ripe_before(period(), quarters[0])
    reuse(cast, cast.passport, cast.frida, moment.date() + dt.timedelta(1))
    for stated_at, share in (
        (moment, Share(0, 0)),
        (moment - dt.timedelta(microseconds=1), Share(1, 1)),
    ):
        Lesson.update(stated_at=stated_at).execute()
        assert reuse_rates(period(), quarters)[quarters[0]] == share


def test_reuse_rate_counts_other_people_only_but_never_tells_who_a_withheld_one_was(
    cast,
):
    age(cast.passport, 181)
    again = planned(cast.alma, cast.facebook)
    BuildsOn.create(child=again, parent=cast.passport)
    Experiment.update(published_at=NOW - dt.timedelta(100)).where(
        Experiment.id == again.id
    ).execute()
    assert of_one(queries.reuse_rates, period()) == Share(0, 1)  # her own next attempt
    Experiment.update(withheld=True).where(Experiment.id == again.id).execute()
    # "a colleague" is not told to be her
    assert of_one(queries.reuse_rates, period()) == Share(1, 1)


def test_silos_open_where_another_unit_uses_it(cast):
    reuse(cast, cast.passport, cast.carla)
    reuse(cast, cast.passport, cast.eva)
    BuildsOn.create(child=planned(cast.leif, cast.facebook), parent=cast.passport)
    across = of_one(queries.cross_unit_reuses, period())
    assert (across.share, across.n) == (Share(2, 3), 3)
    home = cast.service.id
    other = cast.library.id
    assert queries.unit_matrix(period()) == {(home, other): 2, (home, home): 1}
    assert of_one(queries.cross_unit_reuses, period(BEFORE)).n == 0
    # Nothing of Bibliotek was used
    assert of_one(queries.cross_unit_reuses, period(unit=other)).n == 0


def test_a_withheld_attempt_of_a_small_unit_is_in_no_units_figures(cast):
    Experiment.update(withheld=True).where(Experiment.id == cast.passport.id).execute()
    reuse(cast, cast.passport, cast.carla)
    assert of_one(queries.learning_rates, period()) == Share(1, 1)
    assert of_one(queries.learning_rates, period(unit=cast.service.id)) == Share(0, 0)
    across = of_one(queries.cross_unit_reuses, period())
    assert (across.share, across.n) == (Share(0, 0), 1) and not queries.unit_matrix(
        period()
    )


@on_both
def test_what_did_not_hold_becomes_something_to_stand_on(cast):
    assert of_one(queries.foundations, period()).share == Share(0, 1)
    told(cast, outcome=Outcome.supported)
    stood_on = told(cast, outcome=Outcome.stopped, on=TODAY - dt.timedelta(40))
    # One's own next attempt counts
    BuildsOn.create(child=planned(cast.carla, cast.facebook), parent=stood_on)
    foundation = of_one(queries.foundations, period())
    assert (foundation.share, foundation.closed) == (Share(1, 2), False)
    assert of_one(queries.foundations, period(on=day("2027-07-01"))).closed


def people(n: int, unit) -> list[Person]:
    """So many more colleagues in a unit."""
    joined = {"unit": unit, "at": NOW - dt.timedelta(400)}
    return [
        Person.welcome(
            email=f"k{unit.id}-{i}@example.org", name=f"Kollega {i}", **joined
        )
        for i in range(n)
    ]


def test_taking_part_is_hidden_below_five_and_where_those_left_are_below_five(cast):
    assert not of_one(queries.participations, period()).people.shown  # Alma and Bo
    crowd = people(9, cast.library)
    for one in crowd[:3]:
        Endorsement.add(cast.passport, kind=EndorsementKind.learned, by=one, at=NOW)
    told = of_one(queries.participations, period())
    assert (told.people, told.employees, told.share) == (Figure(5, 5), 16, Share(5, 16))
    for one in crowd[3:]:
        Comment.add(cast.passport, body="Godt set.", by=one, at=NOW)
    assert of_one(queries.participations, period()).people == Figure(11, 11)
    Comment.add(cast.passport, body="Tak.", by=cast.eva, at=NOW)
    assert not of_one(queries.participations, period()).people.shown  # four are left


def test_a_units_figure_is_hidden_where_it_would_tell_of_another_unit(cast):
    crowd = people(12, cast.library)
    for one in crowd[:6]:
        Endorsement.add(cast.passport, kind=EndorsementKind.learned, by=one, at=NOW)
    assert of_one(queries.participations, period()).people == Figure(8, 8)
    alone = of_one(queries.participations, period(unit=cast.library.id))
    assert not alone.people.shown  # eight less six would tell of Alma and Bo
    third = Unit.named("Havnen")
    for one in people(20, third)[:7]:
        Endorsement.add(cast.passport, kind=EndorsementKind.learned, by=one, at=NOW)
    assert not of_one(queries.participations, period(unit=cast.service.id)).people.shown
    assert not of_one(queries.participations, period(unit=cast.library.id)).people.shown
    assert of_one(queries.participations, period(unit=third.id)).people == Figure(7, 7)


def test_nobody_is_counted_for_what_is_not_told_to_be_theirs(cast):
    for one in people(12, cast.library)[:6]:
        Endorsement.add(cast.passport, kind=EndorsementKind.learned, by=one, at=NOW)
    before = of_one(queries.participations, period()).people
    secret = planned(cast.carla, cast.facebook)
    Experiment.update(withheld=True).where(Experiment.id == secret.id).execute()
    Comment.add(secret, body="Jeg svarer selv.", by=cast.carla, at=NOW)
    assert of_one(queries.participations, period()).people == before
    Experiment.update(withheld=False).where(Experiment.id == secret.id).execute()
    assert of_one(queries.participations, period()).people.n == before.n + 1


def test_outcomes_are_counted_and_ten_good_ones_are_wondered_at(cast):
    Conclusion.update(outcome=Outcome.supported).execute()
    concluded_rows([cast.carla] * 8, cast.facebook, [Outcome.supported] * 8)
    assert not of_one(queries.outcome_mixes, period()).only_good_ones
    concluded_rows([cast.carla], cast.facebook, [Outcome.mixed])
    mix = of_one(queries.outcome_mixes, period())
    assert (mix.n, mix.of(Outcome.supported), mix.only_good_ones) == (
        10,
        Share(9, 10),
        True,
    )
    concluded_rows([cast.carla], cast.facebook, [Outcome.refuted])
    assert not of_one(queries.outcome_mixes, period()).only_good_ones


@on_both
def test_leaders_answer_within_a_week_and_not_on_their_own(cast):
    assert of_one(queries.leaders_in_conversations, period()) == Share(0, 2)
    Comment.add(cast.passport, body="Godt set.", by=cast.leif, at=NOW + dt.timedelta(8))
    own = planned(cast.leif, cast.facebook)
    Comment.add(own, body="Jeg svarer selv.", by=cast.leif, at=NOW)
    assert of_one(queries.leaders_in_conversations, period()) == Share(0, 3)
    Comment.add(
        cast.passport,
        body="Det vil jeg også prøve.",
        by=cast.leif,
        at=NOW + dt.timedelta(7),
    )
    assert of_one(queries.leaders_in_conversations, period()) == Share(1, 3)
    Comment.update(removed_at=NOW, removed_by=cast.leif).execute()
    assert of_one(queries.leaders_in_conversations, period()) == Share(0, 3)
    assert not of_one(
        queries.leaders_with_lessons_by_quarter, period()
    ).people.shown  # one leader


@on_both
def test_the_knowledge_balance_holds_what_people_typed(cast):
    Experiment.update(
        hours=7.5, cost=1200, metric="Opkald om pas", baseline=58.0
    ).execute()
    Conclusion.update(result=45.0).execute()
    reuse(cast, cast.passport, cast.carla, hours=4)
    balance = of_one(queries.knowledge_balances, period())
    assert balance.statuses == {LessonStatus.emerging: 1}
    assert (balance.hours, balance.hours_n, balance.cost, balance.cost_n) == (
        7.5,
        1,
        1200,
        1,
    )
    assert (balance.saved, balance.saved_n, balance.enquiries, balance.stopped) == (
        4,
        1,
        1,
        0,
    )
    Conclusion.update(decision=Decision.stop).execute()
    assert of_one(queries.knowledge_balances, period()).stopped == 1
    assert of_one(queries.knowledge_balances, period(BEFORE)).lessons == 0


@on_both
@for_each_case(
    ("moment", "quarter"),
    [
        ("2026-09-30T21:59:59", BEFORE),  # summer time: two hours ahead
        ("2026-09-30T22:00:00", NOW_Q),
        ("2026-12-31T22:59:59", NOW_Q),  # winter time: one hour
        ("2026-12-31T23:00:00", Quarter(2027, 1)),
        ("2026-03-31T21:59:59", Quarter(2026, 1)),  # clocks changed two days before
        ("2026-03-31T22:00:00", Quarter(2026, 2)),
    ],
)
def test_quarters_turn_at_midnight_where_the_organisation_is(cast, moment, quarter):
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
    Experiment.update(published_at=at).where(Experiment.stage != Stage.draft).execute()
    asked = period(quarter, on=day("2027-02-01"))
    assert of_one(queries.leaders_in_conversations, asked) == Share(0, 2)
    for other in (quarter.previous, quarter.following):
        assert of_one(queries.leaders_in_conversations, asked.during(other)).whole == 0


def test_the_rows_are_those_one_may_see_and_the_rest_are_told(cast):
    Experiment.update(started_on=TODAY).where(Experiment.id == cast.quiz.id).execute()
    alone = drilldown_rows(Drilldown("started"), period(), cast.carla)
    assert (alone.total, [row.id for row in alone.ids], alone.unseen, alone.held) == (
        2,
        [cast.passport.id],
        1,
        0,
    )
    Experiment.update(visibility=Visibility.everyone, hidden_at=NOW).where(
        Experiment.id == cast.quiz.id
    ).execute()
    held = drilldown_rows(Drilldown("started"), period(), cast.carla)
    assert (held.total, held.unseen, held.held) == (2, 0, 1)
    # A facilitator looks at it
    assert drilldown_rows(Drilldown("started"), period(), cast.frida).held == 0


@on_both
def test_the_queries_are_bounded(cast):
    with counted() as sent:
        measures(period())
    few = len(sent)
    for _ in range(2):
        reuse(cast, told(cast), cast.eva)
    with counted() as sent:
        measures(period())
    assert len(sent) == few <= 30


@for_each_case("measure", MEASURES)
def test_measure_says_what_it_is(measure):
    assert measure.formula
    assert measure.unit
    assert measure.source
    assert measure.behind or not measure.panel or measure.about_people or measure.page
    if measure.panel:
        assert measure.note
        assert measure.column


def test_no_two_figures_have_one_address():
    behind = [(it.measure, it.part) for measure in MEASURES for it in measure.behind]
    assert len(behind) == len(set(behind))


def test_every_measure_is_counted():
    """One that stands in a module and not in `MEASURES` would be on no page."""
    for module in pkgutil.iter_modules(queries.__path__, f"{queries.__name__}."):
        for thing in vars(importlib.import_module(module.name)).values():
            assert not isinstance(thing, Measure) or thing in MEASURES, thing.name
