"""Forms of the plan card and of starting an experiment."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, SubmitField

from tracker.core.fields import names, rows, texts
from tracker.core.history import plain
from tracker.core.validation import N_, FieldError, required
from tracker.experiments.forms.experiment_field import (
    AttemptsField,
    IdsField,
    TickedIdsField,
)
from tracker.experiments.forms.fields import PeopleField, TagsField
from tracker.experiments.forms.history import field_texts
from tracker.experiments.forms.review_day import ReviewDayFields
from tracker.experiments.forms.stakeholder_fields import (
    RowField,
    meeting,
    offer_touchpoints,
)
from tracker.experiments.models import Experiment, Format, Link, Visibility
from tracker.experiments.models.anonymity import single_author_problems
from tracker.experiments.models.enums import ReviewIn
from tracker.experiments.models.evidence import link_problems
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
    text_fields,
)
from tracker.web.forms import (
    CprWarning,
    DoubleSubmitGuard,
    EnumSelectField,
    Form,
    formatted,
    long,
    row_id,
    short,
)
from tracker.web.i18n import named


class PlanForm(
    CprWarning,
    DoubleSubmitGuard,
    ConflictAware,
    CardFields,
    text_fields(Experiment),
    Form,
):
    """The form of the plan card; "I already tried this" adds the learning card."""

    platform = SelectField(_l("Platform"), coerce=row_id, validate_choice=False)
    link = short(Link.url, _l("Link to the post"))
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
    invited = PeopleField(_l("Who else did it?"))
    note = long(BuildsOn.note, _l("What we keep, what we change"))

    builds_on = IdsField(_l("Builds on"))
    clauses = TickedIdsField(_l("Under the guideline"))
    questions = TickedIdsField(_l("Looks into"))
    also = AttemptsField(_l("Builds on"))
    version = HiddenField()
    draft = SubmitField()
    publish = SubmitField()
    unnamed = SubmitField()
    another = SubmitField()

    def __init__(self, *args, published: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.published = published
        self.platforms = platforms_to_choose(self.platform.data)
        self.platform.choices = [("", _l("Choose …"))]
        self.platform.choices += [(row.id, named(row)) for row in self.platforms]
        offer_touchpoints(self.stakeholder, self.touchpoint)

    @classmethod
    def of(cls, experiment: Experiment, note: str = "") -> PlanForm:
        """The form filled from an experiment; for a draft with its `draft_extras`."""
        form = cls(
            published=not experiment.is_draft,
            data=saved(experiment) | {"note": note, "version": experiment.version},
        )
        form.load_draft_extras(experiment.draft_extras)
        form.remember(experiment.as_dict())
        return form

    @classmethod
    def again(cls, experiment: Experiment) -> PlanForm:
        """The form of the next plan, filled from the experiment that is repeated."""
        return cls(data=copied_values(experiment) | {"builds_on": experiment.id})

    @classmethod
    def copy_of(cls, experiment: Experiment) -> PlanForm:
        """The form of a new plan with the texts of an own one, which it does not build on."""
        return cls(data=copied_values(experiment))

    def validate(self, extra_validators=None) -> bool:
        if not self.platform.data and self.link.data:
            platform = Platform.at_link(self.link.data)
            if platform and platform.in_use:
                self.platform.data = platform.id
            else:
                self.platform.data = None
        if self.shows and not self.title.data:
            self.title.data = offered_title(self.hypothesis.data or "")
        return super().validate(extra_validators)

    def rules(self) -> list[FieldError]:
        plan = self.plan()
        publishing = self.shows or self.published
        problems = [
            FieldError(name, N_("Choose one of the answers."))
            for name in rows(Experiment)
            if self[name].data and not plan[name]
        ]
        problems += Experiment.plan_problems(plan, publishing=publishing)
        problems += tag_problems(self.tags.data or [])
        if self.link.data and self.shows:
            problems += link_problems(self.link.data, "link")
        if self.unnamed.data and self.people_to_invite():
            problems += single_author_problems(self.people_to_invite(), "invited")
        if self.card_to_draw():
            problems += card_problems(self.card(), on=today())
        return problems

    def has_content(self) -> bool:
        """Whether any field is filled in; adds an error when none is."""
        texts = [text for name, text in self.as_dict().items() if name != "visibility"]
        texts += [self.link.data, self.note.data]
        texts += self.card().values()
        filled = any(texts)
        if not filled:
            self.add_errors(FieldError("hypothesis", N_("Write a word first.")))
        return filled

    def has_words(self) -> bool:
        """Whether anything was written; a choice alone makes no draft by itself."""
        written = [self[name].data for name in texts(Experiment)]
        written += [self.link.data, self.note.data, self.tags.data]
        return any(written + list(self.card().values()))

    @property
    def shows(self) -> bool:
        """Whether submitting the form publishes a draft."""
        pressed = self.publish.data or self.unnamed.data or self.another.data
        return bool(pressed) and not self.published

    def texts(self) -> list[str]:
        """The texts of all fields."""
        return [text for text in self.data.values() if isinstance(text, str)]

    def plan(self) -> dict:
        """The plan card: field to value, with rows instead of ids."""
        plan = {name: self._fields[name].data for name in names(Experiment)}
        plan["platform"] = next(
            (row for row in self.platforms if row.id == self.platform.data), None
        )
        return plan | meeting(self.stakeholder, self.touchpoint)

    def cleaned_data(self) -> dict:
        """The arguments of the verb that saves the form."""
        sent = self.plan()
        sent["tags"] = self.tags.data or []
        sent["co_authors"] = self._authors_already()
        sent["clauses"] = ids_or_none(self.clauses)
        sent["questions"] = ids_or_none(self.questions)
        if not self.published and not self.shows:
            sent["draft_extras"] = self.draft_extras()
        sent["note"] = self.note.data or ""
        sent["link"] = self.link.data or ""
        sent["submission"] = self.submission.data or ""
        sent["publish"] = self.shows
        sent["withheld"] = self.shows and bool(self.unnamed.data)
        sent["card"] = self.card_to_draw()
        return sent

    def people_to_invite(self) -> list[int]:
        """Ids of the people to ask whether they stand as co-authors."""
        typed = (self.co_authors.data or []) + (self.invited.data or [])
        return sorted(set(typed) - set(self._authors_already()))

    def _authors_already(self) -> list[int]:
        """Ids of the co-authors who stay; whoever is new is asked first."""
        return [id for id in self.co_authors.data or [] if id in self.co_authors.had]

    def card_to_draw(self) -> dict | None:
        """The learning card, when an experiment that is over already is published."""
        if self.already.data and self.shows:
            return self.card() | {"criterion": self.criterion.data, "on": today()}
        return None

    def as_dict(self) -> dict[str, str]:
        """The plan card as plain text, in the form of `Experiment.as_dict`."""
        plan = self.plan()
        words = {name: plain(value) for name, value in plan.items()}
        words |= {"platform": "", "stakeholder": "", "touchpoint": ""}
        for name in ("platform", "stakeholder"):
            if plan[name]:
                words[name] = plan[name].name
        if plan["touchpoint"]:
            words["touchpoint"] = plan["touchpoint"].place
        words["tags"] = ", ".join(sorted(self.tags.data or []))
        words["co_authors"] = ", ".join(map(str, sorted(self.co_authors.data or [])))
        return words

    def load(self, experiment: Experiment, name: str) -> None:
        """Fill a field with its saved value."""
        self.fill(name, saved(experiment)[name])

    def text_of(self, name: str, text: str) -> str:
        if name in rows(Experiment):
            return field_texts().text(name, text)
        return super().text_of(name, text)

    def folded(self) -> list:
        """The fields of the folded part."""
        folded = names(Experiment, "folded") + ("link", "tags", "co_authors", "invited")
        return [self[name] for name in folded]

    def draft_extras(self) -> dict:
        """The fields that a draft keeps beside its plan.

        They are the key of the form, the link, and an unfinished learning card.
        """
        card = {}
        if self.already.data:
            card = {name: plain(value) for name, value in self.card().items()}
        return {
            "form": self.submission.data,
            "link": self.link.data or "",
            "invited": self.people_to_invite(),
            "already": bool(self.already.data),
            "card": card,
        }

    def load_draft_extras(self, extras: dict) -> None:
        """Fill the fields from the `draft_extras` of a draft."""
        self.link.data = extras.get("link", "")
        self.already.data = extras.get("already", False)
        asked = set(self.invited.data or []).union(extras.get("invited", []))
        self.invited.data = sorted(asked)
        self.load_card(extras.get("card", {}))


class StartForm(CprWarning, VersionedForm, ReviewDayFields, Form):
    """The form of starting an experiment: its criterion and its review day."""

    criterion = formatted(Experiment.criterion)
    version = HiddenField()
    explore = SubmitField()

    @classmethod
    def of(cls, experiment: Experiment) -> StartForm:
        """The form of a plan; its last day, if it is still to come, is the review day."""
        data = {"criterion": experiment.criterion, "version": experiment.version}
        data |= {"review_in": ReviewIn.fortnight}
        if experiment.ends_on and experiment.ends_on > today():
            data |= {"review_in": ReviewIn.date, "review_on": experiment.ends_on}
        return cls(data=data)

    def validate(self, extra_validators=None) -> bool:
        if self.explore.data:
            self.criterion.data = gettext("We don't know yet, we explore.")
        return super().validate(extra_validators)

    def rules(self) -> list[FieldError]:
        errors = required({"criterion": self.criterion.data}, ["criterion"])
        return errors + self.review_day_problems()


def ids_or_none(field: TickedIdsField) -> list[int] | None:
    """The ids; None, to leave them as they are, when the form has no such field."""
    if field.raw_data:
        return field.ids
    return None


def copied_values(experiment: Experiment) -> dict:
    """The values that the next plan begins with, by field."""
    copied = names(Experiment, "copied") + ("tags", "clauses", "questions")
    return {name: value for name, value in saved(experiment).items() if name in copied}


def saved(experiment: Experiment) -> dict:
    """The saved plan card: field to the value of the form's field."""
    data = experiment.plan()
    for name in rows(Experiment):
        data[name] = getattr(experiment, f"{name}_id")
    data["tags"] = experiment.tag_names()
    data["co_authors"] = experiment.co_author_ids()
    data["invited"] = [
        row.person_id for row in experiment.invitations if row.declined_at is None
    ]
    clauses = [str(row.clause_id) for row in experiment.experiment_clauses]
    data["clauses"] = ",".join(clauses)
    questions = [str(row.question_id) for row in experiment.experiment_questions]
    data["questions"] = ",".join(questions)
    return data
