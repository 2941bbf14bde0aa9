"""Operations of the API, and the document that describes them."""

from tracker.api.operation import api

from tracker.api.views import (
    experiment,
    edit,
    conclusion,
    evidence,
    reading,
    file,
    endorsement,
    comment,
    lesson,
    reuse,
    question,
    search,
    measure,
    summary,
    person,
    document,
)

__all__ = ["api"]
