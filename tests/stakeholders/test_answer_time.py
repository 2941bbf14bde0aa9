"""Answer times that were told: called faster or slower only from a tenth on."""

from tests.examples import for_each_case
from tracker.quarters import Quarter
from tracker.stakeholders.queries import QuarterTime


@for_each_case(
    ("now", "said"),
    [(20, "about"), (18, "about"), (17.9, "faster"), (22, "about"), (22.1, "slower")],
)
def test_a_tenth_is_about_as_fast(now, said):
    before = QuarterTime(Quarter(2026, 1), 20)
    assert QuarterTime(Quarter(2026, 2), now).pace_since(before) == said
