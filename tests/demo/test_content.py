"""The demo is only data, so it is held to what the product demands of everybody's data,
before it meets a database.
"""

import re
from collections import Counter

import pytest

from tracker.demo.attempts import ATTEMPTS
from tracker.demo.organisation import PEOPLE, UNITS

BY_KEY = {attempt.key: attempt for attempt in ATTEMPTS}
CONCLUDED = [attempt for attempt in ATTEMPTS if attempt.stage == "concluded"]
CAPS = {
    "title": 200,
    "metric": 120,
    "hypothesis": 2000,
    "method": 4000,
    "criterion": 1000,
    "observation": 8000,
    "surprise": 4000,
    "lesson": 280,
    "context": 1000,
    "decision_note": 2000,
    "reason": 2000,
    "pushback": 4000,
    "meaning": 2000,
    "descent_note": 280,
}
LEARNT = ("outcome", "observation", "lesson", "decision")

each = pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.key)


def texts(attempt):
    return {field: getattr(attempt, field) for field in CAPS if getattr(attempt, field)}


def test_the_organisation_is_of_the_size_it_claims_to_be():
    sizes = Counter(person.unit for person in PEOPLE.values())
    roles = Counter(person.role for person in PEOPLE.values())
    assert len(UNITS) == 10 and set(sizes) == set(UNITS)
    assert 55 <= len(PEOPLE) <= 65
    assert sum(size >= 5 for size in sizes.values()) >= 7
    assert sum(size < 5 for size in sizes.values()) >= 1, (
        "the small-group rule wants something to hide"
    )
    assert (
        roles["leader"] == 6 and roles["facilitator"] == 3 and 1 <= roles["admin"] <= 2
    )
    assert all(unit.parent in UNITS for unit in UNITS.values() if unit.parent)
    assert all(
        person.answers_here for person in PEOPLE.values() if person.role == "leader"
    )


def test_everyone_has_an_address_of_their_own_and_the_four_accounts_are_there():
    emails = {person.email: person.role for person in PEOPLE.values()}
    assert len(emails) == len(PEOPLE)
    assert all(re.fullmatch(r"[a-z.-]+@example\.org", email) for email in emails)
    for role in ("employee", "facilitator", "leader", "admin"):
        assert emails[f"{role}@example.org"] == role


def test_keys_titles_and_lessons_are_said_once():
    for field in ("key", "title", "lesson", "hypothesis"):
        said = Counter(
            getattr(attempt, field) for attempt in ATTEMPTS if getattr(attempt, field)
        )
        assert not [text for text, times in said.items() if times > 1]


@each
def test_texts_fit_and_are_tidy(attempt):
    for field, text in texts(attempt).items():
        assert len(text) <= CAPS[field], field
        assert text == text.strip() and "  " not in text and '"' not in text, field
        if field not in ("title", "metric"):
            assert text[-1] in ".?!)”", field


@each
def test_no_text_names_a_time_of_the_year(attempt):
    """The dates move with the day of planting, so a snowy post would one day be in July."""
    words = " ".join(texts(attempt).values()).lower()
    seasons = r"januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|jul|påske|pinse"
    assert not re.search(
        rf"\b({seasons}|sommer\w*|vinter\w*|forår\w*|efterår\w*|sne|20[12]\d)\b", words
    )


@each
def test_a_stage_has_what_it_demands(attempt):
    assert attempt.title and attempt.hypothesis and attempt.tags
    if attempt.stage == "draft":
        assert (
            attempt.published_days_ago is None and attempt.drafted_days_ago is not None
        )
    else:
        assert attempt.published_days_ago is not None and attempt.metric
    if attempt.stage in ("running", "concluded"):
        assert attempt.criterion or attempt.afterwards
    if attempt.stage == "concluded":
        assert all(getattr(attempt, field) for field in LEARNT)
    else:
        assert not any(getattr(attempt, field) for field in LEARNT)
    assert bool(attempt.reason) == (attempt.outcome == "stopped")
    if attempt.outcome in ("inconclusive", "stopped"):
        assert attempt.surprise or attempt.reason


@each
def test_lessons_are_whole_sentences(attempt):
    if attempt.lesson:
        assert attempt.lesson[0].isupper() or attempt.lesson[0] in "“4", attempt.lesson
        assert attempt.lesson[-1] in ".”"
    if attempt.decision_note:
        assert attempt.decision_note[0].islower(), "it goes on from “Derfor vil vi …”"
    if attempt.observation:
        first = attempt.observation.split()[0]
        assert first[0].islower() or first[0].isdigit() or first.lower() in PEOPLE, (
            "it goes on from “Vi så, at …”"
        )


@each
def test_dates_are_in_order(attempt):
    published = attempt.published_days_ago
    starts = attempt.starts_days_ago
    ends = attempt.ends_days_ago
    concluded = attempt.concluded_days_ago
    measured = attempt.measured_days_ago
    if starts is not None and ends is not None:
        assert starts >= ends
    if attempt.stage == "planned":
        assert published >= 0 > starts
    if attempt.stage in ("running", "concluded"):
        assert starts >= 0 and (published >= starts or attempt.afterwards)
    if attempt.stage == "running":
        assert concluded is None
    if attempt.stage == "concluded":
        assert 0 <= concluded <= min(published, starts)
        assert (
            concluded > ends
            if attempt.outcome == "stopped" and starts != ends
            else concluded <= ends
        )
        assert measured is None or starts >= measured >= concluded
        assert (attempt.result is None) or measured is not None
    assert (published or 0) <= 415, "five quarters"
    days = [day for day, _ in attempt.readings]
    assert days == sorted(set(days), reverse=True)
    assert all(published >= day >= max(0, concluded or 0) for day in days)
    assert not days or 3 <= len(days) <= 8


@each
def test_it_stands_on_older_work_that_everyone_may_see(attempt):
    for key in attempt.builds_on:
        parent = BY_KEY[key]
        assert parent.stage == "concluded" and parent.visibility == "everyone"
        child_day = (
            attempt.drafted_days_ago
            if attempt.published_days_ago is None
            else attempt.published_days_ago
        )
        assert parent.concluded_days_ago > child_day
    assert attempt.author not in attempt.co_authors
    assert len(set(attempt.co_authors)) == len(attempt.co_authors)


@each
def test_pictures_are_described(attempt):
    for _, alt in attempt.pictures:
        assert 20 <= len(alt) <= 200 and alt.endswith(".")


def test_every_outcome_and_every_stage_is_there():
    outcomes = Counter(attempt.outcome for attempt in CONCLUDED)
    assert set(outcomes) == {"supported", "refuted", "mixed", "inconclusive", "stopped"}
    assert min(outcomes.values()) >= 5 and outcomes["refuted"] >= len(ATTEMPTS) // 5
    stages = Counter(attempt.stage for attempt in ATTEMPTS)
    awaiting = [
        attempt
        for attempt in ATTEMPTS
        if attempt.stage == "running" and attempt.ends_days_ago > 0
    ]
    assert (
        stages["draft"] >= 5
        and stages["planned"] >= 8
        and stages["running"] - len(awaiting) >= 9
    )
    assert len(awaiting) >= 4 and any(
        PEOPLE[a.author].email == "employee@example.org" for a in awaiting
    )
    drafts = [attempt for attempt in ATTEMPTS if attempt.stage == "draft"]
    assert any(PEOPLE[a.author].email == "employee@example.org" for a in drafts)
    assert any(
        PEOPLE[a.author].email == "leader@example.org" and a.outcome == "refuted"
        for a in CONCLUDED
    )


def test_each_whole_quarter_holds_a_refuted_attempt_whenever_it_is_planted():
    for length in (90, 91, 92):
        for today in range(0, length):
            for back in range(4):
                first = today + back * length
                window = [
                    a
                    for a in CONCLUDED
                    if first <= a.concluded_days_ago < first + length
                ]
                assert any(a.outcome == "refuted" for a in window), (today, back)


def test_a_refuted_attempt_carries_a_success_three_generations_later():
    def generations(attempt):
        return 1 + max(
            (generations(BY_KEY[key]) for key in attempt.builds_on), default=0
        )

    deepest = max(CONCLUDED, key=generations)
    assert generations(deepest) >= 4 and deepest.outcome == "supported"
    assert sum(bool(attempt.builds_on) for attempt in ATTEMPTS) >= 15
