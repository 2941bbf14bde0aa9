"""What programs, news readers, calendars and assistants ask in somebody's name."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from tests.web.hostile import FOR_TOKENS
from tracker.accounts.models import Person
from tracker.tokens.enums import Scope
from tracker.tokens.models import AccessToken

FEED = "/feeds/SECRET/"  # each reader's own
OF_PROGRAMS = (*FOR_TOKENS, FEED)
SCOPES = (Scope.read, Scope.feeds, Scope.calendar)


def questions_of_programs(words, tags, numbers) -> list[tuple[str, str, dict]]:
    """Method, address and body of all that is asked: lists and searches by words and tags,
    and things by numbers that nobody has told.
    """
    lists = ("/experiments", "/lessons", "/questions", "/measures", "/summaries")
    paths = [f"/api/v1{path}" for path in (*lists, "/experiments?stage=draft")]
    paths += [
        f"/api/v1{path}?{urlencode({'q': word})}"
        for path in ("/experiments", "/lessons", "/search")
        for word in words
    ]
    paths += [f"/api/v1/experiments?{urlencode({'tag': tag})}" for tag in tags]
    paths += [
        f"/api/v1/experiments/{number}{part}"
        for number in numbers
        for part in ("", "/evidence", "/conclusion", "/comments", "/endorsements")
    ]
    paths += [f"/api/v1/lessons/{number}" for number in numbers]
    paths += [f"{FEED}lessons.atom", f"{FEED}days.ics", f"{FEED}units/1.atom"]
    paths += [f"{FEED}tags/{tag}.atom" for tag in tags]
    calls = [("search_experiments", {"query": word}) for word in words]
    calls += [("list_lessons", {}), ("list_lessons", {"query": words[0]})]
    calls += [("get_experiment", {"id": number}) for number in numbers]
    return [("GET", path, {}) for path in paths] + [
        ("POST", f"/mcp?{tool}", {"tool": tool, "sent": sent}) for tool, sent in calls
    ]


class Program:
    """A program that calls with a token of a reader's, or with none."""

    def __init__(self, browser, reader: Person | None, at: dt.datetime):
        self.client = browser
        self.secret = "forsoeg_of-nobody"
        if reader:
            _, self.secret = AccessToken.add(
                by=reader, name="Power BI", scopes=SCOPES, days=90, at=at
            )

    def open(self, method: str, path: str, form: dict):
        """Ask a question of `questions_of_programs`."""
        body = None
        if "tool" in form:
            params = {"name": form["tool"], "arguments": form["sent"]}
            body = {
                "jsonrpc": "2.0",
                "id": 1,
                "method": "tools/call",
                "params": params,
            }
        return self.client.open(
            path.replace("SECRET", self.secret),
            method=method,
            json=body,
            headers={"Authorization": f"Bearer {self.secret}"},
        )
