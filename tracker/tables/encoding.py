"""Detects the encoding of a text file; broken text is refused."""

import codecs
import re
from collections.abc import Iterable
from typing import NamedTuple

import charset_normalizer

from tracker.tables.limits import N_, UnreadableTable

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 64 * 1024
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
# One byte a letter: what Danish and its neighbours were written in, likeliest first,
# and what such text is made of.
SINGLE = ("windows-1252", "mac_roman", "cp850")
LIKELY = set("æøåÆØÅéüöäÉÜÖÄßèêëàáâíîïóôúûñçðþÿ–—’“”„…«»°§´·½€£©®™•\xa0")

MOST_NULS = 20  # what slips into a text; a file of another kind has many

_BROKEN = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_TWICE = re.compile("Ã[¦¸¥†˜…©]")


class Text(NamedTuple):
    """A text file.

    Attributes:
        rows: about how many rows it has.
        nul_line: the line of the first NUL character among few; 0 for none.
    """

    encoding: str
    rows: int
    nul_line: int = 0


class _Rows:
    """Counts lines, and those line breaks that stand outside quotation marks: about the rows."""

    def __init__(self):
        self.lines = self._breaks = self._quotes = 0
        self._ended = True

    def take(self, text):
        quote, end = (b'"', b"\n") if isinstance(text, bytes) else ('"', "\n")
        if end not in text:
            end = b"\r" if isinstance(text, bytes) else "\r"
        parts = text.split(quote)
        self._breaks += sum(part.count(end) for part in parts[self._quotes % 2 :: 2])
        self._quotes += len(parts) - 1
        self.lines += text.count(end)
        self._ended = text.endswith(end)

    def score(self) -> int:
        return (self.lines if self._quotes % 2 else self._breaks) + (not self._ended)


def encoding_of(chunks: Iterable[bytes]) -> Text:
    """Reads all of a text and says what it is encoded in, and about how many rows it has.

    Raises:
        NotATable: it is no text, or in more than one encoding.
    """
    chunks = iter(chunks)
    first = next(chunks, b"")
    encoding = next(
        (encoding for bom, encoding in BOMS if first.startswith(bom)), None
    ) or _without_bom(first)
    if encoding.startswith("utf-8"):
        return _bytes_read(encoding, first, chunks)
    return _wide_read(encoding, first, chunks)


def _without_bom(first: bytes) -> str:
    even = first[:4096:2].count(0)
    odd = first[1:4096:2].count(0)
    half = len(first[:4096]) / 2
    if max(even, odd) > half * 0.4 and min(even, odd) < half * 0.1:
        if odd > even:
            return "utf-16-le"
        return "utf-16-be"
    return "utf-8"


def _wide_read(encoding: str, first: bytes, chunks) -> Text:
    decoder = codecs.getincrementaldecoder(encoding)()
    rows = _Rows()
    try:
        for chunk in _then(first, chunks):
            text = decoder.decode(chunk)
            if "\0" in text:
                raise _nul(rows.lines + text[: text.index("\0")].count("\n") + 1)
            rows.take(text)
        decoder.decode(b"", final=True)
    except UnicodeError:
        raise UnreadableTable(
            N_("The text cannot be read from line %(line)s on."), line=rows.lines + 1
        ) from None
    return Text(encoding, rows.score())


def _bytes_read(encoding: str, first: bytes, chunks) -> Text:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    rows = _Rows()
    good = bad = controls = nuls = total = nul_line = 0
    sample = b""
    broken_line = 0
    high = set()
    begun = ""
    for chunk in _then(first, chunks):
        total += len(chunk)
        if b"\0" in chunk:
            nul_line = nul_line or rows.lines + chunk[: chunk.index(0)].count(b"\n") + 1
            nuls += chunk.count(0)
            if nuls > MOST_NULS:
                raise _nul(nul_line)
        controls += len(chunk) - len(chunk.translate(None, CONTROLS))
        if controls > 20 and controls > total / 200:
            raise UnreadableTable(
                N_("This is not a text file. We read CSV, XLSX and ODS.")
            )
        text = decoder.decode(chunk)
        begun = begun or text
        if not chunk.isascii():
            broken = len(_BROKEN.findall(text))
            if broken and not bad:
                place = _BROKEN.search(text).start()
                broken_line = rows.lines + text[:place].count("\n") + 1
            if broken and len(sample) < SAMPLE:
                at = next(i for i, byte in enumerate(chunk) if byte > 127)
                sample += chunk[at : at + SAMPLE]
            high.update(chunk.translate(None, bytes(range(128))))
            good += sum(letter in LIKELY for letter in _BEYOND_ASCII.findall(text))
            bad += broken
        rows.take(chunk)
    bad += len(decoder.decode(b"", final=True))
    if bad and (good * 10 > bad or encoding == "utf-8-sig"):
        raise UnreadableTable(
            N_(
                "The text is in two encodings at once: line %(line)s is not UTF-8, others are."
                " Please save it anew as UTF-8."
            ),
            line=broken_line or rows.lines + 1,
        )
    if not bad:
        _doubtless(begun)
    if bad:
        encoding = _single(sample, high)
    return Text(encoding, rows.score(), nul_line)


def _single(sample: bytes, high: set[int]) -> str:
    best = ""
    share = 0.0
    for encoding in SINGLE:
        try:
            bytes(high).decode(encoding)
            letters = _BEYOND_ASCII.findall(sample.decode(encoding))
        except UnicodeError:
            continue
        likely = sum(letter in LIKELY for letter in letters) / max(len(letters), 1)
        if likely > share:
            best = encoding
            share = likely
    accents = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    if (
        share < 0.6 or accents > len(sample) * 0.4
    ):  # most letters beyond a–z: another alphabet
        guess = charset_normalizer.from_bytes(sample[:16_384]).best()
        best = guess.encoding if guess else ""
    if not best:
        raise UnreadableTable(
            N_("We cannot tell how the text is encoded. Please save it as UTF-8.")
        )
    return best


def _doubtless(text: str) -> None:
    """Refuses valid UTF-8 whose letters were lost (�) or encoded twice (Ã¦) before it
    came to us.
    """
    beyond = len(_BEYOND_ASCII.findall(text))
    lost = text.count("\ufffd")
    twice = len(_TWICE.findall(text))
    if (lost > 2 and lost > beyond / 3) or (
        twice > 2 and twice > beyond / 4 and not set("æøå") & set(text)
    ):
        raise UnreadableTable(
            N_(
                "The letters beyond a–z are already broken in this file. Please export it anew as"
                " UTF-8."
            )
        )


def _nul(line: int) -> UnreadableTable:
    return UnreadableTable(
        N_("Line %(line)s holds a NUL character, so this is not a text file."),
        line=line,
    )


def _then(first: bytes, rest):
    yield first
    yield from rest
