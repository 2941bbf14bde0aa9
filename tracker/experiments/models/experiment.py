"""The plan card, and its way from draft to running."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import peewee

from tracker.accounts.models import Person, Unit
from tracker.core.conflicts import Versioned
from tracker.core.fields import described, names
from tracker.core.history import plain
from tracker.core.imports import importable
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, EnumCharField, UTCDateTimeField
from tracker.experiments.models.anonymity import (
    AnonymityMixin,
    anonymity_problems,
    single_author_problems,
)
from tracker.experiments.models.creation import Created
from tracker.experiments.models.draft import DraftMixin
from tracker.experiments.models.enums import Format, Stage, Visibility
from tracker.experiments.models.experiment_clause import ExperimentClause
from tracker.experiments.models.history import Change
from tracker.experiments.models.plan import PlanCard
from tracker.experiments.models.tag import CoAuthor, Tagging
from tracker.guidelines.models import Platform
from tracker.revision import Revision
from tracker.search import normalised
from tracker.stakeholders.models import Stakeholder, Touchpoint

TO_PUBLISH = ("title", "platform", "hypothesis")
LARGEST = {"hours": 1e6, "cost": 2_000_000_000, "baseline": 1e15, "target": 1e15}
ENDED_AFTER = dt.timedelta(days=14)
TEXTS_ONLY = N_("While it is hidden, only texts are changed.")

# What higher features do, in the same transaction, when an experiment is published: their
# models append functions of (experiment, by, at).
AFTER_PUBLISH: list[Callable[[Experiment, Person, dt.datetime], None]] = []


class Experiment(Created, PlanCard, DraftMixin, AnonymityMixin, Versioned, BaseModel):
    """An attempt: what we believe, how we find out, when we are right."""

    author = peewee.ForeignKeyField(Person, backref="experiments", on_delete="RESTRICT")
    unit = peewee.ForeignKeyField(Unit, backref="experiments", on_delete="RESTRICT")
    stage = EnumCharField(Stage, default=Stage.draft)

    # The plan card: what people write
    title = described(
        importable(
            CheckedCharField(200, default=""),
            "titel name navn headline overskrift experiment forsøg forsøgets_navn "
            "forsøgsnavn",
            required=True,
        ),
        N_("Title"),
        searched=True,
        personal=True,
        copied=True,
    )
    hypothesis = described(
        importable(
            CheckedCharField(2000, default=""),
            "hypotese antagelse we_believe vi_tror vi_tror_at vi_troede vi_troede_at "
            "hvad_troede_vi hvad_tror_vi",
            required=True,
        ),
        N_("We believe that …"),
        searched=True,
        personal=True,
        copied=True,
    )
    platform = described(
        peewee.ForeignKeyField(
            Platform, backref="experiments", null=True, on_delete="RESTRICT"
        ),
        N_("Platform"),
        copied=True,
    )
    format = described(
        importable(
            EnumCharField(Format, null=True), "type form indholdstype opslagstype"
        ),
        N_("Format"),
        copied=True,
        folded=True,
    )
    visibility = described(
        EnumCharField(Visibility, default=Visibility.everyone),
        N_("Who sees it?"),
        copied=True,
    )
    method = described(
        importable(
            CheckedCharField(4000, default=""),
            "metode how fremgangsmåde vi_gjorde hvad_gjorde_vi det_gjorde_vi "
            "sådan_gjorde_vi sådan_gør_vi",
        ),
        N_("To find out we will …"),
        searched=True,
        personal=True,
        copied=True,
        folded=True,
    )
    metric = described(
        importable(
            CheckedCharField(120, default=""),
            "measure mål måling kpi vi_måler vi_målte hvad_målte_vi hvad_måler_vi "
            "målepunkt",
        ),
        N_("And we measure …"),
        searched=True,
        personal=True,
        copied=True,
        folded=True,
    )
    criterion = described(
        importable(
            CheckedCharField(1000, default=""),
            "success_criterion succeskriterium kriterium succeskriterie succeskriterier",
        ),
        N_("We are right if …"),
        searched=True,
        personal=True,
        folded=True,
    )
    baseline = described(
        importable(
            peewee.DoubleField(null=True),
            "before før udgangspunkt startværdi",
            lenient=True,
        ),
        N_("Before"),
        folded=True,
    )
    target = described(
        importable(
            peewee.DoubleField(null=True), "goal måltal målsætning", lenient=True
        ),
        N_("Goal"),
        folded=True,
    )
    starts_on = described(
        importable(
            peewee.DateField(null=True),
            "start starts start_date started started_on startdato begynder begyndte "
            "startet",
        ),
        N_("Begins"),
        folded=True,
    )
    ends_on = described(
        importable(
            peewee.DateField(null=True),
            "end ends end_date slut slutdato slutter sluttede",
        ),
        N_("Ends"),
        folded=True,
    )
    hours = described(peewee.DoubleField(null=True), N_("Hours"), folded=True)
    cost = described(peewee.IntegerField(null=True), N_("Cost in DKK"), folded=True)
    stakeholder = described(
        peewee.ForeignKeyField(
            Stakeholder, backref="experiments", null=True, on_delete="RESTRICT"
        ),
        N_("Whom is it about?"),
        copied=True,
        folded=True,
    )
    touchpoint = described(
        peewee.ForeignKeyField(
            Touchpoint, backref="experiments", null=True, on_delete="RESTRICT"
        ),
        N_("Where do we meet them?"),
        copied=True,
        folded=True,
    )

    criterion_afterwards = peewee.BooleanField(default=False)
    made_at = UTCDateTimeField()
    changed_at = UTCDateTimeField()
    published_at = UTCDateTimeField(null=True)
    started_on = peewee.DateField(null=True)
    # "a colleague in …", until its author names it
    withheld = peewee.BooleanField(default=False)
    # Since somebody saw something personal; a facilitator shows it again
    hidden_at = UTCDateTimeField(null=True)
    version = peewee.IntegerField(default=1)
    words = peewee.TextField(default="")
    draft_extras = peewee.JSONField(
        default=dict
    )  # what a draft's form carries beside the plan: a link, a learning card not yet drawn

    source = CheckedCharField(120, null=True)
    external_id = importable(
        CheckedCharField(200, null=True),
        "id experiment_id row_id nr nummer number løbenummer løbenr forsøgsnummer "
        "forsøgsnr",
    )
    digest = peewee.FixedCharField(max_length=64, null=True)
    imported_version = peewee.IntegerField(null=True)

    # Since when somebody but its author may have read the draft: what was shown once has a name.
    seen_at = UTCDateTimeField(null=True)

    class Meta:
        indexes = (
            (("source", "external_id"), True),
            (("published_at", "id"), False),
            # What awaits its lesson, and what ended without one
            (("stage", "ends_on", "unit", "platform"), False),
            (("started_on", "unit", "platform"), False),
            # What the counts beside the filters need, so that they read no row: see
            # queries/facets.py.
            (
                (
                    "platform",
                    "unit",
                    "stage",
                    "visibility",
                    "ends_on",
                    "author",
                    "published_at",
                    "hidden_at",
                ),
                False,
            ),
        )
        constraints = [
            peewee.Check(
                "stage = 'draft' OR (title <> '' AND hypothesis <> '' AND platform_id IS NOT NULL"
                " AND published_at IS NOT NULL)"
            ),
            peewee.Check(
                "stage <> 'running' OR (criterion <> '' AND started_on IS NOT NULL)"
            ),
            peewee.Check("hours >= 0"),
            peewee.Check("cost >= 0"),
            peewee.Check("ends_on >= starts_on"),
            peewee.Check("NOT withheld OR stage <> 'draft'"),
        ]

    # Verbs

    def amend(
        self,
        *,
        version: int,
        by: Person,
        at: dt.datetime,
        co_authors=None,
        tags=None,
        clauses=None,
        **plan,
    ) -> None:
        """Change the plan card; what was published keeps its history.

        Args:
            version: The version that the change was made from.
            co_authors, tags, clauses: The whole new list, or None to leave it; clauses
                are the ids of those it was planned under.

        Raises:
            ValidationFailed: A rule of the plan card is broken.
            EditConflict: Somebody saved first; nothing was written.
        """
        alone = single_author_problems(co_authors) if self.is_withheld else []
        raise_if_errors(
            *plan_problems(
                {**self.plan(), **plan},
                publishing=not self.is_draft,
                running=self.is_locked,
            ),
            *alone,
        )
        if self.redactable_by(by):
            raise_if_errors(*self._redaction_problems(plan, co_authors, clauses))
        before = self.as_dict()
        if (
            self.stage is Stage.concluded
            and not self.criterion
            and plan.get("criterion")
        ):
            self.criterion_afterwards = True
        with self._meta.database.atomic():
            for name, value in plan.items():
                if getattr(self, name) != value:
                    setattr(self, name, value)
            self.changed_at = at
            self.save_as_next(version)
            self._save_related(co_authors, tags, clauses)
            if changes := self._since(before):
                self.note(by, at, "edited", changes)

    def publish(self, *, by: Person, at: dt.datetime, withheld: bool = False) -> None:
        """Show it to colleagues; by name, or as "a colleague" of its unit until its
        author names it.

        Raises:
            ValidationFailed: Title, platform or hypothesis is missing; or it is to be
                withheld, and it has co-authors or a small unit.
        """
        raise_if_errors(*plan_problems(self.plan(), publishing=True))
        if not self.is_draft:
            return
        raise_if_errors(*(anonymity_problems(self) if withheld else []))
        with self._meta.database.atomic():
            self.stage = Stage.planned
            self.withheld = withheld
            self.changed_at = at
            self.draft_extras = {}
            self.published_at = self.moment(at)
            self.save_as_next(self.version)
            self.note(by, at, "published", {})
            if withheld:
                Revision.advance()
            if self.metric and self.visibility is Visibility.everyone:
                self.platform.remember(self.metric)
            for act in AFTER_PUBLISH:
                act(self, by, at)

    def start(
        self,
        *,
        criterion: str,
        by: Person,
        on: dt.date,
        at: dt.datetime,
        version: int | None = None,
    ) -> None:
        """Begin, with the criterion that is locked by it.

        Raises:
            ValidationFailed: There is no criterion, or it has already begun.
            EditConflict: Somebody saved first.
        """
        raise_if_errors(
            *required({"criterion": criterion}, ["criterion"]),
            *length_errors({"criterion": criterion}, Experiment),
            *(
                []
                if self.stage is Stage.planned
                else [FieldError("", N_("It has already begun."))]
            ),
        )
        before = self.as_dict()
        with self._meta.database.atomic():
            self.stage = Stage.running
            self.started_on = on
            self.criterion = criterion
            self.changed_at = at
            if self.starts_on is None and not (self.ends_on and self.ends_on < on):
                self.starts_on = on
            self.save_as_next(self.version if version is None else version)
            self.index()
            self.note(by, at, "started", self._since(before))

    def conclude(
        self,
        *,
        by: Person,
        at: dt.datetime,
        changes: dict,
        criterion: str | None = None,
    ) -> None:
        """Close the plan card.

        Called by the Conclusion that is being drawn, in its transaction.

        Args:
            changes: What the learning card says, for the history: field to text.
            criterion: When it never was started: the criterion as it is remembered,
                "written afterwards".
        """
        before = self.as_dict()
        if criterion and self.stage is Stage.planned and criterion != self.criterion:
            self.criterion = criterion
            self.criterion_afterwards = True
        self.stage = Stage.concluded
        self.changed_at = at
        self.save_as_next(self.version)
        answers = {
            name: ["", text]
            for name, value in changes.items()
            if (text := plain(value))
        }
        self.note(by, at, "concluded", self._since(before) | answers)

    def touch(self, at: dt.datetime) -> None:
        """Note that something beside the plan card changed; a row that was imported is
        ahead of its file from then on.
        """
        ahead = {"version": Experiment.version + 1} if self.is_imported else {}
        Experiment.update(changed_at=at, **ahead).where(
            Experiment.id == self.id
        ).execute()

    def hide(self, at: dt.datetime) -> bool:
        """Keep it from everybody but its authors and the facilitators.

        False when it was hidden already.
        """
        shown = (Experiment.id == self.id) & Experiment.hidden_at.is_null()
        with self._meta.database.atomic():
            hidden = Experiment.update(hidden_at=at).where(shown).execute()
            if hidden:
                Revision.advance()
        return bool(hidden)

    def show(self) -> None:
        """Let it be seen again."""
        Experiment.update(hidden_at=None).where(Experiment.id == self.id).execute()

    def index(self) -> None:
        """Write the words it is found by: plan card, tags, and what the learning card says."""
        words = normalised(
            *self.texts(),
            *(text for conclusion in self.conclusions for text in conclusion.texts()),
        )
        if words != self.words:
            Experiment.update(words=words).where(Experiment.id == self.id).execute()
            self.words = words
            self._dirty.discard("words")

    def note(self, by: Person, at: dt.datetime, act: str, changes: dict) -> None:
        """Write into the history, once it is published.

        `changes` maps a field to what it said before and says after.
        """
        if not self.is_draft:
            Change.create(experiment=self, by=by, at=at, act=act, changes=changes)

    # Predicates

    def is_told_afterwards(self, conclusion) -> bool:
        """Whether it was shared and concluded in one go, so that the plan, too, was
        written when all was over.
        """
        same_day = (
            self.published_at and self.published_at.date() == conclusion.at.date()
        )
        return bool(
            same_day
            and not self.started_on
            and not self.is_imported
            and not conclusion.imported
        )

    @property
    def is_draft(self) -> bool:
        return self.stage is Stage.draft

    @property
    def is_imported(self) -> bool:
        return self.source is not None

    def is_awaiting(self, on: dt.date) -> bool:
        """Whether its time is up and its lesson is not told."""
        return (
            self.stage in (Stage.planned, Stage.running)
            and self.ends_on is not None
            and self.ends_on < on
        )

    def is_author(self, person) -> bool:
        """Whether the person is the author or a co-author."""
        return person.id == self.author_id or person.id in self.co_author_ids()

    @property
    def is_locked(self) -> bool:
        """Whether the criterion was locked by a start: it may change, and the change is
        shown, but not vanish.
        """
        return self.started_on is not None and self.criterion != ""

    # Permissions

    def editable_by(self, person) -> bool:
        """Its authors'; what a facilitator may do while it is hidden is less: see `mendable_by`."""
        return self.is_author(person)

    def redactable_by(self, person) -> bool:
        """While it is hidden, a facilitator may take what is personal out of its texts,
        and change nothing else.
        """
        return (
            self.hidden_at is not None
            and person.facilitates
            and not self.is_author(person)
        )

    def startable_by(self, person) -> bool:
        return self.is_author(person) and self.stage is Stage.planned

    # Private

    @classmethod
    def _draft(
        cls,
        *,
        by: Person,
        at: dt.datetime,
        publish: bool,
        co_authors=None,
        tags=None,
        clauses=None,
        **plan,
    ) -> Experiment:
        raise_if_errors(*plan_problems(plan, publishing=publish))
        experiment = cls(author=by, unit=by.unit_id, made_at=at, changed_at=at, **plan)
        experiment.save()
        experiment._save_related(co_authors, tags, clauses)
        return experiment

    def _redaction_problems(self, plan: dict, co_authors, clauses) -> list[FieldError]:
        """Whoever mends what is hidden changes texts, and nothing that says how it
        went, when, where or who it was.
        """
        others = [
            name
            for name, value in plan.items()
            if name not in names(Experiment, "personal")
            and value != getattr(self, name)
        ]
        beside = co_authors is not None or clauses is not None
        return [
            FieldError(name, TEXTS_ONLY)
            for name in (*others, *([""] if beside else []))
        ]

    def _save_related(self, co_authors, tags, clauses) -> None:
        if co_authors is not None:
            CoAuthor.replace_all(self, co_authors, self.changed_at)
        if tags is not None:
            Tagging.replace_all(self, tags)
        if clauses is not None:
            ExperimentClause.replace_all(self, clauses)
        self.index()


# What the measures of a quarter need, so that they read no row: see dashboard/queries.
_card = (
    Experiment.author,
    Experiment.withheld,
    Experiment.stage,
    Experiment.published_at,
)
_days = (Experiment.started_on, Experiment.starts_on, Experiment.ends_on)
_typed = (Experiment.hours, Experiment.cost, Experiment.baseline, Experiment.metric)
BY_NAME = (
    (Experiment.stage != peewee.SQL("'draft'"))
    & ~Experiment.withheld
    & Experiment.source.is_null()
)
for _name, _fields, _where in (
    (
        "experiment_counted",
        (Experiment.id, Experiment.unit, Experiment.platform, *_card, *_days, *_typed),
        None,
    ),
    ("experiment_withheld", (Experiment.unit,), Experiment.withheld),
    ("experiment_hidden", (Experiment.hidden_at,), Experiment.hidden_at.is_null(False)),
    ("experiment_by_name", (Experiment.author, Experiment.published_at), BY_NAME),
):
    Experiment.add_index(
        peewee.ModelIndex(Experiment, _fields, where=_where, name=_name)
    )


def plan_problems(
    plan: dict, *, publishing: bool = False, running: bool = False
) -> list[FieldError]:
    """Everything the plan card demands: caps, what publishing and running need, and
    numbers that can be true.
    """
    starts = plan.get("starts_on")
    ends = plan.get("ends_on")
    return [
        *(required(plan, TO_PUBLISH) if publishing else []),
        *(required(plan, ["criterion"]) if running else []),
        *length_errors(plan, Experiment),
        *[
            FieldError(name, N_("This cannot be less than zero."))
            for name in ("hours", "cost")
            if plan.get(name) is not None and plan[name] < 0
        ],
        *[
            FieldError(name, N_("This number is larger than what fits here."))
            for name, most in LARGEST.items()
            if plan.get(name) is not None and not abs(plan[name]) <= most
        ],
        *(
            [FieldError("ends_on", N_("It cannot end before it starts."))]
            if starts and ends and ends < starts
            else []
        ),
        *(
            [
                FieldError(
                    "touchpoint", N_("This is a touchpoint of another stakeholder.")
                )
            ]
            if _met_elsewhere(plan)
            else []
        ),
    ]


def _met_elsewhere(plan: dict) -> bool:
    """Whether the touchpoint is not one of the stakeholder's."""
    touchpoint = plan.get("touchpoint")
    stakeholder = plan.get("stakeholder")
    return touchpoint is not None and (
        stakeholder is None or touchpoint.stakeholder_id != stakeholder.id
    )
