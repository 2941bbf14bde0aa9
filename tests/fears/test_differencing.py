"""Whatever is reckoned from the sums of fears, on whatever days, is about five people.

An attacker reads every figure of every day, of each platform and of all of them, and
subtracts. Each is a sum of batches, so it is enough that no batch is about fewer than
five people and none changes.
"""

from hypothesis import given
from hypothesis import strategies as some

from tests.cast import TODAY
from tests.examples import tries
from tracker.experiments.models import Experiment
from tracker.fears.enums import FearResult
from tracker.fears.models import ExpectedFear
from tracker.fears.models.fear_batch import WAITS, _batches

# Per night: who told, of an attempt on which platform, what came of it
ANSWERS = some.lists(
    some.tuples(
        some.integers(1, 9), some.integers(1, 3), some.sampled_from(list(FearResult))
    ),
    max_size=9,
)
NIGHTS = some.lists(ANSWERS, min_size=1, max_size=12)


def answer(number: int, person: int, platform: int, result, on) -> ExpectedFear:
    attempt = Experiment(id=number, author=person, platform=platform)
    return ExpectedFear(id=number, experiment=attempt, result=result, told_on=on)


def batches_of(nights) -> list[tuple[int | None, list[ExpectedFear]]]:
    """The batches that all these nights close, a week between one and the next."""
    waiting: list[ExpectedFear] = []
    closed = []
    number = 0
    for night, told in enumerate(nights):
        on = TODAY + night * WAITS / 4
        for person, platform, result in told:
            number += 1
            waiting.append(answer(number, person, platform, result, on))
        for platform, rows in list(_batches(waiting, on)):
            closed.append((platform, rows))
            counted = {row.id for row in rows}
            waiting = [row for row in waiting if row.id not in counted]
    return closed


@tries(20, 400)
@given(NIGHTS)
def test_no_difference_of_figures_is_about_fewer_than_five_people(nights):
    seen: set[int] = set()
    for platform, rows in batches_of(nights):
        assert len({row.experiment.author_id for row in rows}) >= 5
        if platform is not None:
            assert {row.experiment.platform_id for row in rows} == {platform}
        ids = {row.id for row in rows}
        assert not ids & seen, "an answer is counted once"
        seen |= ids


def test_counting_each_night_alone_would_tell_of_one(monkeypatch):
    """What the rule is there for: the fifth night's one answer, and whose it is."""
    told = [[(n, 1, FearResult.no)] for n in range(1, 6)] + [[(6, 1, FearResult.hurt)]]
    assert [len(rows) for _, rows in batches_of(told)] == [5]
    monkeypatch.setattr("tracker.fears.models.fear_batch.is_large", bool)
    assert len(batches_of(told)) == 6
