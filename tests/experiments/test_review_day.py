"""The review day: asked at the start, asked for on its day, moved in one tap."""

import datetime as dt
import re

import pytest
from playhouse.migrations import Runner

from tests.cast import NOW, PRESENT, TODAY, planned, running
from tracker import db
from tracker.config import folder
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Change, Experiment, Stage
from tracker.experiments.queries import awaiting_lesson, ready_to_start

NOW_ON = PRESENT.date()


def days(many: int) -> dt.timedelta:
    return dt.timedelta(days=many)


@pytest.mark.parametrize(
    ("chosen", "review_on"),
    [
        ({}, NOW_ON + days(14)),
        ({"review_in": "week"}, NOW_ON + days(7)),
        ({"review_in": "fortnight"}, NOW_ON + days(14)),
        ({"review_in": "month"}, NOW_ON + days(30)),
        ({"review_in": "date", "review_on": "2027-01-05"}, dt.date(2027, 1, 5)),
        ({"review_on": "2027-01-05"}, dt.date(2027, 1, 5)),
        # What stands in the field unseen does not count
        ({"review_in": "week", "review_on": "2027-01-05"}, NOW_ON + days(7)),
    ],
)
def test_a_start_has_a_review_day(cast, visit, chosen, review_on):
    plan = planned(cast.alma, cast.facebook)
    alma = visit(cast.alma)
    said = {"criterion": "200 svar", "version": plan.version}
    answer = alma.post(f"/experiments/{plan.id}/start", data={**said, **chosen})
    assert answer.status_code == 303
    assert plan.reload().review_on == review_on


@pytest.mark.parametrize(
    "wrong",
    [
        {"review_in": "date"},
        {"review_in": "date", "review_on": "2026-11-01"},
        {"review_in": "never"},
        {"review_on": "i morgen"},
    ],
)
def test_a_review_day_that_cannot_be_is_told_beside_it(cast, visit, wrong):
    plan = planned(cast.alma, cast.facebook)
    answer = visit(cast.alma).post(
        f"/experiments/{plan.id}/start", data={"criterion": "200 svar", **wrong}
    )
    assert answer.status_code == 422 and "200 svar" in answer.text
    assert plan.reload().stage is Stage.planned


def test_the_planned_end_is_the_choice_that_is_made(cast, visit):
    end = NOW_ON + days(40)
    plan = planned(cast.alma, cast.facebook, ends_on=end)
    page = visit(cast.alma).get(f"/experiments/{plan.id}/start").text
    assert f'value="{end.isoformat()}"' in page and "When do we look at it?" in page
    plan.start(criterion="200 svar", by=cast.alma, on=NOW_ON, at=NOW)
    assert plan.reload().review_on == end


def test_it_is_asked_on_its_day_and_awaits_its_lesson_the_day_after(cast):
    it = running(cast.bo, cast.facebook, TODAY)
    assert not it.is_up(TODAY - days(1))
    assert it.is_up(TODAY) and not it.is_awaiting(TODAY)
    assert it.is_awaiting(TODAY + days(1))
    assert not list(awaiting_lesson(cast.bo, TODAY - days(1)))
    assert [row.id for row in awaiting_lesson(cast.bo, TODAY)] == [it.id]


def test_not_yet_moves_the_day_in_one_tap_and_back_to_where_it_was_asked(cast, visit):
    it = running(cast.alma, cast.facebook, TODAY)
    alma = visit(cast.alma)
    there = f"/experiments/{it.id}/review-day"
    assert f'action="{there}"' in alma.get("/").text
    answer = alma.post(there, data={"review_in": "week", "next": "/"})
    assert (answer.status_code, answer.location) == (303, "/")
    assert it.reload().review_on == NOW_ON + days(7)
    assert f'action="{there}"' not in alma.get("/").text
    change = Change.of(it).order_by(Change.id.desc()).get()
    assert change.changes["review_on"] == [
        TODAY.isoformat(),
        (NOW_ON + days(7)).isoformat(),
    ]
    page = visit(cast.carla).get(f"/experiments/{it.id}/history").text
    assert "We look at it" in page and "30 Nov" in page


def test_a_plan_is_asked_after_its_day_or_a_week_and_not_yet_moves_it(cast, visit):
    dated = planned(cast.bo, cast.facebook, title="Med dag", starts_on=TODAY)
    open_end = planned(cast.bo, cast.facebook, title="Uden dag")
    asked = [row.id for row in ready_to_start(cast.bo, TODAY)]
    assert asked == [dated.id]
    asked = [row.id for row in ready_to_start(cast.bo, TODAY + days(7))]
    assert set(asked) == {dated.id, open_end.id}
    assert not open_end.is_to_start(TODAY + days(6))
    assert open_end.is_to_start(TODAY + days(7))
    bo = visit(cast.bo)
    assert "Have you begun?" in bo.get(f"/experiments/{dated.id}").text
    there = f"/experiments/{dated.id}/first-day"
    assert bo.post(there, data={"review_in": "week"}).status_code == 303
    assert dated.reload().starts_on == NOW_ON + days(7)
    assert "Have you begun?" not in bo.get(f"/experiments/{dated.id}").text


def test_a_last_day_moves_along_with_the_first(cast):
    plan = planned(cast.bo, cast.facebook, starts_on=TODAY, ends_on=TODAY + days(5))
    plan.move_first_day(TODAY + days(7), by=cast.bo, on=TODAY, at=NOW)
    plan = plan.reload()
    assert (plan.starts_on, plan.ends_on) == (TODAY + days(7), TODAY + days(12))


def test_only_what_is_under_way_has_a_review_day_and_only_a_plan_a_first_day(cast):
    soon = TODAY + days(3)
    for it in (planned(cast.bo, cast.facebook), cast.passport, cast.dream):
        with pytest.raises(ValidationFailed):
            it.move_review_day(soon, by=it.author, on=TODAY, at=NOW)
    with pytest.raises(ValidationFailed):
        cast.quiz.move_first_day(soon, by=cast.alma, on=TODAY, at=NOW)
    with pytest.raises(ValidationFailed):
        cast.quiz.move_review_day(TODAY, by=cast.alma, on=TODAY, at=NOW)


def test_what_was_already_tried_is_asked_for_its_day_in_the_open(cast, visit):
    alma = visit(cast.alma)
    assert "When was it?" in alma.get("/experiments/new/learnt").text
    sent = {
        "title": "Quiz",
        "hypothesis": "flere svarer",
        "platform": cast.facebook.id,
        "already": "y",
        "concluded_on": "2026-10-02",
        "outcome": "mixed",
        "observation": "både og",
        "lesson": "spørg først",
        "decision": "adapt",
        "publish": "1",
    }
    assert alma.post("/experiments/new", data=sent).status_code == 303
    told = Experiment.get(Experiment.title == "Quiz").conclusions.get()
    assert told.concluded_on == dt.date(2026, 10, 2)


@pytest.mark.thorough(
    short="notifications/test_upgrade.py"
    "::test_wishes_and_follows_stay_and_a_cpr_number_goes"
)
@pytest.mark.sqlite_by_default
def test_older_attempts_under_way_get_a_day_by_the_migration(product):
    cast = product.cast
    begun = TODAY - days(30)
    database = db.database.obj
    with database.connection_context():
        runner = Runner(database, str(folder("migrations")))
        ids = [
            running(cast.alma, cast.facebook, TODAY, title=f"Nr. {n}").id
            for n in range(3)
        ]
        ends = [None, TODAY - days(9), begun - days(3)]
        runner.down("0004_review_day")
        for id, end in zip(ids, ends, strict=True):
            update = (
                "UPDATE experiment SET starts_on = NULL, started_on = %s, ends_on = %s"
                " WHERE id = %s"
            )
            if db.is_sqlite():
                update = update.replace("%s", "?")
            database.execute_sql(update, (begun, end, id))
        runner.up()
        found = [Experiment.get_by_id(id).review_on for id in ids]
        assert found == [begun + days(14), TODAY - days(9), begun + days(14)]
        assert {Experiment.get_by_id(id).stage for id in ids} == {Stage.running}
        concluded = Experiment.get_by_id(cast.passport.id)
        assert concluded.review_on is None and concluded.stage is Stage.concluded


def test_a_plan_begins_with_one_tap_from_its_page(cast, visit):
    plan = planned(cast.alma, cast.facebook)
    alma = visit(cast.alma)
    page = alma.get(f"/experiments/{plan.id}").text
    begin = page.partition(f'action="/experiments/{plan.id}/start"')[2]
    chosen = re.search(r'<input[^>]*checked[^>]*name="review_in"[^>]*>', begin)[0]
    assert 'value="fortnight"' in chosen and 'name="explore"' in begin
    sent = {"review_in": "fortnight", "version": plan.version, "explore": "1"}
    assert alma.post(f"/experiments/{plan.id}/start", data=sent).status_code == 303
    begun = plan.reload()
    assert begun.review_on == NOW_ON + days(14) and begun.is_locked
    assert 'name="explore"' not in visit(cast.carla).get(f"/experiments/{plan.id}").text
