"""Which databases a test runs on by default, and that what differs is tested on both."""

import ast
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.databases import STORES, choose_stores, stores_for
from tests.measure_house import PRODUCT, trees
from tests.sources import calls_in

HERE = Path(__file__).parent
ASKS = {"is_sqlite", "for_update", "execute_sql"}
# What sends everybody's statements, or has only one database
BESIDE = {
    "demo.seed": "a demo has SQLite alone",
    "prepared": "every page's statements go through it",
    "request_times": "every statement goes through it",
}
# Tests that are told by a database which one they are on
TOLD = re.compile(r"\bis_sqlite\(|\.startswith\(\"(?:sqlite|postgres)")
MARKS = re.compile(r"mark\.(?:both_databases|sqlite_by_default)\b")


def names_in_marks() -> set[str]:
    """The modules of the product that tests run on both databases for."""
    names = set()
    for path in HERE.rglob("test_*.py"):
        text = path.read_text()
        for arguments in re.findall(r"mark\.both_databases\(([^)]*)\)", text):
            names |= set(re.findall(r'"([\w.]+)"', arguments))
    return names


def modules_that_differ() -> set[str]:
    """Modules that ask which database it is, lock rows or send SQL of their own."""
    return {
        ".".join(path.relative_to(PRODUCT).with_suffix("").parts)
        for path, tree in trees(PRODUCT, having="|".join(ASKS))
        for call in calls_in(tree)
        if name_of(call.func) in ASKS
    }


def name_of(function: ast.expr) -> str:
    """The last word of what is called."""
    return getattr(function, "attr", getattr(function, "id", ""))


def test_what_differs_between_the_databases_is_tested_on_both():
    assert modules_that_differ() - names_in_marks() == set(BESIDE), (
        "mark its tests with both_databases and its name"
    )


def test_a_mark_names_a_module_that_is_there():
    for name in names_in_marks():
        place = PRODUCT / name.replace(".", "/")
        assert place.is_dir() or place.with_suffix(".py").is_file(), name


def test_a_test_that_looks_at_more_on_one_of_them_says_where_it_runs():
    silent = {
        str(path.relative_to(HERE))
        for path in HERE.rglob("test_*.py")
        if TOLD.search(text := path.read_text()) and not MARKS.search(text)
    }
    assert not silent


@pytest.mark.parametrize(
    ("fixtures", "marks", "expected"),
    [
        ({"on_postgres"}, {"both_databases"}, ("postgres",)),
        ({"cast"}, {"both_databases"}, STORES),
        ({"cast"}, {"sqlite_by_default"}, ("sqlite",)),
    ],
)
def test_a_test_says_where_it_runs(fixtures, marks, expected):
    assert stores_for("tests/test_x.py::test_y", fixtures, marks) == expected


def test_others_run_on_one_and_about_an_eighth_of_them_on_postgresql():
    chosen = [stores_for(f"tests/test_x.py::test_{n}", (), ()) for n in range(1000)]
    assert {len(stores) for stores in chosen} == {1}
    assert 80 < chosen.count(("postgres",)) < 170


@pytest.mark.parametrize(("both", "marks"), [(False, 1), (True, 0)])
def test_with_both_the_fixture_s_own_databases_stay(both, marks):
    added = []
    test = SimpleNamespace(
        nodeid="tests/test_x.py::test_y",
        iter_markers=lambda *names: iter(()),
        add_marker=lambda mark, append: added.append(mark),
    )
    choose_stores(SimpleNamespace(definition=test, fixturenames=["store"]), both)
    assert len(added) == marks
