"""The form of evidence for or against an assumption."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from tracker.business_case.models import (
    Assumption,
    CaseEvidence,
    case_evidence_problems,
)
from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_, FieldError
from tracker.experiments.forms.experiment_field import AttemptsField
from tracker.experiments.models import Experiment
from tracker.lessons.enums import EvidenceDirection
from tracker.numbers import whole_number
from tracker.web.fields import RadioCards
from tracker.web.forms import CprWarning, Form, formatted, row_id


class EvidenceSource(LabelledEnum):
    """Whether the experiment or its lesson is the evidence."""

    attempt = "attempt", N_("What we saw in the attempt")
    lesson = "lesson", N_("The lesson that it taught")


class EvidenceForm(CprWarning, Form):
    """Does this attempt support or contradict the assumption?"""

    assumption = SelectField(
        _l("Which assumption?"), coerce=row_id, validate_choice=False
    )
    experiment = AttemptsField(_l("The attempt"))
    told = RadioCards(
        _l("What is the evidence?"),
        words=EvidenceSource,
        default=EvidenceSource.attempt,
    )
    bearing = RadioCards(_l("What does it say?"), words=EvidenceDirection)
    note = formatted(CaseEvidence.note, _l("In which way?"))

    def __init__(self, *args, among: list[Assumption] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {row.id: row for row in among}
        self.assumption.choices = [("", "–")] + [(row.id, row.text) for row in among]

    def rules(self) -> list[FieldError]:
        return case_evidence_problems(
            self.assumption_named, self.attempt_named, self.bearing.data
        )

    @property
    def assumption_named(self) -> Assumption | None:
        return self.rows.get(self.assumption.data)

    @property
    def attempt_named(self) -> Experiment | None:
        """The one attempt that was named."""
        if len(self.experiment.data or []) == 1:
            return self.experiment.data[0]
        return None

    def offer(self, asked: Mapping[str, str]) -> None:
        """Fill in the values of a link: `assumption`, `experiment`, and `told`."""
        self.assumption.data = None
        id = whole_number(asked.get("assumption"))
        if id in self.rows:
            self.assumption.data = id
        named = ""
        if asked.get("experiment", "").isdecimal():
            named = f"#{asked['experiment']}"
        self.experiment.process_formdata([named])
        self.told.data = EvidenceSource.attempt
        if asked.get("told") == EvidenceSource.lesson:
            self.told.data = EvidenceSource.lesson

    def argument(self) -> dict:
        """The evidence, as `CaseEvidence.add` takes it."""
        lesson = None
        if self.told.data is EvidenceSource.lesson:
            lesson = self.attempt_named.lessons.first()
        return {
            "experiment": self.attempt_named,
            "lesson": lesson,
            "bearing": self.bearing.data,
            "note": self.note.data or "",
        }
