"""Texts of a signed summary that are no longer shown because they are personal."""

from __future__ import annotations

import datetime as dt

from tracker.concerns.queries import withdrawn_since


def withdrawn(content: dict, signed_at: dt.datetime) -> set[int]:
    """Ids of the experiments whose texts a signed summary must no longer show.

    They are hidden now because of something personal, or they were redacted or removed
    after the signature, so that the frozen texts still contain it. Besides the names of
    erased people nothing else of a signed summary changes; its figures never do.
    """
    told = {row["experiment"] for row in told_in(content)}
    if not told:
        return set()
    return withdrawn_since(told, signed_at)


def told_in(content: dict) -> list[dict]:
    """Every row of a summary that contains texts of an experiment."""
    groups = list(content["known"].values()) + [content["stopped"], content["reused"]]
    if "lessons" in content:  # editions signed before hold some of them only
        groups.append(content["lessons"])
    rows = [row for group in groups for row in group["told"]]
    for name in ("surprising", "quote", "rough", "attempt"):
        if content.get(name):
            rows.append(content[name])
    return rows
