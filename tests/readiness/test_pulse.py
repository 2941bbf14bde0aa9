"""Rounds: one at a time, one invitation each, closed by the clock or by hand."""

import datetime as dt

import pytest

from tests.cast import NOW, TODAY
from tests.readiness.pulse_factories import (
    CLOSES,
    all_alike,
    crowd,
    held,
    leading,
    opened,
)
from tracker.accounts.models import Person, Unit
from tracker.audit.models import AuditEvent
from tracker.core.validation import ValidationFailed
from tracker.jobs.models import Job
from tracker.readiness.models import (
    Invitation,
    OpenFreeText,
    OpenLeaderResponse,
    OpenResponse,
    Pulse,
)
from tracker.readiness.queries import free_texts_of, results, round_for, units_of


def test_everybody_who_is_active_gets_one_invitation(cast):
    opened(cast.frida)
    active = {
        id
        for (id,) in Person.select(Person.id)
        .where(Person.disabled_at.is_null())
        .tuples()
    }
    assert {
        row.person_id for row in Invitation.select()
    } == active and cast.dan.id not in active
    told = [job.payload for job in Job.select().where(Job.kind == "tell")]
    assert [(one["what"], one["to"]) for one in told] == [("pulse_opened", "everyone")]


def test_an_invitation_says_the_unit_only_where_five_are_invited(cast):
    large = Unit.named("Havnen")
    crowd(large, 5)
    opened(cast.frida)
    assert {
        row.unit for row in Invitation.select().join(Person).where(Person.unit == large)
    } == {large.id}
    assert {
        row.unit for row in Invitation.select().join(Person).where(Person.unit != large)
    } == {None}


def test_the_audit_log_has_the_opening_and_the_closing_and_no_answer(cast):
    pulse = opened(cast.frida)
    OpenResponse.submit(cast.alma, all_alike(4))
    pulse.close(at=NOW, by=cast.ada)
    acts = (
        AuditEvent.select(
            AuditEvent.what, AuditEvent.by, AuditEvent.kind, AuditEvent.on
        )
        .where(AuditEvent.kind == "pulse")
        .order_by(AuditEvent.id)
    )
    assert list(acts.tuples()) == [
        ("pulse_opened", cast.frida.id, "pulse", pulse.id),
        ("pulse_closed", cast.ada.id, "pulse", pulse.id),
    ]
    assert not AuditEvent.select().where(AuditEvent.by == cast.alma).exists()


def test_one_round_at_a_time(cast):
    opened(cast.frida)
    with pytest.raises(ValidationFailed, match="open already"):
        opened(cast.ada)


def test_the_last_day_lies_ahead_and_not_too_far(cast):
    for days in (0, 61, -1):
        with pytest.raises(ValidationFailed):
            Pulse.open(
                closes_on=TODAY + dt.timedelta(days), by=cast.frida, on=TODAY, at=NOW
            )


def test_fewer_than_five_are_not_asked(cast):
    Person.update(disabled_at=NOW).where(
        Person.id.not_in([cast.frida.id, cast.alma.id, cast.bo.id, cast.eva.id])
    ).execute()
    with pytest.raises(ValidationFailed, match="five people"):
        opened(cast.frida)


def test_an_invitation_is_used_once(cast):
    opened(cast.frida)
    OpenResponse.submit(cast.alma, {"boss": 3})
    with pytest.raises(ValidationFailed, match="no invitation"):
        OpenResponse.submit(cast.alma, {"boss": 4})
    assert [sheet.boss for sheet in OpenResponse.select()] == [3]


def test_an_empty_sheet_is_not_handed_in(cast):
    opened(cast.frida)
    for marked in ({}, {"boss": None}):
        with pytest.raises(ValidationFailed, match="at least one"):
            OpenResponse.submit(cast.alma, marked, "kun ord")
    assert Invitation.select().where(Invitation.person == cast.alma).exists()


def test_at_closing_what_was_open_is_gone(cast):
    people = crowd(Unit.named("Havnen"), 6)
    pulse = held(
        cast.frida,
        [(one, all_alike(4)) for one in people],
        {one.id: "et ord" for one in people[:5]},
    )
    assert not any(
        noun.select().exists() for noun in (Invitation, OpenResponse, OpenFreeText)
    )
    [result] = results([pulse])
    assert (result.answers, len(free_texts_of(pulse))) == (6, 5)
    assert pulse.reload().closes_on == pulse.closed_at.date(), (
        "closed early, that was its last day"
    )
    assert pulse.close(at=NOW) is False
    with pytest.raises(ValidationFailed):
        OpenResponse.submit(cast.alma, {"boss": 4})


def test_what_is_never_shown_is_not_kept(cast):
    people = crowd(Unit.named("Havnen"), 6)
    for answers, texts, kept in ((4, 4, (0, 0)), (5, 4, (5, 0)), (6, 5, (6, 5))):
        pulse = held(
            cast.frida,
            [(one, all_alike(4)) for one in people[:answers]],
            {one.id: "et ord" for one in people[:texts]},
        )
        [result] = results([pulse.reload()])
        assert (result.answers, pulse.free_texts.count()) == kept


def test_a_unit_stands_on_answers_only_where_it_may_be_shown(cast):
    """(6, 5, 4): the four, alone, would be the whole less the others; so the five are
    hidden with them.
    """
    units = [Unit.named(f"Afdeling {n}") for n in range(4)]
    people = [crowd(unit, 9) for unit in units]
    cases = {
        (5, 4): 0,
        (5, 5): 2,
        (5, 5, 4): 1,
        (6, 5, 4): 1,
        (9, 0): 1,
        (4, 4): 0,
        (7, 5, 3, 2): 2,
    }
    for sizes, count in cases.items():
        pulse = held(
            cast.frida,
            [
                (one, all_alike(4))
                for some, size in zip(people, sizes, strict=False)
                for one in some[:size]
            ],
        )
        result = results([pulse])[0]
        shown = [unit.id for unit in units_of(result)]
        assert len(shown) == count and result.answers == sum(sizes)
        left = sum(sizes) - sum(
            pulse.reload().showed["all"][str(unit)][0] for unit in shown
        )
        assert left == 0 or left >= 5
        assert set(pulse.showed["all"]) - {"others"} == {str(id) for id in shown}


def test_a_round_waits_for_whoever_has_an_invitation_until_its_last_day(cast):
    pulse = opened(cast.frida)
    assert (
        round_for(cast.alma, CLOSES) == pulse
        and round_for(cast.alma, CLOSES + dt.timedelta(1)) is None
    )
    OpenResponse.submit(cast.alma, {"boss": 3})
    assert round_for(cast.alma, TODAY) is None


def test_the_unit_is_the_one_at_the_opening(cast):
    large = Unit.named("Havnen")
    people = crowd(large, 6)
    opened(cast.frida)
    people[0].change_unit(cast.library)
    for one in people:
        OpenResponse.submit(one, all_alike(4))
    pulse = Pulse.current()
    pulse.close(at=NOW)
    assert pulse.showed["all"] == {str(large.id): [6, 0]}


def test_two_weeks_lie_between_two_rounds(cast):
    """A facilitator cannot close and reopen to see who has changed."""
    pulse = opened(cast.frida)
    pulse.close(at=NOW, on=TODAY)
    for days in (0, 13):
        on = TODAY + dt.timedelta(days)
        with pytest.raises(ValidationFailed, match="two weeks"):
            Pulse.open(closes_on=on + dt.timedelta(7), by=cast.ada, on=on, at=NOW)
    on = TODAY + dt.timedelta(14)
    assert Pulse.open(closes_on=on + dt.timedelta(7), by=cast.ada, on=on, at=NOW)


def test_only_where_five_lead_are_leaders_asked_more(cast):
    opened(cast.frida)
    assert not Invitation.select().where(Invitation.leads).exists()
    OpenResponse.submit(cast.leif, {"boss": 3, "control": 7})
    assert not OpenLeaderResponse.select().exists(), "what was not asked is dropped"
    Pulse.current().close(at=NOW)
    leaders = leading(crowd(Unit.named("Havnen"), 4))
    pulse = opened(cast.frida)
    asked = {row.person_id for row in Invitation.select().where(Invitation.leads)}
    assert asked == {cast.leif.id, *(one.id for one in leaders)}
    assert pulse.leaders == 5
    OpenResponse.submit(cast.alma, {"boss": 3, "control": 7})
    assert not OpenLeaderResponse.select().exists(), "she does not lead"


@pytest.mark.parametrize(
    ("days", "due"),
    [(1, {0: 0}), (3, {1: 0, 2: 1}), (14, {6: 0, 7: 1, 12: 1, 13: 2, 14: 2})],
)
def test_reminders_fall_half_way_and_the_day_before_the_last(cast, days, due):
    pulse = Pulse(opened_on=TODAY, closes_on=TODAY + dt.timedelta(days))
    assert {day: pulse.reminders_due(TODAY + dt.timedelta(day)) for day in due} == due
