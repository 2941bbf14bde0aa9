"""Table files as answers, written in the notation that the reader has chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from gettext import GNUTranslations, translation
from pathlib import Path
from tempfile import TemporaryFile

from flask import Flask, Response
from flask_login import current_user

from tracker.core.table_notation import TableNotation
from tracker.tables import INTERNATIONAL, Notation, csv_chunks, write_xlsx
from tracker.web.i18n import locale_code
from tracker.web.stream import streamed

TRANSLATIONS = Path(__file__).parent.parent / "translations"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def init_app(app: Flask) -> None:
    app.jinja_env.globals["chosen_notation"] = chosen_notation


@cache
def _danish() -> GNUTranslations:
    return translation("messages", TRANSLATIONS, languages=["da"])


def in_danish(message: str) -> str:
    """An English message in Danish, whatever the reader's language."""
    return _danish().gettext(message)


DANISH = Notation(delimiter=";", decimal_mark=",", said=in_danish)


def chosen_notation() -> TableNotation:
    """The notation that the reader has chosen, or that of the language they read."""
    chosen = getattr(current_user, "table_notation", None)
    if chosen:
        return chosen
    if locale_code() == "da":
        return TableNotation.danish
    return TableNotation.international


def csv_file(columns: Sequence, rows: Iterable[Sequence], name: str) -> Response:
    """A CSV to save, sent while it is made.

    Args:
        name: Of the file, without its ending.
    """
    return streamed(csv_chunks(columns, rows, _notation()), "text/csv", f"{name}.csv")


def xlsx_file(
    columns: Sequence,
    rows: Iterable[Sequence],
    name: str,
    link: tuple[str, Callable[[Sequence], str]] | None = None,
) -> Response:
    """A workbook to save; see `write_xlsx`."""
    return streamed(_workbook(columns, rows, _notation(), link), XLSX, f"{name}.xlsx")


def _notation() -> Notation:
    if chosen_notation() is TableNotation.danish:
        return DANISH
    return INTERNATIONAL


def _workbook(columns, rows, notation: Notation, link) -> Iterator[bytes]:
    """It is written whole first: a zip cannot be sent while it is made."""
    with TemporaryFile() as file:
        write_xlsx(file, columns, rows, notation=notation, link=link)
        file.seek(0)
        yield from iter(lambda: file.read(64_000), b"")
