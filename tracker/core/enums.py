"""The base class of enumerations."""

from __future__ import annotations

from enum import Enum


class LabelledEnum(str, Enum):
    """Base class of enumerations.

    The value is used in URLs, forms and rows; the label is shown.

    A member says at one place whatever is shown of it:

        refuted = "refuted", N_("Didn't hold"), {"glyph": "cross", "hint": N_("…")}

    Attributes:
        label: Shown to the reader, translated.
        hint: A sentence that explains the member; "" where the label is enough.
        short: A shorter form of the label, where there is little room; else the label.
        group: Which of the groups of the vocabulary the member belongs to; None where
            there are no groups.
        synonyms: Other words for it, in any language, that an import understands.
        glyph: Name of the drawing that stands for it; "" where there is none.
    """

    label: str
    hint: str
    short: str
    group: object
    synonyms: tuple[str, ...]
    glyph: str

    def __new__(cls, value: str, label: str, more: dict | None = None):
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        more = dict(more or {})
        usual = {"hint": "", "short": label, "group": None, "synonyms": (), "glyph": ""}
        for name, default in (usual | cls.traits()).items():
            setattr(member, name, more.pop(name, default))
        member.synonyms = tuple(member.synonyms)
        if more:
            raise TypeError(f"{value}: unknown {', '.join(more)}")
        return member

    __str__ = str.__str__

    @classmethod
    def traits(cls) -> dict[str, object]:
        """Further attributes of the members, and other defaults, by their names."""
        return {}

    @classmethod
    def by_synonym(cls) -> dict[str, LabelledEnum]:
        """Each value and synonym to its member, as an import looks them up."""
        members = {}
        for member in cls:
            members[member.value.replace("_", " ")] = member
            members |= dict.fromkeys(member.synonyms, member)
        return members

    @classmethod
    def in_group(cls, group) -> tuple[LabelledEnum, ...]:
        """The members of a group, in their order."""
        return tuple(member for member in cls if member.group == group)
