"""The forms by which something is hidden, mended, and settled."""

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
from tracker.web.forms import CprWarning, EnumSelectField, Form, long


class ConcernTargetField(HiddenField):
    """What it is about; the button that was pressed goes before what the page said."""

    def process_formdata(self, valuelist):
        self.data = next((word for word in reversed(valuelist) if word), "")


class ConcernForm(Form):
    """What it is about, and a word on it for the facilitators; `about` is the public id
    of a comment or a picture.
    """

    place = ConcernTargetField(
        validators=[DataRequired(_l("Choose one of the answers."))],
        filters=[lambda word: ConcernTarget._value2member_map_.get(word)],
    )
    about = HiddenField()
    words = long(Concern.words, _l("What did you see?"))


class SettlementForm(Form):
    """What comes of it."""

    settlement = EnumSelectField(
        _l("What comes of it"),
        ConcernOutcome,
        validators=[InputRequired(_l("Choose one of the answers."))],
    )


class RedactionForm(
    CprWarning, ConflictAware, text_fields(Experiment), text_fields(Conclusion), Form
):
    """The texts of an attempt, and nothing else of it, while it is hidden."""

    tags = TagsField(_l("Tags"))
    lesson = long(Lesson.statement)
    context = long(Lesson.context)
    version = HiddenField()
    card_version = HiddenField()

    PLAN = (*names(Experiment, "personal"), "tags")
    CARD = (*names(Conclusion, "personal"), "lesson", "context")

    @classmethod
    def of(cls, experiment: Experiment) -> RedactionForm:
        """The form as the texts stand."""
        data = {
            name: getattr(experiment, name) for name in names(Experiment, "personal")
        } | {"tags": experiment.tag_names()}
        data["version"] = experiment.version
        if card := experiment.conclusions.first():
            said = card.lesson
            data |= {
                name: getattr(card, name) for name in names(Conclusion, "personal")
            } | {"card_version": card.version}
            data |= {
                "lesson": said.statement if said else "",
                "context": said.context if said else "",
            }
        return cls(None, data=data)

    def merge(self, experiment: Experiment) -> dict[str, tuple[str, str]]:
        """Make the form one against both cards as they stand; nothing is taken over."""
        now = RedactionForm.of(experiment)
        self.version.data, self.card_version.data = (
            now.version.data,
            now.card_version.data,
        )
        pairs = {
            name: (_plain(self._fields[name].data), _plain(now._fields[name].data))
            for name in self.texts()
        }
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def texts(self) -> dict:
        """What a facilitator may change, by the names of the verbs' arguments."""
        return {name: self._fields[name].data for name in (*self.PLAN, *self.CARD)}

    def versions(self) -> dict[str, int]:
        """The versions that the change was made from; what makes no sense is none."""
        names = ("version", "card_version")
        return {
            name: whole_number(self._fields[name].data, LARGEST_ID - 1) or 0
            for name in names
        }


def _plain(said) -> str:
    if isinstance(said, list):
        return ", ".join(said)
    return said or ""


class CommentRedactionForm(CprWarning, Form):
    """Another's comment without what is personal in it."""

    body = long(Comment.body, _l("The comment"))

    def rules(self) -> list[FieldError]:
        return required(self.data, ["body"])
