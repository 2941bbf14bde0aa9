"""What an experiment demands, and that no way of handling it leaves it in a state that
cannot be.
"""

import datetime as dt

import peewee
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.cast import NOW, TODAY, planned
from tests.examples import for_each_case, tries
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment, Stage, Visibility
from tracker.experiments.models.plan import offered_title
from tracker.experiments.models.tag import tidy_tags
from tracker.lessons.enums import Decision, Outcome
from tracker.lessons.models import Conclusion
from tracker.lineage.models import BuildsOn

texts = some.text(max_size=220)
numbers = (
    some.none() | some.floats(allow_nan=True, allow_infinity=True) | some.integers()
)
days = some.none() | some.dates()
plans = some.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            ("title", "hypothesis", "method", "metric", "criterion"), texts
        ),
        **dict.fromkeys(("hours", "cost", "baseline", "target"), numbers),
        **dict.fromkeys(("starts_on", "ends_on"), days),
        "platform": some.none() | some.just("facebook"),
        "visibility": some.sampled_from(list(Visibility)),
    },
)
FEW = tries(5, 25)


def refused(*args, **kwargs) -> set[str]:
    """Names of the fields that a verb refuses."""
    verb, *args = args
    with pytest.raises(ValidationFailed) as told:
        verb(*args, **kwargs)
    return {problem.field for problem in told.value.problems}


@given(plans)
@FEW
def test_whatever_the_rules_let_through_the_database_takes(cast, plan):
    plan = {**plan, "platform": cast.facebook} if plan.get("platform") else plan
    plan = {
        name: value.replace("\0", "") if isinstance(value, str) else value
        for name, value in plan.items()
    }
    if Experiment.plan_problems(plan):
        return
    plan["cost"] = int(plan["cost"]) if plan.get("cost") is not None else None
    draft = Experiment.create(by=cast.alma, at=NOW, **plan).reload()
    assert all(
        getattr(draft, name) == value
        for name, value in plan.items()
        if name != "platform"
    )


@given(plans)
@FEW
def test_publishing_is_refused_by_rule_and_never_by_the_database(cast, plan):
    plan = {**plan, "platform": cast.facebook if plan.get("platform") else None}
    plan = {
        name: value.replace("\0", "") if isinstance(value, str) else value
        for name, value in plan.items()
    }
    plan["cost"] = None
    try:
        made = Experiment.create(publish=True, by=cast.alma, at=NOW, **plan).reload()
    except ValidationFailed:
        return
    assert (
        made.title
        and made.hypothesis
        and made.platform
        and made.published_at
        and made.stage is Stage.planned
    )


CARD = {
    "observation": "set",
    "lesson": "lært",
    "decision": Decision.adopt,
    "outcome": Outcome.supported,
}


def act(name: str, experiment: Experiment, cast) -> None:
    """One act, as an author might do it, sensible or not."""
    now = experiment.reload()
    common = {"by": cast.alma, "at": NOW}
    if name == "publish":
        now.publish(**common)
    elif name == "start":
        now.start(criterion="200 svar", on=TODAY, **common)
    elif name == "explore":
        now.start(criterion="", on=TODAY, **common)
    elif name == "write":
        now.amend(
            version=now.version,
            title="T",
            hypothesis="H",
            platform=cast.facebook,
            criterion="300 svar",
            **common,
        )
    elif name == "blank":
        now.amend(version=now.version, title="", criterion="", **common)
    elif name == "late":
        now.amend(
            version=now.version,
            ends_on=TODAY - dt.timedelta(days=9),
            starts_on=None,
            **common,
        )
    elif name == "conclude":
        Conclusion.draw(now, on=TODAY, criterion="husket", **CARD, **common)
    elif name == "stop":
        Conclusion.draw(
            now, on=TODAY, **{**CARD, "outcome": Outcome.stopped}, reason="", **common
        )
    elif name == "discard":
        now.discard(NOW)


ACTS = (
    "publish",
    "start",
    "explore",
    "write",
    "blank",
    "late",
    "conclude",
    "stop",
    "discard",
)


@given(some.lists(some.sampled_from(ACTS), max_size=12))
@tries(8, 60)
def test_any_history_of_acts_leaves_a_state_that_can_be(cast, acts):
    experiment = Experiment.create(
        by=cast.alma, at=NOW, title="Quiz", hypothesis="at", platform=cast.facebook
    )
    for name in acts:
        try:
            act(name, experiment, cast)
        except ValidationFailed:
            continue
        except peewee.DoesNotExist:
            return
    now = Experiment.get_or_none(Experiment.id == experiment.id)
    if now is None:
        return
    if now.stage is not Stage.draft:
        assert now.title and now.hypothesis and now.platform and now.published_at
        assert now.changes.where(now.changes.model.act == "published").count() == 1
    if now.started_on:
        assert now.criterion and not now.criterion_afterwards, (
            "what was locked by a start is never said to be remembered"
        )
    assert (
        (now.stage is Stage.concluded)
        == (now.conclusions.count() == 1)
        == (now.lessons.count() == 1)
    )
    if now.stage is Stage.draft:
        assert not now.changes.exists()


def test_a_locked_criterion_may_change_but_not_vanish(cast):
    assert refused(
        cast.quiz.amend, version=cast.quiz.version, by=cast.alma, at=NOW, criterion=""
    ) == {"criterion"}
    assert refused(
        cast.passport.amend,
        version=cast.passport.version,
        by=cast.alma,
        at=NOW,
        criterion="",
    ) == {"criterion"}


def test_a_criterion_that_is_written_after_the_conclusion_says_so(cast):
    made = planned(cast.alma, cast.facebook)
    Conclusion.draw(made, by=cast.alma, at=NOW, on=TODAY, **CARD)
    made = made.reload()
    assert not made.criterion_afterwards
    made.amend(version=made.version, by=cast.alma, at=NOW, criterion="det husker vi")
    assert made.reload().criterion_afterwards


def test_a_criterion_of_the_plan_is_not_afterwards_though_it_was_never_started(cast):
    made = planned(cast.alma, cast.facebook, criterion="200 svar")
    Conclusion.draw(made, by=cast.alma, at=NOW, on=TODAY, criterion="200 svar", **CARD)
    assert not made.reload().criterion_afterwards


def test_starting_after_the_planned_end_leaves_the_plan_alone(cast):
    made = planned(cast.alma, cast.facebook, ends_on=TODAY - dt.timedelta(days=3))
    made.start(criterion="x", by=cast.alma, on=TODAY, at=NOW)
    made = made.reload()
    assert (made.starts_on, made.started_on, made.ends_on) == (
        None,
        TODAY,
        TODAY - dt.timedelta(days=3),
    )


def test_history_tells_co_authors_and_tags(cast):
    cast.passport.amend(
        version=cast.passport.version,
        by=cast.alma,
        at=NOW,
        co_authors=[cast.bo, cast.carla],
        tags=["#Pas ", "pas"],
    )
    change = cast.passport.changes.order_by(-cast.passport.changes.model.id).first()
    assert change.changes == {
        "co_authors": [f"{cast.bo.id}", f"{cast.bo.id}, {cast.carla.id}"],
        "tags": ["", "pas"],
    }


def test_a_stale_change_writes_nothing(cast):
    old = cast.passport.reload()
    cast.passport.amend(version=cast.passport.version, by=cast.bo, at=NOW, title="Ny")
    with pytest.raises(EditConflict) as told:
        old.amend(
            version=old.version,
            by=cast.alma,
            at=NOW,
            title="Anden",
            co_authors=[],
            tags=["x"],
        )
    assert (
        told.value.current.title == "Ny"
        and cast.passport.tag_names() == []
        and cast.passport.co_author_ids() == [cast.bo.id]
    )


def test_a_draft_that_was_shared_meanwhile_is_not_thrown_away(cast):
    old = cast.dream.reload()
    cast.dream.amend(version=cast.dream.version, by=cast.alma, at=NOW, hypothesis="at")
    cast.dream.publish(by=cast.alma, at=NOW)
    refused(old.discard, NOW)
    assert cast.dream.reload().stage is Stage.planned


def test_nothing_builds_on_itself(cast):
    BuildsOn.record(cast.quiz, cast.passport)
    assert refused(BuildsOn.record, cast.passport, cast.quiz) == {"builds_on"}
    BuildsOn.record(cast.quiz, cast.passport)
    assert cast.quiz.parents.count() == 1


@for_each_case(
    ("hypothesis", "title"),
    [
        ("en quiz virker.", "En quiz virker"),
        ("", ""),
        ("ord " * 40, "Ord" + " ord" * 19 + " …"),
        ("å" * 300, "Å" + "å" * 79 + " …"),
    ],
)
def test_a_title_is_offered_from_the_hypothesis(hypothesis, title):
    assert offered_title(hypothesis) == title
    assert len(offered_title(hypothesis)) <= Experiment.title.max_length


@given(some.text())
def test_an_offered_title_always_fits(hypothesis):
    assert len(offered_title(hypothesis)) <= 90 and "\n" not in offered_title(
        hypothesis
    )


@given(some.lists(some.text(max_size=50)))
def test_tidy_tags_are_tidy_already(names):
    assert tidy_tags(tidy_tags(names)) == tidy_tags(names)
