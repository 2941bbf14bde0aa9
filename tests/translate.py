"""Bring the Danish catalogue up to the texts in code and templates, and compile it:

``.venv/bin/python -m tests.translate``.

What has no Danish yet is listed at the end.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import extract_from_ast

from tests.sources import calls_in, parsed, parsed_template

HOME = Path(__file__).parent.parent
DANISH = HOME / "tracker" / "translations" / "da" / "LC_MESSAGES"
KINDS = ("*.html", "*.txt")
ALONE = {"_", "N_", "_l", "gettext", "lazy_gettext"}
COUNTED = {"ngettext", "lazy_ngettext"}
# Without one of them a module has no message
CALLED = re.compile(rf"\b(?:{'|'.join(ALONE | COUNTED)})\s*\(")
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# A message, or the message for one and that for many
Message = str | tuple[str, str]


@cache
def messages() -> set[Message]:
    """Every message in code and templates; those that have a plural with it."""
    code = (HOME / "tracker").rglob("*.py")
    found = {one for path in code for one in in_code(path.read_text())}
    for kind in KINDS:
        for path in (HOME / "templates").rglob(kind):
            found |= set(in_template(path.read_text()))
    return found


def in_code(source: str) -> Iterator[Message]:
    """The messages of a module: as Babel finds them, but from a tree that other tests
    look through as well.
    """
    if not CALLED.search(source):
        return
    for call in calls_in(parsed(source)):
        function = getattr(call.func, "attr", getattr(call.func, "id", ""))
        texts = [getattr(argument, "value", None) for argument in call.args]
        yield from _message(function, texts)


def in_template(source: str) -> Iterator[Message]:
    """The messages of a template."""
    template = parsed_template(source)
    for _, function, texts in extract_from_ast(template, ALONE | COUNTED):
        yield from _message(function, [texts] if isinstance(texts, str) else texts)


def _message(function: str, texts: Sequence) -> Iterator[Message]:
    wanted = 1 if function in ALONE else 2 if function in COUNTED else 0
    told = tuple(text for text in texts[:wanted] if isinstance(text, str))
    if wanted and len(told) == wanted:
        yield told if wanted == 2 else told[0]


def said() -> Catalog:
    """The catalogue of every message in code and templates."""
    catalogue = Catalog(locale="da", fuzzy=False)
    for message in messages():
        catalogue.add(message)
    return catalogue


def written() -> Catalog:
    """The Danish catalogue as it stands."""
    with (DANISH / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale="da")
    catalogue.fuzzy = False
    return catalogue


def untold(catalogue: Catalog) -> list:
    """Messages without their Danish."""
    return [
        m.id
        for m in catalogue
        if m.id and not (all(m.string) if m.pluralizable else m.string)
    ]


def main() -> None:
    catalogue = written()
    catalogue.update(said(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    # Compiling the same texts again changes nothing
    catalogue.creation_date = catalogue.revision_date = NEVER
    with (DANISH / "messages.po").open("wb") as file:
        write_po(
            file,
            catalogue,
            width=0,
            omit_header=True,
            sort_output=True,
            no_location=True,
        )
    with (DANISH / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    print(f"{len(untold(catalogue))} without Danish", *untold(catalogue), sep="\n  ")


if __name__ == "__main__":
    main()
