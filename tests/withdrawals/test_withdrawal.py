"""Taking back: within ten minutes, without a trace, and not once others built on it."""

import datetime as dt
from zoneinfo import ZoneInfo

import peewee
import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from tests import examples
from tests.api.program import Program
from tests.cast import NOW, TODAY, concluded, person, planned
from tests.examples import for_each_case, tries
from tracker.comments.models import Comment
from tracker.commitments.models import Commitment
from tracker.core.validation import ValidationFailed
from tracker.dashboard.queries.measures import measures
from tracker.dashboard.queries.period import Period
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Change, Experiment, Stage
from tracker.experiments.queries import ExperimentSearch, counts, matching
from tracker.experiments.queries.export import exported
from tracker.folder import DiskFolder
from tracker.guidelines.models import Metric
from tracker.jobs.models import Job
from tracker.lessons.enums import Decision, EvidenceDirection, Outcome
from tracker.lessons.models import Conclusion, Evidence, Lesson, Reuse
from tracker.lessons.queries import lesson_of_the_week
from tracker.lineage.models import BuildsOn
from tracker.notifications.models import Notice
from tracker.notifications.queries.digest import thanks_for, waiting_question
from tracker.notifications.recipients import notify
from tracker.privacy.erasure import erase
from tracker.quarters import Quarter
from tracker.schema import MODELS
from tracker.search import Query
from tracker.tokens.enums import Scope
from tracker.withdrawals.models import reopen, undo_start, withdraw, withdrawable
from tracker.withdrawals.models.use_by_others import USES

SOON = NOW + dt.timedelta(minutes=9)
LATE = NOW + dt.timedelta(minutes=10, seconds=1)
CARD = {
    "outcome": Outcome.mixed,
    "observation": "både og",
    "lesson": "Spørg zebrafinken først.",
    "decision": Decision.adapt,
}

# References that take nothing from others: parts of the experiment, and what is told of it
PARTS = {
    ("co_author", "experiment_id"),
    ("tagging", "experiment_id"),
    ("change", "experiment_id"),
    ("picture", "experiment_id"),
    ("document", "experiment_id"),
    ("link", "experiment_id"),
    ("metric_reading", "experiment_id"),
    ("experiment_clause", "experiment_id"),
    ("conclusion", "experiment_id"),
    ("lesson", "experiment_id"),
    ("builds_on", "child_id"),
    ("notice", "experiment_id"),
    ("notice", "about_id"),
    ("possible_mention", "experiment_id"),
    # What only one person sees: a refusal would tell of it
    ("bookmark", "experiment_id"),
    ("second_unit_wish", "lesson_id"),
    ("circle_answer", "experiment_id"),
    ("expected_fear", "experiment_id"),
    ("trial_draft", "experiment_id"),
    ("guess_count", "experiment_id"),
    ("follow", "experiment_id"),
    ("follow", "lesson_id"),
    ("co_author_invitation", "experiment_id"),
    ("experiment_question", "experiment_id"),
}


def test_every_reference_to_an_experiment_or_a_lesson_is_a_part_or_a_use():
    """A new table says whether its rows are a use by others: see `USES`."""
    found = {
        (model._meta.table_name, field.column_name)
        for model in MODELS
        for field in model._meta.sorted_fields
        if isinstance(field, peewee.ForeignKeyField)
        and field.rel_model in (Experiment, Lesson)
    }
    uses = {
        (model._meta.table_name, getattr(model, name).column_name)
        for model, name in USES
    }
    assert found == PARTS | uses and not PARTS & uses


def published(cast, **plan) -> Experiment:
    plan = {"title": "Quiz om zebrafinker", "metric": "fniser", **plan}
    return planned(cast.alma, cast.facebook, **plan)


def started(cast, **plan) -> Experiment:
    made = published(cast, **plan)
    made.start(criterion="200 svar", by=cast.alma, on=TODAY, at=NOW)
    return made


def told(cast, **plan) -> Experiment:
    made = started(cast, **plan)
    Conclusion.draw(made, by=cast.alma, at=NOW, on=TODAY, **CARD)
    return made.reload()


def test_a_start_is_undone_as_if_it_had_not_been(cast):
    made = started(cast)
    undo_start(made.reload(), at=SOON)
    made = made.reload()
    assert made.stage is Stage.planned
    assert (made.started_on, made.starts_on, made.review_on) == (None, None, None)
    assert made.criterion == "200 svar" and not made.is_locked
    assert [row.act for row in Change.of(made)] == ["published"]
    made.start(criterion="201 svar", by=cast.alma, on=TODAY, at=SOON)


def test_a_first_day_of_the_plan_stays_when_its_start_is_undone(cast):
    made = started(cast, starts_on=TODAY - dt.timedelta(days=2))
    undo_start(made.reload(), at=SOON)
    assert made.reload().starts_on == TODAY - dt.timedelta(days=2)


def test_a_conclusion_is_reopened_and_its_words_come_back(cast, visit):
    made = told(cast)
    reopen(made, at=SOON)
    made = made.reload()
    assert made.stage is Stage.running and made.review_on
    assert not made.conclusions.exists() and not made.lessons.exists()
    assert "zebrafinken" not in made.words
    assert "concluded" not in [row.act for row in Change.of(made)]
    page = visit(cast.alma).get(f"/experiments/{made.id}/conclusion").text
    assert "Spørg zebrafinken først." in page and "både og" in page
    Conclusion.draw(made, by=cast.alma, at=SOON, on=TODAY, **CARD)


def test_what_was_never_started_is_planned_again_with_the_criterion_it_had(cast):
    made = published(cast)
    Conclusion.draw(
        made, by=cast.alma, at=NOW, on=TODAY, criterion="som jeg husker det", **CARD
    )
    reopen(made.reload(), at=SOON)
    made = made.reload()
    assert (made.stage, made.criterion) == (Stage.planned, "")
    assert not made.criterion_afterwards


def test_what_was_told_at_once_becomes_a_draft_with_its_card(cast, visit):
    made = told(cast)
    withdraw(made, at=SOON)
    made = made.reload()
    assert made.is_draft and not Change.of(made).exists()
    page = visit(cast.alma).get(f"/experiments/{made.id}/edit").text
    assert "Spørg zebrafinken først." in page
    assert visit(cast.carla).get(f"/experiments/{made.id}").status_code == 404
    made.publish(by=cast.alma, at=LATE)
    assert [row.act for row in Change.of(made)] == ["published"]


def test_a_form_that_was_sent_before_concludes_again(cast, visit):
    made = started(cast)
    sent = {**CARD, "submission": "k", "outcome": "mixed", "decision": "adapt"}
    alma = visit(cast.alma)
    there = f"/experiments/{made.id}/conclusion"
    assert alma.post(there, data=sent).status_code == 303
    assert alma.post(f"{there}/withdrawal").location == there
    assert made.reload().stage is Stage.running
    assert alma.post(there, data=sent).status_code == 303
    assert made.reload().stage is Stage.concluded


@for_each_case("verb", [withdraw, undo_start, reopen])
def test_after_ten_minutes_it_stands(cast, verb):
    made = started(cast) if verb is undo_start else told(cast)
    assert withdrawable(made.reload(), cast.alma, SOON)
    assert withdrawable(made.reload(), cast.alma, LATE) == []
    with pytest.raises(ValidationFailed):
        verb(made.reload(), at=LATE)


def test_only_its_authors_may(cast, visit):
    made = published(cast)
    assert withdrawable(made, cast.eva, SOON) == []
    answer = visit(cast.carla).post(f"/experiments/{made.id}/withdrawal")
    assert answer.status_code == 403


def test_the_page_offers_it_while_it_may(cast, visit, monkeypatch):
    monkeypatch.setattr("tracker.withdrawals.views.now", lambda: SOON)
    made = started(cast)
    page = visit(cast.alma).get(f"/experiments/{made.id}").text
    assert f'action="/experiments/{made.id}/start/withdrawal"' in page
    assert f'action="/experiments/{made.id}/withdrawal"' in page
    assert "withdrawal" not in visit(cast.eva).get(f"/experiments/{made.id}").text
    answer = visit(cast.alma).post(f"/experiments/{made.id}/withdrawal")
    assert answer.location == f"/experiments/{made.id}/edit"
    monkeypatch.setattr("tracker.withdrawals.views.now", lambda: LATE)
    later = visit(cast.alma).get(f"/experiments/{cast.passport.id}").text
    assert "passport/withdrawal" not in later


# What others may do with it; each stands in the way of taking it back


def _comment(cast, made):
    Comment.add(made, body="Hvor mange?", by=cast.carla, at=NOW)


def _endorse(cast, made):
    Endorsement.add(made, kind=EndorsementKind.learned, by=cast.carla, at=NOW)


def _build_on(cast, made):
    child = planned(cast.carla, cast.facebook, title="Videre")
    BuildsOn.record(child, made, by=cast.carla, at=NOW)


def _reuse(cast, made):
    lesson = made.lessons.get()
    Reuse.add(lesson, note="Det virkede.", by=cast.carla, at=NOW, on=TODAY)


def _contradict(cast, made):
    other = concluded(cast.carla, cast.facebook, title="Andet")
    direction = EvidenceDirection.contradicts
    lesson = made.lessons.get()
    Evidence.add(lesson, experiment=other, bearing=direction, by=cast.carla, at=NOW)


def _promise(cast, made):
    said = {"text": "Vi svarer", "due_on": TODAY + dt.timedelta(days=9)}
    Commitment.add(made, by=cast.leif, at=NOW, on=TODAY, **said)


ACTS = {
    "comment": _comment,
    "endorse": _endorse,
    "build on": _build_on,
    "reuse": _reuse,
    "contradict": _contradict,
    "promise": _promise,
}


def test_what_others_built_on_stands(cast, rows):
    made = told(cast)
    for name, act in ACTS.items():
        with rows.atomic() as step:
            act(cast, made)
            for verb in (withdraw, reopen):
                with pytest.raises(ValidationFailed) as refused:
                    verb(made.reload(), at=SOON)
                assert "used or built on it" in refused.value.problems[0].message, name
            assert made.reload().stage is Stage.concluded, name
            step.rollback(begin=False)
    withdraw(made.reload(), at=SOON)
    assert made.reload().is_draft, "as long as nobody did"


def test_a_draft_that_builds_on_it_is_not_told_by_a_refusal(cast):
    made = published(cast)
    draft = Experiment.create(by=cast.carla, at=NOW, title="Kladde")
    BuildsOn.record(draft, made, by=cast.carla, at=NOW)
    withdraw(made, at=SOON)
    assert made.reload().is_draft


def test_what_was_said_before_the_conclusion_does_not_hold_it(cast):
    made = started(cast)
    _comment(cast, made)
    later = NOW + dt.timedelta(minutes=30)
    Conclusion.draw(made, by=cast.alma, at=later, on=TODAY, **CARD)
    reopen(made.reload(), at=later + dt.timedelta(minutes=5))
    assert made.reload().stage is Stage.running


# Without a trace


def world(cast, program: Program) -> dict:
    """Everything that colleagues and their programs may find of anything."""
    seen = {}
    for path in ("/experiments", "/lessons"):
        seen[path] = program.items(path)
    seen["search"] = program.get("/search?q=zebrafinke").json["experiments"]
    feed = program.client.get(f"/feeds/{program.secret}/lessons.atom")
    assert feed.status_code == 200
    seen["feed"] = feed.data
    readers = [cast.carla, cast.bo]
    if examples.thorough:
        readers += [cast.frida, cast.eva, cast.leif]
    for who in readers:
        everything = ExperimentSearch()
        finch = ExperimentSearch(words=Query.parse("zebrafinke"))
        for name, asked in (("all", everything), ("finch", finch)):
            ids = sorted(id for id, _ in matching(who, asked, TODAY).tuples())
            seen[who.id, name] = ids
            seen[who.id, name, "counts"] = counts(who, asked, TODAY)
        seen[who.id, "export"] = list(exported(who, everything, TODAY))
        rows = Notice.select(Notice.event, Notice.kind).where(Notice.person == who)
        seen[who.id, "notices"] = sorted(rows.tuples())
        seen[who.id, "mail"] = (
            lesson_of_the_week(who, NOW),
            waiting_question(who, SOON),
            thanks_for(who, NOW - dt.timedelta(days=7)),
        )
    names = Metric.select(Metric.name).where(Metric.platform == cast.facebook)
    seen["metrics"] = sorted(name for (name,) in names.tuples())
    quarter = Period(Quarter.of(TODAY), TODAY, ZoneInfo("Europe/Copenhagen"))
    seen["figures"] = measures(quarter)
    for model in (Comment, Lesson, Conclusion, Evidence):
        seen[model.__name__] = model.select().count()
    return seen


STEPS = ("start", "conclude", "bear", "comment", "amend", "work")


def _step(cast, made, name):
    made = made.reload()
    if name == "start":
        made.start(criterion="200 svar", by=cast.alma, on=TODAY, at=NOW)
    elif name == "conclude":
        Conclusion.draw(made, by=cast.alma, at=NOW, on=TODAY, **CARD)
    elif name == "bear":
        lesson = cast.passport.lessons.get()
        bearing = EvidenceDirection.supports
        Evidence.add(lesson, experiment=made, bearing=bearing, by=cast.alma, at=NOW)
    elif name == "comment":
        Comment.add(made, body="@Bo, se!", by=cast.alma, at=NOW, picked=(cast.bo.id,))
    elif name == "amend":
        made.amend(version=made.version, by=cast.alma, at=NOW, method="zebrafinke")
    elif name == "work":
        _work()


def _work() -> None:
    """What the worker would tell by now."""
    for job in Job.select().where(Job.kind == "tell").order_by(Job.id):
        notify(job.payload, at=NOW, zone=dt.UTC)
        job.done()


@given(
    steps=some.lists(some.sampled_from(STEPS), max_size=7),
    builds=some.booleans(),
    withheld=some.booleans(),
    other=some.none() | some.sampled_from(sorted(ACTS)),
)
@example(
    steps=["start", "conclude", "bear", "comment", "amend", "work"],
    builds=True,
    withheld=True,
    other=None,
)
@example(steps=["start", "conclude"], builds=False, withheld=False, other="reuse")
@tries(1, 40)
def test_withdrawing_leaves_no_trace_and_is_refused_once_somebody_built_on_it(
    app, cast, steps, builds, withheld, other
):
    with cast.passport._meta.database.atomic() as transaction:
        try:
            program = Program(app, cast.carla, Scope.read, Scope.feeds)
            _story(cast, program, steps, builds, withheld, other)
        finally:
            transaction.rollback()


def _story(cast, program, steps, builds, withheld, other):
    made = Experiment.create(
        by=cast.alma,
        at=NOW,
        title="Quiz om zebrafinker",
        hypothesis="de fniser",
        platform=cast.facebook,
        metric="fniser",
    )
    if builds:
        BuildsOn.record(made, cast.passport, by=cast.alma, at=NOW)
    if withheld:
        for name in ("Gry", "Ib", "Kaj"):
            person(f"{name} Kollega", cast.service)
    before = None
    if not other or examples.thorough:  # else it is seldom compared
        before = world(cast, program)
    made.publish(by=cast.alma, at=NOW, withheld=withheld)
    for step in steps:
        try:
            _step(cast, made, step)
        except ValidationFailed:
            continue
    used = False
    if other:
        try:
            ACTS[other](cast, made.reload())
            used = True
        except peewee.DoesNotExist:  # there is no lesson yet
            used = False
    if used:
        with pytest.raises(ValidationFailed):
            withdraw(made.reload(), at=SOON)
        assert not made.reload().is_draft
        return
    if other == "contradict":
        return
    withdraw(made.reload(), at=SOON)
    _work()
    if before:
        assert world(cast, program) == before
    assert made.reload().is_draft


def test_the_card_that_waits_is_looked_through_when_somebody_is_erased(cast, tmp_path):
    made = published(cast)
    said = CARD | {
        "observation": f"{cast.carla.name} så det hele, sagde {cast.carla.email}."
    }
    Conclusion.draw(made, by=cast.alma, at=NOW, on=TODAY, **said)
    reopen(made.reload(), at=SOON)
    assert cast.carla.name in made.reload().draft_extras["card"]["observation"]
    erase(cast.carla, data=tmp_path, folder=DiskFolder(tmp_path), at=SOON)
    waiting = made.reload().draft_extras["card"]
    assert "Carla" not in str(waiting) and cast.carla.email not in str(waiting)
    assert waiting["lesson"] == CARD["lesson"]
