"""What was to be carried out is asked about after 90 days, until it is done or dropped."""

import datetime as dt

import pytest

from tests.cast import NOW, TODAY, concluded
from tests.examples import for_each_case
from tests.notifications.job_helpers import heard
from tracker.core.validation import ValidationFailed
from tracker.guidelines.models import Clause
from tracker.home.queries import waiting_for
from tracker.jobs.models import Job
from tracker.lessons.enums import Decision, ImplementationState
from tracker.lessons.models import Citation, Conclusion, Implementation
from tracker.notifications import handlers

DUE = TODAY + dt.timedelta(days=90)
A_DAY = dt.timedelta(days=1)
DONE = ImplementationState.done
LATER = ImplementationState.later
DROPPED = ImplementationState.dropped


@pytest.fixture
def card(cast) -> Conclusion:
    """Alma and Bo decided to adapt something."""
    return cast.passport.conclusions.get()


@pytest.fixture
def morning(app, cast, monkeypatch):
    """Reminds as on the morning of a day."""

    def remind(on: dt.date):
        monkeypatch.setattr(handlers, "today", lambda: on)
        monkeypatch.setattr(handlers, "now", lambda: NOW + (on - TODAY))
        with app.app_context():
            handlers.remind(Job(kind="remind"))

    return remind


def record(card, state, by, on=DUE, **more):
    Implementation.record(card, state=state, by=by, at=NOW, on=on, **more)


def asked(person) -> int:
    return heard(person).count("implementation")


def test_its_authors_are_asked_on_the_day_and_once_more(cast, morning):
    for day in (*range(-1, 3), *range(12, 17), *range(28, 33), 39):
        morning(DUE + day * A_DAY)
    assert asked(cast.alma) == asked(cast.bo) == 2
    assert asked(cast.eva) == asked(cast.leif) == 0


def test_not_yet_asks_again_after_a_month_and_done_never(cast, morning, card):
    record(card, LATER, cast.alma)
    morning(DUE + 29 * A_DAY)
    assert asked(cast.alma) == 0
    morning(DUE + 30 * A_DAY)
    assert asked(cast.alma) == asked(cast.bo) == 1
    record(card, DONE, cast.bo, on=DUE + 31 * A_DAY, place="vagtplanen")
    morning(DUE + 45 * A_DAY)
    assert asked(cast.alma) == 1
    assert waiting_for(cast.alma, DUE + 90 * A_DAY, []).decisions == []


def test_only_what_was_to_be_carried_out_is_asked_about(cast, morning):
    Conclusion.update(decision=Decision.stop).execute()
    brought_in = concluded(cast.alma, cast.facebook)
    Conclusion.update(imported=True).where(
        Conclusion.experiment == brought_in
    ).execute()
    morning(DUE)
    assert asked(cast.alma) == 0 and waiting_for(cast.alma, DUE, []).decisions == []


def test_it_waits_at_home_until_it_is_answered(cast, card):
    assert waiting_for(cast.alma, DUE - A_DAY, []).decisions == []
    assert waiting_for(cast.alma, DUE, []).decisions == [cast.passport]
    assert waiting_for(cast.eva, DUE, []).decisions == []
    record(card, DROPPED, cast.alma, reason="ingen havde tid")
    assert waiting_for(cast.alma, DUE, []).decisions == []


@for_each_case(
    ("state", "field"), [(DONE, "place"), (DROPPED, "reason"), (None, "state")]
)
def test_done_says_where_and_dropped_says_why(cast, card, state, field):
    with pytest.raises(ValidationFailed) as refused:
        record(card, state, cast.alma)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not Implementation.select().exists()


def test_the_clause_in_which_it_lives_rests_on_the_lesson(cast, visit, card):
    clause = Clause.select().first()
    alma = visit(cast.alma)
    there = f"/experiments/{cast.passport.id}/implementation"
    assert "adapt it" in alma.get(there).text
    sent = {"state": "done", "clause": clause.id, "place": "https://example.org/vagt"}
    assert alma.post(there, data=sent).status_code == 303
    assert Citation.get().clause == clause
    page = visit(cast.carla).get(f"/experiments/{cast.passport.id}").text
    assert (
        "It is carried out." in page
        and f"/guidelines/clauses/{clause.id}" in page
        and 'href="https://example.org/vagt"' in page
    )
    assert card.lesson.statement in alma.get(f"/guidelines/clauses/{clause.id}").text
    assert "Clauses that rest on it" in alma.get(f"/lessons/{card.lesson.id}").text
    saved = alma.get(there).text
    assert 'value="done" checked' in saved.replace("\n", " ") or "checked" in saved


def test_a_place_that_is_no_address_of_the_web_is_no_link(cast, visit, card):
    record(card, DONE, cast.alma, place="javascript:alert(1)")
    page = visit(cast.carla).get(f"/experiments/{cast.passport.id}").text
    assert "javascript:alert(1)" in page and 'href="javascript' not in page


def test_without_anything_to_carry_out_the_page_says_so(cast, visit):
    Conclusion.update(decision=Decision.stop).execute()
    there = f"/experiments/{cast.passport.id}/implementation"
    alma = visit(cast.alma)
    assert alma.get(there).location == f"/experiments/{cast.passport.id}"
    assert alma.post(there, data={"state": "later"}).status_code == 422
