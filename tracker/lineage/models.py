"""Descent: an experiment builds on another one. In truth a directed acyclic graph."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress

import peewee

from tracker.accounts.models import Person, Submission
from tracker.core.conflicts import EditConflict
from tracker.core.validation import N_, FieldError, length_errors, raise_if_errors
from tracker.db import BaseModel, CheckedCharField, is_sqlite
from tracker.experiments.models import Experiment, Link
from tracker.lessons.models import Conclusion
from tracker.notifications.jobs import Errand

# The number of the lock under which lines are drawn, the same in every version
ONE_AT_A_TIME = 7_021_910


class Descent(BaseModel):
    """One experiment builds on another."""

    child = peewee.ForeignKeyField(Experiment, backref="parents", on_delete="CASCADE")
    parent = peewee.ForeignKeyField(
        Experiment, backref="descendants", on_delete="CASCADE"
    )
    note = CheckedCharField(500, default="")

    class Meta:
        indexes = ((("child", "parent"), True),)
        constraints = [peewee.Check("child_id <> parent_id")]

    # Making

    @classmethod
    def begin(
        cls,
        parents: list[Experiment],
        *,
        publish: bool,
        by: Person,
        at: dt.datetime,
        note: str = "",
        card: dict | None = None,
        link: str = "",
        withheld: bool = False,
        submission: str = "",
        **plan,
    ) -> Experiment:
        """Begin an experiment that builds on others, or on none: plan card, descent
        and, for what was already tried,
        the learning card, together or not at all.

        Args:
            card: What `Conclusion.draw` takes, when it was already tried; drawn only
                when publishing.
            link: Where it can be seen; added only when publishing.
            withheld: Publish it as "a colleague", until its author names it.
            submission: The hidden key of the form. Sent twice, the form makes one
                experiment: a second publishing finds it, a draft that the same form
                saved meanwhile takes up the newer text.

        Raises:
            ValidationFailed: A rule of the plan card or the learning card is broken.
        """
        shown = {
            "publish": publish,
            "by": by,
            "at": at,
            "card": card,
            "link": link,
            "withheld": withheld,
        }
        sent = {**shown, "note": note, "submission": submission}
        while earlier := Submission.earlier_row(
            Experiment, by, submission, "experiment"
        ):
            if not earlier.is_draft:
                return earlier
            # Another click of the same form was quicker: on from what that one saved
            with suppress(EditConflict):
                return cls.proceed(
                    earlier, version=earlier.version, parents=parents, **sent, **plan
                )

        def make() -> Experiment:
            experiment = Experiment.draft(
                by=by, at=at, **_written_before(plan, publish and card)
            )
            for parent in parents:
                cls.record(experiment, parent, note=note, by=by, at=at)
            _show(experiment, **shown)
            return experiment

        return Submission.once(
            Experiment, make, by=by, key=submission, form="experiment", at=at
        )

    @classmethod
    def proceed(
        cls,
        experiment: Experiment,
        *,
        version: int,
        publish: bool,
        by: Person,
        at: dt.datetime,
        parents: Sequence[Experiment] = (),
        note: str | None = None,
        card: dict | None = None,
        link: str = "",
        withheld: bool = False,
        submission: str = "",
        **plan,
    ) -> Experiment:
        """Go on with an experiment: save the plan card and, when publishing a draft,
        show it; all or nothing.

        Args:
            version: The version it was made from; a draft that the same form saved last
                is taken as it stands.
            parents: What it builds on besides what it did already.

        Raises:
            ValidationFailed: A rule is broken.
            EditConflict: Somebody else saved first.
        """
        if (
            experiment.is_draft
            and submission
            and experiment.jotted.get("form") == submission
        ):
            version = experiment.version
        with cls._meta.database.atomic():
            experiment.amend(
                version=version, by=by, at=at, **_written_before(plan, publish and card)
            )
            for parent in parents:
                cls.record(experiment, parent, note=note or "", by=by, at=at)
            if note is not None:
                raise_if_errors(*length_errors({"note": note}, cls))
                cls.update(note=note).where(cls.child == experiment).execute()
            _show(
                experiment,
                publish=publish,
                by=by,
                at=at,
                card=card,
                link=link,
                withheld=withheld,
            )
        return experiment

    @classmethod
    def record(
        cls,
        child: Experiment,
        parent: Experiment,
        *,
        note: str = "",
        by: Person | None = None,
        at: dt.datetime | None = None,
    ) -> None:
        """Note that the child builds on the parent; said twice, it stands once.

        Whose work it builds on is told so, unless the
        child is a draft: then they are told when it is published.

        Args:
            by: Who does it; None where nobody is to be told, as when old rows are brought along.

        Raises:
            ValidationFailed: The parent already builds on the child, or the note is too long.
        """
        raise_if_errors(*length_errors({"note": note}, cls))
        with cls._meta.database.atomic():
            cls._alone()
            raise_if_errors(
                *(
                    [FieldError("builds_on", N_("An attempt cannot build on itself."))]
                    if child.id in cls.line_of(parent)
                    else []
                )
            )
            new = (
                cls.insert(child=child, parent=parent, note=note)
                .on_conflict_ignore()
                .as_rowcount()
                .execute()
            )
            if new and by and not child.is_draft:
                cls._tell(child, parent.id, by, at)

    # Predicates

    @classmethod
    def line_of(cls, experiment: Experiment) -> set[int]:
        """Ids of an experiment and of everything that it builds on, however far back."""
        Above = cls.alias()
        line = (
            cls.select(cls.parent_id.alias("id"))
            .where(cls.child == experiment)
            .cte("line", recursive=True, columns=("id",))
        )
        further = Above.select(Above.parent_id).join(
            line, on=(Above.child_id == line.c.id)
        )
        rows = line.union(further).select_from(line.c.id).tuples()
        return {experiment.id, *(id for (id,) in rows)}

    # Private

    @classmethod
    def _alone(cls) -> None:
        """Wait until nobody else draws a line, or two that cross could close a circle.

        SQLite's transaction has that already.
        """
        if not is_sqlite(cls._meta.database):
            cls._meta.database.execute_sql(
                "SELECT pg_advisory_xact_lock(%s)", (ONE_AT_A_TIME,)
            )

    @classmethod
    def _tell(
        cls, child: Experiment, parent_id: int, by: Person, at: dt.datetime
    ) -> None:
        told = {"by": child.signed(by), "experiment": parent_id, "child": child.id}
        Errand.ask("tell", at=child.moment(at), what="build_on", **told)


def _written_before(plan: dict, card: dict | None) -> dict:
    """The plan without its criterion when that is only remembered: it is then written
    afterwards.
    """
    return {
        name: value
        for name, value in plan.items()
        if not (card and name == "criterion")
    }


def _show(
    experiment: Experiment,
    *,
    publish: bool,
    by: Person,
    at: dt.datetime,
    card: dict | None,
    link: str,
    withheld: bool,
) -> None:
    if not publish or not experiment.is_draft:
        return
    experiment.publish(by=by, at=at, withheld=withheld)
    for descent in experiment.parents:
        Descent._tell(experiment, descent.parent_id, by, at)
    if link:
        Link.add(experiment, url=link, by=by, at=at)
    if card:
        Conclusion.draw(experiment, by=by, at=at, **card)
