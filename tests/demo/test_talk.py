"""What colleagues say in the demo: nobody applauds themselves, and nobody answers
before the question was put.
"""

from collections import Counter

import pytest

from tracker.demo.attempts import ATTEMPTS
from tracker.demo.organisation import PEOPLE
from tracker.demo.talk import COMMENTS, ENDORSEMENTS, REUSES

BY_KEY = {attempt.key: attempt for attempt in ATTEMPTS}


def authors(key):
    return {BY_KEY[key].author, *BY_KEY[key].co_authors}


@pytest.mark.parametrize("key", COMMENTS)
def test_comments_come_in_order_after_publication(key):
    attempt = BY_KEY[key]
    assert attempt.visibility == "everyone" and attempt.stage != "draft"
    days = [comment.days_ago for comment in COMMENTS[key]]
    assert days == sorted(days, reverse=True) and days[0] <= attempt.published_days_ago
    for comment in COMMENTS[key]:
        assert comment.author in PEOPLE and comment.author not in authors(key)
        assert 0 < len(comment.body) <= 20_000 and '"' not in comment.body
        last = comment.days_ago
        for reply in comment.replies:
            assert reply.author in PEOPLE and not reply.replies
            assert 0 <= reply.days_ago <= last
            last = reply.days_ago


@pytest.mark.parametrize("key", ENDORSEMENTS)
def test_nobody_endorses_their_own_or_twice(key):
    assert BY_KEY[key].visibility == "everyone" and BY_KEY[key].stage == "concluded"
    assert set(ENDORSEMENTS[key]) == {"learned", "would_try", "courage"}
    for people in ENDORSEMENTS[key].values():
        assert len(set(people)) == len(people)
        assert set(people) <= set(PEOPLE)
        assert not set(people) & authors(key)


@pytest.mark.parametrize("reuse", REUSES, ids=lambda reuse: reuse.of)
def test_a_lesson_is_used_by_somebody_else_after_it_was_learnt(reuse):
    attempt = BY_KEY[reuse.of]
    assert (
        attempt.visibility == "everyone" and reuse.days_ago < attempt.concluded_days_ago
    )
    assert reuse.by in PEOPLE and reuse.by not in authors(reuse.of)
    assert 0 < len(reuse.note) <= 280 and (reuse.hours is None or reuse.hours > 0)


def test_there_is_enough_talk_and_leaders_take_part_in_it():
    assert len(COMMENTS) >= 40 and len(ENDORSEMENTS) >= 45 and len(REUSES) >= 12
    roles = Counter(
        PEOPLE[comment.author].role for talk in COMMENTS.values() for comment in talk
    )
    assert roles["leader"] >= 20 and roles["employee"] >= 40
    units = {(PEOPLE[reuse.by].unit, BY_KEY[reuse.of].unit_key) for reuse in REUSES}
    assert sum(theirs != ours for theirs, ours in units) >= 8, "silos open"
