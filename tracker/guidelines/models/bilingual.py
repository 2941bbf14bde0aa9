"""Texts that an organisation writes itself, in its own language and, where it likes, in English."""

from __future__ import annotations


class Bilingual:
    """Mixin: a text `x` in the organisation's own language, with `x_en` beside it."""

    def said(self, name: str, language: str) -> str:
        """A text in the reader's language; where it was not written in it, in the other.

        Args:
            language: "da" or "en".
        """
        own = getattr(self, name)
        english = getattr(self, name + "_en")
        if language == "en":
            return english or own
        return own or english
