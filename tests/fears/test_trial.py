"""A trial of the product's own words: drawn by lot, locked, told, and published by itself."""

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests import examples
from tests.cast import NOW, TODAY, planned
from tests.examples import for_each_case
from tests.fears.authors import authors
from tracker.audit.models import AuditEvent
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries import visible_to
from tracker.fears.enums import CohortMeasure, DrawnBy, TrialVariant
from tracker.fears.models import CohortFigure, FearBatch, Trial, TrialDraft
from tracker.fears.models.trial import drawn_arms
from tracker.fears.queries.cohort_figure import WAITS, write_down_due
from tracker.fears.queries.trial import (
    Half,
    TrialResult,
    kept_result,
    people_needed,
    redrawn_chance,
    took_place_in,
)
from tracker.fears.trial_card import plan_of, publish_due
from tracker.folder import DiskFolder
from tracker.lessons.enums import CouldTell, Decision, Outcome
from tracker.lessons.models import Conclusion
from tracker.privacy.data_export import personal_rows
from tracker.privacy.erasure import erase
from tracker.quarters import Quarter
from tracker.readiness.enums import Fear
from tracker.small_groups import Figure
from tracker.web.clock import now
from tracker.withdrawals.models.use_by_others import is_used_by_others

ENDS = TODAY + dt.timedelta(weeks=12)
DUE = ENDS + WAITS[CohortMeasure.shared_draft]
CHOSEN = {
    "variant": TrialVariant.what_happened,
    "drawn_by": DrawnBy.draft,
    "points": 20,
    "ends_on": ENDS,
}
PLAN = {
    "title": "Virker ordene?",
    "hypothesis": "flere deler",
    "method": "lodtrækning",
    "metric": "delte kladder",
    "criterion": "mindst 20 procentpoint flere",
}


def told_of_fears(cast) -> None:
    """A batch, without which there is nothing to show."""
    FearBatch.create(
        fear=Fear.angry,
        platform=cast.facebook,
        attempts=6,
        passed=1,
        hurt=0,
        closed_on=TODAY - dt.timedelta(days=9),
    )


def begun(cast, **chosen) -> Trial:
    told_of_fears(cast)
    return Trial.begin(**(CHOSEN | chosen), plan=PLAN, by=cast.frida, on=TODAY, at=NOW)


def drafts(people, platform) -> dict[bool, list[Experiment]]:
    """A draft of each of the people, by what was drawn for it."""
    found = {True: [], False: []}
    for person in people:
        draft = Experiment.create(
            by=person, at=NOW, title=f"Af {person.id}", platform=platform
        )
        drawn = TrialDraft.get(TrialDraft.experiment == draft)
        found[drawn.sees_variant].append(draft)
    return found


def share(some, days: int = 3) -> None:
    """As their authors do, without a history of it."""
    at = NOW + dt.timedelta(days=days)
    shared = {"stage": Stage.planned, "hypothesis": "nogen svarer", "published_at": at}
    ids = [draft.id for draft in some]
    Experiment.update(shared).where(Experiment.id.in_(ids)).execute()


def published(on=DUE) -> Conclusion | None:
    at = dt.datetime.combine(on, dt.time(2, 30), dt.UTC)
    if not publish_due(on, at):
        return None
    return Conclusion.select().order_by(Conclusion.id.desc()).first()


def test_begun_it_is_an_attempt_with_a_locked_criterion(cast):
    trial = begun(cast)
    attempt = trial.experiment.reload()
    assert attempt.stage is Stage.running and attempt.is_locked
    assert attempt.author == cast.frida and attempt.review_on == DUE
    assert visible_to(cast.carla).where(Experiment.id == attempt.id).exists()
    assert not hasattr(Trial, "amend"), "nothing of it changes once it has begun"
    last = AuditEvent.select().order_by(AuditEvent.id.desc()).first()
    assert (last.what, last.kind, last.on) == ("trial_begun", "trial", trial.id)


def test_nothing_is_drawn_until_a_trial_begins(cast):
    planned(cast.alma, cast.facebook)
    assert not TrialDraft.select().exists() and Trial.current() is None


def test_one_at_a_time_and_none_where_nothing_could_be_shown(cast):
    with pytest.raises(ValidationFailed, match="nothing yet"):
        Trial.begin(**CHOSEN, plan=PLAN, by=cast.frida, on=TODAY, at=NOW)
    begun(cast)
    count = Experiment.select().count()
    with pytest.raises(ValidationFailed, match="One trial"):
        Trial.begin(**CHOSEN, plan=PLAN, by=cast.ada, on=TODAY, at=NOW)
    assert Experiment.select().count() == count


@for_each_case(
    "wrong", [{"points": 0}, {"points": 51}, {"ends_on": TODAY + dt.timedelta(13)}]
)
def test_its_numbers_have_bounds(cast, wrong):
    with pytest.raises(ValidationFailed):
        begun(cast, **wrong)


def test_the_lot_is_balanced_over_people_over_drafts_and_over_units():
    trial = Trial(drawn_by=DrawnBy.draft, seed="a", arms={})
    people = [type("P", (), {"id": id, "unit_id": 1}) for id in range(2, 202)]
    first = [trial.arm_of(person) for person in people]
    assert sum(first) == 100
    assert first != [first[0], not first[0]] * 100, "no pattern"
    for person in people[:20]:
        assert trial.arm_of(person, 1) is not trial.arm_of(person, 0)
    arms = drawn_arms({unit: 100 - unit for unit in range(1, 41)}, "a")
    assert Counter(arms.values()) == {True: 20, False: 20}
    assert all(arms[unit] is not arms[unit + 1] for unit in range(1, 41, 2))
    assert arms != drawn_arms({unit: 100 - unit for unit in range(1, 41)}, "b")


def test_by_unit_all_drafts_of_a_unit_see_the_same(cast):
    begun(cast, drawn_by=DrawnBy.unit)
    here = drafts(authors(cast.service, 3), cast.facebook)
    there = drafts(authors(cast.library, 3), cast.facebook)
    assert sorted(map(len, here.values())) == [0, 3]
    assert {True: len(there[True]), False: len(there[False])} == {
        True: len(here[False]),
        False: len(here[True]),
    }


def test_the_plan_shows_what_was_drawn_for_it(cast, visit):
    trial = begun(cast)
    people = [cast.alma, cast.bo, cast.eva, cast.carla]
    one_of_each = {trial.arm_of(person): person for person in people}
    assert len(one_of_each) == 2
    if not examples.thorough:
        people = one_of_each.values()
    for number, person in enumerate(people):
        sees = trial.arm_of(person)
        page = visit(person).get(f"/experiments/new?platform=facebook&n={number}").text
        assert ('id="what-happened"' in page) is sees
        assert "takes part in a trial" in page
        draft = Experiment.create(by=person, at=NOW, title="T", platform=cast.facebook)
        page = visit(person).get(f"/experiments/{draft.id}/edit").text
        assert ('id="what-happened"' in page) is sees
        # The second draft of the same person gets the other half
        page = visit(person).get("/experiments/new?platform=facebook").text
        assert ('id="what-happened"' in page) is not sees


def test_the_form_and_the_lot_agree_in_the_first_hour_of_a_day(cast, visit):
    """Here it is the day from which no draft takes part; in UTC the day before."""
    begun(cast)
    midnight = dt.datetime.combine(ENDS, dt.time(0, 30), ZoneInfo("Europe/Copenhagen"))
    with time_machine.travel(midnight, tick=False):
        page = visit(cast.alma).get("/experiments/new").text
        draft = Experiment.create(
            by=cast.alma, at=now(), title="T", platform=cast.facebook
        )
        assert ("takes part in a trial" in page) is draft.trial_drafts.exists()


def test_what_is_drawn_holds_for_the_fears_to_tick_too(cast, visit):
    begun(cast)
    some = drafts(authors(cast.service, 4), cast.facebook)
    share([some[True][0], some[False][0]])
    told = "5 of 6 who feared it saw nothing of it"
    for sees in (True, False):
        attempt = some[sees][0]
        page = visit(attempt.author).get(f"/experiments/{attempt.id}/start").text
        assert (told in page) is sees


def test_the_night_it_is_due_the_result_is_an_attempt_of_the_organisation(cast, visit):
    trial = begun(cast)
    some = drafts(authors(cast.service, 24), cast.facebook)
    n, others = len(some[True]), len(some[False])
    assert 11 <= n <= 13 and n + others == 24
    share(some[True])
    share(some[False][:5])
    share(some[False][5:7], days=31)
    assert published(DUE - dt.timedelta(days=1)) is None
    told = published()
    assert told.experiment_id == trial.experiment_id
    assert (told.outcome, told.decision) == (Outcome.supported, Decision.adopt)
    assert told.could_tell is CouldTell.barely
    assert f"{n} of {n} shared" in told.lesson.statement
    assert f"5 of {others} where" in told.lesson.statement
    assert not TrialDraft.select().exists(), "what was drawn is gone"
    trial = trial.get_by_id(trial.id)
    assert trial.is_open is None and kept_result(trial).caused.value == n
    ours = visit(cast.carla)
    address = f'/experiments/{trial.experiment_id}"'
    assert address in ours.get("/experiments?outcome=supported").text
    assert address in ours.get("/experiments?q=virker ordene").text
    assert published() is None, "once"


@pytest.mark.sqlite_by_default
def test_neither_few_who_shared_nor_few_who_did_not_are_told(cast, rows):
    trial = begun(cast)
    some = drafts(authors(cast.service, 24), cast.facebook)
    for with_it, without in [(4, 6), (6, 9), (6, 0)]:
        with rows.atomic() as step:
            share(some[True][:with_it])
            share(some[False][:without])
            told = published()
            assert told.outcome is Outcome.inconclusive, (with_it, without)
            assert told.could_tell is CouldTell.no
            assert not kept_result(trial.get_by_id(trial.id)).shown
            words = told.lesson.statement + told.observation
            assert not any(letter.isdigit() for letter in words)
            step.rollback(begin=False)


def test_stopped_early_it_tells_no_numbers(cast):
    trial = begun(cast)
    drafts(authors(cast.service, 4), cast.facebook)
    Conclusion.draw(
        trial.experiment.reload(),
        outcome=Outcome.stopped,
        observation="Vi stoppede.",
        reason="Ferie",
        lesson="Begynd efter ferien.",
        decision=Decision.retry,
        by=cast.frida,
        at=NOW,
        on=TODAY,
    )
    assert Trial.current() is None and not TrialDraft.select().exists()
    assert published() is None
    begun(cast)


def figures(with_it: tuple, without: tuple, chance: float) -> TrialResult:
    return TrialResult(Figure(*with_it), Figure(*without), chance)


def test_the_outcome_follows_from_the_locked_criterion():
    assert figures((60, 100), (30, 100), 0.001).outcome(20) is Outcome.supported
    assert figures((60, 100), (45, 100), 0.04).outcome(20) is Outcome.mixed
    assert figures((60, 100), (30, 100), 0.05).outcome(20) is Outcome.refuted
    assert figures((30, 100), (60, 100), 0.001).outcome(20) is Outcome.refuted
    assert people_needed(20) == 100 and people_needed(10) == 400


def test_units_that_are_all_alike_inside_are_no_hundred_observations():
    """What Fisher's test over people would call certain, four units cannot show."""
    units = {}
    for unit, sees in enumerate((True, True, False, False)):
        people = set(range(unit * 100, unit * 100 + 50))
        seen = Half(people, people if sees else set())
        units[unit] = {sees: seen, not sees: Half()}
    assert 0.2 < redrawn_chance(units, "a") < 0.5
    assert redrawn_chance(units, "a") == redrawn_chance(units, "a")


def test_a_facilitator_begins_it_and_everybody_is_told(cast, visit):
    told_of_fears(cast)
    answer = visit(cast.frida).post(
        "/readiness/trial",
        data={
            "variant": "what_happened",
            "drawn_by": "draft",
            "points": "20",
            "ends_on": ENDS.isoformat(),
        },
    )
    assert answer.status_code == 303
    attempt = Trial.current().experiment
    assert "Fisher" in attempt.criterion and "20 percentage points" in attempt.criterion
    policy = visit(cast.carla).get("/privacy").text
    assert "A trial of our own words is under way" in policy
    assert f"/experiments/{attempt.id}" in policy
    page = visit(cast.frida).get("/readiness/trial").text
    assert "not even you" in page and "Begin, and lock" not in page


def test_what_was_drawn_is_in_ones_data_and_goes_with_ones_draft(cast, tmp_path):
    begun(cast)
    ((draft,),) = filter(None, drafts([cast.carla], cast.facebook).values())
    rows = dict(personal_rows(cast.carla))["trial_draft.experiment"]
    assert [row["sees_variant"] for row in rows] == [
        draft.trial_drafts.get().sees_variant
    ]
    assert "trial_draft.experiment" not in dict(personal_rows(cast.eva))
    erase(cast.carla, data=tmp_path, folder=DiskFolder(tmp_path), at=NOW)
    assert not TrialDraft.select().exists()


def test_the_quarters_of_a_trial_show_no_share_of_drafts(cast):
    """The lot decided there; and the figures less the trial's would tell of few."""
    trial = begun(cast)
    first, last = Quarter.of(trial.begun_on), Quarter.of(trial.last_day)
    assert first != last and took_place_in(first) and took_place_in(last)
    assert not took_place_in(first.previous) and not took_place_in(last.following)
    write_down_due(last.last + dt.timedelta(days=40), ZoneInfo("Europe/Copenhagen"))
    figures = CohortFigure.select().where(
        CohortFigure.measure == CohortMeasure.shared_draft,
        CohortFigure.quarter.in_([str(first), str(last)]),
    )
    assert [row.n for row in figures] == [None] * 4


def test_without_a_trial_the_page_about_data_says_nothing_of_one(cast, visit):
    assert "A trial of our own words" not in visit(cast.carla).get("/privacy").text


def test_its_attempt_is_not_taken_back_into_a_draft(cast, visit):
    trial = begun(cast)
    page = visit(cast.frida).get(f"/experiments/{trial.experiment_id}").text
    assert "take it back" not in page
    own = Experiment.select(Experiment.id).where(Experiment.id == trial.experiment_id)
    assert is_used_by_others(own)


@pytest.mark.parametrize("drawn_by", list(DrawnBy))
def test_its_texts_fit_the_card(app, drawn_by):
    with app.test_request_context():
        plan = plan_of(TrialVariant.what_happened, drawn_by, 20, ENDS)
    for name, text in plan.items():
        assert 0 < len(text) <= getattr(Experiment, name).max_length
