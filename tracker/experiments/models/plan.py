"""What the plan card says: its fields, and how they are told in plain words for search
and history.
"""

from __future__ import annotations

import peewee

from tracker.core.fields import descriptions, names, texts
from tracker.core.history import plain
from tracker.experiments.models.tag import Tag, Tagging


class PlanCard:
    """Mixin: reading the plan card."""

    def plan(self) -> dict:
        """The plan card as it stands: field to value."""
        return {name: getattr(self, name) for name in names(type(self))}

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
        searched = names(type(self), "searched")
        return [*(getattr(self, name) for name in searched), *self.tag_names()]

    def other_texts(self, *placed: str) -> list[tuple[str, str]]:
        """Label and text of those that a page does not place itself."""
        said = descriptions(type(self))
        return [
            (said[name].label, getattr(self, name))
            for name in texts(type(self))
            if name not in placed
        ]

    def as_dict(self) -> dict[str, str]:
        """The plan card as plain words for the history: field to text."""
        told = {name: plain(value) for name, value in self.plan().items()}
        told["platform"] = self.platform.name if self.platform_id else ""
        told["stakeholder"] = self.stakeholder.name if self.stakeholder_id else ""
        told["touchpoint"] = self.touchpoint.place if self.touchpoint_id else ""
        told["tags"] = ", ".join(self.tag_names())
        told["co_authors"] = ", ".join(map(str, self.co_author_ids()))
        return told

    def _since(self, before: dict) -> dict:
        after = self.as_dict()
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
