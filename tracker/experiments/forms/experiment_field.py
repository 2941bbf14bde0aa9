"""Form fields for other experiments: by title, number or address."""

from __future__ import annotations

import re

from flask_babel import gettext
from flask_login import current_user
from wtforms import Field, ValidationError
from wtforms.widgets import HiddenInput, TextInput

from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries import visible_to
from tracker.experiments.queries.form_options import attempts_titled
from tracker.numbers import whole_number
from tracker.plaintext import folded
from tracker.web.forms import tidy_line

MOST = 20
ADDRESS = re.compile(r"/experiments/(\d+)")
NUMBER = re.compile(r"#?(\d+)")


class AttemptsField(Field):
    """Published experiments: titles, numbers ("#12") or addresses, separated by commas.

    `data` holds the rows that the current user may see.
    """

    widget = TextInput()

    def __init__(self, label=None, **kwargs):
        self.typed: list[str] = []
        super().__init__(label, **kwargs)

    def _value(self) -> str:
        return ", ".join(self.typed)

    def process_data(self, value):
        self.typed = [f"#{attempt.id}" for attempt in value or []]
        self.data = list(value or [])

    def process_formdata(self, valuelist):
        titled = [tidy_line(value) for value in valuelist]
        whole = self._titled(titled)
        if len(whole) == len(titled):  # a title may have commas in it
            self.typed = titled
            self.data = list(whole.values())
            return
        words = (
            word
            for value in valuelist
            for word in map(tidy_line, value.split(","))
            if word
        )
        self.typed = list(dict.fromkeys(words))[:MOST]
        ids = [id for id in map(_id, self.typed) if id]
        self.data = []
        if ids:
            rows = _shown().where(Experiment.id.in_(ids))
            self.data += sorted(rows, key=lambda row: ids.index(row.id))
        named = self._titled([word for word in self.typed if not _id(word)])
        self.data += named.values()

    def pre_validate(self, form):
        known = {row.id for row in self.data}
        known |= {folded(row.title) for row in self.data}
        if unknown := [
            word
            for word in self.typed
            if _id(word) not in known and folded(word) not in known
        ]:
            raise ValidationError(
                gettext(
                    "No attempt that you may see is called %(name)s.",
                    name=", ".join(unknown),
                )
            )

    def _titled(self, titles: list[str]) -> dict:
        """Folded title to experiment, for titles that one visible experiment alone has."""
        found = {}
        for title in {folded(title) for title in titles[:MOST] if title}:
            rows = attempts_titled(title, current_user)
            if len(rows) == 1:
                found[title] = rows[0]
        return found


class IdsField(Field):
    """Ids from an address, kept in a hidden field."""

    widget = HiddenInput()

    def _value(self) -> str:
        return str(self.data or "")

    def process_formdata(self, valuelist):
        self.data = ",".join(valuelist)

    @property
    def ids(self) -> list[int]:
        """The valid ids, each once."""
        numbers = (whole_number(text) for text in self._value().split(","))
        return list(dict.fromkeys(number for number in numbers if number is not None))[
            :MOST
        ]


class TickedIdsField(IdsField):
    """Ids that are shown as ticked checkboxes."""

    widget = TextInput()


def _shown():
    return visible_to(current_user).where(Experiment.stage != Stage.draft)


def _id(typed: str) -> int | None:
    match = ADDRESS.search(typed) or NUMBER.fullmatch(typed)
    if match:
        return whole_number(match[1])
    return None
