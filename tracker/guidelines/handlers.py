"""What runs when the clock of a question has run out."""

from __future__ import annotations

from tracker.guidelines.models import Question, QuestionAnswer
from tracker.jobs.models import Job


def remind(job: Job) -> None:
    """Tell those who answer once more, if it still waits."""
    question = Question.get_or_none(
        Question.id == job.payload["question"], Question.removed_at.is_null()
    )
    if (
        question
        and not QuestionAnswer.select()
        .where(QuestionAnswer.question == question)
        .exists()
    ):
        question.notify_answerers("overdue", at=job.due_at)


HANDLERS = {"question_due": remind}
