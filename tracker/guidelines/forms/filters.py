"""The filters in the URL of a short list: a search, and one choice per dimension."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from tracker.search import Query

LONGEST_QUERY = 300


@dataclass(frozen=True)
class FilterBar:
    """The filters of one URL.

    Attributes:
        path: The path of the list.
        words: Dimension to its possible values and their labels.
        chosen: Dimension to the chosen value; unknown values are left out.
    """

    path: str
    words: Mapping[str, Mapping[str, str]]
    chosen: Mapping[str, str]
    q: str = ""

    @classmethod
    def read(
        cls, path: str, args: MultiDict, words: Mapping[str, Mapping[str, str]]
    ) -> FilterBar:
        """Read the filters of a URL, ignoring unknown values."""
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
        """The URL of the first page with these changes."""
        pairs = replace(self, **changes).pairs()
        if pairs:
            return f"{self.path}?{urlencode(pairs)}"
        return self.path

    def after(self, mark: str) -> str:
        pairs = self.pairs() + [("after", mark)]
        return f"{self.path}?{urlencode(pairs)}"

    def pairs(self, but: Iterable[str] = ()) -> list[tuple[str, str]]:
        values = {"q": self.q} | self.chosen
        return [
            (name, value) for name, value in values.items() if value and name not in but
        ]

    def options(self, name: str, counted: Mapping[str, int]) -> list[dict]:
        """The choices of a dimension with their counts and URLs.

        A choice without rows is left out unless it is chosen.
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
        """Every chosen filter with its label and the URL without it."""
        return [
            {"label": self.words[name][word], "url": self._toggled(name, word)}
            for name, word in self.chosen.items()
        ]

    def _toggled(self, name: str, word: str) -> str:
        chosen = dict(self.chosen)
        chosen.pop(name, None)
        if self.get(name) != word:
            chosen[name] = word
        return self.url(chosen=chosen)

    def __bool__(self) -> bool:
        """Whether any filter is set."""
        return bool(self.q or self.chosen)
