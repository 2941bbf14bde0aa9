"""Forms: raising a concern, redacting the hidden texts, and settling the concern."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import DataRequired, InputRequired

from tracker.comments.models import Comment
from tracker.concerns.models import Concern, ConcernOutcome, ConcernTarget
from tracker.core.fields import names
from tracker.core.validation import FieldError, required
from tracker.experiments.forms.fields import TagsField
from tracker.experiments.models import Experiment
from tracker.lessons.models import Conclusion, Lesson
from tracker.numbers import LARGEST_ID, whole_number
from tracker.web.conflicts import ConflictAware
from tracker.web.fields import text_fields
from tracker.web.forms import CprWarning, EnumSelectField, Form, formatted, long


class ConcernTargetField(HiddenField):
    """The target of a concern; the value of the pressed button replaces the page's own."""

    def process_formdata(self, valuelist):
        self.data = next((word for word in reversed(valuelist) if word), "")


class ConcernForm(CprWarning, Form):
    """The subject of a concern, and a text for the facilitators.

    `about` is the public id of a comment or a picture.
    """

    place = ConcernTargetField(
        validators=[DataRequired(_l("Choose one of the answers."))],
        filters=[lambda word: ConcernTarget._value2member_map_.get(word)],
    )
    about = HiddenField()
    words = long(Concern.words, _l("What did you see?"))


class SettlementForm(Form):
    """The outcome of a concern."""

    settlement = EnumSelectField(
        _l("What comes of it"),
        ConcernOutcome,
        validators=[InputRequired(_l("Choose one of the answers."))],
    )


class RedactionForm(
    CprWarning, ConflictAware, text_fields(Experiment), text_fields(Conclusion), Form
):
    """The texts of a hidden experiment, for a facilitator to redact."""

    tags = TagsField(_l("Tags"))
    lesson = long(Lesson.statement)
    context = long(Lesson.context)
    version = HiddenField()
    card_version = HiddenField()

    PLAN = tuple(names(Experiment, "personal")) + ("tags",)
    CARD = tuple(names(Conclusion, "personal")) + ("lesson", "context")

    @classmethod
    def of(cls, experiment: Experiment) -> RedactionForm:
        """The form with the saved texts."""
        data = _values(experiment)
        data |= {"tags": experiment.tag_names(), "version": experiment.version}
        if card := experiment.conclusions.first():
            data |= _values(card)
            data["card_version"] = card.version
            if card.lesson:
                data["lesson"] = card.lesson.statement
                data["context"] = card.lesson.context
        return cls(None, data=data)

    def merge(self, experiment: Experiment) -> dict[str, tuple[str, str]]:
        """Take over the saved versions, but no text. Returns the texts that differ."""
        saved = RedactionForm.of(experiment)
        self.version.data = saved.version.data
        self.card_version.data = saved.card_version.data
        conflicts = {}
        for name in self.texts():
            mine = _plain(self._fields[name].data)
            theirs = _plain(saved._fields[name].data)
            if mine != theirs:
                conflicts[name] = (mine, theirs)
        return conflicts

    def texts(self) -> dict:
        """The texts by field name, as `Concern.redact` takes them."""
        return {name: self._fields[name].data for name in self.PLAN + self.CARD}

    def versions(self) -> dict[str, int]:
        """The versions that the change was made from; 0 if one is missing or invalid."""
        return {
            name: whole_number(self._fields[name].data, LARGEST_ID - 1) or 0
            for name in ("version", "card_version")
        }


def _values(row: Experiment | Conclusion) -> dict:
    """The values of a row's personal fields."""
    return {name: getattr(row, name) for name in names(type(row), "personal")}


def _plain(value) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return value or ""


class CommentRedactionForm(CprWarning, Form):
    """The text of a hidden comment, for a facilitator to redact."""

    body = formatted(Comment.body, _l("The comment"))

    def rules(self) -> list[FieldError]:
        return required(self.data, ["body"])
