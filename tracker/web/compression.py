"""Compression of what a browser gets: of assets once, when they are built; of pages as
they leave, where no proxy stands in front that does it.

A page holds a secret, the token of its forms, and words of whoever asked for it. By the
length of the compressed page, somebody who reads the network and can make a browser ask
again and again could guess the one by means of the other (BREACH). Two things are in the
way: a browser that follows an order of another site sends no cookie with it, unless its
reader follows a link (`SameSite=Lax`); and each page is longer by a random number of
bytes, so that thousands of requests say what one would have said.
"""

from __future__ import annotations

import gzip
import io
import secrets
from pathlib import Path

import brotli
from flask import Flask, Response, request, send_from_directory

from tracker.disk import open_private

# Of a bundle: the ending of its compressed variant and how a browser names it, best first
VARIANTS = {"br": ".br", "gzip": ".gz"}
KINDS = ("text/html", "text/csv", "application/json", "text/calendar")
# Shorter answers fit into one packet as they are
SHORTEST = 1_400
# Beyond this level a page takes twice the time and is shorter by 3 %
LEVEL = 4
LONGEST_PADDING = 100


def init_app(app: Flask) -> None:
    """Compress pages, unless a proxy in front is trusted, which does it with less work."""
    if app.config["TRACKER"].proxy_hops:
        return

    @app.after_request
    def compress(answer: Response) -> Response:
        if not _may_be_compressed(answer):
            return answer
        answer.vary.add("Accept-Encoding")
        if request.accept_encodings["gzip"] > 0:
            answer.set_data(padded_gzip(answer.get_data()))
            answer.headers["Content-Encoding"] = "gzip"
        return answer


def _may_be_compressed(answer: Response) -> bool:
    if answer.is_streamed or answer.direct_passthrough or request.method == "HEAD":
        return False
    if "Content-Encoding" in answer.headers or answer.mimetype not in KINDS:
        return False
    return (answer.content_length or 0) >= SHORTEST


def padded_gzip(data: bytes) -> bytes:
    """The data as gzip, longer by a random number of bytes.

    They stand where gzip names the file, which no browser reads ("Heal the BREACH",
    Palacios et al. 2022).
    """
    padding = "a" * secrets.randbelow(LONGEST_PADDING + 1)
    file = io.BytesIO()
    with gzip.GzipFile(padding, "wb", LEVEL, file, mtime=0) as packed:
        packed.write(data)
    return file.getvalue()


def write_variants(path: Path) -> None:
    """Write the compressed variants of a bundle beside it, unless they are there."""
    for coding, ending in VARIANTS.items():
        variant = path.with_name(path.name + ending)
        if not variant.exists():
            # Another process that serves from this folder finds all of it or nothing
            unfinished = variant.with_suffix(".unfinished")
            with open_private(unfinished) as file:
                file.write(_compressed(path.read_bytes(), coding))
            unfinished.replace(variant)


def _compressed(data: bytes, coding: str) -> bytes:
    if coding == "br":
        # 11 saves another 1.5 % and takes three times as long, at the first start
        return brotli.compress(data, mode=brotli.MODE_TEXT, quality=10)
    return gzip.compress(data, 9, mtime=0)


def send_variant(folder: Path, name: str, max_age: int) -> Response:
    """Send a bundle in the shortest form that the browser takes.

    Raises:
        NotFound: There is no such bundle.
    """
    answer = None
    for coding, ending in VARIANTS.items():
        wanted = request.accept_encodings[coding] > 0
        if wanted and (folder / f"{name}{ending}").is_file():
            answer = send_from_directory(
                folder, name + ending, mimetype=_kind(name), max_age=max_age
            )
            answer.headers["Content-Encoding"] = coding
            break
    if answer is None:
        answer = send_from_directory(folder, name, max_age=max_age)
    answer.vary.add("Accept-Encoding")
    # Its name tells what is in it, so that a browser need not even ask again
    answer.cache_control.immutable = True
    return answer


def _kind(name: str) -> str:
    if name.endswith(".css"):
        return "text/css"
    return "text/javascript"
