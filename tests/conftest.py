"""How the tests are run: what runs by default, in which order, and by which worker."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile

import pytest

from tests.collection import import_in_turn
from tests.databases import STORES, choose_stores, place_of_store
from tests.folder_in_memory import folder_in_memory
from tracker.heap import freeze_for_good

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
# Each reads the whole source: together, so that it is read and parsed once
READERS = (
    "translations",
    "messages",
    "features",
    "clock",
    "databases",
    "names",
    "widths",
)
READERS = tuple(f"tests/test_{name}.py" for name in (*READERS, "papers"))
READERS += (
    "tests/test_house.py::test_every_template",
    "tests/web/test_markup.py::test_the_frame",
    "tests/web/test_quotes.py",
)
# What these stand on takes seconds to import, in one worker instead of each. They are
# `sqlite_by_default`: else it would go to the other database for them, and back
IMPORTS_SLOWLY = {
    "tests/provisioning/": "directory",
    "tests/operations/test_buckets.py": "bucket",
    "tests/test_folder.py": "bucket",
    "tests/accounts/test_single_sign_on.py": "provider",
}
IN_MEMORY = "forsoeg-tests-"
STORED = tuple(f"[{store}]" for store in STORES)
# Beside whatever says so in its name, these start PostgreSQL
ON_POSTGRES = (
    "tests/operations/test_move.py",
    "tests/test_dates.py",
    "tests/test_search.py",
)

# What the workers of a run share; they are told by whoever starts them
if "COMPILED_TEMPLATES" not in os.environ:
    os.environ["COMPILED_TEMPLATES"] = tempfile.mkdtemp(prefix="forsoeg-templates-")


def pytest_unconfigure(config):
    """Whoever started the workers removes what they shared, and what they wrote in memory."""
    gc.freeze()  # pytest has all that is left looked at five times
    if not IS_WORKER:
        shutil.rmtree(os.environ["COMPILED_TEMPLATES"], ignore_errors=True)
        if IN_MEMORY in str(config.option.basetemp):
            shutil.rmtree(config.option.basetemp, ignore_errors=True)


def pytest_addoption(parser):
    parser.addoption(
        "--faults",
        action="store_true",
        help="kill and starve the product for minutes, not seconds",
    )
    parser.addoption(
        "--both",
        action="store_true",
        help="run each test on both databases, not on one of them in turn",
    )
    parser.addoption(
        "--postgres-bin",
        metavar="VERSION or DIR",
        help="the PostgreSQL to test on: 16 or 18 of the wheel, 14, 15, 17 … where it is"
        " installed, or the folder of its programs; by default 18",
    )


def pytest_configure(config):
    """Whoever runs tests needs the product; whoever only hands them out begins sooner."""
    gc.disable()  # thousands of tests are collected, and none is let go of
    if not IS_WORKER and not config.option.basetemp and (memory := folder_in_memory()):
        # Who wants to look at what tests wrote says `--basetemp`
        config.option.basetemp = tempfile.mkdtemp(prefix=IN_MEMORY, dir=memory)
    if IS_WORKER or config.getoption("dist", "no") == "no":
        config.pluginmanager.import_plugin("tests.fixtures")
    elif hypothesis := config.pluginmanager.get_plugin("hypothesispytest"):
        # It would import all of Hypothesis for its summary, when everything else is over
        config.pluginmanager.unregister(hypothesis)


def pytest_make_parametrize_id(val, argname):
    """Name a file after its parameter: an archive holds the second it was made in, and
    workers that read a module at different seconds must find the same tests.
    """
    return argname if isinstance(val, bytes) else None


def pytest_collection(session):
    import_in_turn(session.config)


def pytest_collection_finish():
    """Let the garbage collector look at what a test makes, not at all the tests."""
    freeze_for_good()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc):
    """A test runs on one database in turn, unless it says what differs between them."""
    option = metafunc.config.getoption
    choose_stores(metafunc, both=option("--both") or option("--faults"))


def pytest_collection_modifyitems(config, items):
    """What many tests wait for, or what is long, comes first; what takes minutes is left
    to ``--faults``.
    """
    items.sort(key=lambda item: (_place(item.nodeid), place_of_store(item)))
    if config.getoption("--faults"):
        return
    left_out = [item for item in items if item.get_closest_marker("thorough")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not item.get_closest_marker("thorough")]


def _place(nodeid: str) -> int:
    if nodeid.startswith("tests/browser/"):
        return 0
    if _wants_postgres(nodeid):
        return 1
    return 2 if _reads_the_source(nodeid) else 3


def _wants_postgres(nodeid: str) -> bool:
    return "[postgres" in nodeid or nodeid.startswith(ON_POSTGRES)


def _reads_the_source(nodeid: str) -> bool:
    return nodeid.startswith(READERS) and not nodeid.endswith(STORED)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """One worker does all that wants a browser, from the first moment, with one demo and
    one server, another all that wants PostgreSQL; whoever is free does the rest.
    """
    # Not installed by everybody who runs a test
    from xdist.scheduler import LoadScopeScheduling

    class BrowserTogether(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if nodeid.startswith("tests/browser/"):
                return "browser"
            if _wants_postgres(nodeid):
                return "postgres"
            if _reads_the_source(nodeid):
                return "source"
            if nodeid.startswith("tests/test_wheel.py"):
                return "wheel"
            for begin, scope in IMPORTS_SLOWLY.items():
                if nodeid.startswith(begin):
                    return scope
            if not any(f"[{store}" in nodeid for store in STORES):
                return nodeid.partition("::")[0]  # over before the next one was sent
            return nodeid

        def mark_test_complete(self, node, item_index, duration=0) -> None:
            """What is done is forgotten: else all of it is counted after each test."""
            nodeid = self.registered_collections[node][item_index]
            scope = self._split_scope(nodeid)
            unit = self.assigned_work[node][scope]
            unit[nodeid] = True
            if all(unit.values()):
                del self.assigned_work[node][scope]
            self._reschedule(node)

    config.option.loadscopereorder = False  # the browser first, though it has few tests
    return BrowserTogether(config, log)
