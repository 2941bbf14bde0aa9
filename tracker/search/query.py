"""Parses a search query and writes it for both databases."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tracker.search.keywords import STOP_WORDS
from tracker.search.normalise import placed_words, words_of
from tracker.search.stem import key_of

LONGEST_QUERY = 1_000
LONGEST_PHRASE = 32
MOST_TERMS = 24

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | {"−": "-", "\0": " "})
_CHUNK = re.compile(r'(?P<not>-*)"(?P<phrase>[^"]*)"|(?P<loose>[^\s"]+)|"')
# The rest (e-mail, borger.dk, d'accord) holds words together
_APART = re.compile(r"[^\w\s'’.@\-\u0080-\U0010ffff]+")


class Term(NamedTuple):
    """Words that stand next to each other; the last of them may go on (``kommun`` finds
    kommunen).
    """

    words: tuple[str, ...]
    prefix: bool

    def fts5(self) -> str:
        phrase = '"' + " ".join(self.words) + '"'
        if self.prefix:
            return phrase + "*"
        return phrase

    def tsquery(self) -> str:
        phrase = " <-> ".join(f"'{word}'" for word in self.words)
        if self.prefix:
            return f"({phrase}:*)"
        return f"({phrase})"

    def begins(self, words: list[str]) -> bool:
        """Whether these words begin with the term."""
        *first, last = self.words
        if len(words) < len(self.words) or words[: len(first)] != first:
            return False
        if self.prefix:
            return words[len(first)].startswith(last)
        return words[len(first)] == last


class Match(NamedTuple):
    """Search expressions for one database: wanted and unwanted; None for none."""

    wanted: str | None
    unwanted: str | None


@dataclass(frozen=True)
class Query:
    """What a person typed: words, "phrases" (exact), and either with a minus in front to
    leave it out.

    Whatever is typed is a query; operators of the databases are only words. It is false
    when nothing in it can be searched for.

    Attributes:
        signs: Whether something was typed in which there is no word; it finds nothing.
        keys: What was found for the words, once they are searched for; it is marked.
    """

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    signs: bool = False
    keys: frozenset[str] = field(default=frozenset(), compare=False)

    @classmethod
    def parse(cls, typed: str | None) -> "Query":
        text = unicodedata.normalize("NFKC", (typed or "")[:LONGEST_QUERY]).translate(
            _QUOTES
        )
        found: dict[tuple[bool, Term], None] = {}
        for chunk in _CHUNK.finditer(text):
            if (phrase := chunk["phrase"]) is not None:
                pieces = [phrase]
                out = bool(chunk["not"])
                prefix = False
            else:
                loose = chunk["loose"] or ""
                pieces = _APART.split(loose)
                out = loose.startswith("-")
                prefix = True
            for piece in pieces:
                if words := tuple(words_of(piece)[:LONGEST_PHRASE]):
                    found[out, Term(words, prefix)] = None
        terms = list(found)[:MOST_TERMS]
        return cls(
            tuple(t for out, t in terms if not out),
            tuple(t for out, t in terms if out),
            signs=bool(text.strip()) and not terms,
        )

    @classmethod
    def about(cls, text: str | None) -> "Query":
        """A query for what is about the same as a text; no sign in it means anything."""
        words = dict.fromkeys(words_of((text or "")[:LONGEST_QUERY]))
        terms = [Term((word,), True) for word in words if word not in STOP_WORDS]
        return cls(tuple(terms[:MOST_TERMS]))

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    @property
    def loose(self) -> list[tuple[str, ...]]:
        """The words of which any may be found, in the order typed; none when they are
        stop words alone.
        """
        terms = [term.words for term in self.wanted if term.prefix]
        if all(word in STOP_WORDS for words in terms for word in words):
            return []
        return terms

    @property
    def required(self) -> tuple[Term, ...]:
        """The terms that must be found as they were typed: phrases, and stop words where
        nothing else was typed.
        """
        if self.loose:
            return tuple(term for term in self.wanted if not term.prefix)
        return self.wanted

    def found(self, keys: frozenset[str]) -> "Query":
        """The query with the keys that were found for its words."""
        return replace(self, keys=keys)

    def fts5(self) -> Match:
        """For ``id IN (SELECT rowid FROM t_words WHERE t_words MATCH wanted) AND id NOT
        IN (… MATCH unwanted)``.
        """
        return Match(
            _joined(" AND ", self.required, Term.fts5),
            _joined(" OR ", self.unwanted, Term.fts5),
        )

    def tsquery(self) -> Match:
        """For ``to_tsvector('simple', words) @@ to_tsquery('simple', wanted)``, and
        ``AND NOT`` the same with unwanted.
        """
        return Match(
            _joined(" & ", self.required, Term.tsquery),
            _joined(" | ", self.unwanted, Term.tsquery),
        )

    def marks(self, text: str | None) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it matched: whole words, and phrases
        with what stands between their words.

        The pieces joined are the text, letter for letter.
        """
        text = text or ""
        if not self.wanted:
            return [(text, False)] if text else []
        placed = list(placed_words(text))
        words = [word for word, _, _ in placed]
        keys = self.keys or {key_of(word) for words in self.loose for word in words}
        terms = [term for term in self.wanted if len(term.words) > 1]
        terms += [term for term in self.required if len(term.words) == 1]
        pieces = []
        done = 0
        end = 0
        for i, (word, start, _) in enumerate(placed):
            length = int(word not in STOP_WORDS and key_of(word) in keys)
            for term in terms:
                if term.begins(words[i : i + len(term.words)]):
                    length = max(length, len(term.words))
            if not length or placed[i + length - 1][2] <= end:
                continue
            if start >= end:
                pieces += [(text[done:end], True), (text[end:start], False)]
                done = start
            end = placed[i + length - 1][2]
        pieces += [(text[done:end], True), (text[end:], False)]
        return [piece for piece in pieces if piece[0]]


def _joined(operator, terms, written) -> str | None:
    return operator.join(written(term) for term in terms) or None
