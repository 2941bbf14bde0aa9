"""The words beside a number: what multiplies it, turns it down, or adds nothing."""

from __future__ import annotations

import re

THOUSAND = 1_000
MILLION = 1_000_000
BILLION = 1_000_000_000
MULTIPLIERS = {
    "k": THOUSAND,
    "t.kr": THOUSAND,
    "tkr": THOUSAND,
    "tus": THOUSAND,
    "tusind": THOUSAND,
    "tusinde": THOUSAND,
    "thousand": THOUSAND,
    "hundrede": 100,
    "tdkk": THOUSAND,
    "t.dkk": THOUSAND,
    "tusinder": THOUSAND,
    "thousands": THOUSAND,
    "M": MILLION,
    "mio": MILLION,
    "mill": MILLION,
    "mdkk": MILLION,
    "dkkm": MILLION,
    "eurm": MILLION,
    "usdm": MILLION,
    "mn": MILLION,
    "mln": MILLION,
    "mkr": MILLION,
    "million": MILLION,
    "millioner": MILLION,
    "millions": MILLION,
    "mia": BILLION,
    "mrd": BILLION,
    "bn": BILLION,
    "B": BILLION,
    "milliard": BILLION,
    "milliarder": BILLION,
    "billion": BILLION,
}
CURRENCIES = "kr d.kr dkk kroner krone eur euro usd sek nok gbp € $ £ us$"
UNITS = frozenset(
    f"{CURRENCIES} stk stks pct procent percent % pcs".split()
)  # words that add nothing to a number
UNITS_WITH_POINT = {"d.kr": 1}
_TKR = re.compile(r"\bt\. ?kr\b", re.IGNORECASE)
# Beside them a number is a change downwards
FALLS = frozenset(
    "fald faldt falder faldet nedgang ned tilbagegang negativ negativt reduceret reduktion"
    " mindre færre lavere mistet mistede fell fall drop dropped down decrease decreased less"
    " fewer lower lost".split()
)
_LEVELS = frozenset("til to end than".split())


def tells_of_fall(before: str, after: str) -> bool:
    """Whether words say that it is a change downwards: faldt 12 %, 12 % færre end i fjor.

    Faldt til 12 % and færre end 12 say where it is.
    """
    said = set(re.findall(r"\w+", before.lower()))
    if said & FALLS:
        return said.isdisjoint(_LEVELS)
    return not FALLS.isdisjoint(re.findall(r"\w+", after.lower()))


def is_money(word: str) -> bool:
    return word.rstrip(".").lower() in CURRENCIES.split()


def factor_of(after: str, money: bool) -> tuple[int, bool]:
    """What the words after a number multiply it by, and whether they are known.

    Args:
        money: Whether a currency stands before it; beside one m is a million, not a metre.
    """
    plain = after.rstrip("+*?")
    words = _TKR.sub("tkr", plain).replace("%", " % ").split()
    if not words:
        return 1, plain == after
    first = words[0].rstrip(".")
    rest = words[1:]
    if "." in first and first.lower() not in MULTIPLIERS | UNITS_WITH_POINT:
        first, _, other = first.partition(".")  # mio.kr
        rest = [other, *rest]
    money = money or (bool(rest) and is_money(rest[0]))
    factor = MULTIPLIERS.get(first) or MULTIPLIERS.get(first.lower(), 1)
    if first == "b":
        factor = 1
    if first == "m" and not money:  # metres or minutes
        factor = 1
    elif first == "m":
        factor = MILLION
    if factor > 1:
        words = rest
    return factor, plain == after and all(map(adds_nothing, words))


def scaled(value: float, factor: int) -> float:
    if factor == 1:
        return value
    return float(f"{value * factor:.15g}")


def adds_nothing(word: str) -> bool:
    return not word or word.rstrip(".").lower() in UNITS
