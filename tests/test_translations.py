"""Danish and English are both complete: English is what the code says, Danish is the catalogue."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

HOME = Path(__file__).parent.parent
DANISH = HOME / "tracker" / "translations" / "da" / "LC_MESSAGES"
KEYWORDS = {"_": None, "N_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdgf]")


@pytest.fixture(scope="module")
def catalogue():
    with (DANISH / "messages.po").open("rb") as file:
        return read_po(file, locale="da")


@pytest.fixture(scope="module")
def said():
    """Every message in code and templates."""
    with (HOME / "tracker" / "translations" / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = set()
    for folder in ("tracker", "templates"):
        method = [(pattern.removeprefix(f"{folder}/"), name) for pattern, name in methods]
        option = {pattern.removeprefix(f"{folder}/"): values for pattern, values in options.items()}
        for _, _, message, *_ in extract_from_dir(HOME / folder, method, option, keywords=KEYWORDS):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


def test_every_message_is_in_the_catalogue(said, catalogue):
    missing = sorted(said - {m.id[0] if m.pluralizable else m.id for m in catalogue if m.id})
    assert len(said) > 200
    assert not missing, "run bash tests/translate, then write the Danish"


def test_every_message_has_its_danish(catalogue):
    untold = [m.id for m in catalogue if m.id and not (all(m.string) if m.pluralizable else m.string)]
    assert not untold
    assert not [m.id for m in catalogue if m.id and m.fuzzy]


def test_placeholders_survive_translation(catalogue):
    for message in catalogue:
        if not message.id:
            continue
        ids, strings = (message.id, message.string) if message.pluralizable else ([message.id], [message.string])
        allowed = {name for text in ids for name in PLACEHOLDER.findall(text)}
        for text in strings:
            assert set(PLACEHOLDER.findall(text)) <= allowed, message.id
            assert len(PLACEHOLDER.findall(text)) == text.count("%("), message.id
        assert set(PLACEHOLDER.findall(ids[-1])) == set(PLACEHOLDER.findall(strings[-1])), message.id


def test_the_compiled_catalogue_is_the_written_one(catalogue):
    with (DANISH / "messages.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogue:
        if message.id and not message.pluralizable:
            assert compiled.gettext(message.id) == message.string


def test_no_exclamation_marks_from_the_tool(catalogue, said):
    assert not [text for text in said if "!" in text]
    assert not [m.id for m in catalogue if m.id and "!" in str(m.string)]
