"""What a resource of the API consists of: each attribute with its type and its value.

The answers and the OpenAPI document are made from the same declarations. Plain code does
it: a library of models would ask for each rule a second time beside the forms.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.core.enums import LabelledEnum

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
NUMBER = {"type": "number"}
YES_OR_NO = {"type": "boolean"}
DAY = {"type": "string", "format": "date"}
ADDRESS = {"type": "string", "format": "uri"}
ID = {"type": "integer", "minimum": 0}
FILE = {"type": "string", "format": "binary"}
PLATFORM_SLUG = {"type": "string", "description": "Slug of a platform."}
NOT_CPR = {"type": "boolean", "description": "It is not a CPR number."}


def word_of(words: type[LabelledEnum]) -> dict:
    """The schema of one word of a closed list."""
    return {"type": "string", "enum": [word.value for word in words]}


def or_null(schema: dict) -> dict:
    """The schema of a value that may be missing."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    made = schema | {"type": [schema["type"], "null"]}
    if "enum" in schema:
        made["enum"] = schema["enum"] + [None]
    return made


def many(schema: dict) -> dict:
    """The schema of a list."""
    return {"type": "array", "items": schema}


def object_schema(properties: dict, required: Sequence[str] = ()) -> dict:
    """The schema of an object that has these attributes and no others."""
    made = {"type": "object", "properties": properties}
    if required:
        made["required"] = list(required)
    return made | {"additionalProperties": False}


@dataclass(frozen=True)
class Attribute:
    """One attribute of a resource.

    Attributes:
        value: Gives the value, from what the resource shows.
    """

    name: str
    schema: dict
    value: Callable[[Any], Any]
    about: str = ""


class Resource:
    """Something that the API shows, with all its attributes."""

    def __init__(self, name: str, about: str, attributes: list[Attribute]):
        self.name = name
        self.about = about
        self.attributes = attributes

    def as_json(self, shown: Any) -> dict:
        """The resource as plain JSON."""
        return {it.name: plain(it.value(shown)) for it in self.attributes}

    @property
    def reference(self) -> dict:
        """The schema that points to this one in the document."""
        return {"$ref": f"#/components/schemas/{self.name}"}

    def schema(self) -> dict:
        """The JSON schema of the resource."""
        properties = {}
        for it in self.attributes:
            properties[it.name] = dict(it.schema)
            if it.about and "$ref" not in it.schema:
                properties[it.name]["description"] = it.about
        made = object_schema(properties, list(properties))
        return made | {"description": self.about}

    def extended(self, name: str, about: str, attributes: list[Attribute]) -> Resource:
        """Another resource with these attributes and more."""
        return Resource(name, about, self.attributes + attributes)


def plain(value):
    """A value as JSON has it: days in ISO, words of closed lists by their value."""
    if isinstance(value, LabelledEnum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def page_schema(resource: Resource) -> dict:
    """The schema of a page of resources."""
    following = {"description": "The address of the next page; null on the last one."}
    return object_schema(
        {"items": many(resource.reference), "next": or_null(ADDRESS) | following},
        ["items", "next"],
    )


def list_schema(resource: Resource) -> dict:
    """The schema of resources that come all at once."""
    return object_schema({"items": many(resource.reference)}, ["items"])
