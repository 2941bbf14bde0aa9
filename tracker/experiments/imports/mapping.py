"""Which column is which field: guessed by name, told with `field=column`, or a fixed
text with {column} in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

from tracker.core.validation import N_, FieldError, raise_if_errors
from tracker.experiments.imports import values

# The known columns, and by what other names people call them.
FIELDS = {
    "external_id": (
        "id experiment_id row_id nr nummer number løbenummer løbenr forsøgsnummer forsøgsnr"
    ),
    "title": "titel name navn headline overskrift experiment forsøg forsøgets_navn forsøgsnavn",
    "hypothesis": (
        "hypotese antagelse we_believe vi_tror vi_tror_at vi_troede vi_troede_at hvad_troede_vi"
        " hvad_tror_vi"
    ),
    "method": (
        "metode how fremgangsmåde vi_gjorde hvad_gjorde_vi det_gjorde_vi sådan_gjorde_vi"
        " sådan_gør_vi"
    ),
    "platform": "channel kanal medie platforme kanaler socialt_medie",
    "format": "type form indholdstype opslagstype",
    "metric": "measure mål måling kpi vi_måler vi_målte hvad_målte_vi hvad_måler_vi målepunkt",
    "baseline": "before før udgangspunkt startværdi",
    "target": "goal måltal målsætning",
    "criterion": "success_criterion succeskriterium kriterium succeskriterie succeskriterier",
    "result": "resultat after efter results resultater slutværdi",
    "observation": (
        "observed observations iagttagelse iagttagelser observationer vi_så vi_så_at hvad_så_vi"
        " det_så_vi hvad_skete_der"
    ),
    "surprise": (
        "overraskelse overraskelser overraskede_os hvad_overraskede hvad_overraskede_os"
        " det_overraskede_os"
    ),
    "lesson": (
        "learning læring erfaring lessons learnings læringer erfaringer lærdom lærdomme vi_lærte"
        " hvad_lærte_vi det_lærte_vi hvad_har_vi_lært what_we_learned what_did_we_learn"
    ),
    "decision": "beslutning beslutninger vi_besluttede",
    "outcome": (
        "udfald conclusion konklusion hvordan_gik_det how_did_it_go holdt_det holdt_det_stik"
        " virkede_det lykkedes_det"
    ),
    "starts_on": "start starts start_date started started_on startdato begynder begyndte startet",
    "ends_on": "end ends end_date slut slutdato slutter sluttede",
    "concluded_on": "concluded date dato concluded_date afsluttet afslutningsdato afsluttet_den",
    "author_email": "author email mail e_mail forfatter mailadresse",
    "unit": "enhed afdeling department forvaltning team",
    "tags": "emner emneord keywords mærker stikord nøgleord hashtags",
    "link": "url doi links webadresse",
}
REQUIRED = ("title", "hypothesis")
MOST_LISTED = 12
LONGEST_NAME = 40

_PLACE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


def guessed(
    columns: Iterable[str], rows: Iterable[Dictionary[str, str]] = ()
) -> dict[str, str]:
    """Field to column, for each column whose name says what it is; its own name wins
    over another word for it.

    Where no column is named as the outcome, a result that mostly says yes and no in the
    first `rows` is taken for it.
    """
    by_name = {}
    for column in columns:
        by_name.setdefault(_key(column), column)
    found = {name: by_name[name] for name in FIELDS if name in by_name}
    for name, others in FIELDS.items():
        match = next(
            (by_name[other] for other in others.split() if other in by_name), None
        )
        if match and name not in found and match not in found.values():
            found[name] = match
    if (
        "outcome" not in found
        and "result" in found
        and _tells_outcomes([row[found["result"]] for row in rows])
    ):
        found["outcome"] = found.pop("result")
    return found


def listed(columns: Iterable[str]) -> str:
    """Names of columns for a sentence: the first ones, none of them longer than a word or two."""
    columns = list(columns)
    names = ", ".join(
        values.cut(column, LONGEST_NAME) for column in columns[:MOST_LISTED]
    )
    if len(columns) > MOST_LISTED:
        return f"{names}, … (+{len(columns) - MOST_LISTED})"
    return names


@dataclass
class Mapping:
    """What each field is filled from: a column, or a fixed text, which goes first."""

    columns: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)

    def problems(self, columns: Iterable[str]) -> list[FieldError]:
        """What does not fit the columns of the file."""
        columns = set(columns)
        named = [
            (name, column)
            for name, column in self.columns.items()
            if name not in self.fixed
        ]
        named += [
            (name, place)
            for name, text in self.fixed.items()
            for place in _places(text)
        ]
        unknown = [name for name in (*self.columns, *self.fixed) if name not in FIELDS]
        filled = {*self.columns, *self.fixed}
        return [
            *[
                FieldError(
                    "",
                    N_("There is no field called %(name)s."),
                    {"name": values.cut(name, LONGEST_NAME)},
                )
                for name in unknown
            ],
            *[
                FieldError(
                    name,
                    N_("There is no column called “%(column)s”."),
                    {"column": values.cut(column, LONGEST_NAME)},
                )
                for name, column in named
                if column not in columns
            ],
            *[
                FieldError(name, N_("Say where this comes from: a column or a text."))
                for name in REQUIRED
                if name not in filled
            ],
        ]

    def reader(
        self, columns: Iterable[str]
    ) -> Callable[[Dictionary[str, str]], dict[str, str]]:
        """A function from a row to field and text.

        Raises:
            ValidationFailed: The mapping does not fit the columns.
        """
        raise_if_errors(*self.problems(columns))
        plain = [
            (name, column)
            for name, column in self.columns.items()
            if name not in self.fixed
        ]
        fixed = [(name, text) for name, text in self.fixed.items()]

        def read(row: Dictionary[str, str]) -> dict[str, str]:
            texts = {name: row[column] for name, column in plain}
            for name, text in fixed:
                texts[name] = _PLACE.sub(lambda match: _filled(match, row), text)
            return texts

        return read

    def unused(self, columns: Iterable[str]) -> list[str]:
        """The columns that nothing is filled from."""
        used = {
            column for name, column in self.columns.items() if name not in self.fixed
        }
        used |= {place for text in self.fixed.values() for place in _places(text)}
        return [column for column in columns if column not in used]

    def column_of(self, name: str) -> str:
        """What to call the place a field comes from when something is wrong with it."""
        if name in self.fixed:
            return name
        return self.columns.get(name, name)


def _filled(match: re.Match, row: Dictionary[str, str]) -> str:
    if match[1] is not None:
        return " ".join(row[match[1].strip()].split())
    return match[0][0]


def _places(text: str) -> list[str]:
    return [match[1].strip() for match in _PLACE.finditer(text) if match[1] is not None]


def _tells_outcomes(cells: list[str]) -> bool:
    said = [known for outcome, known in map(values.outcome, cells) if outcome]
    return sum(said) * 2 > len(said)


def _key(column: str) -> str:
    return "_".join(re.findall(r"\w+", column.casefold().replace("_", " ")))
