"""A level is called changed only where the difference is more than chance."""

import random

from tracker.readiness.queries.chance import is_change


def test_by_hand():
    """Ten people: all but one the same, and a difference of a point, of three, of none."""
    fours = [0, 0, 1, 8, 1, 0, 0]
    fives = [0, 0, 0, 1, 8, 1, 0]
    wide = [2, 1, 1, 2, 1, 1, 2]
    assert is_change(fives, fours)
    assert not is_change(fours, fours)
    assert not is_change(wide, fours)


def test_all_alike_both_times_is_a_change_if_they_differ():
    fours = [0, 0, 0, 5, 0, 0, 0]
    fives = [0, 0, 0, 0, 5, 0, 0]
    assert is_change(fives, fours) and not is_change(fours, fours)


def test_of_a_hundred_differences_by_chance_about_five_are_called_a_change():
    """Two rounds of twelve people from the same crowd, again and again."""
    chance = random.Random(7)
    called = sum(is_change(spread(chance), spread(chance)) for _ in range(1000))
    assert 25 <= called <= 75


def spread(chance: random.Random) -> list[int]:
    marks = [min(7, max(1, round(chance.gauss(4, 1.3)))) for _ in range(12)]
    return [marks.count(point) for point in range(1, 8)]
