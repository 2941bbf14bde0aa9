"""The form that names a lesson under a clause."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.core.validation import N_, FieldError
from tracker.experiments.forms.experiment_field import AttemptsField
from tracker.lessons.models import Lesson
from tracker.web.forms import Form


class CitationForm(Form):
    """The attempt that taught the lesson that a clause rests on."""

    experiment = AttemptsField(_l("The attempt that taught the lesson"))

    @property
    def lesson_named(self) -> Lesson | None:
        """The lesson of the one attempt that was named."""
        if len(self.experiment.data or []) == 1:
            return self.experiment.data[0].lessons.first()
        return None

    def rules(self) -> list[FieldError]:
        if self.lesson_named:
            return []
        untaught = N_("Choose an attempt that has a lesson.")
        return [FieldError("experiment", untaught)]
