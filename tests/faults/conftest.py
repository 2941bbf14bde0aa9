import os

import pytest

from tests.committed_database import product
from tests.faults.product import Product

__all__ = ["product"]


@pytest.fixture
def faults(request) -> bool:
    """Whether to take minutes, not seconds."""
    return request.config.getoption("--faults") or bool(os.environ.get("FAULTS"))


@pytest.fixture
def serve():
    """``serve(config, …)`` starts the product in processes of its own; what still runs
    after the test is killed.
    """
    started: list[Product] = []

    def begin(config, **how) -> Product:
        started.append(Product(config, **how).start())
        return started[-1]

    yield begin
    for served in started:
        served.kill()


@pytest.fixture
def on_sqlite(store):
    """For what has nothing to do with the database: once is enough."""
    if not store.database_url.startswith("sqlite"):
        pytest.skip("the same on both databases")


@pytest.fixture
def on_postgres(store):
    if store.database_url.startswith("sqlite"):
        pytest.skip("of PostgreSQL")


@pytest.fixture
def present():
    """The machine's own time: the product runs in processes of its own here."""
