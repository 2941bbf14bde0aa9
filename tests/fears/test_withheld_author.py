"""No figure of fears, guesses, quarters or trials depends on whose a withheld attempt is.

Whoever is put in the place of a withheld author, every figure stays as it is; so nothing
that is reckoned from any of them, on any day, tells who it was.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from tests import examples
from tests.cast import NOW, TODAY
from tests.fears.authors import authors, feared_rows
from tests.fears.test_cohort_figure import BEGAN, OVER, shared
from tests.fears.test_guess_count import HELD, SECRET, started
from tests.fears.test_trial import begun, drafts, share
from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.db import database
from tracker.experiments.models import Experiment, Visibility
from tracker.fears.models import CohortFigure, FearBatch, GuessCount, Trial
from tracker.fears.queries import forecasts, sums
from tracker.fears.queries.cohort_figure import write_down_due
from tracker.fears.queries.guess_count import shown_counts
from tracker.fears.queries.trial import result_of

ZONE = ZoneInfo("Europe/Copenhagen")


def told() -> list:
    """Every figure as it would be written down now; nothing stays written."""
    with database.atomic() as all_of_it:
        FearBatch.close_due(TODAY)
        counts = []
        for row in GuessCount.select().order_by(GuessCount.experiment):
            GuessCount.close(row.experiment, row.experiment.author, NOW)
            counts.append(shown_counts(GuessCount.get_by_id(row.experiment_id)))
        write_down_due(OVER, ZONE)
        rows = CohortFigure.select().order_by(
            CohortFigure.measure, CohortFigure.quarter, CohortFigure.with_cause
        )
        found = [
            {
                fear: (one.attempts, one.passed, one.hurt)
                for fear, one in sums().items()
            },
            [
                (row.measure, row.quarter, row.with_cause, row.n, row.part, row.days)
                for row in rows
            ],
            counts,
            forecasts(),
            [result_of(trial) for trial in Trial.select()],
        ]
        all_of_it.rollback()
    return found


def moves(hidden: list[Experiment], people: list[Person]) -> list[str]:
    """The people whom some figure would tell from the others, if they were the author.

    Who did the same is told alike: by default one of each kind is tried.
    """
    ids = [attempt.id for attempt in hidden]
    Experiment.update(withheld=True).where(Experiment.id.in_(ids)).execute()
    before = told()
    found = []
    for somebody in people:
        Experiment.update(author=somebody).where(Experiment.id.in_(ids)).execute()
        if told() != before:
            found.append(somebody.name)
    return found


def test_batches_of_fears(cast):
    people = authors(cast.service, 6)
    feared_rows(people[:4], cast.facebook)
    hidden = feared_rows(people[4:5], cast.facebook)
    assert moves(hidden, people[3:]) == []
    feared_rows(people[5:], cast.facebook)
    assert told()[0] != {}, "five by name are a batch, with or without"
    assert moves(hidden, people[3:]) == []


def test_drafts_that_are_shared(cast):
    people = authors(cast.service, 12)
    tried = people if examples.thorough else people[4:6] + people[10:]
    for author in people[:5]:
        shared(author, cast.facebook)
    for author in people[5:10]:
        Experiment.create(by=author, at=BEGAN, title="Måske", platform=cast.facebook)
    hidden = [shared(people[10], cast.facebook)]
    assert moves(hidden, tried) == []
    assert (5, 10) in [(row[4], row[3]) for row in told()[1]], "and it is shown"


def test_what_was_claimed_and_what_was_not(cast):
    """Of five without a name four are claimed: is the fifth by one of the four?"""
    people = authors(cast.service, 6)
    hidden = [shared(people[4], cast.facebook)]
    for author in people[:4]:
        attempt = shared(author, cast.facebook)
        attempt.withheld = True
        attempt.save()
        attempt.name_author(by=author, at=BEGAN + dt.timedelta(days=20))
    # One of them answered it, or its author did
    Comment.create(
        experiment=hidden[0],
        person=people[0],
        body="Godt",
        at=BEGAN + dt.timedelta(days=2),
    )
    assert moves(hidden, people) == []


def test_guesses_of_an_attempt_for_a_unit(cast):
    people = authors(cast.service, 9)
    hidden = [
        started(people[8], cast.facebook, visibility=Visibility.unit, title="Gæt")
    ]
    for author in people[:7]:
        GuessCount.give(hidden[0], HELD, by=author, secret=SECRET)
    elsewhere = authors(cast.library, 2)  # one who has moved since
    assert moves(hidden, people[7:] + elsewhere) == []


def test_halves_of_a_trial(cast):
    people = authors(cast.service, 26)
    begun(cast)
    mine = drafts(people[:24], cast.facebook)
    for half in mine.values():
        share(half[:5])
    hidden = [half[5] for half in mine.values()]
    share(hidden)
    # Who shared, whose it is, who did not, and who has no draft
    tried = [half[n].author for half in mine.values() for n in (4, 5, 6)] + people[25:]
    assert moves(hidden, people if examples.thorough else tried) == []
    assert all(result.shown for result in told()[4])
