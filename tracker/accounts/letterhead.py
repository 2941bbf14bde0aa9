"""PDFs with the organisation's name and logo at their head, in the reader's language."""

from __future__ import annotations

import datetime as dt
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flask_babel import get_locale, to_user_timezone
from flask_babel import gettext as _

from tracker.accounts.branding import logo_png, organisation_name
from tracker.core.validation import N_
from tracker.pdf import pdf
from tracker.plaintext import within_quotes
from tracker.web.i18n import date, locale_code, translated

MOST_NAMES = 3  # of signs in a row
# The first word of a sign's name in Unicode to the script that it belongs to
SCRIPTS = {
    "CJK": N_("Chinese"),
    "HIRAGANA": N_("Japanese"),
    "KATAKANA": N_("Japanese"),
    "HANGUL": N_("Korean"),
    "ARABIC": N_("Arabic"),
    "DEVANAGARI": N_("Hindi"),
    "BENGALI": N_("Bengali"),
    "TAMIL": N_("Tamil"),
    "THAI": N_("Thai"),
    "ARMENIAN": N_("Armenian"),
    "GEORGIAN": N_("Georgian"),
    "ETHIOPIC": N_("Amharic"),
    "KHMER": N_("Khmer"),
    "CYRILLIC": N_("Cyrillic"),
    "GREEK": N_("Greek"),
    "HEBREW": N_("Hebrew"),
}
NAMES = Path(__file__).with_name("signs.toml")
FLAG_LETTERS = range(ord("🇦"), ord("🇿") + 1)  # two of them are the flag of a country
# What only adds to the sign before it: keycaps, man or woman, the colour of skin
ADDITIONS = set("\u20e3♀♂🏻🏼🏽🏾🏿")


def printed(
    template: str, data: Mapping, *, title: str, at: dt.datetime, on: str = ""
) -> bytes:
    """A PDF under the organisation's letterhead.

    Args:
        data: What the template shows, besides the letterhead.
        at: The moment the document says it was made.
        on: The day at its head, in words; without it that of `at`.
    """
    organisation = organisation_name()
    head = {
        "organisation": organisation,
        "day": on or date(to_user_timezone(at).date()),
        "logo": list(logo_png()),
        "page_word": _("page {n} of {all}"),
    }
    return pdf(
        template,
        dict(data, letterhead=head),
        language=locale_code(),
        title=title,
        at=at,
        named=sign_names,
    )


def sign_names(signs: str) -> str:
    """What stands in the place of signs that no font has: their names in brackets."""
    names = list(dict.fromkeys(filter(None, _names_of(signs))))
    if not names:
        return "□"
    if len(names) > MOST_NAMES:
        names = names[:MOST_NAMES] + ["…"]
    return f"[{', '.join(names)}]"


def _names_of(signs: str) -> list[str]:
    country = ""
    names = []
    alone = set(signs) <= ADDITIONS
    for sign in signs:
        if ord(sign) in FLAG_LETTERS:
            country += chr(ord("A") + ord(sign) - FLAG_LETTERS.start)
            if len(country) == 2:
                names.append(_flag_of(country))
                country = ""
        elif alone or sign not in ADDITIONS:
            names.append(_name_of(sign))
    return names


def _flag_of(country: str) -> str:
    name = get_locale().territories.get(country, country)
    return _("flag of %(country)s", country=name)


def _name_of(sign: str) -> str:
    known = _known_names(locale_code())
    if sign in known:
        return known[sign]
    name = unicodedata.name(sign, "").lower()
    script = name.upper().partition(" ")[0].partition("-")[0]
    if script in SCRIPTS:
        return _("text in %(script)s", script=translated(SCRIPTS[script]))
    if name and locale_code() != "en":
        return _("the sign “%(name)s”", name=within_quotes(name))  # English
    return name


@cache
def _known_names(language: str) -> dict[str, str]:
    """Sign to its name in a language."""
    groups = tomllib.loads(NAMES.read_text(encoding="utf-8")).get(language, {})
    return {sign: name for name, signs in groups.items() for sign in signs}
