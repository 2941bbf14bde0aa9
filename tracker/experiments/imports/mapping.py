"""The columns of a list of experiments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Dictionary

from tracker.core.imports import Column, Columns, Unreadable, column_of
from tracker.core.imports import Mapping as AnyMapping
from tracker.core.imports.column import heading_key
from tracker.core.imports.number import parse_number
from tracker.core.validation import N_
from tracker.experiments.imports import words
from tracker.experiments.models import Experiment
from tracker.lessons.models import Conclusion, Lesson

_MAIL = re.compile(r"(?:^|[\s<:])[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+>?$")

# How platforms' exports and people's forms name these columns
ELSEWHERE = {
    "external_id": "post_id tweet_id video_id opslags_id svar_id response_id",
    "title": (
        "hvad_hedder_forsøget hvad_prøvede_i hvad_prøvede_du hvad_prøvede_vi hvad_prøver_i"
        " hvad_prøver_vi hvad_vil_i_prøve hvad_vil_vi_prøve post_title"
        " update_title video_title post_text tweet_text caption opslag opslagstekst emne"
    ),
    "hypothesis": (
        "hvad_troede_i hvad_tror_i hvad_troede_du hvad_tror_du forventning"
        " forventet_effekt"
    ),
    "method": "hvad_gjorde_i hvad_gjorde_du",
    "format": "post_type content_type",
    "starts_on": (
        "publish_time published post_time created_date posted_at udgivelsestidspunkt"
        " udgivelsesdato udgivet publiceret publiceringsdato"
    ),
}


# In the order of the mapping page
COLUMNS = Columns(
    column_of(Experiment.external_id),
    column_of(Experiment.title),
    column_of(Experiment.hypothesis),
    column_of(Experiment.method),
    Column(
        "platform",
        "channel kanal medie platforme kanaler socialt_medie hvilken_kanal"
        " hvilke_kanaler hvilket_medie",
        title=N_("Platform"),
    ),
    column_of(Experiment.format),
    column_of(Experiment.metric),
    column_of(Experiment.baseline),
    column_of(Experiment.target),
    column_of(Experiment.criterion),
    column_of(Conclusion.result),
    column_of(Conclusion.observation),
    column_of(Conclusion.surprise),
    column_of(Lesson.statement),
    column_of(Conclusion.decision),
    column_of(Conclusion.outcome),
    column_of(Conclusion.could_tell),
    column_of(Experiment.starts_on),
    column_of(Experiment.ends_on),
    column_of(Experiment.review_on),
    column_of(Conclusion.concluded_on),
    Column(
        "author_email",
        "author email mail e_mail forfatter mailadresse e_mailadresse",
        title=N_("Author"),
    ),
    Column("unit", "enhed afdeling department forvaltning team", title=N_("Unit")),
    Column(
        "tags",
        "emner emneord keywords mærker stikord nøgleord hashtags",
        title=N_("Tags"),
    ),
    Column(
        "link",
        "url doi links webadresse permalink permanent_link post_link tweet_permalink"
        " video_link update_link link_til_opslag opslagslink",
        title=N_("Links"),
    ),
    key=Experiment.external_id.name,
    elsewhere=ELSEWHERE,
)
DESCRIPTIONS = ("description", "beskrivelse")
# Where no day stands in a list; beside one they say less
PERIODS = ("periode", "tidsperiode", "uge")
GOAL = "mål"  # what is measured, or how much of it is wanted
FIELDS = tuple(COLUMNS)
REQUIRED = tuple(COLUMNS.required)


class Mapping(AnyMapping):
    """The source of each field of an experiment: a column or a fixed text."""

    def __init__(
        self,
        columns: dict[str, str] | None = None,
        fixed: dict[str, str] | None = None,
    ):
        super().__init__(COLUMNS, columns, fixed)


def guessed(
    columns: Iterable[str], rows: Iterable[Dictionary[str, str]] = ()
) -> dict[str, str]:
    """Field to heading, for each heading with a known name.

    A column of mail addresses is the author's, whatever its name. Without a column for
    the outcome, a column for the result is taken for it when most
    of the first `rows` say yes or no there; and where there is none either, the day of a
    row is when it began. Platforms export posts whose title is empty: then the
    description is taken for it. A column “Mål” of numbers is the target.
    """
    columns = list(columns)
    rows = list(rows)
    found = COLUMNS.recognised(columns)
    _take_described(found, columns, rows)
    _take_goal(found, columns, rows)
    _take_period(found, columns)
    if "author_email" not in found:
        for column in columns:
            if column not in found.values() and _is_of_mails(column, rows):
                found["author_email"] = column
                break
    if "outcome" in found:
        return found
    if "result" in found and _tells_outcomes([row[found["result"]] for row in rows]):
        found["outcome"] = found.pop("result")
    elif "concluded_on" in found and "starts_on" not in found:
        found["starts_on"] = found.pop("concluded_on")
    return found


def _take_described(
    found: dict[str, str], columns: list[str], rows: list[Dictionary[str, str]]
) -> None:
    """Take the description for the title where nearly no row has one."""
    described = next(
        (column for column in columns if heading_key(column) in DESCRIPTIONS), None
    )
    if described is None or described in found.values() or "title" not in found:
        return
    titled = sum(bool(row[found["title"]].strip()) for row in rows)
    if titled * 2 < sum(bool(row[described].strip()) for row in rows):
        found["title"] = described


def _take_period(found: dict[str, str], columns: list[str]) -> None:
    """Take a column of weeks for when it began, where no column has days."""
    if "starts_on" in found or "concluded_on" in found:
        return
    for column in columns:
        if heading_key(column) in PERIODS:
            found["starts_on"] = column
            return


def _take_goal(
    found: dict[str, str], columns: list[str], rows: list[Dictionary[str, str]]
) -> None:
    """Take a column for the target whose name may also say what is measured."""
    goal = found.get("metric", "")
    if heading_key(goal) != GOAL or "target" in found:
        return
    cells = [row[goal] for row in rows if row[goal].strip()]
    if sum(map(_is_number, cells)) * 2 <= len(cells):
        return
    others = [column for column in columns if column != goal]
    del found["metric"]
    found["target"] = goal
    if metric := COLUMNS.recognised(others).get("metric"):
        found["metric"] = metric


def _is_number(cell: str) -> bool:
    try:
        return parse_number(cell).value is not None
    except Unreadable:
        return False


def _is_of_mails(column: str, rows: list[Dictionary[str, str]]) -> bool:
    cells = [row[column].strip() for row in rows if row[column].strip()]
    return bool(cells) and all(map(_MAIL.search, cells))


def _tells_outcomes(cells: list[str]) -> bool:
    is_outcome = []
    for cell in cells:
        answer = words.outcome(cell)
        if answer.outcome or answer.is_open:
            is_outcome.append(answer.known and not cell.strip().isdecimal())
    return sum(is_outcome) * 2 > len(is_outcome)
