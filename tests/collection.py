"""Which modules a worker reads first: where nothing is kept from a run before, each is
rewritten by one worker and found by the others.
"""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def import_in_turn(config: pytest.Config) -> None:
    """Import the modules of all tests, each worker from another place on.

    All workers collect all tests at the same time. Did they begin at the same module,
    each would rewrite every assertion of every module. An error is told when that
    module is collected.
    """
    count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1))
    if count == 1 or config.args != config.getini("testpaths"):
        return
    number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw"))
    for module in from_place(modules(), number, count):
        with suppress(Exception, pytest.skip.Exception):
            import_module(module)


def modules() -> list[str]:
    """The names of all modules with tests, in order."""
    paths = sorted(HERE.rglob("test_*.py"))
    return [
        ".".join(path.relative_to(HERE.parent).with_suffix("").parts) for path in paths
    ]


def from_place(names: list[str], number: int, count: int) -> list[str]:
    """All of them, beginning with one worker's share."""
    first = len(names) * number // count
    return names[first:] + names[:first]
