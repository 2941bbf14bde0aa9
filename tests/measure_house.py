"""Prints the measures of the house beside their goals:

``.venv/bin/python -m tests.measure_house``. Ends with 1 when one misses its goal.

Every measure is read from the source as text or syntax tree; nothing of the product runs.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.sources import nodes_of, parsed

HOME = Path(__file__).parent.parent
PRODUCT = HOME / "tracker"
TEMPLATES = HOME / "templates"
PLAIN_WIDTH = 88
NOUNS_IN_ING = {
    "logging",
    "branding",
    "caching",
    "billing",
    "pricing",
    "string",
    "mapping",
    "reading",
}
PAGE_TAGS = re.compile(r"{%-?\s*(?:extends|include|from|import)\s+([^%]+?)\s*-?%}")
# An import of ours, wherever it stands
IMPORT = re.compile(
    r"^[ \t]*(from tracker[\w.]* import (?:\([^)]*\)|[^\n(]*)|import tracker[^\n]*)",
    re.M,
)
QUOTED = re.compile(r"[\"']([\w/.-]+\.html)[\"']")


@dataclass(frozen=True)
class Measure:
    """One row of the table.

    Attributes:
        name: What is measured, with its unit.
        value: As measured now.
        goal: The most that is allowed.
        where: The places that weigh most.
    """

    name: str
    value: float
    goal: float
    where: str = ""

    @property
    def holds(self) -> bool:
        return self.value <= self.goal


def measures() -> list[Measure]:
    """All measures, in the order in which they are printed."""
    return [
        gerund_modules(),
        conditional_expressions(),
        unpackings(),
        growth_when_formatted(),
        function_length("functions: 90th percentile, lines", 22, lambda path: True),
        function_length(
            "views: 90th percentile, lines", 20, lambda path: "views" in path.as_posix()
        ),
        largest_file(),
        wide_lines("Python lines over 100 characters", PRODUCT, "*.py", 100),
        wide_lines("template lines over 120 characters", TEMPLATES, "*.html", 120),
        wide_lines("CSS lines over 120 characters", HOME / "static", "*.css", 120),
        templates_for_one_page(),
        mutual_imports(),
        upward_calls(),
    ]


def gerund_modules() -> Measure:
    """Share of modules named by a gerund, in percent."""
    modules = [path for path in python_files() if path.stem != "__init__"]
    names = {path: path.stem.split("_")[-1] for path in modules} | {
        path: path.stem for path in modules
    }
    gerunds = [path for path in modules if _is_gerund(names[path])]
    return Measure(
        "modules named by a gerund, %",
        100 * len(gerunds) / len(modules),
        3,
        _listed(gerunds),
    )


def conditional_expressions() -> Measure:
    """Conditional expressions in 1,000 plain lines."""
    return _per_thousand(
        "conditional expressions / 1,000 lines",
        8,
        lambda node: isinstance(node, ast.IfExp),
    )


def unpackings() -> Measure:
    """Unpackings by * and ** in 1,000 plain lines: in calls and in displays, not in signatures."""
    return _per_thousand("* and ** unpackings / 1,000 lines", 10, _is_unpacking)


def growth_when_formatted() -> Measure:
    """By how many percent the lines grow when formatted to 88 characters."""
    before = _lines(PRODUCT)
    after = _lines(plain_copy())
    return Measure("growth when formatted to 88, %", 100 * (after - before) / before, 8)


def function_length(name: str, goal: int, counts) -> Measure:
    """The 90th percentile of the lengths of functions, in lines when formatted to 88."""
    found = [
        (
            node.end_lineno - node.lineno + 1,
            f"{path.relative_to(plain_copy())}:{node.name}",
        )
        for path, tree in trees(plain_copy())
        if counts(path)
        for node in nodes_of(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    found.sort()
    longest = ", ".join(f"{place} ({lines})" for lines, place in reversed(found[-3:]))
    return Measure(name, found[int(len(found) * 0.9)][0], goal, longest)


def largest_file() -> Measure:
    """The most lines of one file of code; texts as data are not code."""
    lines, path = max(
        (len(path.read_text().splitlines()), path) for path in python_files()
    )
    return Measure("largest file, lines", lines, 350, str(path.relative_to(HOME)))


def wide_lines(name: str, folder: Path, pattern: str, most: int) -> Measure:
    """Lines that are wider than allowed."""
    wide: dict[Path, int] = defaultdict(int)
    for path in sorted(folder.rglob(pattern)):
        wide[path] += sum(len(line) > most for line in path.read_text().splitlines())
    worst = sorted((path for path in wide if wide[path]), key=wide.get, reverse=True)
    return Measure(name, sum(wide.values()), 0, _listed(worst))


def templates_for_one_page() -> Measure:
    """The most templates that have to be opened to read one page: itself and what it
    extends, includes and imports.
    """
    pages = {
        path: len(_reached(path, set()))
        for path in sorted(TEMPLATES.rglob("*.html"))
        if not path.name.startswith("_")
    }
    worst = max(pages, key=pages.get)
    return Measure(
        "templates opened to read one page",
        pages[worst],
        20,
        str(worst.relative_to(TEMPLATES)),
    )


def mutual_imports() -> Measure:
    """Pairs of features that import each other, on whatever layer."""
    pairs = feature_pairs()
    return Measure(
        "pairs of features that import each other",
        len(pairs),
        8,
        ", ".join(" ↔ ".join(pair) for pair in pairs),
    )


def feature_pairs() -> list[tuple[str, str]]:
    """The pairs of features that import each other, each in alphabetical order."""
    imports: dict[str, set[str]] = defaultdict(set)
    for path in python_files():
        tree = imports_of(path.read_text())
        feature = path.relative_to(PRODUCT).parts[0]
        if (PRODUCT / feature).is_dir():
            imports[feature] |= {name for name in _features_in(tree) if name != feature}
    return sorted(
        {
            (min(one, other), max(one, other))
            for one in imports
            for other in imports[one]
            if one in imports.get(other, ())
        }
    )


def upward_calls() -> Measure:
    """Models that are reached through a backref (``row.backref.model``), which no
    contract sees.
    """
    found = [
        f"{path.relative_to(HOME)}:{node.lineno}"
        for path, tree in trees(PRODUCT, having=r"\b(rel_)?model\b")
        for node in nodes_of(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("model", "rel_model")
        and isinstance(node.value, ast.Attribute)
    ]
    return Measure("calls through x.backref.model", len(found), 0, ", ".join(found[:4]))


# Reading the source


def python_files() -> list[Path]:
    return sorted(PRODUCT.rglob("*.py"))


@cache
def plain_copy() -> Path:
    """A copy of the product, formatted to 88 characters a line."""
    target = Path(tempfile.mkdtemp(prefix="plain-")) / "tracker"
    for path in python_files():
        copy = target / path.relative_to(PRODUCT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text())
    ruff = Path(sys.executable).with_name("ruff")
    width = ["--line-length", str(PLAIN_WIDTH)]
    subprocess.run(
        [ruff, "format", "--isolated", "--no-cache", "--quiet", *width, target],
        check=True,
    )
    return target


def trees(folder: Path, having: str = "") -> Iterator[tuple[Path, ast.Module]]:
    """Each file of a folder with its syntax tree: parsing takes long, so where a pattern
    is given only those in which it is found.
    """
    for path in sorted(folder.rglob("*.py")):
        if re.search(having, source := path.read_text()):
            yield path, parsed(source)


def imports_of(source: str) -> ast.Module:
    """The syntax tree of a module's imports alone, which is made in a tenth of the time."""
    found = "\n".join(match[1] for match in IMPORT.finditer(source))
    return ast.parse(found)


def _per_thousand(name: str, goal: float, counts) -> Measure:
    found = {
        path: sum(map(counts, nodes_of(tree))) for path, tree in trees(plain_copy())
    }
    worst = sorted((path for path in found if found[path]), key=found.get, reverse=True)
    places = ", ".join(
        f"{path.relative_to(plain_copy())} ({found[path]})" for path in worst[:4]
    )
    return Measure(
        name, 1000 * sum(found.values()) / _lines(plain_copy()), goal, places
    )


def _is_unpacking(node: ast.AST) -> bool:
    if isinstance(node, ast.Starred):
        return isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.keyword):
        return node.arg is None
    return isinstance(node, ast.Dict) and None in node.keys


def _is_gerund(name: str) -> bool:
    last = name.split("_")[-1]
    return last.endswith("ing") and last not in NOUNS_IN_ING


def _lines(folder: Path) -> int:
    return sum(
        bool(line.strip())
        for path in folder.rglob("*.py")
        for line in path.read_text().splitlines()
    )


def _reached(path: Path, seen: set[Path]) -> set[Path]:
    """The template and everything it needs."""
    if path in seen or not path.exists():
        return seen
    seen.add(path)
    for tag in PAGE_TAGS.findall(path.read_text()):
        for name in QUOTED.findall(tag):
            _reached(TEMPLATES / name, seen)
    return seen


def _features_in(tree: ast.Module) -> set[str]:
    names = set()
    for node in nodes_of(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "tracker":
            names |= {f"tracker.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {
        name.split(".")[1]
        for name in names
        if name.startswith("tracker.") and (PRODUCT / name.split(".")[1]).is_dir()
    }


def _listed(paths: list[Path]) -> str:
    more = f" and {len(paths) - 4} more" if len(paths) > 4 else ""
    return ", ".join(str(path.relative_to(HOME)) for path in paths[:4]) + more


def main() -> int:
    rows = measures()
    for row in rows:
        mark = "ok  " if row.holds else "MISS"
        print(
            f"{mark} {row.name:<48} {row.value:>8.1f}   goal ≤ {row.goal:g}  "
            f" {'' if row.holds else row.where}"
        )
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
