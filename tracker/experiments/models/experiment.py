"""An experiment: its fields, its search words, and who may edit it.

The verbs are in mixins: `creation`, `plan`, `stage`, `draft` and others beside this file.
"""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person, Unit
from tracker.core.conflicts import Versioned
from tracker.core.fields import described, indexed_cards, names
from tracker.core.imports import importable
from tracker.core.validation import N_
from tracker.db import (
    BaseModel,
    CheckedCharField,
    EnumCharField,
    LateForeignKey,
    UTCDateTimeField,
)
from tracker.experiments.models.anonymity import AnonymityMixin
from tracker.experiments.models.creation import Created
from tracker.experiments.models.draft import ONLY_DRAFTS, DraftMixin
from tracker.experiments.models.enums import Format, Stage, Visibility
from tracker.experiments.models.history import Change
from tracker.experiments.models.plan import PlanCard
from tracker.experiments.models.review_day import ReviewDayMixin
from tracker.experiments.models.stage import StageMixin
from tracker.experiments.models.visibility import HideMixin
from tracker.guidelines.models import Platform
from tracker.search.document import TITLE, keys_in
from tracker.stakeholders.models import Stakeholder, Touchpoint
from tracker.vocabulary.models import IndexWord


class Experiment(
    Created,
    PlanCard,
    StageMixin,
    ReviewDayMixin,
    DraftMixin,
    AnonymityMixin,
    HideMixin,
    Versioned,
    BaseModel,
):
    """An experiment: hypothesis, method, criterion, and the stage that it has reached."""

    author = peewee.ForeignKeyField(Person, backref="experiments", on_delete="RESTRICT")
    unit = peewee.ForeignKeyField(Unit, backref="experiments", on_delete="RESTRICT")
    stage = EnumCharField(Stage, default=Stage.draft)

    # The plan card
    title = described(
        importable(
            CheckedCharField(200, default=""),
            "titel name navn headline overskrift experiment forsøg forsøgets_navn forsøgsnavn",
            required=True,
        ),
        N_("Title"),
        searched=TITLE,
        personal=True,
        copied=True,
    )
    hypothesis = described(
        importable(
            CheckedCharField(2000, default=""),
            "hypotese antagelse we_believe vi_tror vi_tror_at vi_troede vi_troede_at "
            "hvad_troede_vi hvad_tror_vi",
            required=True,
            title=N_("Hypothesis"),
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
            title=N_("Method"),
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
            "measure mål måling kpi vi_måler vi_målte hvad_målte_vi hvad_måler_vi målepunkt",
            title=N_("Metric"),
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
            title=N_("Success criterion"),
        ),
        N_("We are right if …"),
        searched=True,
        personal=True,
        folded=True,
    )
    baseline = described(
        importable(peewee.DoubleField(null=True), "before før udgangspunkt startværdi"),
        N_("Before"),
        folded=True,
    )
    target = described(
        importable(
            peewee.DoubleField(null=True),
            "goal måltal målsætning",
            title=N_("Target"),
        ),
        N_("Goal"),
        folded=True,
    )
    starts_on = described(
        importable(
            peewee.DateField(null=True),
            "start starts start_date started started_on startdato begynder begyndte startet",
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
    # From its start on: the day on which its authors look at what came of it
    review_on = importable(
        peewee.DateField(
            null=True,
            constraints=[peewee.Check("stage <> 'running' OR review_on IS NOT NULL")],
        ),
        "review review_day review_date opfølgning opfølges følges_op kigges_på vi_kigger_på_det",
        title=N_("Review day"),
    )
    # Shown as "a colleague in …" until its author reveals the name
    withheld = peewee.BooleanField(default=False)
    # Set while it is hidden because of personal data; a facilitator clears it
    hidden_at = UTCDateTimeField(null=True)
    version = peewee.IntegerField(default=1)
    words = peewee.TextField(default="")
    # What the form of a draft holds beside the plan: a link, an unfinished learning card
    draft_extras = peewee.JSONField(default=dict)

    source = CheckedCharField(120, null=True)
    external_id = importable(
        CheckedCharField(200, null=True),
        "id experiment_id row_id nr nummer number løbenummer løbenr forsøgsnummer forsøgsnr",
        title=N_("Number"),
    )
    digest = peewee.FixedCharField(max_length=64, null=True)
    imported_version = peewee.IntegerField(null=True)
    # The run that added it; None for a run of the command line
    import_job = LateForeignKey(
        "Import", backref="experiments", null=True, on_delete="SET NULL"
    )

    # Since when a co-author may have read the draft; it can then not be anonymous any more
    seen_at = UTCDateTimeField(null=True)
    discarded_at = UTCDateTimeField(null=True, constraints=[ONLY_DRAFTS])

    class Meta:
        indexes = (
            (("source", "external_id"), True),
            # Covers the titles that are looked through at a key press, the newest first
            (("published_at", "id", "title"), False),
            # Experiments that await their lesson
            (("stage", "review_on", "unit", "platform"), False),
            (("started_on", "unit", "platform"), False),
            # Covers the counts beside the filters (queries/facets.py): no row is read.
            (
                (
                    "platform",
                    "unit",
                    "stage",
                    "visibility",
                    "review_on",
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

    def touch(self, at: dt.datetime) -> None:
        """Update `changed_at` when something beside the plan card has changed.

        An imported row gets a new version, so that the next import does not overwrite it.
        """
        changes = {"changed_at": at}
        if self.is_imported:
            changes["version"] = Experiment.version + 1
        Experiment.update(changes).where(Experiment.id == self.id).execute()

    def index(self) -> None:
        """Update the search words: plan card, tags and learning card.

        Only what is published adds to the vocabulary.
        """
        cards = [(self, names(Experiment, "searched"))]
        cards += [card for row in self.conclusions for card in row.searched_cards()]
        words = indexed_cards(cards, self.tag_names())
        if words != self.words:
            Experiment.update(words=words).where(Experiment.id == self.id).execute()
            self.words = words
            self._dirty.discard("words")
        if not self.is_draft:
            IndexWord.add({key for _, key in keys_in(words)})

    def log_change(self, by: Person, at: dt.datetime, act: str, changes: dict) -> None:
        """Add an entry to the change history, once it is published.

        Args:
            changes: Field to its text before and its text after.
        """
        if not self.is_draft:
            Change.create(experiment=self, by=by, at=at, act=act, changes=changes)

    # Predicates

    @property
    def is_imported(self) -> bool:
        return self.source is not None

    def is_author(self, person) -> bool:
        """Whether the person is the author or a co-author."""
        return person.id == self.author_id or person.id in self.co_author_ids()

    def editable_by(self, person) -> bool:
        """Whether the person may edit the whole plan card; see also `redactable_by`."""
        return self.is_author(person)


# Indexes that cover the measures of a quarter, so that no row is read: see dashboard/queries.
_counted = [
    Experiment._meta.fields[name]
    for name in (
        "id unit platform author withheld stage published_at started_on starts_on ends_on"
        " review_on hours cost baseline metric criterion_afterwards"
    ).split()
]
_counted.append(peewee.SQL("(\"criterion\" <> '')"))
SHARED_BY_NAME = (Experiment.stage != peewee.SQL("'draft'")) & ~Experiment.withheld
BY_NAME = SHARED_BY_NAME & Experiment.source.is_null()
HIDDEN = Experiment.hidden_at.is_null(False)
RESTRICTED = (Experiment.visibility == peewee.SQL("'unit'")) | HIDDEN
DRAFT = Experiment.stage == peewee.SQL("'draft'")
# Not as the stages that it has: SQLite would take an index of stages, and sort
UNDER_WAY = Experiment.stage.not_in([peewee.SQL("'draft'"), peewee.SQL("'concluded'")])
for _name, _fields, _where in (
    ("experiment_restricted", (Experiment.unit,), RESTRICTED),
    ("experiment_restricted_author", (Experiment.author,), RESTRICTED),
    ("experiment_draft", (Experiment.author,), DRAFT),
    ("experiment_counted", _counted, None),
    ("experiment_withheld", (Experiment.unit,), Experiment.withheld),
    ("experiment_hidden", (Experiment.hidden_at,), HIDDEN),
    ("experiment_under_way", (Experiment.published_at, Experiment.id), UNDER_WAY),
    ("experiment_by_name", (Experiment.author, Experiment.published_at), BY_NAME),
):
    Experiment.add_index(
        peewee.ModelIndex(Experiment, _fields, where=_where, name=_name)
    )
