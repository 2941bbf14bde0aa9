"""The plan card as a form, and what starting asks."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, StringField, SubmitField
from wtforms.validators import Length

from tracker.core.fields import names, rows
from tracker.core.history import plain
from tracker.core.validation import N_, FieldError, required
from tracker.experiments.forms.experiment_field import (
    AttemptsField,
    IdsField,
    TickedIdsField,
)
from tracker.experiments.forms.fields import PeopleField, TagsField
from tracker.experiments.forms.history import field_texts
from tracker.experiments.forms.stakeholder_fields import (
    RowField,
    meeting,
    offer_touchpoints,
)
from tracker.experiments.models import Experiment, Format, Link, Visibility
from tracker.experiments.models.evidence import link_problems
from tracker.experiments.models.experiment import plan_problems
from tracker.experiments.models.plan import offered_title
from tracker.experiments.models.tag import tag_problems
from tracker.experiments.queries.form_options import platforms_to_choose
from tracker.guidelines.models import Platform
from tracker.lessons.forms import CardFields
from tracker.lessons.models import card_problems
from tracker.lineage.models import BuildsOn
from tracker.web.clock import today
from tracker.web.conflicts import ConflictAware, VersionedForm
from tracker.web.fields import (
    DayField,
    NumberField,
    RadioCards,
    decimal_mark,
    text_fields,
)
from tracker.web.forms import (
    DoubleSubmitGuard,
    EnumSelectField,
    Form,
    long,
    row_id,
    tidy_line,
)
from tracker.web.i18n import named


class PlanForm(
    DoubleSubmitGuard, ConflictAware, CardFields, text_fields(Experiment), Form
):
    """The plan card; "I already tried this" asks for the learning card on the same page."""

    platform = SelectField(_l("Platform"), coerce=row_id, validate_choice=False)
    link = StringField(
        _l("Link to the post"),
        filters=[tidy_line],
        validators=[Length(max=Link.url.max_length)],
    )
    already = BooleanField(_l("I already tried this"))

    format = EnumSelectField(_l("Format"), words=Format, blank="–")
    visibility = RadioCards(
        _l("Who sees it?"), words=Visibility, default=Visibility.everyone
    )
    baseline = NumberField(_l("Before"))
    target = NumberField(_l("Goal"))
    starts_on = DayField(_l("Begins"))
    ends_on = DayField(_l("Ends"))
    hours = NumberField(_l("Hours"))
    cost = NumberField(_l("Cost in DKK"), whole=True)
    stakeholder = RowField(_l("Whom is it about?"))
    touchpoint = RowField(_l("Where do we meet them?"))
    tags = TagsField(_l("Tags"))
    co_authors = PeopleField(_l("Together with"))
    note = long(BuildsOn.note, _l("What we keep, what we change"))

    builds_on = IdsField(_l("Builds on"))
    clauses = TickedIdsField(_l("Under the guideline"))
    also = AttemptsField(_l("Builds on"))
    version = HiddenField()
    draft = SubmitField()
    publish = SubmitField()
    unnamed = SubmitField()

    def __init__(self, *args, published: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.published = published
        self.platforms = platforms_to_choose(self.platform.data)
        self.platform.choices = [
            ("", _l("Choose …")),
            *((row.id, named(row)) for row in self.platforms),
        ]
        offer_touchpoints(self.stakeholder, self.touchpoint)

    @classmethod
    def of(cls, experiment: Experiment, note: str = "") -> PlanForm:
        """The form as the experiment stands; a draft brings along what was jotted
        beside its plan.
        """
        form = cls(
            published=not experiment.is_draft,
            data=saved(experiment) | {"note": note, "version": experiment.version},
        )
        form.load_draft_extras(experiment.draft_extras)
        form.remember(experiment.as_dict())
        return form

    @classmethod
    def again(cls, experiment: Experiment) -> PlanForm:
        """The next plan, prefilled from one that is to be tried again."""
        kept = (*names(Experiment, "copied"), "tags", "clauses")
        return cls(
            data={
                name: value for name, value in saved(experiment).items() if name in kept
            }
            | {"builds_on": experiment.id}
        )

    def validate(self, extra_validators=None) -> bool:
        if not self.platform.data and self.link.data:
            at = Platform.at_link(self.link.data)
            self.platform.data = at.id if at and at.in_use else None
        if self.shows and not self.title.data:
            self.title.data = offered_title(self.hypothesis.data or "")
        return super().validate(extra_validators)

    def rules(self) -> list[FieldError]:
        plan = self.plan()
        unknown = [
            FieldError(name, N_("Choose one of the answers."))
            for name in rows(Experiment)
            if self[name].data and not plan[name]
        ]
        return [
            *unknown,
            *plan_problems(plan, publishing=self.shows or self.published),
            *tag_problems(self.tags.data or []),
            *(
                link_problems(self.link.data, "link")
                if self.link.data and self.shows
                else []
            ),
            *(card_problems(self.card(), on=today()) if self.card_to_draw() else []),
        ]

    def has_content(self) -> bool:
        """Whether there is anything to keep; when nothing is filled in, it says so kindly."""
        told = [text for name, text in self.as_dict().items() if name != "visibility"]
        kept = any([*told, self.link.data, self.note.data, *self.card().values()])
        if not kept:
            self.add_errors(FieldError("hypothesis", N_("Write a word first.")))
        return kept

    @property
    def shows(self) -> bool:
        """Whether sending it publishes."""
        return bool(self.publish.data or self.unnamed.data) and not self.published

    def texts(self) -> list[str]:
        """Everything that is typed."""
        return [text for text in self.data.values() if isinstance(text, str)]

    def plan(self) -> dict:
        """The plan card: field to value, with the platform as its row."""
        chosen = next(
            (row for row in self.platforms if row.id == self.platform.data), None
        )
        rows = {"platform": chosen, **meeting(self.stakeholder, self.touchpoint)}
        return {**{name: self._fields[name].data for name in names(Experiment)}, **rows}

    def cleaned_data(self) -> dict:
        """Everything that a verb takes; a draft keeps what is typed for later, too."""
        jotted = (
            {}
            if self.published or self.shows
            else {"draft_extras": self.draft_extras()}
        )
        gathered = {
            "tags": self.tags.data or [],
            "co_authors": self.co_authors.data or [],
            "clauses": self.clause_ids(),
        }
        shown = {
            "publish": self.shows,
            "withheld": self.shows and bool(self.unnamed.data),
        }
        beside = {
            "note": self.note.data or "",
            "link": self.link.data or "",
            "submission": self.submission.data or "",
        }
        return {
            **self.plan(),
            **gathered,
            **jotted,
            **beside,
            **shown,
            "card": self.card_to_draw(),
        }

    def clause_ids(self) -> list[int] | None:
        """Ids of the clauses that it is planned under; None, to leave them, when the
        form did not carry any.
        """
        if self.clauses.raw_data:
            return self.clauses.ids
        return None

    def card_to_draw(self) -> dict | None:
        """The learning card when it was already tried and is being published."""
        if self.already.data and self.shows:
            return {**self.card(), "criterion": self.criterion.data, "on": today()}
        return None

    def as_dict(self) -> dict[str, str]:
        """The plan card as plain words, named as the history names them."""
        plan = self.plan()
        told = {name: plain(value) for name, value in plan.items()}
        for name in ("platform", "stakeholder"):
            told[name] = plan[name].name if plan[name] else ""
        told["touchpoint"] = plan["touchpoint"].place if plan["touchpoint"] else ""
        told["tags"] = ", ".join(sorted(self.tags.data or []))
        told["co_authors"] = ", ".join(map(str, sorted(self.co_authors.data or [])))
        return told

    def load(self, experiment: Experiment, name: str) -> None:
        """Fill a field with what is saved."""
        self.fill(name, saved(experiment)[name])

    def text_of(self, name: str, text: str) -> str:
        if name in rows(Experiment):
            return field_texts().text(name, text)
        return super().text_of(name, text)

    def folded(self) -> list:
        """The fields of the folded part."""
        beside = ("link", "tags", "co_authors")
        return [self[name] for name in (*names(Experiment, "folded"), *beside)]

    def draft_extras(self) -> dict:
        """What a draft keeps beside its plan: the form itself, the link, and a learning
        card not yet drawn.
        """
        card = (
            {name: plain(value) for name, value in self.card().items()}
            if self.already.data
            else {}
        )
        return {
            "form": self.submission.data,
            "link": self.link.data or "",
            "already": bool(self.already.data),
            "card": card,
        }

    def load_draft_extras(self, jotted: dict) -> None:
        self.link.data, self.already.data = (
            jotted.get("link", ""),
            jotted.get("already", False),
        )
        for name, text in jotted.get("card", {}).items():
            if name in self._fields and text:
                number = isinstance(self._fields[name], NumberField)
                self._fields[name].process_formdata(
                    [text.replace(".", decimal_mark()) if number else text]
                )


class StartForm(VersionedForm, Form):
    """What starting asks: when are we right?"""

    criterion = long(Experiment.criterion)
    version = HiddenField()
    explore = SubmitField()

    def validate(self, extra_validators=None) -> bool:
        if self.explore.data:
            self.criterion.data = gettext("We don't know yet, we explore.")
        return super().validate(extra_validators)

    def rules(self) -> list[FieldError]:
        return required({"criterion": self.criterion.data}, ["criterion"])


def saved(experiment: Experiment) -> dict:
    """The plan card as it is saved: field to what the form's field holds."""
    gathered = {
        "tags": experiment.tag_names(),
        "co_authors": experiment.co_author_ids(),
    }
    gathered["clauses"] = ",".join(
        str(row.clause_id) for row in experiment.experiment_clauses
    )
    return {
        **experiment.plan(),
        **{name: getattr(experiment, f"{name}_id") for name in rows(Experiment)},
        **gathered,
    }
