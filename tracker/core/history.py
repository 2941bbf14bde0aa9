"""What every change history shares."""

from __future__ import annotations


def plain(value) -> str:
    """A value as plain words: numbers without needless decimals, days in ISO, a word of
    the glossary as it is sent.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)
