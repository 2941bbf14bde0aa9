"""Touchpoints in one grid, and their answer times by quarter."""

import datetime as dt
from zoneinfo import ZoneInfo

from tests.cast import NOW
from tests.dashboard.recompute import touchpoint_times
from tracker.stakeholders.models import Channel, Touchpoint
from tracker.stakeholders.queries import answer_times

ZONE = ZoneInfo("Europe/Copenhagen")


def test_a_grid_is_filled_at_one_go(cast, visit, parents, press):
    Touchpoint.open(parents, channel=Channel.phone, quality=2, at=NOW)
    frida = visit(cast.frida)
    assert "Forældre" in frida.get("/touchpoints/grid").text
    facebook = f"{press.id}-social-{cast.facebook.id}"
    sent = {
        f"{parents.id}-phone": 4,
        f"{parents.id}-phone-was": 2,
        f"{parents.id}-mail": "",
        f"{press.id}-mail": 3,
        facebook: 9,
    }
    assert frida.post("/touchpoints/grid", data=sent).status_code == 303
    found = {(row.stakeholder, row.channel): row.quality for row in Touchpoint.select()}
    assert found == {(parents, Channel.phone): 4, (press, Channel.mail): 3}
    frida.post("/touchpoints/grid", data={facebook: 1})
    assert Touchpoint.get(Touchpoint.channel == Channel.social).quality == 1


def test_what_somebody_changed_meanwhile_stands(cast, visit, parents):
    Touchpoint.open(parents, channel=Channel.phone, quality=5, at=NOW)
    name = f"{parents.id}-phone"
    answer = visit(cast.frida).post(
        "/touchpoints/grid", data={name: 1, f"{name}-was": 2}, follow_redirects=True
    )
    assert "1 were changed by somebody else" in answer.text
    assert Touchpoint.get().quality == 5


def test_an_owner_fills_in_the_rows_of_their_own(cast, visit, parents, press):
    page = visit(cast.leif).get("/touchpoints/grid").text
    assert "Forældre" in page and "Journalister" not in page
    visit(cast.leif).post("/touchpoints/grid", data={f"{press.id}-mail": 3})
    assert not Touchpoint.select().exists()
    assert visit(cast.alma).get("/touchpoints/grid").status_code == 403


def test_answer_times_are_known_by_quarter(cast, parents):
    point = Touchpoint.open(
        parents, channel=Channel.phone, quality=3, answer_time=9, at=NOW
    )
    assert answer_times([point], ZONE) == {point.id: []}, "one word is no history"
    later = NOW + dt.timedelta(days=90)
    point.change(version=1, at=later, answer_time=4)
    point.change(version=2, at=later + dt.timedelta(days=1), answer_time=2.5)
    [first, last] = answer_times([point], ZONE)[point.id]
    replayed = [(str(it.quarter), it.hours) for it in (first, last)]
    assert touchpoint_times() == {point.id: replayed}
    assert (str(first.quarter), first.hours) == ("2026-Q4", 9)
    assert (str(last.quarter), last.hours) == ("2027-Q1", 2.5)
