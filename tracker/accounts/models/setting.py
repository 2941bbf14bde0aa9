"""Settings that an administrator has chosen for the whole organisation.

The default of a setting is kept by the feature that reads it.
"""

from __future__ import annotations

import peewee

from tracker.audit.models import AuditEvent, EventType
from tracker.cache import cached
from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.db import BaseModel, CheckedCharField
from tracker.prepared import Prepared, Question

LONGEST = 200
CONTACT = "privacy_contact"  # the setting: whom one asks about what is kept


class Setting(BaseModel):
    """One choice, by its name.

    A feature keeps the words that may be chosen; here they are only remembered.
    """

    name = CheckedCharField(60, primary_key=True)
    value = CheckedCharField(LONGEST)

    class Meta:
        constraints = [peewee.Check("value <> ''")]

    # Making

    @classmethod
    def choose(cls, name: str, value: str) -> None:
        """Choose, instead of what was chosen before.

        Raises:
            ValidationFailed: It is no choice, or too long to be one.
        """
        if not 0 < len(str(value)) <= LONGEST:
            raise ValidationFailed(FieldError(name, N_("This is not a choice.")))
        with cls._meta.database.atomic():
            if cls.chosen(name, "") != str(value):
                AuditEvent.record(EventType.setting_changed, detail=f"{name}: {value}")
            cls.insert(name=name, value=str(value)).on_conflict(
                conflict_target=[cls.name], update={cls.value: str(value)}
            ).execute()

    @classmethod
    def write(cls, name: str, text: str) -> None:
        """Keep a text in the organisation's own words, or none.

        The audit log says that it changed, not what it says.
        """
        if len(text) > LONGEST:
            message = N_("At most %(max)d characters.")
            raise ValidationFailed(FieldError(name, message, {"max": LONGEST}))
        with cls._meta.database.atomic():
            if cls.chosen(name, "") != text:
                AuditEvent.record(EventType.setting_changed, detail=name)
            cls.delete().where(cls.name == name).execute()
            if text:
                cls.create(name=name, value=text)

    # Reading

    @classmethod
    def chosen(cls, name: str, default: str) -> str:
        """What was chosen, or the default."""
        return cls.all_chosen().get(name, default)

    @classmethod
    def all_chosen(cls) -> dict[str, str]:
        """Every setting that was chosen, by its name. They are few, and every page asks."""
        return cached(
            ("settings",),
            ["setting"],
            lambda: dict(_chosen.rows_anew()),
        )

    @classmethod
    def word(cls, name: str, default: LabelledEnum) -> LabelledEnum:
        """What was chosen among words of the glossary; a word that is none any more
        counts as not chosen.
        """
        words = type(default)
        value = cls.chosen(name, default.value)
        if value in words.__members__:
            return words(value)
        return default


_chosen = Prepared(lambda: Setting.select(Setting.name, Setting.value).tuples())


def settings_to_ask() -> Question:
    """What `Setting.all_chosen` asks."""
    return _chosen.question()
