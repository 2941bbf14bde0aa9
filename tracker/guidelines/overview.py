"""What all see alike on the page of the guidelines, kept for them in each language."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from tracker.cache import cached
from tracker.guidelines.models import Guideline
from tracker.guidelines.queries.guideline import in_use, with_clauses
from tracker.web.i18n import locale_code
from tracker.web.responses import site_path
from tracker.web.templates import rendered_part


@dataclass(frozen=True)
class Overview:
    """The guidelines at a glance.

    Attributes:
        has_everywhere: Whether there is a guideline of what holds everywhere.
        values: The lines of what we stand for, from that guideline.
        is_written: Whether any clause is written.
        drafts: The number of texts that nobody has decided on.
        platforms: Where we stand on each platform, as HTML.
    """

    has_everywhere: bool
    values: tuple[str, ...]
    is_written: bool
    drafts: int
    platforms: Markup


def overview() -> Overview:
    """The guidelines at a glance, in the reader's language."""
    return cached(
        ("guidelines at a glance", site_path(""), locale_code()),
        ("clause", "guideline", "platform"),
        _made,
    )


def _made() -> Overview:
    shown = with_clauses(in_use())
    everywhere = [rules.guideline for rules in shown if rules.guideline.is_everywhere]
    return Overview(
        has_everywhere=bool(everywhere),
        values=tuple(line for guideline in everywhere for line in _lines(guideline)),
        is_written=any(rules.clauses for rules in shown),
        drafts=sum(rules.drafts for rules in shown),
        platforms=rendered_part(
            "guidelines/_all_places.html",
            places=[rules for rules in shown if not rules.guideline.is_everywhere],
        ),
    )


def _lines(guideline: Guideline) -> list[str]:
    why = guideline.said("why", locale_code()) or ""
    return [line for line in why.splitlines() if line.strip()]
