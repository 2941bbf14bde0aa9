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
    wanted, there = {m.id for m in said if m.id}, {m.id for m in catalogue if m.id}
    assert len(wanted) > 900
    assert wanted == there, "run python -m tests.translate, then write the Danish"


def test_every_message_has_its_danish(catalogue):
    assert not translate.untold(catalogue)
    assert not [m.id for m in catalogue if m.id and m.fuzzy]


def test_placeholders_survive_translation(catalogue):
    for message in catalogue:
        if message.id:
            ids, strings = (message.id, message.string) if message.pluralizable else ([message.id], [message.string])
            for english, danish in zip(ids, strings, strict=True):
                assert set(PLACEHOLDER.findall(danish)) <= {name for text in ids for name in PLACEHOLDER.findall(text)}, english
                assert danish.count("%(") == len(re.findall(r"%\(\w+\)[sdgf]", danish)), english
            assert set(PLACEHOLDER.findall(ids[-1])) == set(PLACEHOLDER.findall(strings[-1])), message.id


def test_the_compiled_catalogue_is_the_written_one(catalogue):
    with (translate.DANISH / "messages.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogue:
        if message.pluralizable:
            assert [compiled.ngettext(*message.id, n) for n in (1, 2)] == list(message.string)
        elif message.id:
            assert compiled.gettext(message.id) == message.string


def test_no_exclamation_marks_from_the_tool(catalogue):
    assert not [m.id for m in catalogue if m.id and "!" in f"{m.id}{m.string}"]
