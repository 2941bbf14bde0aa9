import pytest


@pytest.fixture
def on_sqlite(store):
    """Two years are the same on both databases; one of them is enough."""
    if "sqlite" not in store.database_url:
        pytest.skip("on SQLite alone")
