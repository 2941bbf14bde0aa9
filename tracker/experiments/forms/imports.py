"""Forms of an import: the file, and which column is which."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from tracker.core.imports.day import DMY, MDY
from tracker.core.validation import N_, FieldError, required
from tracker.experiments.forms.history import LABELS
from tracker.experiments.imports import FIELDS, REQUIRED, Mapping
from tracker.experiments.models import Import
from tracker.web.forms import Form, short, tidy_line
from tracker.web.i18n import translated_later

OWN = {
    "external_id": N_("Number in the list"),
    "author_email": N_("Mail address of the author"),
    "unit": N_("Unit"),
    "link": N_("Link"),
}
WORDS = {name: LABELS.get(name) or OWN[name] for name in FIELDS}
LONGEST_TEXT = 1000


class ImportForm(Form):
    file = FileField(_l("The file"), validators=[FileRequired(_l("Choose a file."))])


class MappingForm(Form):
    """For each field a column or a fixed text; the text wins."""

    source = short(Import.source, _l("What is the list called?"))
    strict = BooleanField(_l("Take all rows or none"))
    sheet = HiddenField()
    header = HiddenField()
    days = SelectField(
        _l("What comes first in a day such as 03/09/2026?"),
        choices=[
            SelectChoice("", _l("What the other days of the column show")),
            SelectChoice(DMY, _l("The day")),
            SelectChoice(MDY, _l("The month")),
        ],
        default="",
    )

    def __init__(
        self, job: Import, columns: list[str], guess: dict[str, str], **kwargs
    ):
        self.columns = columns
        self.guess = guess
        data = {f"map_{name}": column for name, column in self.guess.items()}
        super().__init__(data=data | {"source": job.source}, **kwargs)
        self.offer({})
        for name in FIELDS:
            if self[f"map_{name}"].data not in columns:
                self[f"map_{name}"].data = ""

    def offer(self, samples: dict[str, str]) -> None:
        """Show a cell of each column beside its name."""
        choices = [("", gettext("Nothing"))]
        for column in self.columns:
            text = column
            if column in samples:
                text = f"{column}: {samples[column]}"
            choices.append((column, text))
        for name in FIELDS:
            self[f"map_{name}"].choices = choices

    def mapping(self) -> Mapping:
        """The source of each field."""
        texts = {name: text for name in FIELDS if (text := self[f"set_{name}"].data)}
        columns = {
            name: column
            for name in FIELDS
            if (column := self[f"map_{name}"].data) and name not in texts
        }
        return Mapping(columns, texts)

    def options(self) -> dict[str, str]:
        """The sheet, the line of the header and the order of days, where chosen."""
        options = {
            "sheet": self.sheet.data,
            "header": self.header.data,
            "days": self.days.data,
        }
        return {name: value for name, value in options.items() if value}

    def rules(self) -> list[FieldError]:
        mapping = self.mapping()
        problems = required({"source": self.source.data}, ["source"])
        for problem in mapping.problems(self.columns):
            place = _place(problem, mapping)
            problems.append(FieldError(place, problem.message, problem.params))
        return problems

    def pairs(self, first: bool) -> list[tuple]:
        """The form fields for column and text of each field.

        Args:
            first: Whether those that are needed, guessed or filled in, or the others.
        """
        needed = REQUIRED + ("outcome", "lesson", "concluded_on")
        shown = {name for name in FIELDS if name in needed or self._filled(name)}
        return [
            (name, self[f"map_{name}"], self[f"set_{name}"])
            for name in FIELDS
            if (name in shown) is first
        ]

    def _filled(self, name: str) -> bool:
        return bool(
            self.guess.get(name) or self[f"map_{name}"].data or self[f"set_{name}"].data
        )


def _place(problem: FieldError, mapping: Mapping) -> str:
    """The name of the form field that a problem is about; "" for the whole form."""
    if not problem.field:
        return ""
    if problem.field in mapping.fixed:
        return f"set_{problem.field}"
    return f"map_{problem.field}"


for _name, _word in WORDS.items():
    setattr(
        MappingForm,
        f"map_{_name}",
        SelectField(translated_later(_word), validate_choice=False, choices=[]),
    )
    setattr(
        MappingForm,
        f"set_{_name}",
        StringField(
            translated_later(_word),
            filters=[tidy_line],
            validators=[Length(max=LONGEST_TEXT)],
        ),
    )
