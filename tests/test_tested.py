"""What is installed is pinned to what was tested: every requirement has its line,
within its range, and no line names a host or a hash.
"""

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
LINES = [
    line
    for line in (HERE / "tested.txt").read_text().splitlines()
    if line and not line.startswith("#")
]
PINNED = {
    canonicalize_name(name): version
    for name, version in (line.split("==") for line in LINES)
}


def test_every_line_is_a_name_and_a_version():
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[\w.]+", line) for line in LINES)


def test_everything_that_the_product_or_its_tests_ask_for_is_pinned_within_its_range():
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text())["project"]
    asked = [
        Requirement(text)
        for text in sum(
            project["optional-dependencies"].values(), project["dependencies"]
        )
    ]
    asked = [it for it in asked if it.name != project["name"]]
    assert not [
        str(it)
        for it in asked
        if not it.specifier.contains(PINNED.get(canonicalize_name(it.name), "0"))
    ]


def test_what_they_bring_along_is_pinned_too():
    """Followed from package to package, as installed here."""
    todo = list(PINNED)
    seen = set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        brought = [Requirement(text) for text in distribution(name).requires or []]
        todo += [
            canonicalize_name(it.name)
            for it in brought
            if it.marker is None or it.marker.evaluate({"extra": ""})
        ]
    assert not seen - PINNED.keys()
