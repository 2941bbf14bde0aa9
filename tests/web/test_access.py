"""Numbers in addresses."""

import re

from tests.access import refuse_plainly


def test_number_that_no_database_can_hold_is_nowhere(
    app, cast, visit, request, monkeypatch
):
    """Behind every address with a number, for whoever may do most: a large number and a
    huge one; by default in turn, behind every third.
    """
    numbers = (2**63, int("9" * 300))
    both = request.config.getoption("--faults")
    if not both:
        refuse_plainly(monkeypatch)
    admin = visit(cast.ada)
    rules = [rule for rule in app.url_map.iter_rules() if "<int:" in rule.rule]
    assert len(rules) > 100
    for turn, rule in enumerate(rules if both else rules[::3]):
        method = next(iter(rule.methods - {"HEAD", "OPTIONS"}))
        for number in numbers if both else (numbers[turn % 2],):
            path = re.sub("<int:.*?>", str(number), rule.rule)
            answer = admin.open(re.sub("<.*?>", "x", path), method=method)
            assert answer.status_code in (401, 403, 404), f"{method} {path}"
