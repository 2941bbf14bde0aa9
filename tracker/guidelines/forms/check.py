"""The form of "May I?", sent by GET so that its answer has a URL of its own."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from tracker.guidelines.enums import About, People, SpeakingFor
from tracker.guidelines.models import Guideline
from tracker.guidelines.queries.check import Answers
from tracker.web.fields import RadioCards
from tracker.web.forms import Form
from tracker.web.i18n import named


class CheckForm(Form):
    """Three questions; only the first one if the person speaks privately."""

    class Meta:
        csrf = False

    speaking = RadioCards(_l("For whom do you speak?"), words=SpeakingFor)
    people = RadioCards(_l("Is anyone else in it?"), words=People)
    about = RadioCards(_l("Is it about one of these?"), words=About)
    platform = SelectField(_l("Where?"), validate_choice=False)
    rules_out = BooleanField(_l("None of this is in it"))

    @classmethod
    def asked(cls, args, guidelines: list[Guideline]) -> CheckForm:
        """The form of a URL; the platforms are those of these guidelines."""
        form = cls(formdata=args)
        places = [row for row in guidelines if not row.is_everywhere]
        form.platform.choices = [("", _l("I don't know yet"))]
        form.platform.choices += [(row.slug, named(row.platform)) for row in places]
        return form

    def answered(self) -> bool:
        """Whether all questions are answered; unanswered ones get an error if any field
        was sent.
        """
        if not any(name in self.sent for name in ("speaking", "people", "about")):
            return False
        fine = self.validate()
        needed = [self.speaking]
        if self.speaking.data is not SpeakingFor.private:
            needed += [self.people, self.about]
        for field in needed:
            if field.data is None and not field.errors:
                field.errors = [gettext("Choose one of the answers.")]
                fine = False
        return fine

    def answers(self) -> Answers:
        """The answers, once all questions are answered."""
        if self.speaking.data is SpeakingFor.private:
            return Answers(SpeakingFor.private)
        return Answers(
            self.speaking.data,
            self.people.data,
            self.about.data,
            rules_out=self.rules_out.data,
        )

    @property
    def sent(self) -> list[str]:
        return [name for name, field in self._fields.items() if field.raw_data]
