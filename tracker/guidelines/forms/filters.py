"""What somebody chose in the address of a short list: a search, and at most one choice
of each dimension.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from tracker.search import Query

LONGEST_QUERY = 300


@dataclass(frozen=True)
class FilterBar:
    """The choices of one address.

    Attributes:
        path: The list's own address, without a question mark.
        words: Dimension to the words that may be chosen in it, and their labels.
        chosen: Dimension to what is chosen; what makes no sense is left out.
    """

    path: str
    words: Mapping[str, Mapping[str, str]]
    chosen: Mapping[str, str]
    q: str = ""

    @classmethod
    def read(
        cls, path: str, args: MultiDict, words: Mapping[str, Mapping[str, str]]
    ) -> FilterBar:
        """Read an address kindly."""
        chosen = {
            name: args[name] for name, known in words.items() if args.get(name) in known
        }
        q = " ".join(args.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]
        return cls(path, words, chosen, q)

    @property
    def query(self) -> Query:
        return Query.parse(self.q)

    def get(self, name: str) -> str | None:
        return self.chosen.get(name)

    def url(self, **changes) -> str:
        """The address with these changes; it leads to the first page."""
        pairs = replace(self, **changes).pairs()
        if pairs:
            return f"{self.path}?{urlencode(pairs)}"
        return self.path

    def after(self, mark: str) -> str:
        return f"{self.path}?{urlencode([*self.pairs(), ('after', mark)])}"

    def pairs(self, but: Iterable[str] = ()) -> list[tuple[str, str]]:
        pairs = [("q", self.q), *self.chosen.items()]
        return [(name, value) for name, value in pairs if value and name not in but]

    def options(self, name: str, counted: Mapping[str, int]) -> list[dict]:
        """The choices of a dimension, each with how many it has and its address; empty
        ones stand only if chosen.
        """
        return [
            {
                "label": label,
                "n": counted.get(word, 0),
                "current": word == self.get(name),
                "url": self._toggled(name, word),
            }
            for word, label in self.words[name].items()
            if counted.get(word) or word == self.get(name)
        ]

    def labels(self) -> list[dict]:
        """Every choice with its words and the address without it."""
        return [
            {"label": self.words[name][word], "url": self._toggled(name, word)}
            for name, word in self.chosen.items()
        ]

    def _toggled(self, name: str, word: str) -> str:
        others = {
            other: chosen for other, chosen in self.chosen.items() if other != name
        }
        return self.url(
            chosen=others if self.get(name) == word else {**others, name: word}
        )

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.q or self.chosen)
