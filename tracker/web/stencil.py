"""HTML that is drawn once for many readers, with places for what differs between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup, escape


class Stencil(NamedTuple):
    """Drawn HTML, cut at its marks: between two texts stands the value of a name."""

    texts: Sequence[Markup]
    names: Sequence[str]

    @classmethod
    def of(cls, html: Markup, marks: Mapping[str, str]) -> Stencil:
        """Cut HTML.

        Args:
            marks: Texts that stand nowhere else in it, each with the name of its value.
        """
        pieces = re.split(f"({'|'.join(map(re.escape, marks))})", html)
        names = [marks[mark] for mark in pieces[1::2]]
        return cls(list(map(Markup, pieces[::2])), names)

    def filled(self, values: Mapping[str, Any]) -> Markup:
        """The HTML with these values."""
        pieces = list(self.texts[:1])
        for name, text in zip(self.names, self.texts[1:], strict=True):
            pieces += [escape(values[name]), text]
        return Markup("").join(pieces)
