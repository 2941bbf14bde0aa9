"""Forms of the platforms."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.core.validation import N_, FieldError
from tracker.guidelines.models import Metric, Platform
from tracker.web.forms import Form, at_most, row_id, short, tidy
from tracker.web.i18n import named


class PlatformsInUseForm(Form):
    """Which platforms are on."""

    platforms = SelectMultipleField(
        _l("Which platforms do you use?"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    @classmethod
    def over(cls, platforms: list[Platform], **kwargs) -> PlatformsInUseForm:
        """The form with these platforms as choices; those in use are checked."""
        in_use = [platform.id for platform in platforms if platform.in_use]
        form = cls(data={"platforms": in_use}, **kwargs)
        form.platforms.choices = [
            SelectChoice(platform.id, named(platform)) for platform in platforms
        ]
        return form


class PlatformForm(Form):
    name = short(
        Platform.name,
        _l("Another platform"),
        validators=[DataRequired(_l("Please fill this in."))],
    )


class RenameForm(Form):
    name = short(
        Platform.name, _l("Name"), validators=[DataRequired(_l("Please fill this in."))]
    )


class MergeForm(Form):
    """The platform into which another one is merged."""

    into = SelectField(_l("It is the same as"), coerce=row_id, validate_choice=False)

    @classmethod
    def over(cls, platforms: list[Platform], but: Platform) -> MergeForm:
        """The form with the platforms in use as choices, but not the one to be merged."""
        form = cls()
        form.rows = {
            row.id: row for row in platforms if row.in_use and row.id != but.id
        }
        form.into.choices = [("", _l("Choose …"))]
        form.into.choices += [(id, named(row)) for id, row in form.rows.items()]
        return form

    @property
    def platform(self) -> Platform | None:
        """The chosen platform."""
        return self.rows.get(self.into.data)

    def rules(self) -> list[FieldError]:
        if self.platform:
            return []
        return [FieldError("into", N_("Choose one of the answers."))]


class VocabularyForm(Form):
    metrics = TextAreaField(
        _l("What is measured here"), filters=[tidy], validators=[at_most(20_000)]
    )

    @classmethod
    def of(cls, metrics: list[Metric], **kwargs) -> VocabularyForm:
        """The form with the metrics in the reader's language, one per line."""
        lines = "\n".join(named(metric) for metric in metrics)
        form = cls(data={"metrics": lines}, **kwargs)
        form.known = {named(metric): metric.name for metric in metrics}
        return form

    def words(self) -> list[str]:
        """The metrics to save; a translated default metric gets its English name back."""
        lines = (" ".join(line.split()) for line in self.metrics.data.splitlines())
        return [self.known.get(line, line) for line in lines if line]
