"""What runs when the clock of a question has run out."""

from __future__ import annotations

from tracker.guidelines.models import Advice, Question
from tracker.jobs.models import Errand


def remind(errand: Errand) -> None:
    """Tell those who answer once more, if it still waits."""
    question = Question.get_or_none(
        Question.id == errand.carries["question"], Question.removed_at.is_null()
    )
    if question and not Advice.select().where(Advice.question == question).exists():
        question.call("overdue", at=errand.due_at)


HANDLERS = {"question_due": remind}
