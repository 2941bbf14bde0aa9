"""A form's hidden key counts for one form: sent with another, what was typed comes back
with a new key, and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.business_case.factories import begun
from tests.cast import NOW
from tests.examples import for_each_case
from tracker.accounts.models import FormSubmission
from tracker.business_case.models import Assumption
from tracker.comments.models import Comment
from tracker.commitments.models import Commitment
from tracker.experiments.models import Experiment
from tracker.guidelines.models import Proposal, Question
from tracker.lessons.models import Conclusion, Reuse
from tracker.readiness.models import FearAction

TYPED = "Hvad nu, hvis det regner?"
SAYS = "This form was sent before"


@dataclass(frozen=True)
class Case:
    who: str
    noun: type
    path: Callable
    sent: Callable


CASES = {
    "comment": Case(
        "carla",
        Comment,
        lambda cast: f"/experiments/{cast.passport.id}/comments",
        lambda cast: {"body": TYPED},
    ),
    "question": Case(
        "carla",
        Question,
        lambda cast: "/guidelines/questions",
        lambda cast: {"body": TYPED},
    ),
    "proposal": Case(
        "carla",
        Proposal,
        lambda cast: "/guidelines/proposals",
        lambda cast: {
            "guideline": "facebook",
            "text": TYPED,
            "why": "Derfor.",
            "clause_kind": "recommend",
        },
    ),
    "reuse": Case(
        "carla",
        Reuse,
        lambda cast: f"/lessons/{cast.passport.lessons.get().id}/reuses",
        lambda cast: {"note": TYPED},
    ),
    "commitment": Case(
        "leif",
        Commitment,
        lambda cast: "/commitments",
        lambda cast: {
            "experiment": cast.passport.id,
            "text": TYPED,
            "due_on": "2026-12-20",
        },
    ),
    "deed": Case(
        "leif",
        FearAction,
        lambda cast: "/readiness/deeds",
        lambda cast: {"fear": "boss", "words": TYPED},
    ),
    "experiment": Case(
        "carla",
        Experiment,
        lambda cast: "/experiments/new",
        lambda cast: {"title": TYPED, "draft": "1"},
    ),
    "conclusion": Case(
        "alma",
        Conclusion,
        lambda cast: f"/experiments/{cast.quiz.id}/conclusion",
        lambda cast: {
            "outcome": "supported",
            "observation": TYPED,
            "lesson": "Ja.",
            "decision": "adopt",
        },
    ),
    "assumption": Case(
        "leif",
        Assumption,
        lambda cast: "/business-case/assumptions",
        lambda cast: {"kind": "benefit", "text": TYPED},
    ),
}


@pytest.fixture
def send(cast, visit):
    """``send(case, key)`` sends a form of these with a hidden key."""
    begun(cast)
    return lambda case, key: visit(getattr(cast, case.who)).post(
        case.path(cast), data={**case.sent(cast), "submission": key}
    )


@for_each_case("name", CASES)
def test_a_key_that_was_another_forms_loses_nothing(cast, send, name):
    case = CASES[name]
    FormSubmission.record(
        getattr(cast, case.who),
        "taken",
        "something else",
        cast.alma,
        cast.passport.published_at,
    )
    before = case.noun.select().count()
    answer = send(case, "taken")
    assert answer.status_code == 422 and SAYS in answer.text and TYPED in answer.text
    assert case.noun.select().count() == before
    fresh = re.search(r'name="submission"[^>]*value="([^"]+)"', answer.text)[1]
    assert fresh != "taken"
    assert (
        send(case, fresh).status_code == 303
        and case.noun.select().count() == before + 1
    )
    assert (
        send(case, fresh).status_code == 303
        and case.noun.select().count() == before + 1
    ), "the second click is one"


def test_a_key_of_the_same_form_elsewhere_is_another_forms(cast, visit):
    browser = visit(cast.alma)
    sent = {"body": TYPED, "submission": "same"}
    assert (
        browser.post(f"/experiments/{cast.passport.id}/comments", data=sent).status_code
        == 303
    )
    answer = browser.post(f"/experiments/{cast.quiz.id}/comments", data=sent)
    assert answer.status_code == 422 and SAYS in answer.text and TYPED in answer.text


def test_a_draft_that_was_thrown_away_meanwhile_does_not_take_the_form_along(
    cast, send
):
    case = CASES["experiment"]
    assert send(case, "same").status_code == 303
    Experiment.get(Experiment.title == TYPED).discard(NOW)
    answer = send(case, "same")
    assert answer.status_code == 422 and SAYS in answer.text and TYPED in answer.text


def test_a_key_that_nobody_made_is_cleaned(cast, send):
    for key in ("\0", "\ud800", "a\0b", "x" * 64, "\u202e" * 3, ""):
        assert (
            send(CASES["comment"], key.encode("utf-8", "surrogatepass")).status_code
            == 303
        )
