"""What the garbage collector passes over."""

import gc

import pytest

from tracker import heap


@pytest.fixture(autouse=True)
def unfrozen(monkeypatch):
    """Nothing is frozen, as the heap of this run of the tests is."""
    monkeypatch.setattr(heap, "_stays_frozen", False)
    gc.unfreeze()
    yield
    gc.unfreeze()
    gc.freeze()


def test_full_collections_pass_over_what_was_there_before():
    with pytest.raises(KeyError), heap.frozen_heap():
        assert gc.get_freeze_count()
        raise KeyError
    assert not gc.get_freeze_count()


def test_what_a_server_froze_stays_frozen():
    heap.freeze_for_good()
    with heap.frozen_heap():
        pass
    assert gc.get_freeze_count()
