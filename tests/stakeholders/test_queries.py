"""Who matters most, where the gaps are, and what is tried: as a slow look at every row says it."""

from itertools import combinations
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from tests.cast import NOW, TODAY, concluded, planned
from tests.examples import tries
from tests.sql_counter import counted
from tracker.experiments.models import Experiment, Visibility
from tracker.stakeholders import queries
from tracker.stakeholders.map import CELL, map_dots, middle_of
from tracker.stakeholders.models import Channel, Gap, Stakeholder, Touchpoint
from tracker.stakeholders.queries import TrialStatus

LEVEL = st.integers(1, 5)
MET = st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=3)
MAPS = st.lists(st.tuples(LEVEL, LEVEL, MET, st.booleans()), max_size=6)


def plant(groups) -> None:
    """Stakeholders of (interest, influence, [(quality, put away)], put away), in bulk."""
    Stakeholder.delete().execute()
    for at, (interest, influence, met, away) in enumerate(groups):
        about = {
            "name": f"Gruppe {at}",
            "interest": interest,
            "influence": influence,
            "changed_at": NOW,
            "version": 1,
        }
        id = Stakeholder.insert(archived_at=NOW if away else None, **about).execute()
        points = [
            {
                "stakeholder": id,
                "channel": channel,
                "quality": quality,
                "archived_at": NOW if gone else None,
                "changed_at": NOW,
            }
            for channel, (quality, gone) in zip(Channel, met, strict=False)
            if channel is not Channel.social
        ]
        if points:
            Touchpoint.insert_many(points).execute()


def gap_slowly(row: Stakeholder) -> Gap | None:
    if row.archived_at is not None or row.interest * row.influence < 12:
        return None
    qualities = []
    for point in Touchpoint.select().where(Touchpoint.stakeholder == row):
        if point.archived_at is None:
            qualities.append(point.quality)
    if not qualities:
        return Gap.nowhere
    return None if any(quality in (3, 4, 5) for quality in qualities) else Gap.poor


# Each border: of the priority, of the quality, and what was put away
BORDERS = [
    (3, 4, [(2, False)], False),
    (4, 3, [(3, False)], False),
    (5, 2, [], False),
    (4, 4, [(5, True), (1, False)], False),
    (5, 5, [], True),
    (5, 5, [(3, True)], False),
]


@tries(3, 40)
@example(BORDERS)
@given(MAPS)
def test_gaps_are_those_a_slow_look_finds(rows, groups):
    with rows.atomic() as step:
        plant(groups)
        slow = {row.id: gap for row in Stakeholder.select() if (gap := gap_slowly(row))}
        assert {
            row.id: Gap.nowhere if row.gap_quality is None else Gap.poor
            for row in queries.gaps()
        } == slow
        assert {
            meeting.stakeholder.id: meeting.gap
            for meeting in queries.matrix()
            if meeting.gap
        } == slow
        assert queries.overview(TODAY).gaps == len(slow)
        priorities = [row.priority for row in queries.ranked()]
        assert priorities == sorted(priorities, reverse=True) and len(
            priorities
        ) == sum(not away for *_, away in groups)
        step.rollback(begin=False)


@given(st.lists(st.tuples(LEVEL, LEVEL), max_size=60))
@tries(20, 60)
def test_no_dot_lies_on_another_and_each_stands_in_its_field(places):
    rows = [
        Stakeholder(id=n, name=str(n), interest=x, influence=y)
        for n, (x, y) in enumerate(places)
    ]
    dots = map_dots(rows)
    assert [dot.stakeholder.id for dot in dots] == list(range(len(places)))
    for dot in dots:
        x, y = middle_of(dot.stakeholder.interest, dot.stakeholder.influence)
        assert abs(dot.x - x) + dot.r <= CELL / 2 and abs(dot.y - y) + dot.r <= CELL / 2
        assert all(one.strip() in dot.stakeholder.name for one in dot.name)
    for one, other in combinations(dots, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (one.r + other.r) ** 2


def test_a_name_stands_at_its_dot_where_there_is_room():
    def names(n: int) -> set[tuple]:
        row = {
            "interest": 5,
            "influence": 4,
            "name": "Kritiske stemmer i lokalgrupperne",
        }
        dots = map_dots([Stakeholder(id=id, **row) for id in range(n)])
        return {(dot.name, dot.is_beside) for dot in dots}

    assert names(1) == {(("Kritiske stemmer", "i lokalgrupperne"), False)}
    assert names(3) == {(("Kritiske", "stemmer i …"), True)}
    assert names(4) == {((), False)}


def test_counts_are_what_one_may_see(cast, parents, press):
    concluded(cast.alma, cast.facebook, stakeholder=parents)
    planned(cast.alma, cast.facebook, stakeholder=parents, visibility=Visibility.unit)
    Experiment.create(by=cast.alma, at=NOW, stakeholder=parents)
    hidden = planned(cast.alma, cast.facebook, stakeholder=parents)
    hidden.hide(NOW)
    tried = {
        who: queries.experiments_by_stakeholder(person)[parents.id]
        for who, person in (("eva", cast.eva), ("carla", cast.carla))
    }
    assert (tried["eva"].seen, tried["eva"].learnt, tried["eva"].more) == (2, 1, 0)
    assert (tried["carla"].seen, tried["carla"].learnt, tried["carla"].more) == (
        1,
        1,
        1,
    )
    # A facilitator looks after what is hidden
    assert queries.experiments_by_stakeholder(cast.frida)[parents.id].seen == 2
    assert tried["carla"].state is TrialStatus.learnt
    assert (
        queries.experiments_by_stakeholder(cast.carla)[press.id].state
        is TrialStatus.untried
    )
    newest = {
        who: len(queries.newest_with(parents, who, 9))
        for who in (cast.eva, cast.carla, cast.frida)
    }
    assert newest == {
        cast.eva: 2,
        cast.carla: 1,
        cast.frida: 2,
    }, "the newest are the same as are counted"


def test_what_only_another_unit_sees_is_not_untried(cast, parents):
    planned(cast.alma, cast.facebook, stakeholder=parents, visibility=Visibility.unit)
    about = queries.experiments_by_stakeholder(cast.carla)[parents.id]
    assert (about.seen, about.more, about.state) == (0, 1, TrialStatus.tried)


def test_the_overview_counts(cast, parents, press):
    press.change(version=1, at=NOW, next_contact=TODAY)
    Touchpoint.open(
        parents, channel=Channel.mail, quality=4, answer_time=3, answer_goal=2, at=NOW
    )
    far = queries.overview(TODAY)
    assert (
        far.total,
        far.owned,
        far.high,
        far.gaps,
        far.due,
        far.touchpoints,
        far.late,
    ) == (
        2,
        1,
        2,
        1,
        1,
        1,
        1,
    )


def test_nobody_on_the_map_is_counted_too(cast):
    assert queries.overview(TODAY) == queries.Overview(0, 0, 0, 0, 0, 0, 0)


def test_where_to_try_something(cast, press):
    [meeting] = queries.matrix()
    assert meeting.gap is Gap.nowhere and meeting.platform_to_try == cast.facebook


def test_the_map_takes_as_many_queries_for_many(cast, visit, parents):
    browser = visit(cast.carla)
    browser.get("/stakeholders/new")  # what is asked once in a process
    with counted() as few:
        browser.get("/stakeholders")
    plant([(1 + n % 5, 1 + n % 4, [(n % 5 + 1, False)], False) for n in range(30)])
    with counted() as many:
        assert browser.get("/stakeholders").text.count('class="dot ') >= 30
    assert len(many) <= len(few)
    with counted() as matrix:
        browser.get("/touchpoints")
    # And how long answers took, quarter by quarter
    assert len(matrix) <= len(many) + 1


def test_each_state_has_a_look_on_the_map_and_in_its_key():
    home = Path(__file__).parent.parent.parent
    looks = (home / "static/css/rooms/stakeholders.css").read_text()
    key = (home / "templates/stakeholders/_map.html").read_text()
    for state in TrialStatus:
        assert f".dot.{state.value} .body" in looks
        assert f'class="dot {state.value}"' in key
