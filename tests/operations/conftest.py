import pytest

from tests.postgres_connection import use_tools_of_the_server
from tracker.operations import locks


@pytest.fixture(autouse=True)
def postgres_tools(monkeypatch):
    """PostgreSQL's own tools, of the version that the tests' server has."""
    use_tools_of_the_server(monkeypatch)


@pytest.fixture
def kept(monkeypatch):
    """The locks that this process holds, for a command in it too; let go of after the test."""
    monkeypatch.setattr(locks, "_kept", kept := [])
    yield kept
    for held in kept:
        held.close()
