"""Seeds old drafts and unanswered questions."""

from __future__ import annotations

from dataclasses import dataclass

from tracker import toml
from tracker.comments.models import Comment
from tracker.demo import TEXTS
from tracker.demo.context import Context
from tracker.demo.experiment import ExperimentKey
from tracker.demo.organisation import PersonKey
from tracker.experiments.models import Experiment


@dataclass(frozen=True, kw_only=True)
class DraftText:
    """A draft that has a title and nothing else."""

    author: PersonKey
    days_ago: int
    title: str


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """An unanswered question under an experiment."""

    experiment: ExperimentKey
    author: PersonKey
    days_ago: int
    body: str


@dataclass(frozen=True, kw_only=True)
class Drafts:
    drafts: tuple[DraftText, ...]
    questions: tuple[OpenQuestion, ...]


def seed_drafts(demo: Context) -> None:
    """Plan the drafts and the questions, each for its day."""
    texts = toml.read(TEXTS / "drafts.toml", Drafts)
    for draft in texts.drafts:
        demo.plan(demo.at(draft.days_ago), _draft, demo, draft)
    for question in texts.questions:
        demo.plan(demo.at(question.days_ago), _ask, demo, question)


def _draft(demo: Context, draft: DraftText) -> None:
    by = demo.people[draft.author]
    Experiment.create(by=by, at=demo.at(draft.days_ago), title=draft.title)


def _ask(demo: Context, question: OpenQuestion) -> None:
    Comment.add(
        demo.experiments[question.experiment],
        body=question.body,
        by=demo.people[question.author],
        at=demo.at(question.days_ago),
        asks=True,
    )
