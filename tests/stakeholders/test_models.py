"""Stakeholders and touchpoints: what they demand, what is kept, and what a draft gives
away: nothing.
"""

import datetime as dt

import peewee
import pytest

from tests.cast import NOW, TODAY, planned
from tests.examples import for_each_case
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment
from tracker.stakeholders.models import Channel, Stakeholder, Touchpoint

DAY = dt.timedelta(days=1)


def refused(verb, *args, **kwargs) -> list[str]:
    with pytest.raises(ValidationFailed) as refusal:
        verb(*args, **kwargs)
    return [problem.field for problem in refusal.value.problems]


def test_somebody_is_put_on_the_map_and_changed(cast, parents):
    parents.change(
        version=1,
        at=NOW,
        name="  Forældre  i indskolingen ",
        worry="Er de set?",
        platforms=[cast.facebook],
    )
    saved = parents.reload()
    assert (saved.name, saved.priority, saved.version) == (
        "Forældre i indskolingen",
        12,
        2,
    )
    assert saved.as_dict()["platforms"] == "facebook" and saved.as_dict()[
        "owner"
    ] == str(cast.leif.id)


def test_what_a_stakeholder_demands(parents):
    assert refused(Stakeholder.add, name=" ", interest=None, influence=6, at=NOW) == [
        "name",
        "interest",
        "influence",
    ]
    assert refused(
        Stakeholder.add, name="FORÆLDRE", interest=1, influence=1, at=NOW
    ) == ["name"]
    assert refused(parents.change, version=1, at=NOW, worry="x" * 1001) == ["worry"]
    parents.change(version=1, at=NOW, name="forældre")  # its own name in other letters


def test_a_stale_move_writes_nothing(parents):
    other = parents.reload()
    parents.place(interest=5, influence=5, version=1, at=NOW)
    with pytest.raises(EditConflict) as stale:
        other.place(interest=1, influence=1, version=1, at=NOW)
    assert stale.value.current.priority == parents.reload().priority == 25


def test_the_day_to_contact_comes(parents):
    assert not parents.is_due(TODAY)
    parents.change(version=1, at=NOW, next_contact=TODAY)
    assert parents.is_due(TODAY) and not parents.is_due(TODAY - DAY)


def test_what_a_touchpoint_demands(cast, parents):
    fields = refused(
        Touchpoint.open,
        parents,
        channel=Channel.social,
        quality=0,
        volume=-1,
        answer_time=9000,
        at=NOW,
    )
    assert fields == ["platform", "quality", "volume", "answer_time"]
    phone = Touchpoint.open(
        parents, channel=Channel.phone, platform=cast.facebook, quality=3, at=NOW
    )
    assert phone.platform is None and phone.place == "phone"
    assert refused(
        Touchpoint.open, parents, channel=Channel.phone, quality=3, at=NOW
    ) == ["channel"]
    assert (
        Touchpoint.open(
            parents, channel=Channel.social, platform=cast.facebook, quality=3, at=NOW
        ).place
        == "Facebook"
    )


@for_each_case(
    "row",
    [
        {"channel": "social"},
        {"channel": "phone", "quality": 6},
        {"channel": "phone"},
        {"channel": "smoke", "quality": 1},
    ],
)
def test_the_database_keeps_it_too(rows, parents, row):
    Touchpoint.open(parents, channel=Channel.phone, quality=3, at=NOW)
    with pytest.raises((peewee.IntegrityError, ValueError, KeyError)), rows.atomic():
        Touchpoint.insert(
            **{"stakeholder": parents, "quality": 3, "changed_at": NOW, **row}
        ).execute()


def test_answers_are_held_against_their_goal(parents):
    point = Touchpoint.open(
        parents, channel=Channel.mail, quality=3, answer_time=30, answer_goal=24, at=NOW
    )
    assert point.hours_late == 6
    point.change(version=1, at=NOW, answer_goal=None)
    assert point.hours_late == 0


def test_what_was_tried_keeps_it(cast, parents):
    point = Touchpoint.open(parents, channel=Channel.phone, quality=2, at=NOW)
    planned(cast.alma, cast.facebook, stakeholder=parents, touchpoint=point)
    assert not point.archive(NOW) and not parents.archive(NOW)
    assert parents.reload().is_archived
    parents.unarchive(NOW)
    # It comes back
    assert Touchpoint.open(parents, channel=Channel.phone, quality=4, at=NOW) == point
    assert point.reload().quality == 4 and point.reload().archived_at is None


def test_a_draft_gives_nothing_away(cast, parents):
    cast.dream.amend(
        version=cast.dream.version, by=cast.alma, at=NOW, stakeholder=parents
    )
    assert parents.archive(NOW)
    assert cast.dream.reload().stakeholder is None


def test_a_touchpoint_belongs_to_whom_it_is_about(cast, parents, press):
    point = Touchpoint.open(parents, channel=Channel.phone, quality=2, at=NOW)
    for about in ({"stakeholder": press, "touchpoint": point}, {"touchpoint": point}):
        assert refused(Experiment.create, by=cast.alma, at=NOW, **about) == [
            "touchpoint"
        ]


def test_who_may_change_it(cast, parents):
    point = Touchpoint.open(
        parents, channel=Channel.phone, quality=2, owner=cast.eva, at=NOW
    )
    assert [
        p.name
        for p in (cast.alma, cast.leif, cast.frida, cast.ada)
        if parents.changeable_by(p)
    ] == [*("Leif Dahl", "Frida Lund", "Ada Krogh")]
    assert (
        point.changeable_by(cast.eva)
        and point.changeable_by(cast.leif)
        and not point.changeable_by(cast.alma)
    )


def test_several_are_taken_and_none_twice(parents):
    cards = [
        {"name": name, "interest": 1, "influence": 1}
        for name in ("Naboer", "forældre", "Naboer")
    ]
    assert Stakeholder.add_many(cards, at=NOW) == 1
