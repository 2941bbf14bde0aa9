"""How a guideline that comes ready is written down: each text as (Danish, English)."""

from __future__ import annotations

from dataclasses import dataclass

Both = tuple[str, str]
NOTHING: Both = ("", "")


@dataclass(frozen=True)
class ReadyClause:
    kind: str
    text: Both
    why: Both = NOTHING
    examples: Both = NOTHING
    words: Both = NOTHING
    whom: Both = NOTHING
    within: int | None = None
    touches: str | None = None

    def card(self) -> dict[str, str | int | None]:
        """The fields of the clause by their names."""
        texts = {
            "text": self.text,
            "reason": self.why,
            "examples": self.examples,
            "words": self.words,
            "whom": self.whom,
        }
        own = {name: both[0] for name, both in texts.items()}
        return (
            own
            | {name + "_en": both[1] for name, both in texts.items()}
            | {"within_hours": self.within}
        )


@dataclass(frozen=True)
class Ready:
    """A guideline as it comes ready.

    Its clauses are known by their place: new ones go to the end.
    """

    slug: str
    why: Both
    clauses: tuple[ReadyClause, ...]
    stance: str | None = None


def may(*text: str, **more) -> ReadyClause:
    return ReadyClause("may", text, **more)


def recommend(*text: str, **more) -> ReadyClause:
    return ReadyClause("recommend", text, **more)


def ask(*text: str, whom: Both, within: int | None = None, **more) -> ReadyClause:
    return ReadyClause("ask", text, whom=whom, within=within, **more)


def dont(*text: str, **more) -> ReadyClause:
    return ReadyClause("dont", text, **more)


KEEPER = ("en tovholder", "a facilitator")
DESK = ("kommunikationsvagten", "the communications desk")
SECURITY = ("it-sikkerhed", "IT security")
