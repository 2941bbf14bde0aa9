"""The list of promises: every state, in its order, with the same few questions;
reminders by the clock.
"""

import datetime as dt

import pytest

from tests.cast import NOW, TODAY, concluded, person
from tests.examples import for_each_case
from tests.notifications.job_helpers import heard
from tests.sql_counter import counted
from tracker.accounts.models import Role
from tracker.commitments import queries
from tracker.commitments.models import Commitment, Settled, Settlement
from tracker.experiments.models import Experiment, Visibility
from tracker.jobs.models import Job
from tracker.notifications import handlers
from tracker.notifications.models import Notice
from tracker.web.pagination import paged


def day(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def promised(cast, days: int, settled=None, what=None) -> Commitment:
    """One that is, or was, due in so many days; perhaps settled."""
    promise = cast.promise(what, text=f"Om {days}")
    Commitment.update(due_on=day(days)).where(Commitment.id == promise.id).execute()
    if settled:
        Settlement.answer(
            promise,
            settled=settled,
            word="Sådan gik det.",
            by=cast.leif,
            at=NOW + dt.timedelta(days=days),
        )
    return promise.reload()


def listed(state, **more) -> list[int]:
    return [row.commitment_id for row in paged(*queries.in_state(state), None, **more)]


@pytest.mark.both_databases("commitments.queries")
def test_states_stand_apart_each_in_its_order(cast):
    late = promised(cast, -3)
    soon = promised(cast, 2)
    far = promised(cast, 400)
    kept = promised(cast, 1, Settled.kept)
    broken = promised(cast, -9, Settled.not_kept)
    newer = promised(cast, 5, Settled.kept)
    assert listed(queries.OPEN) == [late.id, soon.id, far.id]
    assert listed("kept") == [newer.id, kept.id] and listed("not_kept") == [broken.id]
    assert queries.counts(TODAY) == {"open": 3, "overdue": 1, "kept": 2, "not_kept": 1}
    assert [
        p.overdue
        for p in queries.commitment_views(
            [late.id, soon.id, broken.id], cast.eva, TODAY
        )
    ] == [
        True,
        False,
        False,
    ]


@pytest.mark.both_databases("commitments.queries")
def test_what_is_open_is_paged_by_its_day(cast):
    ids = [promised(cast, days).id for days in (3, -40, 3, 700, 0)]
    wanted = [ids[1], ids[4], ids[2], ids[0], ids[3]]
    found = []
    after = None
    while True:
        shown = paged(*queries.in_state(queries.OPEN), after, 2)
        found += [row.commitment_id for row in shown]
        after = shown.after
        if not after:
            break
    assert found == wanted


def test_it_names_what_it_was_promised_from_to_those_who_see_that(cast):
    promise = promised(cast, 5, what=cast.passport.lessons.get())
    [told] = queries.commitment_views([promise.id], cast.carla, TODAY)
    assert (
        told.row.experiment == cast.passport
        and told.commitment.lesson.statement.startswith("Folk spørger")
    )
    Experiment.update(visibility=Visibility.unit).where(
        Experiment.id == cast.passport.id
    ).execute()
    [told] = queries.commitment_views([promise.id], cast.carla, TODAY)
    assert told.row is None
    [told] = queries.commitment_views([promise.id], cast.eva, TODAY)
    assert told.row.experiment == cast.passport


def test_an_attempt_and_its_lesson_share_their_promises(cast):
    one = promised(cast, 5)
    two = promised(cast, 6, what=cast.passport.lessons.get())
    promised(cast, 7, what=concluded(cast.eva, cast.facebook))
    assert queries.from_experiment(cast.passport) == [two.id, one.id]
    assert len(queries.of_leader(cast.leif)) == 3 and queries.of_leader(cast.eva) == []


def test_a_leader_is_told_what_awaits_an_answer(cast):
    late = promised(cast, -30)
    soon = promised(cast, 14)
    promised(cast, 15), promised(cast, 1, Settled.kept)
    assert queries.due_from(cast.leif, TODAY) == [late, soon]


def test_what_somebody_left_behind_is_every_leaders_to_answer(cast, visit):
    late = promised(cast, -30)
    _later = promised(cast, 15)
    assert queries.due_from_former(TODAY) == []
    cast.leif.disable(NOW)
    assert queries.due_from_former(TODAY) == [late]
    lone = person("Lone Krag", cast.service, Role.leader)
    assert (
        "Leif Dahl promised it and leads no more"
        in visit(lone).get("/dashboard/waiting").text
    )


def test_the_same_few_questions_however_many(cast):
    ids = [
        promised(
            cast,
            n,
            Settled.kept if n % 2 else None,
            concluded(cast.alma, cast.facebook),
        ).id
        for n in range(8)
    ]
    for some in (ids[:1], ids):
        with counted() as sent:
            assert len(queries.commitment_views(some, cast.eva, TODAY)) == len(some)
        assert len(sent) == 6


@for_each_case(
    ("days", "told"), [(8, 0), (7, 1), (1, 1), (0, 1), (-1, 1), (-13, 1), (-14, 0)]
)
def test_reminders_come_before_and_after_the_day(cast, app, monkeypatch, days, told):
    promised(cast, days), promised(cast, days, Settled.kept)
    remind(app, monkeypatch, NOW)
    remind(app, monkeypatch, NOW + dt.timedelta(hours=1))
    notices = list(Notice.select().where(Notice.kind == "due"))
    assert [(n.person, n.word) for n in notices] == [
        (cast.leif, "over" if days < 0 else "soon")
    ] * told


def test_nobody_who_has_left_is_reminded(cast, app, monkeypatch):
    promised(cast, 3)
    cast.leif.disable(NOW)
    remind(app, monkeypatch, NOW)
    assert not Notice.select().where(Notice.kind == "due").exists()


def test_a_day_that_was_moved_is_reminded_of_anew(cast, app, monkeypatch):
    promise = promised(cast, 3)
    remind(app, monkeypatch, NOW)
    promise.amend(
        text=promise.text,
        due_on=day(20),
        why="Ferie",
        version=1,
        by=cast.leif,
        at=NOW,
        on=TODAY,
    )
    remind(app, monkeypatch, NOW)
    assert heard(cast.leif) == ["due"]
    remind(app, monkeypatch, NOW + dt.timedelta(days=15))
    assert heard(cast.leif) == ["due", "due"]


def remind(app, monkeypatch, at):
    monkeypatch.setattr(handlers, "now", lambda: at)
    monkeypatch.setattr(handlers, "today", lambda: at.date())
    with app.app_context():
        handlers.remind(Job(kind="remind", due_at=at))


def test_a_notice_leads_to_the_promise_and_reads_as_it_is(
    cast, app, visit, monkeypatch
):
    promise = promised(cast, 3)
    late = promised(cast, -3)
    remind(app, monkeypatch, NOW)
    leif = visit(cast.leif)
    page = leif.get("/notifications").text
    assert "is soon due" in page and "What became of it?" in page
    for notice in Notice.select().where(Notice.kind == "due"):
        assert leif.get(f"/notifications/{notice.public_id}").location in (
            promise.path,
            late.path,
        )
    assert (
        not Notice.select()
        .where(Notice.kind == "due", Notice.read_at.is_null())
        .exists()
    )
