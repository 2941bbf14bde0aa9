"""Psychological safety by a table worked out by hand; and what a level is a mean of."""

import pytest

from tests.readiness.pulse_factories import all_alike, crowd, held
from tracker.accounts.models import Unit
from tracker.readiness.enums import Item
from tracker.readiness.queries import results

ITEMS = [item.value for item in Item]  # 1, 3 and 5 are reversed: 8 − x
BY_HAND = [
    ((1, 7, 1, 7, 1, 7, 7), 49 / 7),  # 7 7 7 7 7 7 7
    ((7, 1, 7, 1, 7, 1, 1), 7 / 7),  # 1 1 1 1 1 1 1
    ((4, 4, 4, 4, 4, 4, 4), 28 / 7),  # 4 4 4 4 4 4 4
    ((2, 5, 3, 6, 4, 7, 1), 34 / 7),  # 6 5 5 6 4 7 1
    ((None, 5, 3, 6, 4, 7, 1), 28 / 6),  # – 5 5 6 4 7 1
    ((None, 5, None, 6, 4, 7, 1), 23 / 5),  # – 5 – 6 4 7 1
    ((1, 2, 3, None, 5, 6, None), 23 / 5),  # 7 2 5 – 3 6 –
    ((None, 5, None, 6, None, 7, 1), None),  # four of seven: no score
    ((None,) * 7, None),
]


@pytest.fixture
def people(cast):
    return crowd(Unit.named("Aldersro"), 12)


def test_scores_agree_with_the_table(cast, people):
    """One person's score, five times over, is a group's mean that may be shown."""
    for marked, score in BY_HAND:
        answers = all_alike(3, **dict(zip(ITEMS, marked, strict=True)))
        figure = results(
            [held(cast.frida, [(person, answers) for person in people[:5]])]
        )[0].figure("safety")
        assert (
            (figure.value is None)
            if score is None
            else figure.value == pytest.approx(score, abs=1e-9)
        ), marked


def test_a_group_s_score_is_the_mean_of_its_people_not_of_its_answers(cast, people):
    rows = [marked for marked, _ in BY_HAND]
    answers = [
        (person, all_alike(3, **dict(zip(ITEMS, marked, strict=True))))
        for person, marked in zip(people, rows, strict=False)
    ]
    result = results([held(cast.frida, answers)])[0]
    scores = [score for _, score in BY_HAND if score is not None]
    assert result.figure("safety").value == pytest.approx(sum(scores) / 7, abs=1e-9)
    assert (result.answers, result.figure("safety").n) == (9, 7)


def test_a_fear_s_level_is_the_mean_of_those_who_marked_it(cast, people):
    points = [7, 6, 5, 5, 2, None]
    result = results(
        [
            held(
                cast.frida,
                [
                    (one, all_alike(4, boss=at))
                    for one, at in zip(people, points, strict=False)
                ],
            )
        ]
    )[0]
    assert (result.figure("boss").value, result.figure("boss").n) == (5.0, 5)
    assert result.figure("angry").n == 6


def test_four_who_marked_it_are_too_few(cast, people):
    points = [7, 6, 5, 5, None, None]
    result = results(
        [
            held(
                cast.frida,
                [
                    (one, all_alike(4, boss=at))
                    for one, at in zip(people, points, strict=False)
                ],
            )
        ]
    )[0]
    assert not result.figure("boss").shown and result.figure("angry").shown
