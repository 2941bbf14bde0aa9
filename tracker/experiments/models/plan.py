"""The plan card: editing it, its rules, and its texts for search and history."""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import Person
from tracker.core.fields import descriptions, names, texts
from tracker.core.history import plain
from tracker.core.reference import if_referred_to, may_be_referred_to
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.experiments.models.anonymity import single_author_problems
from tracker.experiments.models.enums import Stage
from tracker.experiments.models.experiment_clause import ExperimentClause
from tracker.experiments.models.experiment_question import ExperimentQuestion
from tracker.experiments.models.tag import CoAuthor, Tag, Tagging
from tracker.prepared import Parameter, Prepared, Question

TO_PUBLISH = ("title", "platform", "hypothesis")
LARGEST = {"hours": 1e6, "cost": 2_000_000_000, "baseline": 1e15, "target": 1e15}
NEVER_NEGATIVE = ("hours", "cost")
TEXTS_ONLY = N_("While it is hidden, only texts are changed.")


_tag_names = Prepared(
    lambda: (
        Tagging.select(Tag.name)
        .join(Tag)
        .where(Tagging.experiment == Parameter("experiment"))
        .tuples()
    )
)


_co_author_ids = Prepared(
    lambda: (
        CoAuthor.select(CoAuthor.person)
        .where(CoAuthor.experiment == Parameter("experiment"))
        .order_by(CoAuthor.person)
        .tuples()
    )
)


class PlanCard:
    """Mixin of Experiment: editing and reading the plan card."""

    def amend(
        self,
        *,
        version: int,
        by: Person,
        at: dt.datetime,
        co_authors=None,
        tags=None,
        clauses=None,
        questions=None,
        **plan,
    ) -> None:
        """Change the plan card; the change history keeps the earlier texts.

        Args:
            version: The version that the form was made from.
            co_authors, tags, clauses, questions: The whole new list, or None to leave
                it; clauses and open questions are ids.
            plan: Fields of the plan card by their names.

        Raises:
            ValidationFailed: A rule of the plan card is broken.
            EditConflict: Another person saved first; nothing was written.
        """
        raise_if_errors(self._amend_problems(plan, co_authors))
        if self.redactable_by(by):
            raise_if_errors(
                self._redaction_problems(plan, co_authors, clauses, questions)
            )
        before = self.as_dict()
        concluded = self.stage is Stage.concluded
        if concluded and not self.criterion and plan.get("criterion"):
            self.criterion_afterwards = True
        with self._meta.database.atomic():
            for name, value in plan.items():
                if getattr(self, name) != value:
                    setattr(self, name, value)
            self.changed_at = at
            self.save_as_next(version)
            self._save_related(co_authors, tags, clauses, questions)
            if changes := self._since(before):
                self.log_change(by, at, "edited", changes)

    @classmethod
    def plan_problems(
        cls, plan: dict, *, publishing: bool = False, running: bool = False
    ) -> list[FieldError]:
        """The rules of the plan card: required fields, caps, numbers and days.

        Args:
            plan: Field to value.
            publishing: Require what a published plan must have.
            running: Require the criterion.
        """
        problems = []
        if publishing:
            problems += required(plan, TO_PUBLISH)
        if running:
            problems += required(plan, ["criterion"])
        problems += length_errors(plan, cls)
        problems += _number_problems(plan)
        starts = plan.get("starts_on")
        ends = plan.get("ends_on")
        if starts and ends and ends < starts:
            message = N_("It cannot end before it starts.")
            problems.append(FieldError("ends_on", message))
        if _met_elsewhere(plan):
            message = N_("This is a touchpoint of another stakeholder.")
            problems.append(FieldError("touchpoint", message))
        return problems

    # Predicates

    def plan(self) -> dict:
        """The current plan card: field to value."""
        return {name: getattr(self, name) for name in names(type(self))}

    def tag_names(self) -> list[str]:
        """Its tags in alphabetical order; one query, or none when they are prefetched."""
        rows = self.taggings
        if isinstance(rows, peewee.ModelSelect):
            if not may_be_referred_to(self, type(self).taggings.field):
                return []
            return sorted(name for (name,) in _tag_names.rows(experiment=self.id))
        return sorted(row.tag.name for row in rows)

    def tags_to_ask(self) -> list[Question]:
        """What `tag_names` asks."""
        key = type(self).taggings.field
        return if_referred_to(self, key, _tag_names.question(experiment=self.id))

    def co_author_ids(self) -> list[int]:
        """Ids of its co-authors; one query, or none when they are prefetched."""
        rows = self.co_authors
        if isinstance(rows, peewee.ModelSelect):
            return [id for (id,) in _co_author_ids.rows(experiment=self.id)]
        return sorted(row.person_id for row in rows)

    def texts(self) -> list[str]:
        """The texts of the plan card that search finds."""
        searched = names(type(self), "searched")
        return [getattr(self, name) for name in searched] + self.tag_names()

    def other_texts(self, *placed: str) -> list[tuple[str, str]]:
        """Label and text of the text fields that a page does not place itself."""
        described = descriptions(type(self))
        return [
            (described[name].label, getattr(self, name))
            for name in texts(type(self))
            if name not in placed
        ]

    def as_dict(self) -> dict[str, str]:
        """The plan card as plain text for the history: field to text."""
        words = {name: plain(value) for name, value in self.plan().items()}
        words |= {"platform": "", "stakeholder": "", "touchpoint": ""}
        if self.platform_id:
            words["platform"] = self.platform.name
        if self.stakeholder_id:
            words["stakeholder"] = self.stakeholder.name
        if self.touchpoint_id:
            words["touchpoint"] = self.touchpoint.place
        words["tags"] = ", ".join(self.tag_names())
        words["co_authors"] = ", ".join(map(str, self.co_author_ids()))
        return words

    # Private

    def _amend_problems(self, plan: dict, co_authors) -> list[FieldError]:
        problems = self.plan_problems(
            self.plan() | plan, publishing=not self.is_draft, running=self.is_locked
        )
        if self.is_withheld:
            problems += single_author_problems(co_authors)
        return problems

    def _redaction_problems(self, plan: dict, *related) -> list[FieldError]:
        """A facilitator who redacts it may change personal texts and nothing else."""
        others = [
            name
            for name, value in plan.items()
            if name not in names(type(self), "personal")
            and value != getattr(self, name)
        ]
        if any(rows is not None for rows in related):
            others.append("")
        return [FieldError(name, TEXTS_ONLY) for name in others]

    def _save_related(self, co_authors, tags, clauses, questions) -> None:
        if co_authors is not None:
            CoAuthor.replace_all(self, co_authors, self.changed_at)
        if tags is not None:
            Tagging.replace_all(self, tags)
        if clauses is not None:
            ExperimentClause.replace_all(self, clauses)
        if questions is not None:
            ExperimentQuestion.replace_all(self, questions)
        self.index()

    def _since(self, before: dict) -> dict:
        """The changes since an earlier `as_dict`: field to its text before and after."""
        after = self.as_dict()
        return {
            name: [text, after[name]]
            for name, text in before.items()
            if text != after[name]
        }


def offered_title(hypothesis: str, about: int = 80) -> str:
    """A title made of the first words of a hypothesis, cut at a word."""
    line = " ".join(hypothesis.split()).rstrip(".")
    if len(line) > about:
        line = line[: about + 1].rpartition(" ")[0] or line[:about]
        line = line.rstrip(" ,;:–-") + " …"
    return line[:1].upper() + line[1:]


def _number_problems(plan: dict) -> list[FieldError]:
    negative = N_("This cannot be less than zero.")
    too_large = N_("This number is larger than what fits here.")
    problems = []
    for name, most in LARGEST.items():
        value = plan.get(name)
        if value is None:
            continue
        if name in NEVER_NEGATIVE and value < 0:
            problems.append(FieldError(name, negative))
        # NaN is refused too
        if not abs(value) <= most:
            problems.append(FieldError(name, too_large))
    return problems


def _met_elsewhere(plan: dict) -> bool:
    """Whether the touchpoint belongs to another stakeholder."""
    touchpoint = plan.get("touchpoint")
    stakeholder = plan.get("stakeholder")
    return touchpoint is not None and (
        stakeholder is None or touchpoint.stakeholder_id != stakeholder.id
    )
