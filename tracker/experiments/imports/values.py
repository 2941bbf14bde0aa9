"""What a cell says: days, numbers, words of the glossary, and texts that fit."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from functools import lru_cache

from tracker.core.validation import N_
from tracker.experiments.models.enums import Format
from tracker.lessons.enums import Decision, Outcome

NOTHING = frozenset(
    ("", "na", "n/a", "#n/a", "nan", "null", "none", "-", "–", "—", ".")
)

OUTCOMES = {
    Outcome.supported: (
        "supported validated successful success succeeded yes true confirmed held worked ja sandt"
        " holdt virkede bekræftet lykkedes"
    ),
    Outcome.refuted: (
        "refuted invalidated failed fail failure unsuccessful no false disproved nej falsk"
        " afkræftet"
    ),
    Outcome.mixed: "mixed partly partially blandet delvist delvis",
    Outcome.inconclusive: "inconclusive unsettled unclear maybe unsure uafklaret måske usikkert",
    Outcome.stopped: "stopped aborted cancelled canceled stoppet afbrudt",
}
SENTENCES = {
    "holdt stik": Outcome.supported,
    "didn't hold": Outcome.refuted,
    "holdt ikke stik": Outcome.refuted,
    "holdt ikke": Outcome.refuted,
    "virkede ikke": Outcome.refuted,
    "did not hold": Outcome.refuted,
    "holdt delvist": Outcome.mixed,
    "ved ikke": Outcome.inconclusive,
    "partly held": Outcome.mixed,
    "holdt delvist stik": Outcome.mixed,
    "stopped early": Outcome.stopped,
    "stoppet undervejs": Outcome.stopped,
}
OUTCOME_OF = {
    word: outcome for outcome, words in OUTCOMES.items() for word in words.split()
} | SENTENCES

DECISION_OF = {
    **{word.value: word for word in Decision},
    **{word.label: word for word in Decision},
    "gøre det fast": Decision.adopt,
    "tilpasse det": Decision.adapt,
    "lade det ligge": Decision.stop,
    "prøve igen": Decision.retry,
}
FORMAT_OF = {
    **{word.value: word for word in Format},
    "opslag": Format.post,
    "historie": Format.story,
    "svar": Format.reply,
    "gruppe": Format.group,
    "kampagne": Format.campaign,
    "annonce": Format.advert,
    "andet": Format.other,
}

_YEAR = re.compile(r"((?:19|20|21)\d\d)(?:\.0+)?", re.ASCII)
_MONTH = re.compile(r"((?:19|20|21)\d\d)-(\d\d)", re.ASCII)
_WEEK = re.compile(r"((?:19|20|21)\d\d)(?:-?[Ww])?(\d\d)(?:\.0+)?", re.ASCII)
_LAST_WORD = re.compile(r"\S*\Z")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}([., '’])\d{3}(?:\1\d{3})*")


class Unreadable(Exception):
    """A cell cannot be what its field needs.

    Attributes:
        message: A sentence of the catalogue; `text` is what stands in the cell.
    """

    def __init__(self, message: str, text: str):
        super().__init__(message)
        self.message = message
        self.text = text


def cut(text: str, cap: int) -> str:
    """The text, or as many whole words of it as fit in `cap` characters with "…" after them."""
    if len(text) <= cap:
        return text
    head = text[: cap - 1]
    if not text[cap - 1].isspace():
        words = _LAST_WORD.sub("", head)
        # One word that fills the line is cut in itself
        head = words if len(words) > cap // 2 else head
    return head.rstrip(" \n\t,;:–-") + "…"


@lru_cache(maxsize=4096)
def period(text: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day of what a cell names; None when it names nothing.

    An ISO day, perhaps with a time; a week (YYYYWW, YYYY-Www), a month (YYYY-MM) or a
    year alone, also written 2024.0. A week 00 is the one that 1 January falls in; a
    week 53 of a year that has none ends with the year.

    Raises:
        Unreadable: It is none of these.
    """
    text = text.strip()
    if text.lower() in NOTHING:
        return None
    try:
        if match := _YEAR.fullmatch(text):
            year = int(match[1])
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        if match := _MONTH.fullmatch(text):
            year = int(match[1])
            month = int(match[2])
            return dt.date(year, month, 1), dt.date(
                year, month, calendar.monthrange(year, month)[1]
            )
        if match := _WEEK.fullmatch(text):
            last = _last_of_week(int(match[1]), int(match[2]))
            return last - dt.timedelta(days=6), last
        day = dt.datetime.fromisoformat(text).date()
    except (ValueError, calendar.IllegalMonthError):
        raise Unreadable(
            N_(
                "“%(text)s” is no day we can read. Write it as 2026-09-03, or a week as 2026-W36."
            ),
            text,
        ) from None
    return day, day


def _last_of_week(year: int, week: int) -> dt.date:
    if week == 0:
        first = dt.date(year, 1, 1)
        return first + dt.timedelta(days=6 - first.weekday())
    weeks = dt.date(year, 12, 28).isocalendar().week
    if week == 53 > weeks:
        return dt.date(year, 12, 31)
    return dt.date.fromisocalendar(year, week, 7)


def number(text: str) -> tuple[float | None, bool]:
    """The number that a cell holds, and whether it could be meant otherwise (1,234: read as 1.234).

    Raises:
        Unreadable: It holds none, or none that is finite.
    """
    text = (
        text.strip()
        .removesuffix("%")
        .rstrip()
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
        .replace("−", "-")
    )
    if text.lower() in NOTHING:
        return None, False
    grouped = _GROUPED.fullmatch(text)
    if "," in text and "." in text:  # the last of the two is the decimal one
        text = (
            text.replace(",", "")
            if text.rindex(".") > text.rindex(",")
            else text.replace(".", "").replace(",", ".")
        )
    elif grouped and (grouped[1] in " '’" or text.count(grouped[1]) > 1):
        text = text.replace(grouped[1], "")
    elif text.count(",") == 1:
        text = text.replace(",", ".")
    value = float(text) if _NUMBER.fullmatch(text) and text.isascii() else math.inf
    if not math.isfinite(value):
        raise Unreadable(N_("“%(text)s” is not a number we can read."), text)
    return value, bool(
        grouped
        and grouped[1] == ","
        and "," not in text
        and "." in text
        and text.lstrip("+-")[0] != "0"
    )


def outcome(text: str) -> tuple[Outcome | None, bool]:
    """The outcome that a word means, and whether it was known; an unknown word is inconclusive."""
    word = " ".join(text.replace("_", " ").casefold().replace("’", "'").split()).rstrip(
        "."
    )
    if word in NOTHING:
        return None, True
    known = OUTCOME_OF.get(word)
    return known or Outcome.inconclusive, known is not None
