""" "May I?" is never milder than the strictest clause that applies."""

import html
import re
from functools import cache
from itertools import product
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.examples import tries
from tracker.guidelines.enums import About, CheckVerdict, People, SpeakingFor
from tracker.guidelines.models import (
    AppliesTo,
    Asks,
    Clause,
    ClauseKind,
    Stance,
    Touches,
)
from tracker.guidelines.models.clause import clause_problems
from tracker.guidelines.models.defaults import default_guidelines
from tracker.guidelines.queries.check import Answers, check_clauses
from tracker.guidelines.starting_set import NAMES

TABLE = Path(__file__).with_name("may_i.txt")
LETTERS = {"F": "free", "Y": "yes", "A": "ask", "L": "leave"}
PLACES = (
    None,
    "bluesky",
    "facebook",
    "instagram",
    "linkedin-page",
    "linkedin-personal",
    "mastodon",
    "other",
    "reddit",
    "snapchat",
    "threads",
    "tiktok",
    "website",
    "x",
    "youtube",
)
QUIET = ("mastodon", "reddit", "snapchat", "tiktok", "x")
ORDER = [CheckVerdict.yes, CheckVerdict.ask, CheckVerdict.leave]
STRICTNESS = {
    ClauseKind.may: CheckVerdict.yes,
    ClauseKind.recommend: CheckVerdict.yes,
    ClauseKind.ask: CheckVerdict.ask,
    ClauseKind.dont: CheckVerdict.leave,
}


@cache
def ready(place):
    """The clauses that come ready for a place, those of everywhere behind."""
    slugs = [place, "everywhere"] if place else ["everywhere"]
    return [
        Clause(**clause.values())
        for slug in slugs
        for clause in default_guidelines()[slug].clauses
    ]


def by_hand():
    """The answers of each row of the table, and its letters."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        words, letters = line[:35].split(), line[35:].split()
        answers = [
            enum(word)
            for enum, word in zip((SpeakingFor, People, About), words, strict=False)
        ]
        yield Answers(*answers), letters


def test_every_combination_of_answers_and_platforms_is_answered_as_by_hand():
    assert set(PLACES) == {None, *NAMES}
    told = {}
    for answers, letters in by_hand():
        for place, letter in zip(PLACES, letters, strict=True):
            quiet = place in QUIET
            result = check_clauses(ready(place), answers, quiet=quiet)
            told[answers, place] = (result.verdict.value, LETTERS[letter])
    assert {key: both for key, both in told.items() if both[0] != both[1]} == {}
    at_work = product(PLACES, list(SpeakingFor)[1:], People, About)
    assert len(told) == len(list(at_work)) + len(PLACES)


def test_the_platforms_where_one_listens_are_those_of_the_ready_guidelines():
    listening = {
        slug
        for slug, guideline in default_guidelines().items()
        if guideline.stance in (Stance.listening, Stance.not_now)
    }
    assert listening == set(QUIET)


def test_what_nobody_was_asked_about_can_be_ruled_out_but_not_where_one_listens():
    for place, before, after in (
        ("facebook", "ask", "yes"),
        ("instagram", "leave", "yes"),
        ("website", "leave", "yes"),
        ("x", "ask", "ask"),
        ("tiktok", "leave", "leave"),
    ):
        for rules_out, expected in ((False, before), (True, after)):
            answers = Answers(SpeakingFor.organisation, rules_out=rules_out)
            result = check_clauses(ready(place), answers, quiet=place in QUIET)
            assert result.verdict.value == expected
            assert bool(result.general) == (not rules_out and place not in QUIET)


def test_an_office_is_asked_even_if_those_it_is_about_have_said_yes():
    clause = Clause(
        kind=ClauseKind.ask, touches=Touches.people, text="a", whom="an office"
    )
    agreed = Answers(SpeakingFor.myself, People.agreed)
    assert check_clauses([clause], agreed).verdict is CheckVerdict.ask
    clause.asks = Asks.themselves
    assert check_clauses([clause], agreed).verdict is CheckVerdict.yes


ALL_CLAUSES = st.builds(
    Clause,
    kind=st.sampled_from(ClauseKind),
    applies_to=st.sampled_from(AppliesTo),
    touches=st.none() | st.sampled_from(Touches),
    asks=st.none() | st.just(Asks.themselves),
    text=st.just("a"),
    whom=st.just("b"),
)
CLAUSES = ALL_CLAUSES.filter(lambda clause: not clause_problems(clause.card()))
ANSWERS = st.builds(
    Answers,
    st.sampled_from(SpeakingFor),
    st.sampled_from(People),
    st.sampled_from(About),
)


def applies(clause: Clause, answers: Answers) -> bool:
    """Said as people would say it, and not as the code does."""
    whom = {
        AppliesTo.work: answers.speaking is not SpeakingFor.private,
        AppliesTo.myself: answers.speaking is SpeakingFor.myself,
        AppliesTo.organisation: answers.speaking is SpeakingFor.organisation,
        AppliesTo.private: answers.speaking is SpeakingFor.private,
    }[clause.applies_to]
    about = answers.about.value
    topic = {
        None: True,
        Touches.work: True,
        Touches.people: answers.people is not People.nobody,
        Touches.children: answers.people is People.children,
        Touches.case: about == "case",
        Touches.colleague: about == "colleague",
        Touches.paid: about == "paid",
        Touches.heated: about == "heated",
    }[clause.touches]
    settled = (
        answers.people is People.agreed
        and clause.asks is Asks.themselves
        and clause.touches in (Touches.people, Touches.colleague)
    )
    return whom and topic and not settled


@tries(40, 150)
@given(st.lists(CLAUSES, max_size=6), ANSWERS, st.booleans())
def test_no_answer_is_milder_than_the_strictest_clause_that_applies(
    clauses, answers, quiet
):
    result = check_clauses(clauses, answers, quiet=quiet)
    held = [clause for clause in clauses if applies(clause, answers)]
    stops = [clause for clause in held if clause.stops]
    if answers.speaking is SpeakingFor.private:
        assert result.verdict is CheckVerdict.free and not stops
        return
    strictest = max(
        (ORDER.index(STRICTNESS[clause.kind]) for clause in held), default=0
    )
    assert ORDER.index(result.verdict) >= strictest
    shown = result.leading + result.more + result.words + result.safe
    if result.verdict is CheckVerdict.yes:
        assert not stops and not any(clause.stops for clause in shown)
    if result.verdict is CheckVerdict.leave:
        assert all(any(it is clause for it in result.leading) for clause in stops)


def test_a_platforms_rule_is_shown_as_such_until_one_says_that_it_is_not_that(
    visit, cast
):
    someone = visit(cast.carla)
    asked = "/guidelines/check?speaking=organisation&people=nobody&about=nothing"
    page = someone.get(f"{asked}&platform=facebook").text
    assert "Ask first, it is quickly done" in page and "Yes, you may" not in page
    assert "before you open a new page or group in our name." in page
    assert "holds when we speak as the organisation" in page
    ruled_out = html.unescape(re.search(r'href="([^"]+rules_out=y)"', page)[1])
    page = someone.get(ruled_out).text
    assert "Yes, you may" in page and "before you open a new page" not in page


def test_a_clause_that_stops_cannot_be_one_for_private_speech(visit, cast):
    page = visit(cast.frida).post(
        "/guidelines/facebook/clauses",
        data={"kind": "dont", "applies_to": "private", "text": "a", "version": "1"},
    )
    assert page.status_code == 422
    assert "A guideline never limits what one says privately." in page.text
