"""Whatever is sent by whoever to whatever address there is, no answer is an error of the house."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.fuzzer import NASTY, ROLES, Fuzzer, failure_text
from tests.web.hostile import Sent, _encoded

BY_CHANCE = {False: 30, True: 30_600}
BY_HYPOTHESIS = 4_000
UNCLOSED = (
    "ignore:Exception ignored in. <function"
    " SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture
def fuzzer(app, cast, rows, faults) -> Iterator[Fuzzer]:
    yield Fuzzer(app, cast, thorough=faults)
    gc.collect()  # here, where what was left open is no error


@pytest.fixture
def answered(fuzzer, rows):
    """``answered(sent)``: the codes of the answers; nothing that it wrote stays."""

    def answered(sent: Sent) -> list[int]:
        with rows.atomic() as step:
            codes = fuzzer.send(sent)
            step.rollback(begin=False)
        return codes

    return answered


@pytest.mark.filterwarnings(UNCLOSED)
def test_no_seed_is_answered_by_an_error_of_the_house(fuzzer, answered, faults):
    """FUZZ names seeds to be sent alone, with commas between, or the word that all of
    them begin with.
    """
    given = os.environ.get("FUZZ", "house")
    seeds = (
        given.split(",")
        if ":" in given
        else [f"{given}:{n}" for n in range(BY_CHANCE[faults])]
    )
    wrong = []
    codes = Counter()
    for seed in seeds:
        sent = fuzzer.made(seed)
        answers = answered(sent)
        codes.update(answers)
        if sum(codes.values()) % 1000 == 0:
            print(f"{sum(codes.values())} answers", flush=True)
        if max(answers) >= 500:
            wrong.append(failure_text(seed, sent, answers))
            print(wrong[-1], flush=True)
    print(f"\n{len(seeds)} requests by chance, answered {dict(sorted(codes.items()))}")
    assert not wrong, f"{len(wrong)} failed, such as\n" + "\n".join(wrong[:8])


@pytest.mark.thorough(
    short="faults/test_fuzzer.py::test_no_seed_is_answered_by_an_error_of_the_house"
)
@pytest.mark.filterwarnings(UNCLOSED)
def test_no_input_of_hypothesis_is_either(fuzzer, answered):
    texts = st.one_of(
        st.text(max_size=200),
        st.sampled_from(NASTY),
        st.integers().map(str),
        st.dates().map(str),
    )
    part = st.text(
        st.characters(exclude_characters="/?#", exclude_categories=("Cs",)),
        min_size=1,
        max_size=30,
    )
    posts = [
        address
        for route in fuzzer.routes
        if route.method == "POST"
        for address in route.real
    ]
    gets = [
        address
        for route in fuzzer.routes
        if route.method == "GET"
        for address in route.real
    ]
    known = {
        address: sorted(fuzzer.forms["admin"].get(address, Nothing).fields)
        for address in posts
    }

    @settings(
        max_examples=BY_HYPOTHESIS,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data(), st.sampled_from(list(ROLES)), st.booleans())
    def holds(data, role, posted):
        path = data.draw(st.sampled_from(posts if posted else gets))
        if data.draw(st.integers(0, 4)) == 0:
            path = f"{path}/{data.draw(part)}".replace("\\", "")
        names = st.sampled_from([*fuzzer.fields, *known.get(path, []) * 10])
        pairs = data.draw(st.lists(st.tuples(names, texts), max_size=8))
        sent = _encoded(pairs)
        sent = (
            Sent(role, "POST", path, data=sent)
            if posted
            else Sent(role, "GET", path, sent.decode()[:8000])
        )
        codes = answered(sent)
        assert max(codes) < 500, failure_text("hypothesis", sent, codes)

    holds()


class Nothing:
    """A form without fields."""

    fields = ()
