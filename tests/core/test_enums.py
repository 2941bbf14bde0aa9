"""An enumeration's member says everything about itself."""

import importlib
from pathlib import Path

import pytest

import tracker
from tracker.core.enums import LabelledEnum


class Fruit(LabelledEnum):
    apple = "apple", "Apple", {"hint": "Red.", "synonyms": ("æble",), "group": "tree"}
    red_currant = "red_currant", "Red currant", {"short": "Currant", "glyph": "<i/>"}


def test_a_member_carries_what_is_said_of_it():
    assert (Fruit.apple.hint, Fruit.apple.short, Fruit.apple.glyph) == (
        "Red.",
        "Apple",
        "",
    )
    assert (Fruit.red_currant.short, Fruit.red_currant.hint) == ("Currant", "")
    assert Fruit.in_group("tree") == (Fruit.apple,)


def test_values_and_synonyms_are_looked_up():
    assert Fruit.by_synonym() == {
        "apple": Fruit.apple,
        "æble": Fruit.apple,
        "red currant": Fruit.red_currant,
    }


def test_what_no_member_has_is_refused():
    with pytest.raises(TypeError, match="colour"):

        class Wrong(LabelledEnum):
            pear = "pear", "Pear", {"colour": "green"}


def test_no_synonym_means_two_things():
    product = Path(tracker.__file__).parent
    for path in product.rglob("*.py"):
        if "(LabelledEnum" in path.read_text():
            names = path.relative_to(product.parent).with_suffix("").parts
            importlib.import_module(".".join(names).removesuffix(".__init__"))
    enums = LabelledEnum.__subclasses__()
    assert len(enums) > 50
    for enum in enums:
        words = [word for member in enum for word in member.synonyms]
        assert len(words) == len(set(words)), enum
