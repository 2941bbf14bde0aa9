"""The form of a phrase of the tone."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from tracker.core.validation import FieldError
from tracker.guidelines.models import Phrase, ToneKind
from tracker.guidelines.models.tone import PHRASE_TEXTS, phrase_problems
from tracker.web.conflicts import ConflictAware
from tracker.web.fields import RadioCards
from tracker.web.forms import CprWarning, Form, long, short


class PhraseForm(CprWarning, ConflictAware, Form):
    """A value of the tone, or a reply to copy."""

    kind = RadioCards(_l("What is it?"), words=ToneKind, default=ToneKind.reply)
    title = short(Phrase.title, _l("Heading, or the situation"))
    text = long(Phrase.text, _l("Text"))
    title_en = short(Phrase.title_en, _l("The same in English"), id="title-en")
    text_en = long(Phrase.text_en, _l("The text in English"), id="text-en")
    version = HiddenField()

    @classmethod
    def of(cls, phrase: Phrase | None) -> PhraseForm:
        """The form with the saved phrase, or empty."""
        if phrase is None:
            return cls()
        form = cls(
            data=phrase.as_dict() | {"kind": phrase.kind, "version": phrase.version}
        )
        form.remember(phrase.as_dict())
        return form

    def rules(self) -> list[FieldError]:
        return phrase_problems(self.as_dict() | {"kind": self.kind.data})

    def as_dict(self) -> dict[str, str]:
        return {name: self._fields[name].data for name in PHRASE_TEXTS}
