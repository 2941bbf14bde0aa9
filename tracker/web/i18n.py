"""Translates messages and formats dates and numbers in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Protocol

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from flask import Flask, g, request
from flask_babel import (
    Babel,
    Domain,
    format_currency,
    format_percent,
    format_time,
    format_timedelta,
    get_locale,
    gettext,
    to_user_timezone,
)
from flask_babel.speaklater import LazyString
from flask_login import current_user
from jinja2 import pass_context
from markupsafe import Markup

from tracker.core.enums import LabelledEnum
from tracker.core.validation import set_translator
from tracker.quarters import Quarter
from tracker.web.clock import now, today


class NamedRow(Protocol):
    """Something with a name that either came with the product or is people's own."""

    name: str
    came_ready: bool


LANGUAGES = {"da": "Dansk", "en": "English"}


class OneLookUp(Domain):
    """The messages, whose translations are looked up once for each page and language:
    Flask-Babel would do it for each message.
    """

    def get_translations(self):
        around = g._flask_babel  # which `gettext` has just asked for
        language = getattr(around, "babel_locale", None)
        found = getattr(around, "translations_of", None)
        if found is None or language is None or found[0] is not language:
            translations = super().get_translations()
            found = around.translations_of = (around.babel_locale, translations)
        return found[1]

    def ngettext(self, singular, plural, num, **variables):
        text = self.get_translations().ungettext(singular, plural, num)
        return text % ({"num": counted(num)} | variables)


def init_app(app: Flask) -> None:
    zone = app.config["TRACKER"].time_zone
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(app.config["TRANSLATIONS"])
    babel = Babel(
        app,
        default_locale="en_GB",
        locale_selector=reader_locale,
        timezone_selector=lambda: str(zone),
    )
    babel.domain_instance = OneLookUp()
    app.jinja_env.globals["ngettext"] = _counting(app.jinja_env.globals["ngettext"])
    app.jinja_env.globals["label"] = label
    app.jinja_env.globals["in_danish"] = in_danish
    set_translator(translated)
    for name in (
        "named",
        "translated",
        "date",
        "day",
        "moment",
        "ago",
        "iso",
        "number",
        "dkk",
        "quarter",
        "share",
    ):
        app.jinja_env.filters[name] = globals()[name]


def reader_language() -> str:
    """The language of the person, this device or the browser; else Danish."""
    if current_user and current_user.is_authenticated:
        return current_user.locale
    if not request:
        return "da"
    chosen = request.cookies.get("language", "")
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES) or "da"


def reader_locale() -> str:
    """How dates and numbers are written where the reader is."""
    return locale_of(reader_language())


def locale_of(language: str) -> str:
    """How a language writes dates and numbers: English as in Europe."""
    return {"en": "en_GB"}.get(language, language)


def translated(message: str, /, **params) -> str:
    """A message marked with ``N_`` in the reader's language, as plain text.

    The only place that gives the catalogue something else than a literal. What people
    write is no message and does not come here; a name that they may have written goes
    through `named` or `ready_text`. A "%" is looked at only where there is something to
    fill in.
    """
    text = ""
    if message:
        text = gettext(message)
    if params:
        return text % params
    return text


def translated_later(message: str) -> LazyString:
    """Lazy `translated`, for labels of forms."""
    return LazyString(translated, message)


def label(word: LabelledEnum) -> str:
    """The label of a word of the glossary, in the reader's language."""
    if word is not None:
        return translated(word.label)
    return ""


def named(thing: NamedRow) -> str:
    """The name of something that people name; translated only as long as it is the one
    that it came with.
    """
    if thing.came_ready:
        return translated(thing.name)
    return thing.name


def ready_text(text: str, ready: Collection[str]) -> str:
    """A name that is kept as a plain text, such as in a history; translated only if it
    is one of those that come ready.
    """
    if text in ready:
        return translated(text)
    return text


def date(value: dt.date | None) -> str:
    """3 September 2026."""
    if value:
        return _written_day(value, "long")
    return ""


def day(value: dt.date | None) -> str:
    """3 Sept 2026."""
    if value:
        return _written_day(value, "medium")
    return ""


def moment(value: dt.datetime | None) -> str:
    """Day and time where the organisation is, to the minute."""
    if value:
        return f"{_written_day(value, 'medium')}, {format_time(value, 'short')}"
    return ""


def _written_day(value: dt.date | dt.datetime, style: str) -> str:
    """A day, or that of a moment where the organisation is."""
    if isinstance(value, dt.datetime):
        value = to_user_timezone(value).date()
    return _day_in(get_locale(), value, style)


# A list writes the same few days again and again
@lru_cache(maxsize=2048)
def _day_in(locale, value: dt.date, style: str) -> str:
    return format_date(value, style, locale=locale)


def ago(value: dt.datetime | dt.date | None) -> str:
    """ "3 days ago", "in 2 weeks"; whole days, "today" by name."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return format_timedelta(value - now(), add_direction=True)
    since = value - today()
    if since:
        return format_timedelta(since, add_direction=True)
    return gettext("today")


def iso(value: dt.datetime | dt.date) -> str:
    """For machines: the day, or the moment to the second, as HTML allows."""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat()


def number(value: float | int | None, decimals: int = 4) -> str:
    """A number as it is written here, with no more decimals than it needs."""
    if value is not None:
        return _decimal(round(value, decimals), decimals, get_locale())
    return ""


def counted(num: int | str) -> int | str:
    """A number of things as a sentence tells it: 1,204, 1.204."""
    if isinstance(num, int) and num >= 1000:
        return number(num)
    return num


def _counting(ngettext: Callable) -> Callable:
    """The `ngettext` of templates, whose sentences tell large numbers as they are written here."""

    @pass_context
    def ngettext_counting(context, singular, plural, num, /, **variables):
        variables.setdefault("num", counted(num))
        return ngettext(context, singular, plural, num, **variables)

    return ngettext_counting


# A page of figures writes the same small numbers hundreds of times
@lru_cache(maxsize=2048)
def _decimal(value: float | int, decimals: int, locale) -> str:
    return format_decimal(value, format=f"#,##0.{'#' * decimals}", locale=locale)


def dkk(value: int | float | None) -> str:
    """An amount of money, whole: DKK 1,200,000, 1.200.000 kr."""
    pattern = "¤ #,##0"
    if locale_code() == "da":
        pattern = "#,##0 ¤"
    if value is not None:
        return (
            format_currency(value, "DKK", pattern, currency_digits=False)
            .replace(" ", "\u00a0")
            .replace("-", "−")
        )
    return ""


def locale_code() -> str:
    """The two letters of the language that the page is in."""
    return get_locale().language


def in_danish() -> Markup:
    """The attribute `lang` for what people wrote, on a page in another language.

    Colleagues write in the organisation's language; a screen reader should say it so.
    """
    if locale_code() == "da":
        return Markup("")
    return Markup(' lang="da"')


def quarter(value: Quarter) -> str:
    """4. kvartal 2026, Q4 2026."""
    skeleton = "yQQQ"
    if locale_code() == "da":
        skeleton = "yQQQQ"
    return _quarter_in(get_locale(), value.first, skeleton)


# Finding the pattern of a skeleton takes longer than the rest of many a page
@lru_cache(maxsize=512)
def _quarter_in(locale, first: dt.date, skeleton: str) -> str:
    return format_skeleton(skeleton, first, locale=locale)


def share(part: int, whole: int) -> str:
    """ "3 of 4", and from ten on "30 %" as it is written here: a percentage of few says
    more than is known.
    """
    if whole < 10:
        return gettext("%(part)s of %(whole)s", part=number(part), whole=number(whole))
    return format_percent(part / whole)
