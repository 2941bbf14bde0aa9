"""Job: a reminder before the time to answer a question runs out, and when it has."""

from __future__ import annotations

from tracker.guidelines.models import Question, QuestionAnswer
from tracker.jobs.models import Job


def remind(job: Job) -> None:
    """Notify the people who may answer once more, if the question is still unanswered."""
    question = Question.get_or_none(
        Question.id == job.payload["question"], Question.removed_at.is_null()
    )
    if (
        question
        and not QuestionAnswer.select()
        .where(QuestionAnswer.question == question)
        .exists()
    ):
        question.notify_answerers(job.payload.get("word", "overdue"), at=job.due_at)


HANDLERS = {"question_due": remind}
