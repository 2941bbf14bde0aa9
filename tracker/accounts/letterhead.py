"""PDFs with the organisation's name and logo at their head, in the reader's language."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import to_user_timezone

from tracker.accounts.branding import logo_png, organisation_name
from tracker.core.validation import N_
from tracker.pdf import pdf
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
# The signs that people write most; all others have the name that Unicode gives them
SIGNS = {
    "👍": N_("thumbs up"),
    "👎": N_("thumbs down"),
    "🙂": N_("smile"),
    "😀": N_("smile"),
    "😃": N_("smile"),
    "😄": N_("smile"),
    "😊": N_("smile"),
    "😉": N_("wink"),
    "😂": N_("laughter"),
    "🤣": N_("laughter"),
    "😍": N_("heart eyes"),
    "😢": N_("tears"),
    "😭": N_("tears"),
    "😡": N_("anger"),
    "😱": N_("shock"),
    "🤔": N_("wondering"),
    "🙏": N_("folded hands"),
    "👏": N_("applause"),
    "💪": N_("strength"),
    "🎉": N_("party"),
    "🎈": N_("balloon"),
    "🎂": N_("cake"),
    "🔥": N_("fire"),
    "💡": N_("idea"),
    "🚀": N_("rocket"),
    "💙": N_("heart"),
    "💚": N_("heart"),
    "💛": N_("heart"),
    "🧡": N_("heart"),
    "💜": N_("heart"),
    "💯": N_("hundred"),
    "👀": N_("eyes"),
    "👋": N_("wave"),
    "🌍": N_("globe"),
    "🌱": N_("seedling"),
    "🌸": N_("flower"),
    "📣": N_("megaphone"),
    "📞": N_("telephone"),
    "📱": N_("phone"),
    "📷": N_("camera"),
    "🚲": N_("bicycle"),
    "🚒": N_("fire engine"),
    "🐶": N_("dog"),
    "🐱": N_("cat"),
    "👩": N_("woman"),
    "👨": N_("man"),
    "👧": N_("girl"),
    "👦": N_("boy"),
}


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
    names = list(dict.fromkeys(filter(None, (_name_of(sign) for sign in signs))))
    if not names:
        return "□"
    if len(names) > MOST_NAMES:
        names = names[:MOST_NAMES] + ["…"]
    return f"[{', '.join(names)}]"


def _name_of(sign: str) -> str:
    if sign in SIGNS:
        return translated(SIGNS[sign])
    name = unicodedata.name(sign, "")
    if name.startswith("EMOJI MODIFIER"):
        return ""  # the colour of the sign before it
    script = name.partition(" ")[0].partition("-")[0]
    if script in SCRIPTS:
        return _("text in %(script)s", script=translated(SCRIPTS[script]))
    if name and locale_code() != "en":
        return _("picture sign")  # other names are English
    return name.lower()
