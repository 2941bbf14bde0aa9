"""Danish and English are both complete: English is what the code says, Danish is the catalogue."""

import gettext
import re

import pytest

from tests import translate

PLACEHOLDER = re.compile(r"%\((\w+)\)[sdgf]|\{(\w+)\}")


@pytest.fixture(scope="module")
def catalogue():
    return translate.written()


@pytest.fixture(scope="module")
def said():
    return translate.said()


def test_every_message_is_in_the_catalogue_and_no_other(said, catalogue):
    wanted = {m.id for m in said if m.id}
    there = {m.id for m in catalogue if m.id}
    assert len(wanted) > 900
    assert wanted == there, "run python -m tests.translate, then write the Danish"


def test_every_message_has_its_danish(catalogue):
    assert not translate.untold(catalogue)
    assert not [m.id for m in catalogue if m.id and m.fuzzy]


def test_placeholders_survive_translation(catalogue):
    for message in catalogue:
        if message.id:
            ids, strings = (
                (message.id, message.string)
                if message.pluralizable
                else ([message.id], [message.string])
            )
            for english, danish in zip(ids, strings, strict=True):
                assert set(PLACEHOLDER.findall(danish)) <= {
                    name for text in ids for name in PLACEHOLDER.findall(text)
                }, english
                assert danish.count("%(") == len(
                    re.findall(r"%\(\w+\)[sdgf]", danish)
                ), english
            assert set(PLACEHOLDER.findall(ids[-1])) == set(
                PLACEHOLDER.findall(strings[-1])
            ), message.id


def test_one_singular_has_one_plural_and_nothing_that_it_is_not_given():
    """The catalogue knows a message by its singular alone: a second plural would get
    the first one's Danish, and its names.
    """
    plurals = {}
    alone = set()
    for message in translate.messages():
        if isinstance(message, tuple):
            plurals.setdefault(message[0], []).append(message[1])
        else:
            alone.add(message)
    assert not {one: many for one, many in plurals.items() if len(many) > 1}
    assert not alone & plurals.keys(), "said both with a number and without"
    for one, (many,) in plurals.items():
        assert names(one) - {"num"} <= names(many), one


def test_every_danish_plural_says_what_the_english_says(catalogue):
    for message in catalogue:
        if message.pluralizable and message.id:
            one, many = (names(text) for text in message.id)
            assert names(message.string[1]) == many, message.id
            assert one - {"num", "n"} <= names(message.string[0]) <= one | many, (
                message.id
            )


def names(text: str) -> set[str]:
    """The placeholders of a message."""
    return {name for pair in PLACEHOLDER.findall(text) for name in pair if name}


def test_the_compiled_catalogue_is_the_written_one(catalogue):
    with (translate.DANISH / "messages.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogue:
        if message.pluralizable:
            assert [compiled.ngettext(*message.id, n) for n in (1, 2)] == list(
                message.string
            )
        elif message.id:
            assert compiled.gettext(message.id) == message.string


def test_no_exclamation_marks_from_the_tool(catalogue):
    assert not [m.id for m in catalogue if m.id and "!" in f"{m.id}{m.string}"]
