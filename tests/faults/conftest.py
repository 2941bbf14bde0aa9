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
def present():
    """The machine's own time: the product runs in processes of its own here."""
