import pytest

from tests.faults.conftest import on_postgres
from tests.postgres_connection import use_tools_of_the_server

__all__ = ["on_postgres"]


@pytest.fixture(autouse=True)
def postgres_tools(monkeypatch):
    """PostgreSQL's own tools, of the version that the tests' server has."""
    use_tools_of_the_server(monkeypatch)
