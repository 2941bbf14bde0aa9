"""Comment:

Markdown below an experiment, with one level of replies. It may ask, be edited, and be
removed; a trace stays.
"""

from __future__ import annotations

import datetime as dt

import peewee

from tracker.accounts.models import FormSubmission, Person
from tracker.comments.models.mention import Mention
from tracker.comments.models.mention_markup import with_tokens
from tracker.core.validation import (
    N_,
    FieldError,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, PublicId, UTCDateTimeField
from tracker.experiments.models import Experiment
from tracker.jobs.models import Job
from tracker.revision import Revision


class Comment(BaseModel):
    """Something said.

    `body` keeps mentions as ids, so that a person's new name is followed and an old one
    is nowhere.
    """

    experiment = peewee.ForeignKeyField(
        Experiment, backref="comments", index=False, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(Person, backref="comments", on_delete="RESTRICT")
    parent = peewee.ForeignKeyField(
        "self", backref="replies", null=True, on_delete="CASCADE"
    )
    body = CheckedCharField(20_000)
    asks = peewee.BooleanField(default=False)
    # At the time: a later change of role changes nothing that was said
    by_leader = peewee.BooleanField(default=False)
    at = UTCDateTimeField()
    edited_at = UTCDateTimeField(null=True)
    hidden_at = UTCDateTimeField(null=True)
    removed_at = UTCDateTimeField(null=True)
    removed_by = peewee.ForeignKeyField(
        Person, backref="comments_removed", null=True, on_delete="RESTRICT"
    )
    public_id = PublicId()

    class Meta:
        indexes = ((("experiment", "parent", "id"), False),)
        constraints = [
            peewee.Check("body <> '' OR removed_at IS NOT NULL"),
            peewee.Check("(removed_at IS NULL) = (removed_by_id IS NULL)"),
            peewee.Check("NOT asks OR parent_id IS NULL"),
        ]

    # Making

    @classmethod
    def add(
        cls,
        experiment: Experiment,
        *,
        body: str,
        by: Person,
        at: dt.datetime,
        parent: Comment | None = None,
        asks: bool = False,
        picked: tuple[int, ...] = (),
        submission: str = "",
    ) -> Comment:
        """Say something about an experiment; a reply to a reply stands below the same comment.

        Args:
            picked: Ids that tell apart people of the same name who are mentioned with @.
            submission: The hidden key of the form; sent twice, it says it once.

        Raises:
            ValidationFailed: There is nothing in it, it is too long, or the experiment is a draft.
        """
        above = parent.parent if parent and parent.parent_id else parent
        said = {"asks": asks and above is None, "by_leader": by.leads, "at": at}

        def make() -> Comment:
            text, people = with_tokens(body, experiment, picked)
            raise_if_errors(*_problems(text), *_shown_problems(experiment))
            comment = cls.create(
                experiment=experiment, person=by, parent=above, body=text, **said
            )
            if above:
                comment._notify("reply", by, at, parent=above.id)
            else:
                comment._notify("comment", by, at)
            comment._mention(people, by, at)
            return comment

        form = f"comment on {experiment.id}"
        return FormSubmission.once(cls, make, by=by, key=submission, form=form, at=at)

    # Verbs

    def amend(
        self, *, body: str, by: Person, at: dt.datetime, picked: tuple[int, ...] = ()
    ) -> None:
        """Say it better; it then says that it was edited.

        Only those who are newly mentioned are told.

        Raises:
            ValidationFailed: There is nothing left, it is too long, or it was removed.
        """
        body, people = with_tokens(body, self.experiment, picked)
        raise_if_errors(*_problems(body))
        if body == self.body:
            return
        with self._meta.database.atomic():
            still = (Comment.id == self.id) & Comment.removed_at.is_null()
            written = Comment.update(body=body, edited_at=at).where(still).execute()
            raise_if_errors(
                *([] if written else [FieldError("", N_("This comment was removed."))])
            )
            self.body = body
            self.edited_at = at
            self._mention(people, by, at)

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        """Take the words away for good.

        That something stood here, and who removed it, stays to be seen.
        """
        with self._meta.database.atomic():
            gone = {
                "body": "",
                "removed_at": at,
                "removed_by": by,
                "hidden_at": None,
                "edited_at": None,
            }
            if (
                Comment.update(gone)
                .where(Comment.id == self.id, Comment.removed_at.is_null())
                .execute()
            ):
                Revision.advance()
                Mention.settle(self, [])
                if by.id != self.person_id:
                    self._notify_author("removed", by, at)

    def hide(self, at: dt.datetime) -> bool:
        """Keep it from everybody but its author and the facilitators.

        False when it was hidden already, or is gone.
        """
        seen = Comment.hidden_at.is_null() & Comment.removed_at.is_null()
        with self._meta.database.atomic():
            hidden = (
                Comment.update(hidden_at=at)
                .where(Comment.id == self.id, seen)
                .execute()
            )
            if hidden:
                Revision.advance()
        return bool(hidden)

    def show(self) -> None:
        """Let it be seen again."""
        Comment.update(hidden_at=None).where(Comment.id == self.id).execute()

    # Predicates

    @property
    def top(self) -> int:
        """Id of the comment that this one stands below, or its own."""
        return self.parent_id or self.id

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    # Permissions

    @staticmethod
    def addable_by(person: Person, experiment: Experiment) -> bool:
        """Whoever may see an experiment may say something about it, once it is shown."""
        return not experiment.is_draft

    def readable_by(self, person: Person) -> bool:
        return (
            self.hidden_at is None or person.id == self.person_id or person.facilitates
        )

    def editable_by(self, person: Person) -> bool:
        """Its author's alone; what a facilitator may do while it is hidden is `mendable_by`."""
        return not self.is_removed and person.id == self.person_id

    def redactable_by(self, person: Person) -> bool:
        """While it is hidden, a facilitator may take what is personal out of somebody
        else's words.
        """
        hidden = self.hidden_at is not None and not self.is_removed
        return hidden and person.facilitates and person.id != self.person_id

    def removable_by(self, person: Person) -> bool:
        return not self.is_removed and (
            person.id == self.person_id or person.facilitates
        )

    # Private

    def _notify_author(self, word: str, by: Person, at: dt.datetime) -> None:
        path = f"/experiments/{self.experiment_id}/comments/{self.public_id}"
        told = {
            "by": by.id,
            "experiment": self.experiment_id,
            "to": [self.person_id],
            "path": path,
        }
        Job.enqueue(
            "tell",
            at=at,
            what="concern",
            word=word,
            event=f"comment={self.id}:{word}",
            **told,
        )

    def _mention(self, people: list[int], by: Person, at: dt.datetime) -> None:
        new = [id for id in Mention.settle(self, people) if id != by.id]
        if new:
            self._notify("mention", by, at, people=new)

    def _notify(self, what: str, by: Person, at: dt.datetime, **more) -> None:
        told = {
            "by": self.experiment.signed(by),
            "experiment": self.experiment_id,
            "comment": self.id,
        }
        Job.enqueue(
            "tell",
            at=self.experiment.moment(at) if told["by"] is None else at,
            what=what,
            **told,
            **more,
        )


def _problems(body: str) -> list[FieldError]:
    return [
        *required({"body": body}, ["body"]),
        *length_errors({"body": body}, Comment),
    ]


def _shown_problems(experiment: Experiment) -> list[FieldError]:
    if experiment.is_draft:
        return [FieldError("", N_("A draft is not shown to anyone yet."))]
    return []
