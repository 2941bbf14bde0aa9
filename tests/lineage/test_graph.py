"""A family is told in generations, and drawn so that nobody stands on anybody."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.examples import tries
from tracker.experiments.models import Experiment
from tracker.experiments.queries import Credit
from tracker.lineage.graph import Family, Member
from tracker.lineage.layout import (
    HIGH,
    WIDE,
    crossings,
    draw_family,
    layered,
    order,
)


class Unit:
    id = 1
    name = "Borgerservice"


class Someone:
    name = "Alma Holm"


def member(id: int) -> Member:
    return Member(
        id, Experiment(id=id, title=f"Forsøg nummer {id}"), Credit((Someone(),), Unit())
    )


def family(
    here: int, *lines: tuple[int, int], unseen: tuple[int, ...] = (), most: int = 200
) -> Family:
    ids = {here, *(id for line in lines for id in line)}
    members = {id: Member(id) if id in unseen else member(id) for id in ids}
    return Family.of(here, members, [(a, b, f"{a}-{b}") for a, b in lines], most=most)


def told(family: Family) -> list[tuple]:
    return [(item.member.id, item.depth, item.again) for item in family.items()]


def test_each_stands_below_everyone_it_builds_on_and_is_told_once():
    made = family(3, (1, 3), (2, 3), (3, 4))
    assert told(made) == [
        (1, 0, False),
        (3, 1, False),
        (4, 2, False),
        (2, 0, False),
        (3, 1, True),
    ]
    assert (made.before, made.after) == (2, 1)
    assert [item.note for item in made.items()] == ["", "1-3", "3-4", "", "2-3"]


def test_the_path_leads_from_where_it_began_to_here():
    made = family(5, (1, 2), (2, 3), (3, 5), (4, 5), (5, 6))
    assert [one.id for one in made.path] == [1, 2, 3, 5]


def test_where_it_began_here_the_path_leads_on():
    assert [one.id for one in family(1, (1, 2), (2, 3), (1, 4)).path] == [1, 2, 3]


def test_what_one_may_not_see_is_a_link_of_the_chain_or_a_count():
    made = family(3, (1, 2), (2, 3), (3, 4), (4, 5), (3, 6), unseen=(2, 4, 5))
    assert set(made.members) == {1, 2, 3, 6} and made.out_of_sight == 2
    assert made.members[2].experiment is None and made.members[2].names == ""


def test_the_nearest_are_kept():
    made = family(5, *((n, n + 1) for n in range(1, 9)), most=5)
    assert set(made.members) == {3, 4, 5, 6, 7} and made.further == 4


def test_a_crossing_that_need_not_be_is_undone():
    ids = dict.fromkeys(range(1, 7))
    layers, beside, _ = layered(ids, [(1, 6), (2, 5), (3, 4), (1, 5)])
    assert crossings(layers, beside) > 0
    order(layers, beside)
    assert crossings(layers, beside) == 0


graphs = st.integers(2, 40).flatmap(
    lambda size: st.lists(
        st.tuples(st.integers(1, size), st.integers(1, size)).filter(
            lambda line: line[0] < line[1]
        ),
        min_size=1,
        max_size=60,
    )
)


@given(graphs)
@tries(15, 60)
def test_no_box_stands_on_another_and_all_are_in_the_picture(lines):
    lines = list(dict.fromkeys(lines))
    made = family(lines[0][0], *lines)
    picture = draw_family(made)
    assert {box.member.id for box in picture.boxes} == set(made.members) and len(
        picture.lines
    ) == len(lines_in(made, lines))
    for box in picture.boxes:
        assert (
            0 <= box.x <= picture.width - WIDE and 0 <= box.y <= picture.height - HIGH
        )
    for one, other in combinations(picture.boxes, 2):
        assert abs(one.x - other.x) >= WIDE or abs(one.y - other.y) >= HIGH
    axis = (lambda box: box.x) if picture.across else (lambda box: box.y)
    place = {box.member.id: axis(box) for box in picture.boxes}
    assert all(place[parent] < place[child] for parent, child in made.lines)


def lines_in(made: Family, lines) -> list:
    return [
        line for line in lines if line[0] in made.members and line[1] in made.members
    ]
