"""Forms of open questions: asking one, and what an attempt has answered."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from tracker.core.validation import FieldError
from tracker.guidelines.models import Platform
from tracker.questions.models import OpenQuestion, open_question_problems
from tracker.web.forms import CprWarning, DoubleSubmitGuard, Form, formatted
from tracker.web.i18n import named as name_of


class OpenQuestionForm(CprWarning, DoubleSubmitGuard, Form):
    """An open question, and whether its asker stays with it."""

    body = formatted(OpenQuestion.body, _l("What would you like somebody to find out?"))
    platform = SelectField(_l("Where would it be?"), validate_choice=False)
    told = BooleanField(_l("Tell me when an attempt answers it"))
    named = BooleanField(_l("Show my name beside it"))

    @classmethod
    def over(
        cls, platforms: list[Platform], data: dict | None = None, formdata=None
    ) -> OpenQuestionForm:
        """The form with these platforms as choices.

        Args:
            formdata: What a program sent instead of a page.
        """
        if formdata is None:
            form = cls(data=data)
        else:
            form = cls(formdata, meta={"csrf": False})
        form.platforms = {platform.slug: platform for platform in platforms}
        form.platform.choices = [("", _l("Nowhere in particular"))]
        form.platform.choices += [
            (slug, name_of(platform)) for slug, platform in form.platforms.items()
        ]
        return form

    def rules(self) -> list[FieldError]:
        return open_question_problems(self.body.data)

    def cleaned_data(self) -> dict:
        """The arguments of `OpenQuestion.add`."""
        return {
            "body": self.body.data,
            "platform": self.platforms.get(self.platform.data or ""),
            "told": self.told.data,
            "named": self.named.data,
        }
