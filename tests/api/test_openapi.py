"""The document of the API is current and sound, and every answer is as it says."""

import json
import re

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.api import document
from tests.api.program import Program
from tracker.api import openapi
from tracker.tokens.enums import Scope

DOCUMENT = openapi.document()
REGISTRY = Registry().with_resource(
    "urn:api", Resource.from_contents(DOCUMENT, DRAFT202012)
)


def test_the_document_in_the_repository_is_current():
    assert document.FILE.read_text(encoding="utf-8") == document.text(), (
        "write it anew: python -m tests.api.document"
    )


def test_every_schema_is_one():
    found = schemas_in(DOCUMENT)
    # Many of them are the same
    for schema in {
        json.dumps(schema, sort_keys=True): schema for schema in found
    }.values():
        Draft202012Validator.check_schema(schema)


def test_every_reference_leads_somewhere():
    for pointer in set(re.findall(r'"#/([^"]+)"', document.text())):
        place = DOCUMENT
        for step in pointer.split("/"):
            place = place[step]


def test_every_operation_is_called_once_and_says_its_arguments():
    names = []
    for path, operations in DOCUMENT["paths"].items():
        for it in operations.values():
            names.append(it["operationId"])
            told = {row["name"] for row in it["parameters"] if row["in"] == "path"}
            assert told == set(re.findall(r"{(\w+)}", path)), path
            assert "401" in it["responses"]
    assert len(names) == len(set(names))


def test_it_is_open_to_tools(app, cast, visit):
    answer = visit().get("/api/v1/openapi.json")
    assert answer.json == DOCUMENT


ANSWERS = (
    ("/experiments", "/experiments"),
    ("/experiments?stage=draft", "/experiments"),
    ("/experiments/{passport}", "/experiments/{id}"),
    ("/experiments/{passport}/evidence", "/experiments/{id}/evidence"),
    ("/experiments/{passport}/conclusion", "/experiments/{id}/conclusion"),
    ("/experiments/{passport}/comments", "/experiments/{id}/comments"),
    ("/lessons", "/lessons"),
    ("/lessons/{lesson}", "/lessons/{id}"),
    ("/lessons/{lesson}/reuses", "/lessons/{id}/reuses"),
    ("/experiments/{passport}/endorsements", "/experiments/{id}/endorsements"),
    ("/questions", "/questions"),
    ("/search?q=svar", "/search"),
    ("/measures", "/measures"),
    ("/summaries", "/summaries"),
    ("/summaries/2026-Q2", "/summaries/{quarter}"),
    ("/people", "/people"),
)


@pytest.mark.sqlite_by_default
def test_every_answer_is_as_the_document_says(app, cast):
    cast.part("accounts.unit", "comment_id", "passport")
    cast.part("lessons.amend_reuse", "reuse_id", "passport")
    cast.part("summaries.summary", "quarter", "signed")
    lesson = cast.passport.lessons.get().id
    program = Program(app, cast.ada, Scope.read, Scope.people)
    for path, rule in ANSWERS:
        answer = program.get(path.format(passport=cast.passport.id, lesson=lesson))
        assert answer.status_code == 200, (path, answer.text)
        told = DOCUMENT["paths"][rule]["get"]["responses"]["200"]
        schema = told["content"]["application/json"]["schema"]
        validator(schema).validate(answer.json)


def validator(schema: dict) -> Draft202012Validator:
    """Validates against a schema whose references are within the document."""
    return Draft202012Validator(
        replaced(schema), registry=REGISTRY, format_checker=FormatChecker()
    )


def replaced(schema):
    """The schema with references that name the document."""
    if isinstance(schema, dict):
        return {
            name: f"urn:api{value}" if name == "$ref" else replaced(value)
            for name, value in schema.items()
        }
    if isinstance(schema, list):
        return [replaced(value) for value in schema]
    return schema


def schemas_in(part) -> list[dict]:
    """Everything that stands under "schema" or "schemas"."""
    found = []
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "schema":
                found.append(value)
            elif name == "schemas":
                found += value.values()
            found += schemas_in(value)
    elif isinstance(part, list):
        for value in part:
            found += schemas_in(value)
    return found
