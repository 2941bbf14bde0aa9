"""Comments: Markdown below an experiment, with one level of replies.

A comment can be a question, and can be edited and removed; a removed one leaves a trace.
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
    ValidationFailed,
    length_errors,
    raise_if_errors,
    required,
)
from tracker.db import BaseModel, CheckedCharField, PublicId, UTCDateTimeField
from tracker.experiments.models import Experiment
from tracker.jobs.models import Job
from tracker.revision import Revision


class Comment(BaseModel):
    """A comment or a reply.

    `body` keeps mentions as ids, so that the page always shows a person's current name.
    """

    experiment = peewee.ForeignKeyField(
        Experiment, backref="comments", index=False, on_delete="CASCADE"
    )
    person = peewee.ForeignKeyField(
        Person, backref="comments", index=False, on_delete="RESTRICT"
    )
    parent = peewee.ForeignKeyField(
        "self", backref="replies", null=True, on_delete="CASCADE"
    )
    body = CheckedCharField(20_000)
    asks = peewee.BooleanField(default=False)
    # Whether the person was a leader when writing; a later change of role does not matter
    by_leader = peewee.BooleanField(default=False)
    at = UTCDateTimeField()
    edited_at = UTCDateTimeField(null=True)
    hidden_at = UTCDateTimeField(null=True)
    removed_at = UTCDateTimeField(null=True)
    removed_by = peewee.ForeignKeyField(
        Person, backref="comments_removed", null=True, on_delete="RESTRICT"
    )
    public_id = PublicId()
    # Whether it is about the lesson of the experiment, on whose page it then stands
    about_lesson = peewee.BooleanField(
        default=False, constraints=[peewee.SQL("DEFAULT FALSE")]
    )

    class Meta:
        indexes = (
            (("experiment", "parent", "id"), False),
            # Whether somebody took part in a quarter
            (("person", "at"), False),
        )
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
        about_lesson: bool = False,
        picked: tuple[int, ...] = (),
        submission: str = "",
    ) -> Comment:
        """Add a comment; a reply to a reply goes below the same comment.

        Args:
            about_lesson: Whether it is about the lesson; a reply is as its thread.
            picked: Ids that tell apart people of the same name who are mentioned with @.
            submission: The hidden key of the form; a form that is sent twice adds one.

        Raises:
            ValidationFailed: It is empty or too long, or the experiment is a draft.
        """
        above = parent
        if parent and parent.parent_id:
            above = parent.parent
        if above:
            about_lesson = above.about_lesson
        # Before the transaction, which others wait for: it may look at many names
        text, people = with_tokens(body, experiment, picked)

        def make() -> Comment:
            raise_if_errors(_problems(text) + _shown_problems(experiment))
            comment = cls.create(
                experiment=experiment,
                person=by,
                parent=above,
                body=text,
                asks=asks and above is None,
                by_leader=by.leads,
                about_lesson=about_lesson,
                at=at,
            )
            comment._notify_added(people)
            return comment

        form = f"comment on {experiment.id}"
        return FormSubmission.once(cls, make, by=by, key=submission, form=form, at=at)

    # Verbs

    def amend(
        self, *, body: str, by: Person, at: dt.datetime, picked: tuple[int, ...] = ()
    ) -> None:
        """Change the text and mark it as edited; only new mentions are notified.

        Raises:
            ValidationFailed: It is empty or too long, or it was removed.
        """
        body, people = with_tokens(body, self.experiment, picked)
        raise_if_errors(_problems(body))
        if body == self.body:
            return
        with self._meta.database.atomic():
            still = (Comment.id == self.id) & Comment.removed_at.is_null()
            written = Comment.update(body=body, edited_at=at).where(still).execute()
            if not written:
                message = N_("This comment was removed.")
                raise ValidationFailed(FieldError("", message))
            self.body = body
            self.edited_at = at
            self._mention(people, by, at)

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        """Delete the text for good; the page still shows that it was removed, and by whom."""
        there = (Comment.id == self.id) & Comment.removed_at.is_null()
        removal = Comment.update(
            body="", removed_at=at, removed_by=by, hidden_at=None, edited_at=None
        )
        with self._meta.database.atomic():
            if removal.where(there).execute():
                Revision.advance()
                Mention.settle(self, [])
                if by.id != self.person_id:
                    self._notify_author("removed", by, at)

    def hide(self, at: dt.datetime) -> bool:
        """Hide it from everybody but its author and the facilitators.

        Returns:
            False when it was hidden already, or is removed.
        """
        shown = Comment.hidden_at.is_null() & Comment.removed_at.is_null()
        hiding = Comment.update(hidden_at=at).where(Comment.id == self.id, shown)
        with self._meta.database.atomic():
            hidden = hiding.execute()
            if hidden:
                Revision.advance()
        return bool(hidden)

    def show(self) -> None:
        """Show it again."""
        Comment.update(hidden_at=None).where(Comment.id == self.id).execute()

    # Predicates

    @property
    def top(self) -> int:
        """Id of the comment that this one replies to, or its own."""
        return self.parent_id or self.id

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    # Permissions

    @staticmethod
    def addable_by(person: Person, experiment: Experiment) -> bool:
        """Whether a reader of the experiment may comment: not while it is a draft."""
        return not experiment.is_draft

    def readable_by(self, person: Person) -> bool:
        return (
            self.hidden_at is None or person.id == self.person_id or person.facilitates
        )

    def editable_by(self, person: Person) -> bool:
        """Whether the person may edit it: only its author may; see also `redactable_by`."""
        return not self.is_removed and person.id == self.person_id

    def redactable_by(self, person: Person) -> bool:
        """Whether the person may remove personal data from it while it is hidden.

        Facilitators may, from comments of others.
        """
        hidden = self.hidden_at is not None and not self.is_removed
        return hidden and person.facilitates and person.id != self.person_id

    def removable_by(self, person: Person) -> bool:
        return not self.is_removed and (
            person.id == self.person_id or person.facilitates
        )

    # Private

    def _notify_author(self, word: str, by: Person, at: dt.datetime) -> None:
        Job.enqueue(
            "tell",
            at=at,
            what="concern",
            word=word,
            event=f"comment={self.id}:{word}",
            by=by.id,
            experiment=self.experiment_id,
            to=[self.person_id],
            path=f"/experiments/{self.experiment_id}/comments/{self.public_id}",
        )

    def _notify_added(self, people: list[int]) -> None:
        """Notify of a new comment: the authors or the thread, and the people mentioned."""
        if self.parent_id:
            self._notify("reply", self.person, self.at, parent=self.parent_id)
        else:
            self._notify("comment", self.person, self.at)
        self._mention(people, self.person, self.at)

    def _mention(self, people: list[int], by: Person, at: dt.datetime) -> None:
        new = [id for id in Mention.settle(self, people) if id != by.id]
        if new:
            self._notify("mention", by, at, people=new)

    def _notify(self, what: str, by: Person, at: dt.datetime, **more) -> None:
        actor = self.experiment.signed(by)
        if actor is None:
            at = self.experiment.moment(at)
        Job.enqueue(
            "tell",
            at=at,
            what=what,
            by=actor,
            experiment=self.experiment_id,
            comment=self.id,
            **more,
        )


def _problems(body: str) -> list[FieldError]:
    answers = {"body": body}
    return required(answers, ["body"]) + length_errors(answers, Comment)


def _shown_problems(experiment: Experiment) -> list[FieldError]:
    if experiment.is_draft:
        return [FieldError("", N_("A draft is not shown to anyone yet."))]
    return []


# Few comments are these, so each kind has an index: whoever looks for them begins there
BY_A_LEADER = Comment.by_leader & Comment.removed_at.is_null()
# Its writer says that it asks something, or it ends so. Not LIKE, whose sign of the end
# would be a value: an index is only used where the text of its condition stands.
ASKS = Comment.asks | (peewee.fn.RTRIM(Comment.body, peewee.SQL("'?'")) != Comment.body)
SHOWN_QUESTION = ASKS & Comment.removed_at.is_null() & Comment.hidden_at.is_null()
for _name, _fields, _where in (
    ("comment_by_leader", ("experiment", "at", "person"), BY_A_LEADER),
    ("comment_question", ("at",), SHOWN_QUESTION),
):
    _columns = [Comment._meta.fields[field] for field in _fields]
    Comment.add_index(peewee.ModelIndex(Comment, _columns, where=_where, name=_name))
