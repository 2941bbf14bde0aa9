import pytest

from tests.postgres_connection import use_tools_of_the_server


@pytest.fixture(autouse=True)
def postgres_tools(monkeypatch):
    """PostgreSQL's own tools, of the version that the tests' server has."""
    use_tools_of_the_server(monkeypatch)
