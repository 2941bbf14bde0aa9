"""What Carla asks and proposes, so that the house test has something to knock at."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tracker.guidelines.models import (
    ClauseKind,
    Guideline,
    Phrase,
    Proposal,
    ProposalKind,
    Question,
)

QUESTIONS = {
    f"guidelines.{act}"
    for act in ("question", "answer", "exemplify", "remove_question")
}
PROPOSALS = {
    f"guidelines.{act}"
    for act in ("proposal", "support", "let_go", "decide_proposal", "withdraw_proposal")
}
PHRASES = {f"guidelines.{act}" for act in ("phrase", "amend_phrase", "retire_phrase")}
ASKING = QUESTIONS | PROPOSALS | PHRASES


def asking(cast, endpoint: str, at) -> int:
    """Id of what a route is about: a question or a proposal of Carla's, or the first
    phrase of our tone.
    """
    if endpoint in QUESTIONS:
        return Question.add(
            body="Må jeg?", by=cast.carla, at=at, zone=ZoneInfo("Europe/Copenhagen")
        ).id
    if endpoint in PHRASES:
        return Phrase.get().id
    said = {
        "kind": ProposalKind.new,
        "clause_kind": ClauseKind.may,
        "text": "synge",
        "why": "Det er rart.",
    }
    return Proposal.add(
        Guideline.get(Guideline.slug == "facebook"), by=cast.carla, at=at, **said
    ).id
