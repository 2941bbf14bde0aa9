"""The papers at the top level name files and modules that are there."""

import re

import pytest

from tests.measure_house import HOME

PAPERS = ("README.md", "CONTRIBUTING.md", "OPERATING.md", "SECURITY.md")
PLACE = re.compile(r"[`(]((?:tracker|templates|static|tests|migrations)/[\w/.-]*)")
MODULE = re.compile(r"python -m (tests[\w.]+)")


@pytest.mark.parametrize("paper", PAPERS)
def test_what_a_paper_names_is_there(paper):
    text = (HOME / paper).read_text()
    missing = [place for place in PLACE.findall(text) if not (HOME / place).exists()]
    modules = [name.rstrip(".").replace(".", "/") for name in MODULE.findall(text)]
    missing += [
        name
        for name in modules
        if not (HOME / f"{name}.py").exists()
        and not (HOME / name / "__main__.py").exists()
    ]
    assert missing == []


def test_every_house_word_of_the_glossary_is_in_the_product():
    """At most twenty, since a newcomer has to learn them before anything else."""
    glossary = (HOME / "CONTRIBUTING.md").read_text().partition("## Glossary")[2]
    words = re.findall(r"^\| (.+?) \|", glossary, re.M)[1:]
    words = [word for word in words if not word.startswith("-")]
    assert 10 <= len(words) <= 20
    product = "\n".join(path.read_text() for path in (HOME / "tracker").rglob("*.py"))
    named = re.findall(r"`(\w+)`", " ".join(words))
    assert [name for name in named if not re.search(rf"\b{name}\b", product)] == []
