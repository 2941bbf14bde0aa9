"""How ready we are, by dimension; and that these pages ask no more questions when there
is more to show.
"""

import datetime as dt
import logging
import re

import pytest

from tests import examples
from tests.cast import NOW, planned
from tests.experiments.bulk import concluded_rows
from tests.readiness.pulse_factories import all_alike, crowd, held, own_answers
from tests.sql_counter import counted
from tracker.accounts.models import Unit
from tracker.comments.models import Comment
from tracker.experiments.models import Visibility
from tracker.lessons.enums import Outcome
from tracker.readiness.enums import Dimension, Fear
from tracker.readiness.models import FearAction, Pulse
from tracker.readiness.queries import (
    dimensions,
    first_unanswered_fear,
    published_rounds,
)
from tracker.stakeholders.models import Channel, Touchpoint
from tracker.web.clock import now


def ready(at=NOW) -> dict:
    return {one.dimension: one for one in dimensions(published_rounds(), at, at.date())}


def test_the_people_are_as_safe_as_the_last_round_says(cast):
    assert not ready()[Dimension.people].is_shown
    people = crowd(Unit.named("Havnen"), 6)
    held(cast.frida, [(one, all_alike(4)) for one in people])
    held(cast.frida, [(one, all_alike(1, mistakes=1)) for one in people])
    one = ready()[Dimension.people]
    assert one.level == pytest.approx((3 * 7 + 4 * 1) / 7 / 6 - 1 / 6), (
        "three reversed, from 1 towards 7"
    )


def test_a_round_of_four_leaves_the_one_before(cast):
    people = crowd(Unit.named("Havnen"), 6)
    held(cast.frida, [(one, all_alike(4)) for one in people])
    held(cast.frida, [(one, all_alike(1)) for one in people[:4]])
    assert ready()[Dimension.people].level == pytest.approx(0.5)


def test_leadership_is_attempts_that_a_leader_answered_in_a_week(cast):
    assert (
        ready()[Dimension.leadership].part,
        ready()[Dimension.leadership].whole,
    ) == (0, 2)
    Comment.add(cast.passport, body="Godt set.", by=cast.leif, at=NOW + dt.timedelta(6))
    Comment.add(cast.quiz, body="Godt set.", by=cast.eva, at=NOW)
    assert ready(NOW + dt.timedelta(7))[Dimension.leadership].part == 1


def test_openness_is_what_everybody_may_see(cast):
    one = ready()[Dimension.openness]
    assert (one.part, one.whole) == (1, 2)
    planned(cast.eva, cast.facebook, visibility=Visibility.everyone)
    assert ready()[Dimension.openness].part == 2


def test_skills_are_hidden_where_few_have_tried(cast):
    assert ready()[Dimension.skills].hidden
    people = crowd(Unit.named("Havnen"), 6)
    concluded_rows(people, cast.facebook, [Outcome.refuted] * 6, lesson="Det lærte vi")
    assert ready()[Dimension.skills].is_shown


def test_a_next_step_is_one_that_the_reader_may_take(visit, cast):
    led = []
    for who in (cast.alma, cast.frida, cast.leif):
        page = visit(who).get("/readiness").text
        steps = re.findall(r'<td data-label="Next step"><a href="([^"#]+)', page)
        assert len(steps) == len(Dimension)
        led += [(who, step) for step in steps]
    if not examples.thorough:  # each step once, by the first who is led there
        led = {step: (who, step) for who, step in reversed(led)}.values()
    assert {visit(who).get(step).status_code for who, step in led} == {200}
    assert "Say who matters, and where we meet them" in page
    phone = Touchpoint.open(cast.parents(), channel=Channel.phone, quality=2, at=NOW)
    assert "Mend a gap among the touchpoints" in visit(cast.alma).get("/readiness").text
    phone.change(version=1, at=NOW, quality=3)
    assert "Look at the answer times" in visit(cast.alma).get("/readiness").text


def test_the_map_of_fears_asks_no_more_when_more_was_done(visit, cast):
    frida = visit(cast.frida)
    FearAction.add(
        fear=Fear.boss, words="Én ting.", by=cast.leif, at=NOW, experiment=cast.passport
    )
    frida.get("/readiness/fears")
    with counted() as few:
        frida.get("/readiness/fears")
    for fear in Fear if examples.thorough else [Fear.boss, Fear.time]:
        for number in range(2):
            FearAction.add(
                fear=fear,
                words=f"Ting {number}.",
                by=cast.leif,
                at=NOW,
                experiment=cast.passport,
            )
    with counted() as many:
        frida.get("/readiness/fears")
    assert len(many) <= len(few)


def test_the_list_of_rounds_asks_no_more_when_there_are_more(visit, cast):
    people = crowd(Unit.named("Havnen"), 6)
    frida = visit(cast.frida)
    held(cast.frida, [(one, all_alike(4)) for one in people])
    frida.get("/readiness/rounds")
    with counted() as few:
        frida.get("/readiness/rounds")
    for _ in range(2):
        held(cast.frida, [(one, all_alike(4)) for one in people])
    with counted() as many:
        frida.get("/readiness/rounds")
    assert len(many) <= len(few)


def test_no_line_of_a_log_is_about_the_pulse(visit, cast, caplog):
    at = now()
    Pulse.open(
        closes_on=at.date() + dt.timedelta(14), by=cast.frida, on=at.date(), at=at
    )
    alma = visit(cast.alma)
    with caplog.at_level(logging.DEBUG, logger="tracker"):
        alma.get("/readiness/pulse")
        alma.post(
            "/readiness/pulse",
            data={name: str(point) for name, point in own_answers(3).items()},
        )
    assert not caplog.records


def test_the_form_begins_with_a_fear_that_nothing_answers_yet(visit, cast):
    said = {"words": "Én ting.", "by": cast.leif, "at": NOW}
    first, second = list(Fear)[:2]
    assert first_unanswered_fear() == first.value
    FearAction.add(fear=first, experiment=cast.passport, **said)
    page = visit(cast.frida).get("/readiness/fears").text
    assert f'<option selected value="{second.value}">' in page
    for fear in list(Fear)[1:]:
        FearAction.add(fear=fear, experiment=cast.passport, **said)
    assert first_unanswered_fear() == ""
