"""Validation errors that models raise and that forms and the command line translate.

Models know no languages and no HTTP, so a rule gives a `FieldError`: the field, a
message of the catalogue in English, and the numbers in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import peewee

from tracker.plaintext import is_seen


def N_(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


def set_translator(translate: Callable[[str], str]) -> None:
    """Set the function that translates the few words that models show in place of a value.

    The app calls it once.
    """
    global _translated
    _translated = translate


def translated(message: str) -> str:
    """A message of the catalogue in the reader's language; in English without a request."""
    return _translated(message)


def _translated(message: str) -> str:
    return message


@dataclass(frozen=True)
class FieldError:
    """One error of one field; `field` is the name of a form field, or "" for the whole form."""

    field: str
    message: str
    params: Mapping = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params


class ErrorList(list[FieldError]):
    """Collects the errors of one act, so that all of them are shown at once."""

    def add(self, field: str, message: str, params: Mapping | None = None) -> None:
        """Add an error. `field` is the name of a form field, or "" for the whole."""
        self.append(FieldError(field, message, params or {}))

    def add_if(
        self, condition, field: str, message: str, params: Mapping | None = None
    ) -> None:
        """Add an error where the condition holds."""
        if condition:
            self.add(field, message, params)

    def raise_if_any(self) -> None:
        """Raise the collected errors, if there are any.

        Raises:
            ValidationFailed: With all errors.
        """
        if self:
            raise ValidationFailed(*self)


class ValidationFailed(Exception):
    """A method would break a rule of its model; nothing was written.

    Attributes:
        problems: Every error found, in the order of the fields.
    """

    def __init__(self, *problems: FieldError):
        super().__init__(" ".join(str(problem) for problem in problems))
        self.problems = problems


def required(values: Mapping, names: Iterable[str]) -> list[FieldError]:
    """An error for each name whose value is missing or blank."""
    return [
        FieldError(name, N_("Please fill this in."))
        for name in names
        if _blank(values.get(name))
    ]


def length_errors(values: Mapping, model: type[peewee.Model]) -> list[FieldError]:
    """An error for each text that is longer than the `max_length` of its model field."""
    caps = max_lengths(model)
    errors = []
    for name, value in values.items():
        # An empty one first: it is the most frequent, and an import asks of every row
        if not value or not isinstance(value, str) or name not in caps:
            continue
        length = len(value)
        if length > caps[name]:
            message = N_("At most %(cap)s characters; this has %(length)s.")
            params = {"cap": caps[name], "length": length}
            errors.append(FieldError(name, message, params))
    return errors


@cache
def max_lengths(model: type[peewee.Model]) -> dict[str, int]:
    """Field name to the greatest length of its text, in characters."""
    return {
        name: field.max_length
        for name, field in model._meta.fields.items()
        if isinstance(field, peewee.CharField)
    }


def raise_if_errors(problems: Sequence[FieldError]) -> None:
    """Raise the errors, if there are any.

    Raises:
        ValidationFailed: With all errors.
    """
    if problems:
        raise ValidationFailed(*problems)


def _blank(value) -> bool:
    return value is None or (isinstance(value, str) and not is_seen(value))
