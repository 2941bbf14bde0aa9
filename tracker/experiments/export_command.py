"""`tracker export`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from tqdm import tqdm

from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import database
from tracker.experiments.queries import export as exporting
from tracker.tables import INTERNATIONAL, write_csv, write_xlsx
from tracker.web.table_file import DANISH


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--danish",
    is_flag=True,
    help="For a Danish spreadsheet: semicolons, decimal commas, Danish headings and words.",
)
@click.pass_obj
def export(opened, file, danish=False):
    """Write all experiments that everyone may see to a CSV or XLSX file, by the file's
    ending.

    They carry the unit, not the author, and can be imported again. Drafts, and what is
    shown to one unit only, stay here.
    """
    write = _writer(file)
    notation = INTERNATIONAL
    if danish:
        notation = DANISH
    app = opened()
    with app.app_context(), database.connection_context():
        rows = tqdm(
            exporting.published(), unit=" rows", file=sys.stderr, dynamic_ncols=True
        )
        beside = file.with_name(f".{file.name}.part")
        with beside.open("wb") as out:
            write(out, exporting.COLUMNS, rows, notation=notation)
        beside.replace(file)
        kept = exporting.kept_to_units()
    message = f"{rows.n} experiments written to {file}."
    if kept:
        message += f" {kept} more are shown to their unit only."
    click.echo(message)


def _writer(file: Path):
    """The function that writes this kind of file.

    Raises:
        ValidationFailed: The ending is unknown, or the file cannot be written.
    """
    writers = {".csv": write_csv, ".xlsx": write_xlsx}
    if file.suffix.lower() not in writers:
        raise ValidationFailed(
            FieldError("", N_("The file's name must end in .csv or .xlsx."))
        )
    if not file.parent.is_dir():
        message = N_("%(file)s cannot be written: there is no folder %(folder)s.")
        raise ValidationFailed(FieldError("", message, _where(file)))
    if not os.access(file.parent, os.W_OK):
        message = N_(
            "%(file)s cannot be written: nothing may be written in %(folder)s."
        )
        raise ValidationFailed(FieldError("", message, _where(file)))
    return writers[file.suffix.lower()]


def _where(file: Path) -> dict[str, str]:
    return {"file": str(file), "folder": str(file.parent)}
