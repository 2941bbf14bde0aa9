"""Web addresses as people type them, and hosts as they truly are."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,24}(?::\d+)?(?:[/?#]|$)")


def with_scheme(address: str) -> str:
    """The address with https:// in front, where it begins with a host alone."""
    if _HOST.match(address):
        return f"https://{address}"
    return address


def shown_host(host: str) -> str:
    """A host as a reader may trust it.

    A name in Latin letters is shown with its letters, of which Danish has some beyond
    ASCII. Any other is shown as the net knows it (xn--…), since its letters may look like
    others.
    """
    # As a browser reads it: full-width letters and 。 are what they look like
    host = unicodedata.normalize("NFKC", unquote(host)).lower().replace("。", ".")
    return ".".join(_shown_label(label) for label in host.split("."))


def _shown_label(label: str) -> str:
    readable = label
    if label.startswith("xn--"):
        try:
            readable = label[4:].encode().decode("punycode")
        except UnicodeError:
            return label
    if label.startswith("xn--") and readable.isascii():
        return label  # no letters are hidden in it: it is called so
    if all(_is_latin(letter) for letter in readable):
        return readable
    if label.startswith("xn--"):
        return label
    return "xn--" + label.encode("punycode").decode()


def _is_latin(letter: str) -> bool:
    """Whether it is a letter of Western Europe, a digit or a hyphen."""
    return letter.isascii() or letter in "æøåäöüßéèêëáàâãçñíìîïóòôõúùûýðþ"
