"""The difference of two texts, word by word."""

from __future__ import annotations

import difflib
import itertools
import re

LONGEST_COMPARED = 2000  # pieces; beyond that comparing takes seconds
LEAST_ALIKE = 0.35


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """The pieces of two texts: ("same", "gone" or "new", text).

    Very long texts are one piece each.
    """
    old = _pieces(before)
    new = _pieces(after)
    if not old or not new or len(old) + len(new) > LONGEST_COMPARED:
        return [
            (kind, text) for kind, text in (("gone", before), ("new", after)) if text
        ]
    matcher = difflib.SequenceMatcher(None, old, new)
    if matcher.ratio() < LEAST_ALIKE:
        return [("gone", before), ("new", after)]
    told: list[tuple[str, str]] = []
    for act, a, b, c, d in matcher.get_opcodes():
        between = "".join(old[a:b])
        if act == "equal" and not (
            between.isspace() and told and b < len(old) and d < len(new)
        ):
            told.append(("same", between))
            continue
        told += [("gone", between), ("new", "".join(new[c:d]))]
    return _joined(told)


def _joined(told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Between two texts that stayed, what went stands before what came, each in one
    piece; a space both begin with stayed.
    """
    pieces: list[tuple[str, str]] = []
    for stayed, run in itertools.groupby(told, lambda piece: piece[0] == "same"):
        run = list(run)
        if stayed:
            pieces.append(("same", "".join(text for _, text in run)))
            continue
        gone, new = (
            "".join(text for which, text in run if which == kind)
            for kind in ("gone", "new")
        )
        space = gone[: len(gone) - len(gone.lstrip())]
        if not new.startswith(space):
            space = ""
        pieces += [
            ("same", space),
            ("gone", gone[len(space) :]),
            ("new", new[len(space) :]),
        ]
    return [(kind, text) for kind, text in pieces if text]


def _pieces(text: str) -> list[str]:
    # With the space before it: spaces that match all others cost seconds
    return re.findall(r"\s*\w+|\s*[^\w\s]|\s+", text)
