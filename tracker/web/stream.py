"""Streams a file while it is made."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from flask import Response, stream_with_context

from tracker.db import database


def streamed(chunks: Iterable[bytes], mimetype: str, name: str) -> Response:
    """Send a file piece by piece, in the reader's language.

    The request's own connection is given back before the first piece is made, so the
    pieces are read on another one.
    """
    answer = Response(stream_with_context(_on_a_connection(chunks)), mimetype=mimetype)
    answer.headers.set("Content-Disposition", "attachment", **_called(name))
    return answer


def _called(name: str) -> dict[str, str]:
    """The file name for a header, in UTF-8 and as plain ASCII letters."""
    name = "".join(filter(str.isprintable, name))
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    if plain == name:
        return {"filename": plain}
    return {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='')}"}


def _on_a_connection(chunks: Iterable[bytes]) -> Iterator[bytes]:
    opened = database.connect(reuse_if_open=True)
    try:
        yield from chunks
    finally:
        if opened:
            database.close()
