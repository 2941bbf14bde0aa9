"""How a rule is told: in English words that forms, pages and the command line translate
when they show them.

Models know no languages and no HTTP, so a rule gives a `FieldError`: the field, a
message from the catalogue and its numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import peewee


def N_(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


def set_translator(translate: Callable[[str], str]) -> None:
    """Give the models the reader's language, for the few words that stand in place of a
    value.

    The app calls it once.
    """
    global _translated
    _translated = translate


def translated(message: str) -> str:
    """A message of the catalogue; in English where nobody reads."""
    return _translated(message)


def _translated(message: str) -> str:
    return message


@dataclass(frozen=True)
class FieldError:
    """One thing to mend. `field` is the name of a form field, or "" for the whole."""

    field: str
    message: str
    params: Mapping = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params


class ValidationFailed(Exception):
    """A verb would break a rule; nothing was written.

    Attributes:
        problems: Every problem found, in the order of the fields.
    """

    def __init__(self, *problems: FieldError):
        super().__init__(" ".join(str(problem) for problem in problems))
        self.problems = problems


def required(values: Mapping, names: Iterable[str]) -> list[FieldError]:
    """A problem for each name whose value is missing or blank."""
    return [
        FieldError(name, N_("Please fill this in."))
        for name in names
        if _blank(values.get(name))
    ]


def length_errors(values: Mapping, model: type[peewee.Model]) -> list[FieldError]:
    """A problem for each text longer than its field's cap; the caps stand on the model."""
    return [
        FieldError(
            name,
            N_("At most %(cap)s characters; this has %(length)s."),
            {"cap": cap, "length": len(value)},
        )
        for name, value in values.items()
        if isinstance(value, str)
        and (cap := max_lengths(model).get(name))
        and len(value) > cap
    ]


@cache
def max_lengths(model: type[peewee.Model]) -> dict[str, int]:
    """Longest text of each field, in characters."""
    return {
        name: field.max_length
        for name, field in model._meta.fields.items()
        if isinstance(field, peewee.CharField)
    }


def raise_if_errors(*problems: FieldError) -> None:
    """Refuse when there is any problem.

    Raises:
        ValidationFailed: With all of them.
    """
    if problems:
        raise ValidationFailed(*problems)


def _blank(value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
