"""What the plan card says: its fields, and how they are told in plain words for search
and history.
"""

from __future__ import annotations

import peewee

from tracker.core.history import plain
from tracker.experiments.models.tag import Tag, Tagging

PLAN_FIELDS = [
    "title",
    "hypothesis",
    "platform",
    "format",
    "visibility",
    "method",
    "metric",
    "criterion",
    "baseline",
    "target",
    "starts_on",
    "ends_on",
    "hours",
    "cost",
    "stakeholder",
    "touchpoint",
]
ROWS = ("platform", "stakeholder", "touchpoint")  # fields that point at a row


class PlanCard:
    """Mixin: reading the plan card."""

    def plan(self) -> dict:
        """The plan card as it stands: field to value."""
        return {name: getattr(self, name) for name in PLAN_FIELDS}

    def tag_names(self) -> list[str]:
        """Its tags in the order of the alphabet, in one query, or in none when they
        were prefetched.
        """
        rows = self.taggings
        if isinstance(rows, peewee.ModelSelect):
            rows = rows.select(Tagging, Tag).join(Tag)
        return sorted(row.tag.name for row in rows)

    def co_author_ids(self) -> list[int]:
        return sorted(row.person_id for row in self.co_authors)

    def texts(self) -> list[str]:
        """The texts of the plan card that search finds."""
        return [
            self.title,
            self.hypothesis,
            self.method,
            self.metric,
            self.criterion,
            *self.tag_names(),
        ]

    def told(self) -> dict[str, str]:
        """The plan card as plain words for the history: field to text."""
        return {
            **{
                name: plain(value)
                for name, value in self.plan().items()
                if name not in ROWS
            },
            "platform": self.platform.name if self.platform_id else "",
            "stakeholder": self.stakeholder.name if self.stakeholder_id else "",
            "touchpoint": self.touchpoint.place if self.touchpoint_id else "",
            "tags": ", ".join(self.tag_names()),
            "co_authors": ", ".join(str(id) for id in self.co_author_ids()),
        }

    def _since(self, before: dict) -> dict:
        after = self.told()
        return {
            name: [text, after[name]]
            for name, text in before.items()
            if text != after[name]
        }


def offered_title(hypothesis: str, about: int = 80) -> str:
    """A title made of the first words of a hypothesis, cut at a word."""
    line = " ".join(hypothesis.split()).rstrip(".")
    if len(line) > about:
        line = line[: about + 1].rpartition(" ")[0] or line[:about]
        line = line.rstrip(" ,;:–-") + " …"
    return line[:1].upper() + line[1:]
