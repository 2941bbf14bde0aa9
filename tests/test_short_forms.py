"""What runs with --faults alone has a short form that always runs."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def marks(tree: ast.Module):
    """The calls of `pytest.mark.thorough` in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            "mark.thorough"
        ):
            yield node


def short_forms() -> list[str]:
    found = []
    for path in HERE.rglob("test_*.py"):
        text = path.read_text()
        if path != Path(__file__) and "mark.thorough" in text:
            for call in marks(ast.parse(text)):
                [short] = [word.value for word in call.keywords if word.arg == "short"]
                found.append(short.value)
    return found


def test_something_is_kept_for_the_thorough_run():
    assert len(short_forms()) > 5


@pytest.mark.parametrize("short", sorted(set(short_forms())))
def test_the_short_form_is_there_and_always_runs(short):
    file, _, name = short.partition("::")
    tree = ast.parse((HERE / file).read_text())
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
