"""Figures about people, attacked: what a reader can conclude from what is told."""

from itertools import groupby

from tests.examples import for_each
from tracker.small_groups import MIN_GROUP_SIZE, Band, Figure

MOST = 60


def is_small(people: int, of: int) -> bool:
    """Whether few did it, or few did not; all of them and none of them are not few."""
    return 0 < people < MIN_GROUP_SIZE or 0 < of - people < MIN_GROUP_SIZE


def told(of: int) -> dict[Figure, list[int]]:
    """What is told of a whole of this size, and every number that it may stand for."""
    numbers: dict[Figure, list[int]] = {}
    for people in range(of + 1):
        numbers.setdefault(Figure.part_of(people, of), []).append(people)
    return numbers


@for_each(range(1, MOST))
def test_nothing_that_is_told_of_a_part_means_that_few_did_or_few_did_not(of):
    for figure, numbers in told(of).items():
        if figure.shown:
            assert not is_small(numbers[0], of)
        elif figure.band:
            assert not all(is_small(people, of) for people in numbers)
            assert len(numbers) >= MIN_GROUP_SIZE


@for_each(range(1, MOST))
def test_a_band_stands_instead_of_every_number(of):
    """Beside a number a band would tell that the number is hidden, and so that it is small."""
    kinds = {bool(figure.band) for figure in told(of)}
    assert len(kinds) == 1


@for_each(range(1, MOST))
def test_a_change_from_one_band_to_the_other_tells_of_no_small_group(of):
    """Who knows that one person more did it knows both numbers at the boundary."""
    bands = [Figure.part_of(people, of).band for people in range(of + 1)]
    runs = [(band, len(list(run))) for band, run in groupby(bands)]
    if runs[0][0] is None:
        return
    (fewer, below), (most, _) = runs
    assert (fewer, most) == (Band.fewer, Band.most)
    assert not is_small(below - 1, of) and not is_small(below, of)


@for_each((11, 14, 15, 19))
def test_bands_of_two_quarters_tell_of_no_few_who_began_in_between(of):
    """Whoever did it in one quarter has done it in the next: what is told of both
    quarters must not mean that between one and four began, or that few are left.
    """
    pairs: dict[tuple, list[tuple[int, int]]] = {}
    for before in range(of + 1):
        for now in range(before, of + 1):
            key = (Figure.part_of(before, of), Figure.part_of(now, of))
            pairs.setdefault(key, []).append((before, now))
    assert len(pairs) == 3, "nothing but the two bands is told"
    for possible in pairs.values():
        assert not all(0 < now - before < MIN_GROUP_SIZE for before, now in possible)
        for place in (0, 1):
            assert not all(is_small(pair[place], of) for pair in possible)


def test_the_bands_begin_where_they_are_safe_and_end_where_numbers_are():
    assert [of for of in range(1, MOST) if Figure.part_of(0, of).band] == [
        *range(11, 20)
    ]
    assert Figure.part_of(8, 15).band is Band.most
    assert Figure.part_of(7, 15).band is Band.fewer
    assert Figure.part_of(12, 24) == Figure.about(12, of=24)
    assert Figure.part_of(3, 10) == Figure(None, None)
