"""Forms of questions and their answers."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField

from tracker.core.validation import FieldError
from tracker.guidelines.models import Platform, Question, QuestionAnswer, ShortAnswer
from tracker.guidelines.models.answer import answer_problems
from tracker.guidelines.models.question import question_problems
from tracker.web.conflicts import ConflictAware
from tracker.web.fields import RadioCards
from tracker.web.forms import CprWarning, DoubleSubmitGuard, Form, formatted
from tracker.web.i18n import named


class QuestionForm(CprWarning, DoubleSubmitGuard, Form):
    """A question before an experiment."""

    body = formatted(Question.body, _l("What would you like to know?"))
    platform = SelectField(_l("Where would it be?"), validate_choice=False)
    named = BooleanField(_l("Those who answer may see that it is me"))
    clause = HiddenField()

    @classmethod
    def over(cls, platforms: list[Platform], data: dict | None = None) -> QuestionForm:
        """The form with these platforms as choices."""
        form = cls(data=data)
        form.platforms = {platform.slug: platform for platform in platforms}
        form.platform.choices = [("", _l("Nowhere in particular"))]
        form.platform.choices += [
            (slug, named(platform)) for slug, platform in form.platforms.items()
        ]
        return form

    def rules(self) -> list[FieldError]:
        return question_problems(self.body.data)

    def cleaned_data(self) -> dict:
        """The arguments of `Question.add`, but for the clause."""
        platform = self.platforms.get(self.platform.data or "")
        return {"body": self.body.data, "platform": platform, "named": self.named.data}


class AnswerForm(CprWarning, ConflictAware, Form):
    """The answer to a question."""

    short = RadioCards(
        _l("In short"), words=ShortAnswer, blank=_l("Neither yes nor no")
    )
    body = formatted(QuestionAnswer.body, _l("Your answer"))
    version = HiddenField()

    @classmethod
    def of(cls, advice: QuestionAnswer | None) -> AnswerForm:
        """The form with the saved answer, or empty."""
        if advice is None:
            return cls(None)
        form = cls(
            None,
            data={
                "short": advice.short,
                "body": advice.body,
                "version": advice.version,
            },
        )
        form.remember(advice.as_dict())
        return form

    def rules(self) -> list[FieldError]:
        return answer_problems(self.body.data)

    def cleaned_data(self) -> dict:
        return {"short": self.short.data, "body": self.body.data}

    def as_dict(self) -> dict[str, str]:
        short = ""
        if self.short.data:
            short = self.short.data.value
        return {"short": short, "body": self.body.data}
