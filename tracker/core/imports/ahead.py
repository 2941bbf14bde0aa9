"""Checks the rows of a long list in a process of its own, while this one writes them.

The child is forked, so it has all that is loaded here. It asks no database: what SQLite
knows of locks belongs to the process that opened the file. A row for which one has to be
asked stays unchecked, and is checked by whoever writes it.
"""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import select
import threading
from collections.abc import Generator, Iterator
from contextlib import suppress
from itertools import islice
from typing import BinaryIO

from tracker.core.imports.chunk import CHUNK, Chunk, check_rows, read_chunk
from tracker.core.imports.reader import Reader
from tracker.core.imports.report import Row
from tracker.core.imports.target import Target
from tracker.forked import ForkedProcess
from tracker.tables import Table, UnreadableTable

FROM_ROWS = 2_000  # of a list; a shorter one is written before a child would pay
PIPE_BYTES = 1_000_000  # a chunk goes through at once; more is not allowed
SILENCE = 60  # seconds after which a child is given up; a chunk takes a part of one
END = "end"
NO_TEXTS: dict[str, str] = {}  # one for all rows
CUT_OFF = (EOFError, pickle.UnpicklingError)  # of a child that ended within a chunk


def can_check_ahead(table: Table, target: Target) -> bool:
    """Whether a child may check the rows, and would be done sooner.

    Not beside threads that work: what one of them holds would never be let go of in the
    child. Daemons (a bar of progress, a sign of life) hold nothing that it needs.
    """
    return (
        target.checks_alone
        and table.estimated_total >= FROM_ROWS
        and hasattr(os, "fork")
        and (os.cpu_count() or 1) > 1
        and not any(_works(thread) for thread in threading.enumerate())
    )


def _works(thread: threading.Thread) -> bool:
    return thread is not threading.current_thread() and not thread.daemon


def checked_ahead(
    table: Table, rows: Iterator[tuple[int, dict]], reader: Reader, target: Target
) -> Generator[Chunk, None, bool]:
    """The chunks of the rows that are left, checked by a child, which notes in `table`, too.

    Returns:
        Whether they are all. If the table turns out to be broken, or the child ends,
        whoever wants the others reads them anew.
    """
    receiving, sending = os.pipe()
    with suppress(OSError, AttributeError):  # not Linux
        fcntl.fcntl(sending, fcntl.F_SETPIPE_SZ, PIPE_BYTES)

    def check() -> None:
        os.close(receiving)
        target.asks_database = False
        with os.fdopen(sending, "wb") as pipe, suppress(UnreadableTable):
            _send(pipe, table, rows, reader, target)

    try:
        child = ForkedProcess("import", check)
    except OSError:  # no memory, or too many processes
        os.close(receiving)
        return False
    finally:
        os.close(sending)
    try:
        with os.fdopen(receiving, "rb") as pipe, suppress(*CUT_OFF):
            while select.select([pipe], [], [], SILENCE)[0]:
                chunk = _received(pipe)
                if chunk == END:
                    table.notes[:] = pickle.load(pipe)
                    return True
                yield chunk
    finally:
        child.stop(0)
    return False


def _received(pipe: BinaryIO) -> Chunk | str:
    """What the child has sent next, without looking for garbage in the midst of it."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return pickle.load(pipe)
    finally:
        if was_enabled:
            gc.enable()


def _send(
    pipe: BinaryIO,
    table: Table,
    rows: Iterator[tuple[int, dict]],
    reader: Reader,
    target: Target,
) -> None:
    gc.disable()  # it would look again and again at what was there before
    while some := list(islice(rows, CHUNK)):
        # Each step for all rows of a chunk, so that the processor has at hand what it
        # needs: row by row takes a fifth longer
        chunk = read_chunk(reader, target, some)
        check_rows(reader, target, chunk.rows)
        prepared = [row for row, _ in chunk.rows if row.is_checked and not row.problems]
        for row in prepared:
            target.prepare(row)
        for row in prepared:
            row.cells = reader.joined(row.cells)
        chunk.rows = [_sent(target, *one) for one in chunk.rows]
        pickle.dump(chunk, pipe, pickle.HIGHEST_PROTOCOL)
        pipe.flush()
    pickle.dump(END, pipe)
    pickle.dump(table.notes, pipe)


def _sent(
    target: Target, row: Row, texts: dict[str, str]
) -> tuple[Row, dict[str, str]]:
    """The row, with its texts only where whoever writes it has to check it."""
    if row.is_checked:
        return row, NO_TEXTS
    return target.new_row(row.line, row.cells, row.key, row.digest), texts
