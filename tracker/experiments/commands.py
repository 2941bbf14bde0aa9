"""`tracker import` and `tracker export`."""

from __future__ import annotations

import os
import sys
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
from tracker.experiments.queries import export as exporting
from tracker.tables import Table, UnreadableTable, open_table, write_csv, write_xlsx
from tracker.web.clock import now, today

SHOWN = 20
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
    "--days",
    type=click.Choice(list(ORDERS)),
    default=None,
    help="Which comes first in 03/09/2026. Default: what the other days of the column show.",
)
@click.option(
    "--dry-run", is_flag=True, help="Read and tell everything, write nothing."
)
@click.option("--strict", is_flag=True, help="Take all rows or none.")
@click.pass_obj
def import_(opened, file, mapped, fixed, email, source, sheet, days, dry_run, strict):
    """Take a list of experiments in: CSV, also gzipped, or XLSX.

    Columns are guessed by their names. Run again it updates what has changed and never
    doubles. A bad row is told by line, column and reason, and stops nothing else; the
    exit code is then 1.
    """
    app = opened()
    with app.app_context(), database.connection_context():
        try:
            with open_table(file, sheet=sheet, score=COLUMNS.score) as table:
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
        except UnreadableTable as error:
            raise ValidationFailed(
                FieldError("", "%(file)s: %(why)s", {"file": file.name, "why": error})
            ) from error
    click.echo(_summary(run.report, mapping, dry_run, strict))
    sys.exit(1 if run.report.rejected else 0)


def _watched(run: Run) -> None:
    with tqdm(
        total=run.table.estimated_total,
        unit=" rows",
        file=sys.stderr,
        smoothing=0.1,
        dynamic_ncols=True,
    ) as bar:
        for report in run.all():
            if report.read < bar.n:  # checked, and now written
                bar.reset()
            bar.set_description("checking" if run.checking or run.dry else "importing")
            bar.update(report.read - bar.n)
        bar.total = bar.n


def _mapping(table: Table, mapped: tuple[str, ...], fixed: tuple[str, ...]) -> Mapping:
    told = {name: " ".join(column.split()) for name, column in map(_pair, mapped)}
    texts = dict(map(_pair, fixed))
    guess = {
        name: column
        for name, column in guessed_in(table).items()
        if column not in told.values()
    }
    columns = {
        name: column
        for name, column in {**guess, **told}.items()
        if column and name not in texts
    }
    mapping = Mapping(columns, texts)
    if problems := mapping.problems(table.columns):
        here = N_("The columns are: %(columns)s.")
        named = [
            FieldError("", "%(field)s: %(why)s", {"field": p.field, "why": p})
            if p.field
            else p
            for p in problems
        ]
        raise ValidationFailed(
            *named, FieldError("", here, {"columns": listed(table.columns)})
        )
    return mapping


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
    fields = [f"  {name} ← {column}" for name, column in mapping.columns.items()]
    fields += [f"  {name} = {text!r}" for name, text in mapping.fixed.items()]
    if unused := mapping.unused(table.columns):
        fields.append(f"  Not used: {listed(unused)}")
    if len(table.sheets) > 1:
        others = [title for title in table.sheets if title != table.sheet]
        fields.append(
            f"  Sheet “{table.sheet}”, one of {len(table.sheets)}; --sheet reads another:"
            f" {listed(others)}"
        )
    if table.header_line > 1:
        fields.append(f"  The names of the columns stand in line {table.header_line}.")
    return "\n".join(
        [f"{table.name}: {table.kind.upper()}, {table.encoding}{delimiter}", *fields]
    )


def _summary(report: ImportReport, mapping: Mapping, dry: bool, strict: bool) -> str:
    words = (
        "would be added, {} updated, {} unchanged, {} rejected"
        if dry
        else "added, {} updated, {} unchanged, {} rejected"
    )
    counts = (report.updated, report.unchanged, report.rejected)
    lines = [f"{report.added} {words.format(*counts)}."]
    if strict and report.rejected:
        lines = [
            f"Nothing was written: {report.rejected} of {report.read} rows cannot be taken."
        ]
    if report.tallies:
        lines.append(
            ", ".join(
                f"{count} {outcome}"
                for outcome, count in sorted(report.tallies.items())
            )
            + "."
        )
    if report.rejections:
        lines += [
            "Rejected:",
            *[
                f"  line {r.line}: {' '.join(map(_describe_message, r.reasons))}"
                for r in report.rejections[:SHOWN]
            ],
        ]
        lines += _more(report.rejected - SHOWN)
    if report.notes:
        lines += [
            "Told:",
            *[f"  {_note(note)}" for note in report.notes[:SHOWN]],
            *_more(len(report.notes) - SHOWN),
        ]
    return "\n".join(lines)


def _describe_message(told) -> str:
    if told.column:
        return f"{told.column}: {told}"
    return str(told)


def _note(note: dict) -> str:
    first = note["lines"][0]
    more = note["count"] - 1
    where = f"line {first}" + (f" and {more} more" if more else "")
    column = f", {note['column']}" if note["column"] else ""
    return f"{where}{column}: {note['message'] % note['params']}"


def _more(count: int) -> list[str]:
    if count > 0:
        return [f"  and {count} more"]
    return []


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export(opened, file):
    """Write all experiments that everyone may see to a CSV or XLSX file, by the file's
    ending.

    They carry the unit, not the author, and can be imported again. Drafts, and what is
    shown to one unit only, stay here.
    """
    writers = {".csv": write_csv, ".xlsx": write_xlsx}
    if file.suffix.lower() not in writers:
        raise ValidationFailed(
            FieldError("", N_("The file's name must end in .csv or .xlsx."))
        )
    if not file.parent.is_dir():
        raise ValidationFailed(
            FieldError(
                "",
                N_("%(file)s cannot be written: there is no folder %(folder)s."),
                _where(file),
            )
        )
    if not os.access(file.parent, os.W_OK):
        raise ValidationFailed(
            FieldError(
                "",
                N_("%(file)s cannot be written: nothing may be written in %(folder)s."),
                _where(file),
            )
        )
    app = opened()
    with app.app_context(), database.connection_context():
        rows = tqdm(
            exporting.published(), unit=" rows", file=sys.stderr, dynamic_ncols=True
        )
        beside = file.with_name(f".{file.name}.part")
        with beside.open("wb") as out:
            writers[file.suffix.lower()](out, exporting.COLUMNS, rows)
        beside.replace(file)
        kept = exporting.kept_to_units()
    click.echo(
        f"{rows.n} experiments written to {file}."
        + (f" {kept} more are shown to their unit only." if kept else "")
    )


def _where(file: Path) -> dict[str, str]:
    return {"file": str(file), "folder": str(file.parent)}
