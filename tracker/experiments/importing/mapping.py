"""Which column is which field: guessed by name, told with `field=column`, or a fixed text with {column} in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

from tracker.rules import N_, Problem, demand

# The known columns, and by what other names people call them.
FIELDS = {
    "external_id": "id experiment_id row_id nr nummer number løbenummer",
    "title": "titel name navn headline overskrift experiment forsøg",
    "hypothesis": "hypotese we_believe vi_tror vi_tror_at",
    "method": "metode how fremgangsmåde",
    "platform": "channel kanal medie",
    "format": "type form",
    "metric": "measure mål måling kpi vi_måler",
    "baseline": "before før udgangspunkt",
    "target": "goal måltal",
    "criterion": "success_criterion succeskriterium kriterium",
    "result": "resultat after efter",
    "observation": "observed observations iagttagelse vi_så vi_så_at",
    "surprise": "overraskelse",
    "lesson": "learning læring erfaring lessons",
    "decision": "beslutning",
    "outcome": "udfald conclusion konklusion hvordan_gik_det",
    "starts_on": "start starts start_date started started_on startdato begynder",
    "ends_on": "end ends end_date slut slutdato slutter",
    "concluded_on": "concluded date dato concluded_date afsluttet",
    "author_email": "author email mail e_mail forfatter",
    "unit": "enhed afdeling department",
    "tags": "emner emneord keywords mærker",
    "link": "url doi",
}
REQUIRED = ("title", "hypothesis")

_PLACE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


def guessed(columns: Iterable[str]) -> dict[str, str]:
    """Field to column, for each column whose name says what it is; its own name wins over another word for it."""
    by_name = {}
    for column in columns:
        by_name.setdefault(_key(column), column)
    found = {name: by_name[name] for name in FIELDS if name in by_name}
    for name, others in FIELDS.items():
        match = next((by_name[other] for other in others.split() if other in by_name), None)
        if match and name not in found and match not in found.values():
            found[name] = match
    return found


@dataclass
class Mapping:
    """What each field is filled from: a column, or a fixed text, which goes first."""

    columns: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)

    def problems(self, columns: Iterable[str]) -> list[Problem]:
        """What does not fit the columns of the file."""
        columns = set(columns)
        named = [(name, column) for name, column in self.columns.items() if name not in self.fixed]
        named += [(name, place) for name, text in self.fixed.items() for place in _places(text)]
        unknown = [name for name in (*self.columns, *self.fixed) if name not in FIELDS]
        filled = {*self.columns, *self.fixed}
        return [
            *[Problem("", N_("There is no field called %(name)s."), {"name": name}) for name in unknown],
            *[
                Problem(name, N_("There is no column called “%(column)s”."), {"column": column})
                for name, column in named
                if column not in columns
            ],
            *[Problem(name, N_("Say where this comes from: a column or a text.")) for name in REQUIRED if name not in filled],
        ]

    def reader(self, columns: Iterable[str]) -> Callable[[Dictionary[str, str]], dict[str, str]]:
        """A function from a row to field and text.

        Raises:
            Refused: The mapping does not fit the columns.
        """
        demand(*self.problems(columns))
        plain = [(name, column) for name, column in self.columns.items() if name not in self.fixed]
        fixed = [(name, text) for name, text in self.fixed.items()]

        def read(row: Dictionary[str, str]) -> dict[str, str]:
            values = {name: row[column] for name, column in plain}
            for name, text in fixed:
                values[name] = _PLACE.sub(lambda match: _filled(match, row), text)
            return values

        return read

    def column_of(self, name: str) -> str:
        """What to call the place a field comes from when something is wrong with it."""
        return name if name in self.fixed else self.columns.get(name, name)


def _filled(match: re.Match, row: Dictionary[str, str]) -> str:
    return " ".join(row[match[1].strip()].split()) if match[1] is not None else match[0][0]


def _places(text: str) -> list[str]:
    return [match[1].strip() for match in _PLACE.finditer(text) if match[1] is not None]


def _key(column: str) -> str:
    return "_".join(re.findall(r"\w+", column.casefold().replace("_", " ")))
