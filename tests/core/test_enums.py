"""An enumeration's member says everything about itself."""

import importlib
import pkgutil

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
    for module in pkgutil.walk_packages(tracker.__path__, "tracker."):
        if "__main__" not in module.name:
            importlib.import_module(module.name)
    for enum in LabelledEnum.__subclasses__():
        words = [word for member in enum for word in member.synonyms]
        assert len(words) == len(set(words)), enum
