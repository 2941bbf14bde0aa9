"""What waits is one list: the five places that show it agree, whatever waits."""

import datetime as dt
import re

from hypothesis import example, given
from hypothesis import strategies as st

from tests import examples
from tests.business_case.factories import argue, begun, benefit_of
from tests.business_case.factories import signed as case_signed
from tests.examples import tries
from tests.notifications.test_digest import TUESDAY, text_of, tuesday
from tests.summaries.factories import AT, ZONE
from tests.summaries.factories import signed as quarter_signed
from tests.summaries.factories import waiting as quarter_waiting
from tracker.comments.models import Comment
from tracker.commitments.models import Commitment, Settled, Settlement
from tracker.concerns.models import Concern, ConcernTarget
from tracker.guidelines.models import (
    Guideline,
    Proposal,
    ProposalDecision,
    ProposalKind,
    Question,
    QuestionAnswer,
)
from tracker.home.queries import duties
from tracker.strategy.models import StrategySignature, StrategyText

A_WEEK_BEFORE = AT - dt.timedelta(days=7)
LEADERS = ("quarter", "strategy", "reopened", "business_case", "promise", "question")
KEEPERS = ("asked", "concern", "proposal")
PLACES = ("/", "/dashboard", "/dashboard/waiting", "/notifications")

__all__ = ["tuesday"]


def quarter(cast, done):
    (quarter_signed if done else quarter_waiting)(cast)


def strategy(cast, done, at=AT):
    text = StrategyText.write(text="Vi er dér.", after=0, by=cast.frida, at=at)
    if done:
        StrategySignature.sign(text, by=cast.leif, at=at)


def business_case(cast, done):
    case = begun(cast)
    if done:
        case_signed(case, cast.leif)


def reopened(cast, done):
    case = begun(cast)
    case_signed(case, cast.leif)
    argue(cast, benefit_of(case))
    if done:
        case_signed(case, cast.leif)


def promise(cast, done, at=AT):
    made = Commitment.add(
        cast.passport,
        text="Jeg svarer",
        due_on=at.date() + dt.timedelta(days=3),
        by=cast.leif,
        at=at,
        on=at.date(),
    )
    if done:
        Settlement.answer(made, settled=Settled.kept, word="Ja", by=cast.leif, at=at)


def question(cast, done, at=A_WEEK_BEFORE):
    about = cast.passport
    asked = Comment.add(about, body="Hvor mange kom?", by=cast.carla, at=at, asks=True)
    if done:
        Comment.add(about, body="Otte", by=cast.alma, at=at, parent=asked)


def asked(cast, done, at=AT):
    row = Question.add(body="Må jeg?", by=cast.carla, at=at, zone=ZONE)
    if done:
        QuestionAnswer.add(row, body="Ja.", by=cast.frida, at=at)


def concern(cast, done, at=AT):
    Concern.add(cast.quiz, place=ConcernTarget.plan, by=cast.carla, at=at)
    if done:
        Concern.update(
            settled_at=at, settlement="shown", settled_by=cast.frida
        ).execute()


def proposal(cast, done, at=AT):
    row = Proposal.add(
        Guideline.get(Guideline.slug == "facebook"),
        kind=ProposalKind.new,
        clause_kind="may",
        text="svare selv",
        why="Det går hurtigere.",
        by=cast.carla,
        at=at,
    )
    if done:
        ProposalDecision.add(row, accepted=True, reason="Ja.", by=cast.frida, at=at)


ACTS = {act.__name__: act for act in (quarter, strategy, business_case, reopened)}
ACTS |= {act.__name__: act for act in (promise, question, asked, concern, proposal)}


def waits_for(person, at=AT) -> dict[str, int]:
    found = duties(person, at=at, on=at.date())
    return {duty.kind.value: duty.n for duty in found}


def test_what_waits_is_what_was_begun_and_is_not_done(cast, rows):
    """Whatever was begun, done or left; nobody has what is another role's."""
    states = st.fixed_dictionaries(
        {name: st.sampled_from(("none", "waits", "done")) for name in ACTS}
    ).filter(lambda drawn: "none" in (drawn["business_case"], drawn["reopened"]))

    waiting = dict.fromkeys(ACTS, "waits")
    done = dict.fromkeys(ACTS, "done")

    @given(states)
    @example(waiting | {"reopened": "none"})
    @example(done | {"business_case": "none", "reopened": "waits"})
    @tries(1, 6)
    def check(drawn):
        with rows.atomic() as step:
            for name, state in drawn.items():
                if state != "none":
                    ACTS[name](cast, state == "done")
            waiting = {name: 1 for name, state in drawn.items() if state == "waits"}
            assert waits_for(cast.leif) == {
                name: n for name, n in waiting.items() if name in LEADERS
            }
            assert waits_for(cast.frida) == {
                name: n for name, n in waiting.items() if name in KEEPERS
            }
            assert waits_for(cast.carla) == {}
            step.rollback(begin=False)

    check()


def test_what_waits_today_is_not_what_waits_in_some_days(cast):
    question(cast, False, at=AT)
    promise(cast, False, at=AT + dt.timedelta(days=30))
    assert waits_for(cast.leif) == {}
    later = waits_for(cast.leif, at=AT + dt.timedelta(days=27))
    assert later == {"question": 1, "promise": 1}


def shown(page: str) -> set[str]:
    return set(re.findall(r'data-duty="(\w+)"', page))


def test_the_five_places_say_the_same(cast, visit, tuesday):
    at = TUESDAY - dt.timedelta(days=5)
    for act in (strategy, promise, question, asked, concern, proposal):
        act(cast, False, at=at)
    for person, kinds, places in (
        (cast.leif, {"strategy", "promise", "question"}, PLACES),
        (cast.frida, {"asked", "concern", "proposal"}, PLACES[2:]),
    ):
        reader = visit(person)
        for place in places:
            page = reader.get(place).text
            assert shown(page) == kinds, place
            assert "Nothing waits for you" not in page
            assert re.search(r'class="bell".*?class="count">(\d+)', page, re.DOTALL)
    letters = {
        name: text_of(mail) for name, mail in tuesday(cast.leif, cast.frida).items()
    }
    assert re.findall(
        r"/(strategy|dashboard/waiting#\w+)\s", letters[cast.leif.email]
    ) == [
        "strategy",
        "dashboard/waiting#promised",
        "dashboard/waiting#questions",
    ]
    for path in (
        "/guidelines/questions?state=waiting",
        "/concerns",
        "/guidelines/proposals?state=open",
    ):
        assert path in letters[cast.frida.email]


def test_where_nothing_waits_all_say_so_or_nothing(cast, visit):
    reader = visit(cast.ada)
    assert "Nothing waits for you" in reader.get("/dashboard/waiting").text
    for place in PLACES if examples.thorough else PLACES[2:]:
        assert shown(reader.get(place).text) == set()
    strategy(cast, False)
    assert (
        "Nothing waits for you" not in visit(cast.leif).get("/dashboard/waiting").text
    )
