"""What was taken out comes in again without a change: both notations, CSV and XLSX."""

import datetime as dt
import io
from itertools import product

import pytest
from openpyxl import load_workbook

from tests import examples
from tests.cast import NOW, TODAY, concluded
from tests.examples import for_each_case
from tests.experiments.import_files import taken
from tracker.db import database
from tracker.demo.experiment import EXPERIMENTS, DemoExperiment
from tracker.experiments.imports import words
from tracker.experiments.imports.mapping import COLUMNS as IMPORTED
from tracker.experiments.models import Experiment, Format, Link, Stage, Visibility
from tracker.experiments.queries.export import COLUMNS, NAMES, published
from tracker.lessons.enums import CouldTell, Decision, Outcome
from tracker.stakeholders.imports.mapping import CHANNELS
from tracker.stakeholders.imports.mapping import COLUMNS as STAKEHOLDERS
from tracker.stakeholders.models import Channel
from tracker.tables import INTERNATIONAL, write_csv, write_xlsx
from tracker.web.table_file import DANISH

WRITERS = {"csv": write_csv, "xlsx": write_xlsx}
NOTATIONS = {"danish": DANISH, "international": INTERNATIONAL}
# Not brought in by an import
LOST = ("external_id", "stakeholder", "touchpoint")
READERS = {
    Outcome: lambda text: words.outcome(text).outcome,
    Decision: lambda text: words.DECISION_OF.get(text.casefold()),
    CouldTell: lambda text: words.COULD_TELL_OF.get(text.casefold()),
    Format: lambda text: words.FORMAT_OF.get(text.casefold()),
    Channel: lambda text: CHANNELS.get(text.casefold()),
}


@pytest.fixture
def hostile(cast):
    """Experiments whose texts and numbers look like something else."""
    with_signs = concluded(
        cast.alma,
        cast.facebook,
        title="=HYPERLINK(1)",
        hypothesis="- en\n“to”; 'tre',-fire;=fem",
        metric="+klik",
        baseline=-1.5,
        target=1.234,
    )
    Link.add(with_signs, url="https://example.org/1", by=cast.alma, at=NOW)
    concluded(
        cast.bo, cast.facebook, title="12.500", baseline=12500, target=0.125, hours=2
    )
    with_signs.amend(
        version=with_signs.version,
        by=cast.alma,
        at=NOW,
        tags=["æ", "ø å", "24. december"],
        format=Format.other,
        method="24. december\n\t1. indrykket _x000D_ _x0041_x0042_",
    )


def table_of(kind: str, notation) -> bytes:
    out = io.BytesIO()
    WRITERS[kind](out, COLUMNS, published(), notation=notation)
    return out.getvalue()


def told() -> dict[str, dict]:
    """What an export tells of each experiment, by title, without what is lost."""
    return {
        row[1]: {
            name: value
            for name, value in zip(NAMES, row, strict=True)
            if name not in LOST
        }
        for row in published()
    }


def come_and_gone(kind: str, notation, by) -> dict[str, dict]:
    """What is told of the experiments that an export brought in again."""
    content = table_of(kind, notation)
    report = taken(content, by, source=f"again.{kind}", on=TODAY)
    assert (report.rejected, report.notes) == (0, [])
    others = Experiment.source.is_null() | (Experiment.source != f"again.{kind}")
    Experiment.update(visibility=Visibility.unit).where(others).execute()
    return told()


def cells_of(demo: DemoExperiment) -> list:
    """An attempt of the demo as the cells of a list; its days are counted from today."""
    cells = {name: getattr(demo, name, None) for name in NAMES}
    cells["external_id"] = demo.key
    cells["starts_on"] = day(demo.starts_days_ago)
    cells["ends_on"] = day(demo.ends_days_ago)
    cells["concluded_on"] = day(demo.concluded_days_ago)
    cells["tags"] = "; ".join(demo.tags)
    cells["link"] = " ".join(link.url for link in demo.links)
    return [cells[name] for name in NAMES]


def day(days_ago: int | None):
    if days_ago is None:
        return None
    return TODAY - dt.timedelta(days=days_ago)


def test_the_demo_comes_in_as_it_was(cast):
    """By default each third of it, and each kind of file in one notation."""
    shown = [one for one in EXPERIMENTS if one.stage is not Stage.draft]
    ways = [("csv", DANISH), ("xlsx", INTERNATIONAL)]
    if examples.thorough:
        ways += [("csv", INTERNATIONAL), ("xlsx", DANISH)]
    else:
        shown = shown[::3]
    out = io.BytesIO()
    write_csv(out, COLUMNS, map(cells_of, shown))
    Experiment.update(visibility=Visibility.unit).execute()
    taken(out.getvalue(), cast.frida, source="demo.csv", on=TODAY)
    before = told()
    assert len(before) == len(shown) > 15
    for kind, notation in ways:
        with database.atomic() as attempt:
            assert come_and_gone(kind, notation, cast.frida) == before
            attempt.rollback()


def test_difficult_texts_and_numbers_come_in_as_they_were(hostile, cast):
    before = told()
    for kind, notation in product(WRITERS, NOTATIONS):
        with database.atomic() as attempt:
            found = come_and_gone(kind, NOTATIONS[notation], cast.frida)
            assert found == before, (kind, notation)
            attempt.rollback()


@for_each_case("columns", [IMPORTED, STAKEHOLDERS])
def test_an_import_knows_every_danish_heading(columns):
    headings = {name: DANISH.heading(columns[name].table_column) for name in columns}
    assert columns.recognised(headings.values()) == headings


@for_each_case("words", READERS)
def test_an_import_knows_every_danish_word(words):
    assert [READERS[words](DANISH.cell(word)) for word in words] == list(words)


def test_a_workbook_has_days_widths_and_links(cast):
    out = io.BytesIO()
    concluded(cast.alma, cast.facebook, title="Quiz", starts_on=TODAY)
    link = ("title", lambda row: f"https://forsoeg.example/experiments/{row[0]}")
    write_xlsx(out, COLUMNS, published(), notation=DANISH, link=link)
    sheet = load_workbook(out).active
    names = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[1].value == "Quiz")
    assert names[:4] == ["Nummer", "Overskrift", "Hypotese", "Metode"]
    begins = row[names.index("Begynder")]
    assert begins.value.date() == TODAY and begins.is_date
    assert (
        row[1].hyperlink.target == f"https://forsoeg.example/experiments/{row[0].value}"
    )
    assert sheet.column_dimensions["C"].width == 60


def test_a_danish_file_is_what_a_danish_spreadsheet_opens(cast):
    concluded(cast.alma, cast.facebook, title="Quiz", baseline=12.5, target=1.234)
    text = table_of("csv", DANISH).decode()
    assert text.startswith("\ufeffNummer;Overskrift;Hypotese;")
    row = next(line for line in text.splitlines() if ";Quiz;" in line)
    assert ";12,5;1,2340;" in row and ";Holdt ikke stik;" in row
