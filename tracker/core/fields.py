"""What a field of a model is, declared once, at the field.

Search text, history, privacy, the form and the next plan read it from here:

    hypothesis = described(
        CheckedCharField(2000, default=""), N_("We believe that …"),
        searched=True, personal=True, copied=True,
    )
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import peewee

from tracker.search.document import LESSON, TITLE, indexed

Field = TypeVar("Field", bound=peewee.Field)


@dataclass(frozen=True)
class Description:
    """The declared properties of a model field.

    Attributes:
        label: The name that a reader sees, in form, history and conflicts.
        searched: Its text is found by the search; a text that says more of the whole
            than others has the name of a field of the index here.
        personal: A text that may name somebody: it can be mended while the row is
            hidden, and what it said before is then forgotten in the history too.
        copied: The next plan begins with it.
        folded: The form shows it in the folded part.
    """

    label: str
    searched: bool | str = False
    personal: bool = False
    copied: bool = False
    folded: bool = False


def described(field: Field, label: str, **more: bool | str) -> Field:
    """Declare what a field is; one without a description is not written by people.

    Args:
        label: A message marked with ``N_``.
        more: Attributes of a `Description`.
    """
    field.description = Description(label, **more)
    return field


@cache
def descriptions(model: type[peewee.Model]) -> dict[str, Description]:
    """Field to description, in the order of the model."""
    return {
        field.name: field.description
        for field in model._meta.sorted_fields
        if hasattr(field, "description")
    }


@cache
def names(model: type[peewee.Model], trait: str = "label") -> tuple[str, ...]:
    """The described fields of a model that have a trait, in the order of the model."""
    return tuple(
        name
        for name, description in descriptions(model).items()
        if getattr(description, trait)
    )


@cache
def rows(model: type[peewee.Model]) -> tuple[str, ...]:
    """The described fields that refer to a row."""
    return tuple(
        name
        for name in names(model)
        if isinstance(model._meta.fields[name], peewee.ForeignKeyField)
    )


@cache
def texts(model: type[peewee.Model]) -> tuple[str, ...]:
    """The described fields that hold a text of their own, not a choice among labels."""
    fields = model._meta.fields
    return tuple(
        name
        for name in names(model)
        if isinstance(fields[name], peewee.CharField)
        and not hasattr(fields[name], "enum_class")
    )


def indexed_cards(cards: list[tuple], tags: list[str]) -> str:
    """The search words of some cards and of tags, which weigh as much as a title.

    Args:
        cards: Models, each with the names of its fields that are searched.
    """
    texts = defaultdict(list)
    texts[TITLE] += tags
    for card, searched in cards:
        for name in searched:
            field = descriptions(type(card))[name].searched
            texts[field].append(getattr(card, name))
    return indexed(texts[TITLE], texts[LESSON], texts[True])
