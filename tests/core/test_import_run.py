"""A run over a list, whatever is imported."""

import gc

import pytest

from tracker.core.imports.run import _frozen_heap


@pytest.fixture(autouse=True)
def unfrozen():
    """Nothing is frozen, as the heap of this run of the tests is."""
    was = gc.get_freeze_count()
    gc.unfreeze()
    yield
    gc.unfreeze()
    if was:
        gc.freeze()


def test_full_collections_pass_over_what_was_there_before():
    with pytest.raises(KeyError), _frozen_heap():
        assert gc.get_freeze_count()
        raise KeyError
    assert not gc.get_freeze_count()


def test_what_a_server_froze_stays_frozen():
    gc.freeze()
    with _frozen_heap():
        pass
    assert gc.get_freeze_count()
