"""What may be reckoned from the figures of a round: never anything about fewer than five people."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.examples import tries
from tracker.readiness.enums import Fear
from tracker.readiness.models import Pulse
from tracker.readiness.models.score import LEADERS, MEASURES, leader_sums
from tracker.readiness.queries import OTHERS, WHOLE, Result
from tracker.small_groups import MIN_GROUP_SIZE

UNITS = (OTHERS, "1", "2", "3")
sizes = st.dictionaries(st.sampled_from(UNITS), st.integers(0, 12), min_size=1)


def result_of(counts: dict, invited: int = 60) -> Result:
    """A round in which so many people of each group marked a measure, each with a point of 4."""
    showed = {group: [n, 4.0 * n] for group, n in counts.items()}
    return Result(Pulse(invited=invited, showed={"all": showed, "boss": showed}))


def groups_by_filter(result: Result) -> dict[str, frozenset]:
    """Filter to the groups whose people its figure is about, for every filter that shows one."""
    filters = {WHOLE: frozenset(result.groups)} | {
        group: frozenset({group}) for group in result.groups
    }
    return {
        name: groups
        for name, groups in filters.items()
        if result.figure("boss", name).shown
    }


@tries(40, 200)
@given(sizes)
def test_no_pair_of_filters_tells_of_fewer_than_five(counts):
    result = result_of(counts)
    for one, other in combinations(groups_by_filter(result).values(), 2):
        for rest in (one - other, other - one):
            left = sum(counts[group] for group in rest)
            assert left == 0 or left >= MIN_GROUP_SIZE


@tries(40, 200)
@given(sizes)
def test_everybody_less_all_the_units_that_are_shown_tells_of_none_or_of_five(counts):
    shown = groups_by_filter(result_of(counts))
    if WHOLE in shown:
        rest = shown[WHOLE].difference(
            *(groups for name, groups in shown.items() if name != WHOLE)
        )
        left = sum(counts[group] for group in rest)
        assert left == 0 or left >= MIN_GROUP_SIZE


def test_without_the_remainder_rule_the_whole_less_a_unit_would_tell_of_four(
    monkeypatch,
):
    """What the rule is there for: five in one unit, four in another."""
    counts = {"1": 5, "2": 4}
    assert groups_by_filter(result_of(counts)) == {WHOLE: frozenset({"1", "2"})}
    monkeypatch.setattr(
        "tracker.readiness.queries.result.shown_groups", lambda sizes: {"1"}
    )
    shown = groups_by_filter(result_of(counts))
    assert sum(counts[group] for group in shown[WHOLE] - shown["1"]) == 4


def test_how_many_answered_is_not_told_where_nearly_everybody_did():
    assert not result_of({OTHERS: 9}, invited=10).people("boss").shown
    assert result_of({OTHERS: 9}, invited=14).people("boss").n == 9
    assert not result_of({OTHERS: 9, "1": 6}, invited=40).people("boss", "1").shown, (
        "who works in a unit is known"
    )


def test_of_the_seven_sentences_only_the_score_is_told():
    """A score of five people beside a sentence that six have marked would tell what the
    sixth marked.
    """
    assert set(MEASURES) == {"safety", *(fear.value for fear in Fear)}


@tries(40, 200)
@given(st.integers(0, 14), st.integers(0, 14))
def test_a_spread_tells_of_at_least_five_and_leaves_none_or_five(marked, left):
    """Its numbers add up to how many marked the sentence, so it obeys the same rule."""
    showed = {"all": {OTHERS: [14, 0]}, "boss": {OTHERS: [marked, 4.0 * marked]}}
    showed["spread"] = {"boss": [0, 0, 0, marked, 0, 0, 0]}
    result = Result(Pulse(invited=marked + left, showed=showed))
    if result.spread("boss"):
        assert marked >= MIN_GROUP_SIZE and (left == 0 or left >= MIN_GROUP_SIZE)


def test_a_unit_has_no_spread():
    """Of the whole less one unit it would tell what single people marked."""
    result = result_of({"1": 9, OTHERS: 9})
    result.pulse.showed["spread"] = {"boss": [0, 0, 0, 18, 0, 0, 0]}
    assert result.spread("boss") and not result.spread("boss", "1")
    assert not result.spread("boss", OTHERS)


@tries(30, 200)
@given(st.integers(0, 12), st.integers(5, 12))
def test_what_leaders_say_is_kept_of_five_and_leaves_none_or_five(answered, asked):
    """Who leads is known to everybody, so the rest of them is a group that is watched."""
    answered = min(answered, asked)
    sheets = [dict.fromkeys(LEADERS, 4)] * answered
    kept = leader_sums(sheets, asked)
    left = asked - answered
    if kept:
        assert answered >= MIN_GROUP_SIZE and (left == 0 or left >= MIN_GROUP_SIZE)
        assert "spread" not in kept
