"""An answer that is sent while it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask import Response, stream_with_context

from tracker.db import database


def streamed(chunks: Iterable[bytes], mimetype: str, name: str) -> Response:
    """A file that goes out piece by piece, in the reader's language.

    The request's own connection is given back before the first piece is made, so the pieces are read on another one.
    """
    answer = Response(stream_with_context(_on_a_connection(chunks)), mimetype=mimetype)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _on_a_connection(chunks: Iterable[bytes]) -> Iterator[bytes]:
    opened = database.connect(reuse_if_open=True)
    try:
        yield from chunks
    finally:
        if opened:
            database.close()
