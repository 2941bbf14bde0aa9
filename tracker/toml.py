"""Strict reader of TOML data files: tables become dataclasses, and a mistake becomes one
clear error that names the file and the entry.

A dataclass describes a table: its fields are the keys, their annotations say what each
may hold. A field with a default may be left out; every other key is demanded, and a key
that is no field is an error.
"""

from __future__ import annotations

import dataclasses
import tomllib
import types
import typing
from collections.abc import Collection, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
LONGEST_LABEL = 60


class DataFileError(ValueError):
    """A data file says something that cannot be read."""


@dataclasses.dataclass(frozen=True, eq=False)
class Known:
    """Annotation of a text that must be one of some names: `Annotated[str, Known(…)]`.

    Attributes:
        noun: What the names are of, for the error: person, platform, clause.
        names: The names; a mapping counts with its keys.
    """

    noun: str
    names: Collection[str]


def load(path: Path) -> dict[str, Any]:
    """The tables of a file, unchecked.

    Raises:
        DataFileError: It is not TOML.
    """
    with path.open("rb") as file:
        try:
            return tomllib.load(file)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise DataFileError(f"{path.name}: {error}") from error


def read(path: Path, kind: type[T], **given: object) -> T:
    """Read a whole file as one dataclass.

    Args:
        given: Fields that are not in the file but come from elsewhere, as from its name.

    Raises:
        DataFileError: It is not TOML, or not what the dataclass describes.
    """
    return build(kind, load(path), path.name, **given)


def build(kind: type[T], table: Any, where: str, **given: object) -> T:
    """Make a dataclass of a table.

    Args:
        where: File and entry, for the error.
        given: Fields that are not in the table.

    Raises:
        DataFileError: The table is not what the dataclass describes.
    """
    if not isinstance(table, dict):
        raise DataFileError(f"{where}: {table!r} should be a table")
    fields = {
        field.name: field
        for field in dataclasses.fields(kind)
        if field.name not in given
    }
    for key in table:
        if key not in fields:
            raise DataFileError(f"{where}: unknown key “{key}”")
    for name, field in fields.items():
        if name not in table and _is_demanded(field):
            raise DataFileError(f"{where}: missing key “{name}”")
    hints = _hints(kind)
    values = {
        key: _value(hints[key], value, f"{where}: {key}")
        for key, value in table.items()
    }
    try:
        return kind(**given, **values)
    except ValueError as error:  # of its __post_init__
        raise DataFileError(f"{where}: {error}") from error


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, include_extras=True)


def _is_demanded(field: dataclasses.Field) -> bool:
    return (
        field.default is dataclasses.MISSING
        and field.default_factory is dataclasses.MISSING
    )


def _value(hint: Any, value: Any, where: str) -> Any:
    """A value as its annotation wants it."""
    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        return _known(hint, value, where)
    if origin in (typing.Union, types.UnionType):
        (inner,) = [one for one in typing.get_args(hint) if one is not types.NoneType]
        return _value(inner, value, where)
    if origin is tuple:
        return _rows(typing.get_args(hint)[0], value, where)
    if origin in (dict, Mapping):
        return _mapping(typing.get_args(hint), value, where)
    if dataclasses.is_dataclass(hint):
        return build(hint, value, where)
    if issubclass(hint, Enum):
        return _member(hint, value, where)
    return _plain(hint, value, where)


def _known(hint: Any, value: Any, where: str) -> Any:
    text = _value(hint.__origin__, value, where)
    for known in hint.__metadata__:
        if text not in known.names:
            raise DataFileError(f"{where}: there is no {known.noun} “{text}”")
    return text


def _rows(hint: Any, value: Any, where: str) -> tuple:
    if not isinstance(value, list):
        raise DataFileError(f"{where}: {value!r} should be a list")
    return tuple(
        _value(hint, one, f"{where} {number}{_label(one)}")
        for number, one in enumerate(value, 1)
    )


def _label(one: Any) -> str:
    """How an entry of a list is called: its first short text, such as a key or a name."""
    if isinstance(one, dict):
        for text in one.values():
            if isinstance(text, str) and len(text) <= LONGEST_LABEL:
                return f" ({text})"
    return ""


def _mapping(hints: tuple[Any, Any], value: Any, where: str) -> dict:
    if not isinstance(value, dict):
        raise DataFileError(f"{where}: {value!r} should be a table")
    return {
        _value(hints[0], key, where): _value(hints[1], one, f"{where}: {key}")
        for key, one in value.items()
    }


def _member(kind: type[Enum], value: Any, where: str) -> Enum:
    try:
        return kind(value)
    except ValueError:
        names = ", ".join(str(one.value) for one in kind)
        raise DataFileError(f"{where}: “{value}” is none of {names}") from None


def _plain(kind: type, value: Any, where: str) -> Any:
    """A text, a number or a yes or no; a whole number will do where any number may stand."""
    kinds: tuple[type, ...] = (kind,)
    if kind is float:
        kinds = (float, int)
    if not isinstance(value, kinds) or (kind is not bool and isinstance(value, bool)):
        raise DataFileError(f"{where}: {value!r} should be of type {kind.__name__}")
    if isinstance(value, str) and value != value.strip():
        raise DataFileError(f"{where}: begins or ends with a space or an empty line")
    return value
