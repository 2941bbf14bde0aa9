"""What colleagues say in the demo: nobody applauds themselves, and nobody answers before
the question was put.
"""

from collections import Counter
from dataclasses import asdict

from tests.examples import for_each
from tracker.demo.experiment import EXPERIMENTS, Endorsements
from tracker.demo.organisation import PEOPLE
from tracker.demo.seed_lessons import LESSONS
from tracker.experiments.models import Stage, Visibility

BY_KEY = {one.key: one for one in EXPERIMENTS}
COMMENTED = [one for one in EXPERIMENTS if one.comments]
ENDORSED = [one for one in EXPERIMENTS if one.endorsements != Endorsements()]


def authors(experiment):
    return {experiment.author, *experiment.co_authors}


@for_each(COMMENTED, lambda one: one.key)
def test_comments_come_in_order_after_publication(experiment):
    assert experiment.visibility is Visibility.everyone
    assert experiment.stage is not Stage.draft
    days = [comment.days_ago for comment in experiment.comments]
    assert days == sorted(days, reverse=True)
    assert days[0] <= experiment.published_days_ago
    for comment in experiment.comments:
        assert comment.author in PEOPLE and comment.author not in authors(experiment)
        assert 0 < len(comment.body) <= 20_000 and '"' not in comment.body
        last = comment.days_ago
        for reply in comment.replies:
            assert reply.author in PEOPLE
            assert 0 <= reply.days_ago <= last
            last = reply.days_ago


@for_each(ENDORSED, lambda one: one.key)
def test_nobody_endorses_their_own_or_twice(experiment):
    assert experiment.visibility is Visibility.everyone
    assert experiment.stage is Stage.concluded
    for people in asdict(experiment.endorsements).values():
        assert len(set(people)) == len(people)
        assert set(people) <= set(PEOPLE)
        assert not set(people) & authors(experiment)


@for_each(LESSONS.reuses, lambda reuse: reuse.lesson_of)
def test_a_lesson_is_used_by_somebody_else_after_it_was_learnt(reuse):
    source = BY_KEY[reuse.lesson_of]
    assert source.visibility is Visibility.everyone
    assert reuse.days_ago < source.concluded_days_ago
    assert reuse.by in PEOPLE and reuse.by not in authors(source)
    assert 0 < len(reuse.note) <= 280 and (reuse.hours is None or reuse.hours > 0)


@for_each(LESSONS.evidence, lambda one: one.lesson_of)
def test_evidence_is_about_a_lesson_that_was_learnt_before(given):
    lesson, source = BY_KEY[given.lesson_of], BY_KEY[given.experiment]
    assert lesson.stage is source.stage is Stage.concluded
    assert source.concluded_days_ago < lesson.concluded_days_ago


def test_there_is_enough_talk_and_leaders_take_part_in_it():
    assert len(COMMENTED) >= 40 and len(ENDORSED) >= 45 and len(LESSONS.reuses) >= 12
    roles = Counter(
        PEOPLE[comment.author].role for one in COMMENTED for comment in one.comments
    )
    assert roles["leader"] >= 20 and roles["employee"] >= 40
    units = {
        (PEOPLE[reuse.by].unit, BY_KEY[reuse.lesson_of].unit)
        for reuse in LESSONS.reuses
    }
    assert sum(theirs != ours for theirs, ours in units) >= 8, "silos open"
