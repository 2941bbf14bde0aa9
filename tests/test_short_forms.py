"""What runs with --faults alone has a short form that always runs."""

import ast
from functools import cache
from pathlib import Path

from tests.examples import for_each

HERE = Path(__file__).parent


def marks(tree: ast.Module):
    """The calls of `pytest.mark.thorough` in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            "mark.thorough"
        ):
            yield node


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def short_forms() -> list[str]:
    found = []
    for path in HERE.rglob("test_*.py"):
        if path != Path(__file__) and "mark.thorough" in path.read_text():
            for call in marks(parsed(path)):
                [short] = [word.value for word in call.keywords if word.arg == "short"]
                found.append(short.value)
    return found


def test_something_is_kept_for_the_thorough_run():
    assert len(short_forms()) > 5


@for_each(sorted(set(short_forms())))
def test_the_short_form_is_there_and_always_runs(short):
    file, _, name = short.partition("::")
    tree = parsed(HERE / file)
    [test] = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == name
    ]
    # A mark that several tests share has a name of its own
    named = {
        ast.unparse(target)
        for node in tree.body
        if isinstance(node, ast.Assign) and "mark.thorough" in ast.unparse(node.value)
        for target in node.targets
    }
    assert not [
        mark
        for mark in map(ast.unparse, test.decorator_list)
        if "mark.thorough" in mark or mark in named
    ]
