"""Renders change histories: each act with its fields, and what differs in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import peewee

from tracker.core.fields import descriptions
from tracker.core.history import FORGOTTEN, ChangeBase
from tracker.core.text_diff import differences
from tracker.web.i18n import day, label, number, translated

Pieces = list[tuple[str, str]]
Shown = Callable[[str], str]


class FieldTexts:
    """The names of fields and their plain values, in the reader's language.

    Both are derived from the fields of the models: a day, a number and a choice are
    shown as such; of a text, the words that differ.

    Args:
        fields: The name in the history to the field of a model.
        labels: The labels of what is no field, as of tags.
        shown: How a value that is more than its column says is shown, as an id.
    """

    def __init__(
        self,
        fields: Mapping[str, peewee.Field],
        labels: Mapping[str, str] | None = None,
        shown: Mapping[str, Shown] | None = None,
    ):
        self.fields = fields
        self.labels = {name: field.description.label for name, field in fields.items()}
        self.labels |= labels or {}
        self.shown = dict(shown or {})

    def label(self, name: str) -> str:
        """The name of a field."""
        if name in self.labels:
            return translated(self.labels[name])
        return name

    def text(self, name: str, text: str) -> str:
        """A plain value of the history."""
        field = self.fields.get(name)
        if not text:
            return ""
        if name in self.shown:
            return self.shown[name](text)
        if isinstance(field, peewee.DateField):
            return day(dt.date.fromisoformat(text))
        if isinstance(field, (peewee.DoubleField, peewee.IntegerField)):
            return number(float(text))
        if hasattr(field, "enum_class"):
            member = field.enum_class._value2member_map_.get(text)
            if member:
                return label(member)
        return text

    def pieces(self, name: str, before: str, after: str) -> Pieces:
        """The differences of two values; only texts are compared word by word."""
        before = self.text(name, before)
        after = self.text(name, after)
        if self.is_text(name):
            return differences(before, after)
        both = (("gone", before), ("new", after))
        return [(kind, text) for kind, text in both if text]

    def is_text(self, name: str) -> bool:
        """Whether a field is a text that somebody wrote, no choice and no number."""
        field = self.fields.get(name)
        if field is None:
            return name not in self.shown
        is_choice = hasattr(field, "enum_class")
        return isinstance(field, peewee.CharField) and not is_choice


def described_fields(*models: type[peewee.Model]) -> dict[str, peewee.Field]:
    """The described fields of some models, by their names."""
    return {
        name: model._meta.fields[name]
        for model in models
        for name in descriptions(model)
    }


def clearable_texts(change: ChangeBase, texts: FieldTexts) -> list[str]:
    """Names of the texts of an act that said something before, which may be removed."""
    return [
        name
        for name, said in change.changes.items()
        if texts.is_text(name) and said[0] and said != FORGOTTEN
    ]


def history_entry(change: ChangeBase, texts: FieldTexts) -> dict:
    """An act of a history as `kit/history.html` shows it.

    `clear_url` is where its texts are removed, for those who may.
    """
    return {
        "change": change,
        "who": change.by,
        "at": change.at,
        "act": change.act,
        "fields": [
            (texts.label(name), texts.pieces(name, before, after))
            for name, (before, after) in change.changes.items()
        ],
        "clear_url": "",
    }
