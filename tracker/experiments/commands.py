"""`tracker import`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unicodedata import normalize

import click
from tqdm import tqdm

from tracker.accounts.models import Person, Role
from tracker.core.imports import cut
from tracker.core.imports.day import DMY, MDY
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import database
from tracker.experiments.imports import (
    COLUMNS,
    FIELDS,
    ImportReport,
    Mapping,
    Run,
    guessed_in,
    listed,
)
from tracker.tables import Table, UnreadableTable, open_table
from tracker.web.clock import now, today

SHOWN = 20
WITHOUT_ID = "  No column holds an external_id: a row that is mended later comes in as a new one."
ORDERS = {"day-first": DMY, "month-first": MDY}


@click.command(
    "import",
    epilog=(
        f"Fields: {', '.join(FIELDS)}. Days are written as 2026-09-03 or 3.9.2026, a week"
        " as 2026-W36 or uge 36 2026."
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Take a field from a column; FIELD= leaves it empty.",
)
@click.option(
    "--set",
    "fixed",
    multiple=True,
    metavar="FIELD=TEXT",
    help="Give a field a text, with {column} where a cell goes.",
)
@click.option(
    "--as",
    "email",
    metavar="EMAIL",
    help="Whose experiments they are. Default: the only administrator.",
)
@click.option(
    "--source",
    help=(
        "What the list is called; its rows are known by it and their external_id. Default: the"
        " file's name."
    ),
)
@click.option(
    "--sheet",
    default="",
    help="Which sheet of a workbook to read. Default: the one that looks most like a list.",
)
@click.option(
    "--header",
    type=click.IntRange(0, 1000),
    default=0,
    help="In which line the names of the columns stand. Default: guessed.",
)
@click.option(
    "--dates",
    "--days",
    "days",
    type=click.Choice(list(ORDERS)),
    default=None,
    help="Which comes first in 03/09/2026. Default: what the other days of the column show.",
)
@click.option(
    "--dry-run", is_flag=True, help="Read and tell everything, write nothing."
)
@click.option("--strict", is_flag=True, help="Take all rows or none.")
@click.pass_obj
def import_(
    opened, file, mapped, fixed, email, source, sheet, header, days, dry_run, strict
):
    """Take a list of experiments in: CSV, also gzipped, XLSX or ODS.

    Columns are guessed by their names. Run again it updates what has changed and never
    doubles. A bad row is told by line, column and reason, and stops nothing else; the
    exit code is then 1.
    """
    app = opened()
    with (
        app.app_context(),
        database.connection_context(),
        _opened(file, sheet, header) as table,
    ):
        mapping = _mapping(table, mapped, fixed)
        by = _author(email)
        click.echo(_describe_table(table, mapping))
        run = Run(
            table,
            mapping,
            source=normalize("NFC", source or file.name)[:120],
            by=by,
            at=now(),
            on=today(),
            zone=app.config["TRACKER"].time_zone,
            days=ORDERS.get(days, ""),
            dry=dry_run,
            strict=strict,
        )
        _watched(run)
    click.echo(_summary(run.report, dry_run, strict))
    sys.exit(int(run.report.rejected > 0))


@contextmanager
def _opened(file: Path, sheet: str, header: int) -> Iterator[Table]:
    """Open a list; a file that cannot be read, also later, is reported by its name."""
    try:
        with open_table(file, sheet=sheet, score=COLUMNS.score, header=header) as table:
            yield table
    except UnreadableTable as error:
        raise ValidationFailed(
            FieldError("", "%(file)s: %(why)s", {"file": file.name, "why": error})
        ) from error


def _watched(run: Run) -> None:
    """Run an import with a progress bar."""
    with tqdm(
        total=run.table.estimated_total,
        unit=" rows",
        file=sys.stderr,
        smoothing=0.1,
        dynamic_ncols=True,
    ) as bar:
        for report in run.all():
            if report.read < bar.n:  # all rows are checked, and now written
                bar.reset()
            act = "importing"
            if run.checking or run.dry:
                act = "checking"
            bar.set_description(act)
            bar.update(report.read - bar.n)
        bar.total = bar.n


def _mapping(table: Table, mapped: tuple[str, ...], fixed: tuple[str, ...]) -> Mapping:
    chosen = {name: " ".join(column.split()) for name, column in map(_pair, mapped)}
    texts = dict(map(_pair, fixed))
    guess = {
        name: column
        for name, column in guessed_in(table).items()
        if column not in chosen.values()
    }
    columns = {
        name: column
        for name, column in (guess | chosen).items()
        if column and name not in texts
    }
    mapping = Mapping(columns, texts)
    if problems := mapping.problems(table.columns):
        named = [_with_field(problem) for problem in problems]
        here = N_("The columns are: %(columns)s.")
        named.append(FieldError("", here, {"columns": listed(table.columns)}))
        raise ValidationFailed(*named)
    return mapping


def _with_field(problem: FieldError) -> FieldError:
    """The error with the name of its field in the text."""
    if not problem.field:
        return problem
    params = {"field": problem.field, "why": problem}
    return FieldError("", "%(field)s: %(why)s", params)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(f"“{cut(text, 40)}” is not written as field=…")
    return name.strip(), value


def _author(email: str | None) -> Person:
    if email:
        person = Person.at_address(email)
        if person is None:
            raise ValidationFailed(
                FieldError(
                    "",
                    N_("There is no account with the address %(email)s."),
                    {"email": email},
                )
            )
        return person
    admins = list(
        Person.select()
        .where(Person.role == Role.admin, Person.disabled_at.is_null())
        .limit(2)
    )
    if len(admins) != 1:
        raise ValidationFailed(
            FieldError("", N_("Say whose experiments they are: --as EMAIL."))
        )
    return admins[0]


def _describe_table(table: Table, mapping: Mapping) -> str:
    delimiter = {None: "", "\t": ", tabs between cells"}.get(
        table.delimiter, f", {table.delimiter!r} between cells"
    )
    lines = [f"{table.name}: {table.kind.upper()}, {table.encoding}{delimiter}"]
    lines += [f"  {name} ← {column}" for name, column in mapping.columns.items()]
    lines += [f"  {name} = {text!r}" for name, text in mapping.fixed.items()]
    if unused := mapping.unused(table.columns):
        lines.append(f"  Not used: {listed(unused)}")
    if len(table.sheets) > 1:
        others = [title for title in table.sheets if title != table.sheet]
        lines.append(
            f"  Sheet “{table.sheet}”, one of {len(table.sheets)}; --sheet reads another:"
            f" {listed(others)}"
        )
    if "external_id" not in mapping.columns | mapping.fixed:
        lines.append(WITHOUT_ID)
    if table.header_line > 1:
        lines.append(f"  The names of the columns stand in line {table.header_line}.")
    return "\n".join(lines)


def _summary(report: ImportReport, dry: bool, strict: bool) -> str:
    """The result of an import: counts, outcomes, rejected rows and notes."""
    lines = [_counts(report, dry, strict)]
    if report.tallies:
        outcomes = sorted(report.tallies.items())
        listing = ", ".join(f"{count} {outcome}" for outcome, count in outcomes)
        lines.append(f"{listing}.")
    if report.rejections:
        lines.append("Rejected:")
        for row in report.rejections[:SHOWN]:
            reasons = " ".join(map(_describe_message, row.reasons))
            lines.append(f"  line {row.line}: {reasons}")
        lines += _more(report.rejected - SHOWN)
    if report.notes:
        lines.append("Told:")
        lines += [f"  {_note(note)}" for note in report.notes[:SHOWN]]
        lines += _more(len(report.notes) - SHOWN)
    return "\n".join(lines)


def _counts(report: ImportReport, dry: bool, strict: bool) -> str:
    if strict and report.rejected:
        return f"Nothing was written: {report.rejected} of {report.read} rows cannot be taken."
    added = "added"
    if dry:
        added = "would be added"
    return (
        f"{report.added} {added}, {report.updated} updated,"
        f" {report.unchanged} unchanged, {report.rejected} rejected."
    )


def _describe_message(message) -> str:
    if message.column:
        return f"{message.column}: {message}"
    return str(message)


def _note(note: dict) -> str:
    where = f"line {note['lines'][0]}"
    if note["count"] > 1:
        where += f" and {note['count'] - 1} more"
    if note["column"]:
        where += f", {note['column']}"
    return f"{where}: {note['message'] % note['params']}"


def _more(count: int) -> list[str]:
    if count > 0:
        return [f"  and {count} more"]
    return []
