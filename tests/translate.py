"""Bring the Danish catalogue up to the texts in code and templates, and compile it:

``.venv/bin/python -m tests.translate``.

What has no Danish yet is listed at the end.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOME = Path(__file__).parent.parent
DANISH = HOME / "tracker" / "translations" / "da" / "LC_MESSAGES"
JINJA = {
    "extensions": "jinja2.ext.do,webassets.ext.jinja2.AssetsExtension",
    "silent": "false",
}
PLACES = (
    ("tracker", [("**.py", "python")], {}),
    (
        "templates",
        [("**.html", "jinja2"), ("**.txt", "jinja2")],
        {"**.html": JINJA, "**.txt": JINJA},
    ),
)
KEYWORDS = {
    "_": None,
    "N_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}


@cache
def messages() -> set[str | tuple[str, str]]:
    """Every message in code and templates; those that have a plural with it."""
    return {
        message
        for place, methods, options in PLACES
        for _, _, message, *_ in extract_from_dir(
            HOME / place, methods, options, keywords=KEYWORDS
        )
    }


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
