"""The bill of materials, and the list with hashes."""

import datetime as dt
import json
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.locked import lines
from tests.sbom import bill
from tests.test_tested import PINNED

HERE = Path(__file__).parent
AT = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def test_everything_that_is_needed_stands_in_the_bill_with_the_version_that_is_here():
    made = bill(["postgres"], at=AT)
    versions = {it["name"]: it["version"] for it in made["components"]}
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text())["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["postgres"]
    assert {
        canonicalize_name(Requirement(text).name) for text in asked
    } < versions.keys()
    assert {
        "sqlite",
        "chart.js",
        "werkzeug",
        "jinja2",
        "psycopg-binary",
    } < versions.keys() and all(versions.values())
    assert not {"pytest", "playwright", "hypothesis", "ruff"} & versions.keys(), (
        "what only tests need is not in it"
    )
    assert {name for name in versions if name not in PINNED} == {"sqlite", "chart.js"}


def test_the_bill_is_sound():
    """Every reference is to something in it, each thing stands once, and no line names
    a place on this machine or elsewhere.
    """
    made = bill(at=AT)
    assert (made["bomFormat"], made["specVersion"], made["version"]) == (
        "CycloneDX",
        "1.6",
        1,
    )
    refs = [it["bom-ref"] for it in made["components"]] + [
        made["metadata"]["component"]["bom-ref"]
    ]
    assert len(set(refs)) == len(refs)
    assert {
        ref for it in made["dependencies"] for ref in [it["ref"], *it["dependsOn"]]
    } == set(refs)
    told = json.dumps(made)
    assert "http" not in told and str(HERE.parent) not in told and "psycopg" not in told


def test_a_line_with_a_hash_names_no_host():
    there = {
        "url": "https://files.example.org/a/flask.whl",
        "archive_info": {"hashes": {"sha256": "ab" * 32}},
    }
    flask = {"metadata": {"name": "Flask", "version": "3.1.3"}, "download_info": there}
    product = {
        "metadata": {"name": "forsoeg-tracker", "version": "1"},
        "download_info": {"url": "file:///x", "dir_info": {}},
    }
    assert lines({"install": [product, flask]}) == [
        f"Flask==3.1.3 --hash=sha256:{'ab' * 32}"
    ]
