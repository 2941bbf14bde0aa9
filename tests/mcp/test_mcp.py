"""Assistants that ask in somebody's name."""

import json

import pytest

from tests.api.program import Program
from tests.cast import NOW
from tests.examples import for_each_case
from tests.experiments.anonymous_experiment import canary, traces, withheld
from tracker.experiments.models import Experiment
from tracker.tokens.enums import Scope

pytestmark = [pytest.mark.usefixtures("visit"), pytest.mark.sqlite_by_default]


def called(program, tool: str, **arguments) -> dict:
    answer = program.ask("tools/call", {"name": tool, "arguments": arguments})
    return answer.json["result"]


def test_an_assistant_is_greeted_and_told_what_it_may_ask(app, cast):
    program = Program(app, cast.alma, Scope.read)
    greeting = program.ask("initialize", {"protocolVersion": "2025-03-26"}).json
    assert greeting["result"]["protocolVersion"] == "2025-03-26"
    unknown = program.ask("initialize", {"protocolVersion": "1999"}).json
    assert unknown["result"]["protocolVersion"] == "2025-06-18"
    tools = program.ask("tools/list").json["result"]["tools"]
    assert [tool["name"] for tool in tools] == [
        "search_experiments",
        "get_experiment",
        "list_lessons",
    ]
    assert all(tool["annotations"]["readOnlyHint"] for tool in tools)


def test_it_finds_what_its_owner_may_see(app, cast):
    word = cast.quiz.title
    for person, sees in ((cast.eva, True), (cast.carla, False), (cast.alma, True)):
        found = called(
            Program(app, person, Scope.read), "search_experiments", query=word
        )
        titles = [it["title"] for it in found["structuredContent"]["experiments"]]
        assert (word in titles) is sees
        assert json.loads(found["content"][0]["text"]) == found["structuredContent"]


def test_what_is_not_theirs_is_not_there(app, cast):
    Experiment.update(hidden_at=NOW).where(Experiment.id == cast.passport.id).execute()
    carla = Program(app, cast.carla, Scope.read)
    for experiment in (cast.dream, cast.quiz, cast.passport):
        answer = called(carla, "get_experiment", id=experiment.id)
        assert answer["isError"] and experiment.title not in str(answer)
    assert called(carla, "list_lessons")["structuredContent"] == {"lessons": []}


def test_nobody_is_told_who_wrote_without_a_name(app, cast):
    shy = canary(cast)
    secret = withheld(cast, shy)
    program = Program(app, cast.ada, Scope.read)
    for tool, arguments in (
        ("search_experiments", {"query": "regneark"}),
        ("get_experiment", {"id": secret.id}),
        ("list_lessons", {}),
    ):
        answer = program.ask("tools/call", {"name": tool, "arguments": arguments})
        assert "egneark" in answer.text and not traces(answer.text, shy)


def test_a_notification_wants_no_answer(app, cast):
    program = Program(app, cast.alma, Scope.read)
    message = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    answer = program.client.post("/mcp", json=message, headers=program.headers)
    assert answer.status_code == 202 and not answer.data


def test_another_page_cannot_ask_through_a_browser(app, cast):
    program = Program(app, cast.alma, Scope.read)
    program.headers["Origin"] = "https://evil.example"
    assert program.ask("tools/list").status_code == 403


@for_each_case(
    ("data", "code"),
    [
        (b"{", -32700),
        (b"NaN", -32700),
        (b"[" * 100_000, -32700),
        (b"[]", -32600),
        (b'{"id": 1}', -32600),
        (b'{"id": 1, "method": "tools/drop"}', -32601),
        (b'{"id": 1, "method": "tools/call", "params": {"name": []}}', -32602),
        (b'{"id": 1, "method": "tools/call", "params": [1]}', -32602),
    ],
)
def test_what_makes_no_sense_is_an_error(app, cast, data, code):
    program = Program(app, cast.alma, Scope.read)
    answer = program.client.post("/mcp", data=data, headers=program.headers)
    assert answer.json["error"]["code"] == code


@for_each_case(
    ("tool", "arguments"),
    [
        ("get_experiment", {"id": "1"}),
        ("get_experiment", {"id": True}),
        ("get_experiment", {"id": 2**80}),
        ("get_experiment", {}),
        ("search_experiments", {"query": ["x"]}),
        ("search_experiments", {"query": "x", "as": "admin"}),
    ],
)
def test_arguments_that_make_no_sense_are_told(app, cast, tool, arguments):
    assert called(Program(app, cast.alma, Scope.read), tool, **arguments)["isError"]
