"""Operations: has anyone tried this?"""

from __future__ import annotations

from flask import request
from flask_login import current_user

from tracker.api.operation import Parameter, operation
from tracker.api.resources.experiment import EXPERIMENT
from tracker.api.resources.lesson import LESSON
from tracker.api.results import Found, found_by_words
from tracker.api.schema import YES_OR_NO, many, object_schema

ANSWER = object_schema(
    {
        "exact": YES_OR_NO
        | {"description": "Whether one has all the words; else these are the closest."},
        "experiments": many(EXPERIMENT.reference),
        "lessons": many(LESSON.reference),
    },
    ["exact", "experiments", "lessons"],
)
ASKED = Parameter(
    "q", {"type": "string", "maxLength": 300}, "What somebody has in mind."
)


@operation(
    "/search",
    "Has anyone tried this? The closest attempts and lessons",
    ANSWER,
    parameters=(ASKED,),
)
def search():
    return as_json(found_by_words(request.args.get("q", ""), current_user))


def as_json(found: Found) -> dict:
    return {
        "exact": found.is_exact,
        "experiments": [EXPERIMENT.as_json(it) for it in found.experiments],
        "lessons": [LESSON.as_json(it) for it in found.lessons],
    }
