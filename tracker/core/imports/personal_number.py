"""What looks like a CPR number in a row: an import takes it out, and tells so.

Nobody is there to say that it is none; who knows writes it into the text afterwards.
"""

from __future__ import annotations

from tracker.core.imports.reader import CellReader
from tracker.core.validation import N_
from tracker.cpr import CPR, without_cpr

TAKEN_OUT = N_("This looked like a CPR number. “…” stands in its place.")
LINK_LEFT_OUT = N_("A link with what looks like a CPR number was left out.")


def texts_without_cpr(cells: CellReader, card: dict, told_as: str = "") -> dict:
    """A card of a parsed row with an ellipsis in place of it.

    Args:
        told_as: The field under which all of them are told; each one's own otherwise.
    """
    found = [
        name
        for name, text in card.items()
        if isinstance(text, str) and CPR.search(text)
    ]
    for name in dict.fromkeys(told_as or name for name in found):
        cells.tell(name, TAKEN_OUT)
    return card | {name: without_cpr(card[name]) for name in found}


def links_without_cpr(cells: CellReader, name: str, links: list[str]) -> list[str]:
    """The links without those that hold it."""
    kept = [link for link in links if not CPR.search(link)]
    if len(kept) < len(links):
        cells.tell(name, LINK_LEFT_OUT)
    return kept
