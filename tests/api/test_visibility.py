"""What a program or an assistant may not see changes nothing of what it is told: two
worlds that differ in it answer alike.
"""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest

from tests.access import BESIDE, ELSEWHERE, FACILITATOR, NAMES
from tests.api.program import Program
from tests.experiments import visibility_worlds
from tests.experiments.test_visibility import (
    ALL_OF_IT,
    changes,
    newest_id,
    told,
    tuesday,
    world,
)
from tests.experiments.visibility_worlds import DRAFT, HIDDEN, SECRET, SEEN_IN, TAGS
from tracker.tokens.enums import Scope

__all__ = ["tuesday", "world"]
MCP = "/mcp"
SERVICE = "a service"
READERS = {
    DRAFT: (BESIDE, SERVICE),
    HIDDEN: (ELSEWHERE, SERVICE),
    SEEN_IN: (FACILITATOR, SERVICE),
}
WORDS = ("kvantehest video", "regneark", *SECRET[:1])
# As on the pages: what was published counts in figures, and as evidence for a lesson,
# without a word of it
COUNTED = re.compile(
    r'\\*"(?:status|supports_unseen)\\*": \\*"?\w+|(?m:^(?:Content-Length|ETag): .*$)'
)
FEEDS = (Scope.feeds, Scope.calendar)


class Caller:
    """A program with all that `visibility_worlds.read` asks of a browser."""

    def __init__(self, app, cast, who: str):
        owner = cast.ada if who == SERVICE else getattr(cast, NAMES[who])
        service = {"service": who == SERVICE}
        self.program = Program(app, owner, Scope.read, **service)
        feeds = FEEDS[:1] if who == SERVICE else FEEDS
        self.feeds = Program(app, owner, *feeds, **service).secret

    def open(self, path: str, method: str, data: dict | None):
        path = path.replace("TOKEN", self.feeds)
        more = {"json": json.loads(data["asked"])} if data else {}
        headers = self.program.headers
        return self.program.client.open(path, method=method, headers=headers, **more)


def asked(beyond: int) -> list[tuple[str, str, dict]]:
    """All that a program may read, about what it may not see as well."""
    lists = ["experiments", "lessons", "questions", "measures", "summaries", "people"]
    paths = [f"{name}?per_page={n}" for name in lists[:3] for n in (1, 100)]
    paths += lists[3:]
    for word in WORDS:
        paths += [f"{name}?q={quote(word)}" for name in ("search", *lists[:3])]
    for tag in TAGS:
        paths += [f"{name}?tag={tag}" for name in lists[:2]]
    parts = ("", "evidence", "conclusion", "comments", "endorsements")
    paths += [
        f"experiments/{id}/{part}".rstrip("/")
        for id in (1, beyond, beyond + 1)
        for part in parts
    ]
    paths += [
        f"lessons/{id}{part}"
        for id in (1, beyond, beyond + 1)
        for part in ("", "/reuses")
    ]
    feeds = ["lessons.atom", "units/1.atom", "units/2.atom", "days.ics"]
    feeds += [f"tags/{tag}.atom" for tag in TAGS]
    found = [("GET", f"/api/v1/{path}", {}) for path in paths]
    found += [("GET", f"/feeds/TOKEN/{path}", {}) for path in feeds]
    return found + [("POST", MCP, {"asked": message}) for message in _calls(beyond)]


def _calls(beyond: int) -> list[str]:
    calls = [("search_experiments", {"query": word}) for word in WORDS]
    calls += [("list_lessons", {"query": word}) for word in WORDS]
    calls += [("get_experiment", {"id": id}) for id in (1, beyond, beyond + 1)]
    return [
        json.dumps(
            {
                "jsonrpc": "2.0",
                "id": 1,
                "method": "tools/call",
                "params": {"name": name, "arguments": arguments},
            }
        )
        for name, arguments in calls
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("kind", READERS)
def test_what_a_program_may_not_see_changes_nothing(
    app, cast, world, kind, monkeypatch
):
    visibility_worlds.furnish(app, cast)
    monkeypatch.setattr(visibility_worlds, "browser", Caller)
    questions = asked(newest_id() + 1)
    readers = dict.fromkeys(READERS[kind], questions)
    work = ALL_OF_IT[kind]
    without = _read(world(lambda: None, readers), kind)
    with_it = _read(world(lambda: visibility_worlds.make(cast, work), readers), kind)
    changed = changes(without, with_it)
    assert not changed, told(work, changed)
    assert sum(text.startswith("200") for text in without.values()) > len(without) / 2


def _read(found: dict, kind: str) -> dict:
    """What programs were answered; mails are read elsewhere."""
    answers = {key: text for key, text in found.items() if key[0] != "mail"}
    if kind == DRAFT:
        return answers
    return {
        key: COUNTED.sub("", text)
        for key, text in answers.items()
        if key[2] != "/api/v1/measures"
    }
