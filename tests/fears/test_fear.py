"""The page of each fear: level, what came of it, what answers it, and before and after."""

import datetime as dt

from tests.cast import NOW
from tracker.fears.queries.fear import CAUSES, Cause, Level, compare, fear_reports
from tracker.readiness.enums import Fear
from tracker.readiness.models import FearAction, Pulse
from tracker.readiness.queries.result import Result
from tracker.safe_conduct.models import SafeConduct, SafeConductSignature

FIRST = dt.date(2026, 2, 1)


def round_of(months: int, **levels: float) -> Result:
    """A closed round of twelve answers; a fear that is not named stands at 4."""
    on = FIRST + dt.timedelta(days=30 * months)
    showed = {fear.value: {"others": [12, 12 * 4.0]} for fear in Fear}
    showed |= {name: {"others": [12, 12 * level]} for name, level in levels.items()}
    pulse = Pulse(
        opened_on=on, closes_on=on + dt.timedelta(14), invited=40, showed=showed
    )
    pulse.id = months
    return Result(pulse)


def levels_of(*rounds: Result) -> dict[Fear, list[Level]]:
    return {
        fear: [Level(r, r.figure(fear.value), r.people(fear.value)) for r in rounds]
        for fear in Fear
    }


def done(fear: Fear, months: float) -> dict[Fear, list[Cause]]:
    on = FIRST + dt.timedelta(days=int(30 * months))
    causes = {one: [] for one in Fear}
    causes[fear] = [Cause("Promise", "Chefen svarer selv", "", on)]
    return causes


def test_a_fear_is_compared_with_those_about_which_nothing_was_done():
    levels = levels_of(
        round_of(0, boss=5),
        round_of(2, boss=4.5, time=4.3),
        round_of(4, boss=3, time=4.5),
    )
    told = compare(Fear.boss, levels, done(Fear.boss, 1))
    assert (told.before.figure.value, told.after.figure.value) == (5, 3)
    assert told.n_others == 5 and round(told.others, 2) == 0.1


def test_without_a_round_before_and_one_after_nothing_is_compared():
    levels = levels_of(round_of(0), round_of(2))
    assert compare(Fear.boss, levels, done(Fear.boss, 3)) is None
    assert compare(Fear.boss, levels, done(Fear.boss, -1)) is None
    assert compare(Fear.angry, levels, done(Fear.boss, 1)) is None


def test_a_further_kind_of_cause_is_one_function(cast, monkeypatch):
    conduct = Cause("Safe conduct", "Ingen straf for ærlige fejl", "/x", FIRST)
    monkeypatch.setattr(
        "tracker.fears.queries.fear.CAUSES",
        [*CAUSES, lambda viewer: {Fear.boss: [conduct]}],
    )
    FearAction.add(fear=Fear.boss, words="Chefen svarer", by=cast.frida, at=NOW)
    (report,) = [one for one in fear_reports([], cast.carla) if one.fear is Fear.boss]
    assert [cause.text for cause in report.causes] == [
        "Ingen straf for ærlige fejl",
        "Chefen svarer",
    ]


def test_a_signed_safe_conduct_answers_the_fear_of_the_boss(cast, visit):
    conduct = SafeConduct.write(
        text="Ingen straf for ærlige fejl.",
        exceptions="Fortrolige oplysninger.",
        contact=cast.frida,
        after=0,
        by=cast.ada,
        at=NOW,
    )
    page = visit(cast.carla).get("/readiness/fear")
    assert conduct.text not in page.text, "nobody stands by it"
    SafeConductSignature.sign(conduct, by=cast.leif, at=NOW)
    (boss,) = [one for one in fear_reports([], cast.carla) if one.fear is Fear.boss]
    assert [(one.path, one.on) for one in boss.causes] == [
        ("/safe-conduct", NOW.date())
    ]
    assert conduct.text in visit(cast.carla).get("/readiness/fear").text


def test_a_link_to_an_attempt_that_one_may_not_see_is_left_out(cast, visit):
    FearAction.add(
        fear=Fear.boss, words="Se her", by=cast.frida, at=NOW, experiment=cast.quiz
    )
    address = f"/experiments/{cast.quiz.id}"
    assert address in visit(cast.eva).get("/readiness/fear").text
    page = visit(cast.carla).get("/readiness/fear").text
    assert "Se her" in page and address not in page


def test_a_difference_by_chance_is_called_about_the_same(monkeypatch):
    """By hand, Welch: five people at 4 or 5 then, and one point lower or four points now."""
    levels = levels_of(round_of(0, boss=5), round_of(2, boss=4))
    told = compare(Fear.boss, levels, done(Fear.boss, 1))
    spreads = {}
    monkeypatch.setattr(
        type(told.before.result), "spread", lambda result, _m: spreads[result.pulse]
    )
    spreads |= {told.before.result.pulse: [0, 0, 0, 2, 3, 0, 0]}
    spreads |= {told.after.result.pulse: [0, 0, 1, 2, 2, 0, 0]}
    assert told.may_be_chance
    spreads |= {told.after.result.pulse: [3, 2, 0, 0, 0, 0, 0]}
    assert not told.may_be_chance
    spreads |= {told.after.result.pulse: []}
    assert told.may_be_chance, "where it cannot be told, no change is called one"
