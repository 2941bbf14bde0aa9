"""The order in which a worker reads the modules of tests."""

import pytest

from tests.collection import from_place, modules


@pytest.mark.parametrize("count", [2, 3, 7])
def test_each_worker_reads_all_from_a_place_of_its_own(count):
    names = [f"tests.test_{letter}" for letter in "abcdefg"]
    orders = [from_place(names, number, count) for number in range(count)]
    assert all(sorted(order) == names for order in orders)
    assert len({order[0] for order in orders}) == count


def test_a_module_has_the_name_that_it_is_collected_under():
    assert __name__ in modules()
    assert "tests.accounts.test_login" in modules()
