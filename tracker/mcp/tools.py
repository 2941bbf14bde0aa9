"""The tools that an assistant may call; each reads as the token's owner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_login import current_user

from tracker.api.resources.experiment import EXPERIMENT, EXPERIMENT_DETAIL
from tracker.api.resources.lesson import LESSON
from tracker.api.results import experiment_items, found_by_words, found_lessons
from tracker.numbers import LARGEST_ID

WORDS = {"type": "string", "maxLength": 300}


class ToolError(Exception):
    """What was asked for is not there, or the arguments make no sense."""


@dataclass(frozen=True)
class Tool:
    """One tool; its texts are for the assistant, so they are English."""

    name: str
    about: str
    arguments: dict
    required: list[str]
    run: Callable[[dict], dict]

    def described(self) -> dict:
        """The tool as the protocol lists it."""
        return {
            "name": self.name,
            "description": self.about,
            "inputSchema": {
                "type": "object",
                "properties": self.arguments,
                "required": self.required,
                "additionalProperties": False,
            },
            "annotations": {"readOnlyHint": True, "openWorldHint": False},
        }

    def call(self, sent: object) -> dict:
        """What the tool answers.

        Raises:
            ToolError: The arguments are not those of the tool, or nothing is there.
        """
        if not isinstance(sent, dict) or not set(sent) <= set(self.arguments):
            raise ToolError(f"Arguments: {', '.join(self.arguments)}.")
        if missing := [name for name in self.required if name not in sent]:
            raise ToolError(f"Missing: {', '.join(missing)}.")
        return self.run(sent)


def _search(sent: dict) -> dict:
    found = found_by_words(_words(sent), current_user)
    return {
        "exact": found.is_exact,
        "experiments": [EXPERIMENT.as_json(it) for it in found.experiments],
        "lessons": [LESSON.as_json(it) for it in found.lessons],
    }


def _experiment(sent: dict) -> dict:
    id = sent["id"]
    if isinstance(id, bool) or not isinstance(id, int) or not 0 <= id <= LARGEST_ID:
        raise ToolError("The id is a whole number.")
    items = experiment_items([id], current_user)
    if not items:
        raise ToolError("There is no such experiment, or it is not yours to see.")
    return EXPERIMENT_DETAIL.as_json(items[0])


def _lessons(sent: dict) -> dict:
    found = found_lessons(_words(sent), current_user)
    return {"lessons": [LESSON.as_json(it) for it in found]}


def _words(sent: dict) -> str:
    words = sent.get("query", "")
    if not isinstance(words, str):
        raise ToolError("The query is a text.")
    return words.encode("utf-8", "ignore").decode()


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "search_experiments",
            "Has anyone in the organisation tried this? Returns the closest experiments"
            " and lessons; `exact` says whether one has all the words. Never conclude that"
            " nobody tried: say what is closest.",
            {"query": WORDS},
            ["query"],
            _search,
        ),
        Tool(
            "get_experiment",
            "One experiment: hypothesis, method, criterion, outcome, lesson, decision.",
            {"id": {"type": "integer", "minimum": 0}},
            ["id"],
            _experiment,
        ),
        Tool(
            "list_lessons",
            "Lessons that colleagues may reuse; the newest, or those closest to a query.",
            {"query": WORDS},
            [],
            _lessons,
        ),
    )
}
