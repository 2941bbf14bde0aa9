"""View model of a summary, frozen or still being written, without withdrawn texts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, zip_longest

from flask_babel import gettext, to_user_timezone

from tracker.commitments.models import Settled
from tracker.lessons.enums import CriticalReaction, LessonStatus, Outcome, OutcomeGroup
from tracker.lessons.models.status import fallen_lessons
from tracker.quarters import Quarter
from tracker.summaries import figure_text
from tracker.summaries.models import Summary, SummarySignature
from tracker.summaries.models.snapshot import content_of
from tracker.summaries.queries.name import names_of
from tracker.summaries.queries.redaction import told_in, withdrawn
from tracker.web.i18n import date, label, translated

IN_LETTER = 3  # lessons


@dataclass(frozen=True)
class ExperimentText:
    """The texts of an experiment in a summary; withdrawn if they turned out personal.

    Attributes:
        fallen: How its lesson stands now, if it is contested or retired; the texts stay
            as they were signed.
    """

    experiment: int
    lesson: int | None
    statement: str
    title: str
    unit: str
    outcome: Outcome | None
    times: int
    is_withdrawn: bool
    fallen: LessonStatus | None = None


@dataclass(frozen=True)
class LessonGroup:
    """Some lessons of a kind.

    Attributes:
        n: The number of lessons of that kind.
        more: The number of those that are not shown.
    """

    label: str
    n: int
    told: list[ExperimentText]
    more: int


@dataclass(frozen=True)
class CommitmentText:
    """A commitment that fell due in the quarter, as it was when the figures were taken."""

    id: int
    leader: str
    text: str
    due_on: dt.date
    state: str


@dataclass(frozen=True)
class SummaryView:
    """One edition of a quarter's summary.

    Once it is signed, everything in it comes from the frozen content. Only names are
    looked up when it is read, so that the name of an erased person is gone.
    """

    content: dict
    signature: SummarySignature | None
    gone: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, summary: Summary) -> SummaryView:
        signature = summary.signature
        if not signature:
            return cls(content_of(summary), None)
        gone = withdrawn(signature.content, signature.at)
        return cls(signature.content, signature, gone)

    @property
    def quarter(self) -> Quarter:
        return Quarter.parse(self.content["quarter"])

    @property
    def edition(self) -> int:
        return self.content["edition"]

    @property
    def reason(self) -> str:
        return self.content["reason"]

    @property
    def texts(self) -> dict[str, str]:
        return self.content["texts"]

    @property
    def signed_at(self) -> dt.datetime | None:
        return self.signature and self.signature.at

    @property
    def leader(self) -> str:
        """The current name of the leader who signed it."""
        return (self.signature and self.signature.by.name) or gettext(
            "A former colleague"
        )

    @property
    def byline(self) -> str:
        """The leader and the day of the signature, in words."""
        if not self.signature:
            return gettext(
                "Not signed yet. Figures as of %(day)s.",
                day=date(to_user_timezone(self.taken_at).date()),
            )
        day = date(to_user_timezone(self.signed_at).date())
        return gettext("Signed by %(name)s on %(day)s.", name=self.leader, day=day)

    @property
    def taken_at(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.content["taken_at"])

    @property
    def headline(self) -> str:
        return figure_text.headline(self.content)

    @property
    def outcomes(self) -> list[tuple[Outcome, int, figure_text.FigureLine]]:
        return figure_text.outcomes(self.content)

    @property
    def outcome_lines(self) -> list[figure_text.FigureLine]:
        return [line for _, _, line in self.outcomes]

    def briefly(self, outcome: Outcome) -> str:
        """The short form of an outcome, for the label of a bar."""
        return translated(outcome.short)

    @property
    def trend(self) -> list[tuple[str, float | None, str]]:
        return figure_text.trend(self.content)

    @property
    def n(self) -> int:
        """The number of concluded experiments."""
        return sum(n for _, n, _ in self.outcomes)

    def chapter(self, name: str) -> list[figure_text.FigureLine]:
        return figure_text.chapter(self.content, name)

    @cached_property
    def known(self) -> list[LessonGroup]:
        return [
            self._group(label(group), self.content["known"][group.value])
            for group in OutcomeGroup
        ]

    @cached_property
    def stopped(self) -> LessonGroup:
        return self._group(gettext("What we stopped"), self.content["stopped"])

    @cached_property
    def reused(self) -> LessonGroup:
        return self._group(gettext("What was reused"), self.content["reused"])

    @cached_property
    def surprising(self) -> ExperimentText | None:
        row = self.content.get("surprising")
        if row:
            return self._experiment_text(row)
        return None

    @cached_property
    def quote(self) -> ExperimentText | None:
        """What it meant to a citizen, in the words of one card."""
        row = self.content.get("quote")
        if row:
            return self._experiment_text(row)
        return None

    @cached_property
    def rough(self) -> ExperimentText | None:
        """How a rough thread was met well, in the words of one card."""
        row = self.content.get("rough")
        if row:
            return self._experiment_text(row)
        return None

    @property
    def rough_kind(self) -> str:
        """What kind of reaction the rough thread was."""
        row = self.content.get("rough")
        if row:
            return label(CriticalReaction(row["kind"]))
        return ""

    @property
    def asked(self) -> str:
        """The question of the quarter before."""
        return (self.content.get("asked") or {}).get("question", "")

    @cached_property
    def letter(self) -> list[ExperimentText]:
        """The three lessons of the letter: the most surprising one, and beside it one
        that did not hold and one that did, before others.
        """
        told = []
        if self.surprising:
            told.append(self.surprising)
        groups = [group.told for group in sorted(self.known, key=_falls_first)]
        for row in chain.from_iterable(zip_longest(*groups)):
            if row and row.experiment not in [one.experiment for one in told]:
                told.append(row)
        return told[:IN_LETTER]

    @cached_property
    def lessons(self) -> LessonGroup | None:
        """Every lesson of the quarter; None in editions that were signed without them."""
        group = self.content.get("lessons")
        if group is None:
            return None
        return self._group(gettext("Every lesson of the quarter"), group)

    @cached_property
    def attempt(self) -> ExperimentText | None:
        """The leader's own attempt that did not hold."""
        row = self.content.get("attempt")
        if row:
            return self._experiment_text(row)
        return None

    @cached_property
    def due(self) -> list[CommitmentText]:
        """The commitments that fell due, with the current names of the leaders."""
        rows = self.content["due"]
        names = names_of({row["leader"] for row in rows})
        return [
            CommitmentText(
                row["commitment"],
                names.get(row["leader"]) or gettext("A former colleague"),
                row["text"],
                dt.date.fromisoformat(row["due_on"]),
                _state(row["settled"]),
            )
            for row in rows
        ]

    @cached_property
    def _fallen(self) -> dict[int, LessonStatus]:
        """How the lessons stand now that are contested or retired, by id."""
        lessons = (row.get("lesson") for row in told_in(self.content))
        return fallen_lessons(filter(None, lessons))

    def _group(self, label: str, group: dict) -> LessonGroup:
        return LessonGroup(
            label,
            group["n"],
            [self._experiment_text(row) for row in group["told"]],
            group["more"],
        )

    def _experiment_text(self, row: dict) -> ExperimentText:
        gone = row["experiment"] in self.gone
        statement = row.get("statement", "")
        title = row.get("title", "")
        if gone:
            statement = gettext(
                "Withdrawn since, because something personal stood in it."
            )
            title = ""
        outcome = None
        if row.get("outcome"):
            outcome = Outcome(row["outcome"])
        return ExperimentText(
            experiment=row["experiment"],
            lesson=row.get("lesson"),
            statement=statement,
            title=title,
            unit=row.get("unit", ""),
            outcome=outcome,
            times=row.get("times", 0),
            is_withdrawn=gone,
            fallen=self._fallen.get(row.get("lesson")),
        )


def _falls_first(group: LessonGroup) -> bool:
    """A sort key by which what did not hold stands first; the rest stays in its order."""
    return group.label != label(OutcomeGroup.refuted)


def _state(settled: str) -> str:
    if settled:
        return label(Settled(settled))
    return gettext("nobody has answered")
