"""A bill of materials (CycloneDX 1.6) of the product as it is installed here:

``python -m tests.sbom [EXTRA …] > sbom.json``.

It is read from what is installed, and asks nobody. What is packed into a package,
SQLite and Chart.js, is told as well.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import uuid
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pysqlite3 import sqlite_version

PRODUCT = "forsoeg-tracker"
CHART = re.compile(r"Chart\.js v([\d.]+)")


def needed(extras: Iterable[str] = ()) -> dict[str, tuple[Distribution, list[str]]]:
    """Every package that the product needs, by its name, with the names of what it
    needs itself; the product is the first.
    """
    found: dict[str, tuple[Distribution, list[str]]] = {}
    todo = [(PRODUCT, frozenset(extras))]
    while todo:
        name, wanted = todo.pop(0)
        there = distribution(name)
        asked = [Requirement(text) for text in there.requires or []]
        asked = [
            it
            for it in asked
            if it.marker is None
            or any(it.marker.evaluate({"extra": e}) for e in {*wanted, ""})
        ]
        names = [canonicalize_name(it.name) for it in asked]
        before = found.get(name, (there, []))[1]
        found[name] = (there, sorted({*before, *names} - {name}))
        todo += [
            (canonicalize_name(it.name), frozenset(it.extras))
            for it in asked
            if it.name not in found or it.extras
        ]
    return found


def packed() -> Iterable[tuple[str, str, str]]:
    """What stands inside a package without being one: the package, what it is, and its version."""
    yield "pysqlite3", "sqlite", sqlite_version
    bundle = next(
        path
        for path in distribution("chartkick").files or ()
        if path.name == "Chart.bundle.js"
    )
    text = bundle.locate().read_text(encoding="utf-8")[:2000]
    yield "chartkick", "chart.js", CHART.search(text)[1]


def bill(extras: Iterable[str] = (), *, at: dt.datetime) -> dict:
    """The whole bill."""
    packages = needed(extras)
    inside = list(packed())
    depends = [
        {
            "ref": ref(name, there.version),
            "dependsOn": [ref(other, packages[other][0].version) for other in on],
        }
        for name, (there, on) in packages.items()
    ]
    product, *others = [component(name, there) for name, (there, _) in packages.items()]
    others += [
        {
            "type": "library",
            "bom-ref": f"{name}@{version}",
            "name": name,
            "version": version,
        }
        for _, name, version in inside
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": at.isoformat(timespec="seconds"),
            "component": {**product, "type": "application"},
        },
        "components": others,
        "dependencies": [with_inside(it, inside) for it in depends],
    }


def with_inside(depends: dict, inside: list[tuple[str, str, str]]) -> dict:
    """A package's line with what is packed into it."""
    packs = [
        f"{name}@{version}"
        for package, name, version in inside
        if depends["ref"].startswith(f"pkg:pypi/{package}@")
    ]
    return {**depends, "dependsOn": depends["dependsOn"] + packs}


def component(name: str, there: Distribution) -> dict:
    """One package, as its own metadata tells of it."""
    told = {
        "type": "library",
        "bom-ref": ref(name, there.version),
        "name": name,
        "version": there.version,
    }
    licence = there.metadata.get("License-Expression")
    return {
        **told,
        "purl": ref(name, there.version),
        **({"licenses": [{"expression": licence}]} if licence else {}),
    }


def ref(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


if __name__ == "__main__":
    json.dump(bill(sys.argv[1:], at=dt.datetime.now(dt.UTC)), sys.stdout, indent=2)
    print()
