"""The default guidelines and tone in Danish and English, read from
`guidelines/defaults/*.toml`. They are no legal advice.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path

from tracker import toml
from tracker.guidelines.models.enums import (
    AppliesTo,
    Asks,
    ClauseKind,
    Stance,
    Touches,
)

FOLDER = Path(__file__).parent.parent / "defaults"
TONE = FOLDER / "tone.toml"


@dataclass(frozen=True, kw_only=True)
class DefaultClause:
    """A clause with the fields that `Clause` has; each text has its English beside it."""

    kind: ClauseKind
    text: str
    text_en: str
    applies_to: AppliesTo = AppliesTo.work
    touches: Touches | None = None
    asks: Asks | None = None
    reason: str = ""
    reason_en: str = ""
    examples: str = ""
    examples_en: str = ""
    words: str = ""
    words_en: str = ""
    whom: str = ""
    whom_en: str = ""
    within_hours: int | None = None

    def __post_init__(self):
        if self.kind == ClauseKind.ask and not self.whom:
            raise ValueError("a clause of the kind “ask” has to say whom")
        _check_languages(self)

    def values(self) -> dict[str, object]:
        """The fields of the clause by their names."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class DefaultGuideline:
    """A default guideline with its clauses in their order.

    A clause is identified by its guideline and its position (`facebook:3`), so that it is
    installed only once. Append new clauses to the end of the file, and never delete one.
    """

    slug: str  # the name of the file
    why: str
    why_en: str
    clauses: tuple[DefaultClause, ...]
    stance: Stance | None = None

    def keyed_clauses(self) -> dict[str, DefaultClause]:
        """The clauses by their keys."""
        return {
            f"{self.slug}:{number}": clause
            for number, clause in enumerate(self.clauses, 1)
        }


@dataclass(frozen=True, kw_only=True)
class DefaultPhrase:
    """A value that our tone has, or a situation with a reply to copy."""

    title: str
    title_en: str
    text: str
    text_en: str


@dataclass(frozen=True, kw_only=True)
class DefaultTone:
    """The default tone; the keys identify its phrases."""

    values: dict[str, DefaultPhrase]
    replies: dict[str, DefaultPhrase]


@cache
def default_guidelines() -> dict[str, DefaultGuideline]:
    """The default guidelines, by the slug of their platform or `everywhere`."""
    return {
        path.stem: toml.read(path, DefaultGuideline, slug=path.stem)
        for path in sorted(FOLDER.glob("*.toml"))
        if path != TONE
    }


@cache
def default_tone() -> DefaultTone:
    """The default tone."""
    return toml.read(TONE, DefaultTone)


def _check_languages(clause: DefaultClause) -> None:
    """Raise an error for a text that exists in one language only."""
    names = [field.name for field in fields(clause)]
    for english in names:
        name = english.removesuffix("_en")
        if bool(getattr(clause, name)) != bool(getattr(clause, english)):
            raise ValueError(f"“{name}” and “{english}” go together")
