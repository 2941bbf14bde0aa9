"""Settlement of a concern: showing or removing its subject, and the permission to do it."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import Person, Role
from tracker.audit.models import AuditEvent, EventType
from tracker.concerns.models.enums import CARDS, ConcernOutcome, ConcernTarget
from tracker.concerns.models.sealed_text import PERSONAL, SealedText
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.experiments.models import Change

# After this time the only facilitator may settle their own concern
WAITS = dt.timedelta(days=7)
FACILITATING = (Role.facilitator, Role.admin)


class Settlement:
    """Mixin of the concern."""

    # Verbs

    def show_again(self, *, by: Person, at: dt.datetime) -> ConcernOutcome:
        """Make the subject visible again.

        If its texts were changed while hidden, the old texts move from the history into
        a `SealedText`.

        Raises:
            ValidationFailed: The concern is settled already, or the person may not
                settle it.
        """
        self._require(self.decidable_by(by, at))
        with self._meta.database.atomic():
            subject = self.subject
            mended = self._changed_since()
            self._settle(_outcome(subject, mended), by, at)
            if mended and self.hides_everything:
                texts = Change.forget(self.experiment, PERSONAL, since=self.at)
                SealedText.keep(self, texts, at=at)
            if subject is not None:
                subject.show()
            self._notify_authors("shown", by, at)
        return self.settlement

    def remove(self, *, by: Person, at: dt.datetime) -> None:
        """Remove a comment or a picture for good.

        An experiment is not removed: it stays hidden from everybody but its authors and
        the facilitators.

        Raises:
            ValidationFailed: The concern is settled already, or the person may not
                settle it.
        """
        self._require(self.removable_by(by, at))
        with self._meta.database.atomic():
            subject = self.subject
            self._settle(ConcernOutcome.removed, by, at)
            if subject is None or self.hides_everything:
                self._notify_authors("removed", by, at)
                return
            if self.place is ConcernTarget.comment and not subject.is_removed:
                SealedText.keep(self, {"body": [subject.body]}, at=at)
            subject.remove(by=by, at=at)
            # Removing a comment notifies its author already
            if self.place is ConcernTarget.picture:
                self._notify_authors("removed", by, at)

    # Permissions

    def decidable_by(self, person: Person, at: dt.datetime) -> bool:
        """Whether this person may make the subject visible again.

        Four eyes: a facilitator who neither raised the concern nor wrote the subject;
        or an author, once a facilitator has hidden or changed it. If there is no other
        facilitator or administrator, the only one may after `WAITS`, so that no subject
        is locked for ever.
        """
        own = person.id in self.whose()
        if person.id != self.by_id and own and self._facilitator_was_here(person):
            return True
        if not person.facilitates:
            return False
        return (person.id != self.by_id and not own) or self._nobody_else(at)

    def removable_by(self, person: Person, at: dt.datetime) -> bool:
        """Whether this person may remove the subject: a facilitator, by the same four eyes.

        Authors remove their own texts and pictures on other pages.
        """
        return person.facilitates and self.decidable_by(person, at)

    # Private

    def _facilitator_was_here(self, but: Person) -> bool:
        return self.by.facilitates or self.mended_by_id not in (None, but.id)

    def _nobody_else(self, at: dt.datetime) -> bool:
        """Whether nobody else could settle it, and its authors are disabled or have had
        `WAITS` to do it.
        """
        keepers = Person.select(Person.id).where(
            Person.role.in_(FACILITATING), Person.disabled_at.is_null()
        )
        involved = self.whose() | {self.by_id}
        if keepers.where(Person.id.not_in(involved)).exists():
            return False
        active = Person.select(Person.id).where(
            Person.id.in_(self.whose() - {self.by_id}), Person.disabled_at.is_null()
        )
        return at - self.at >= WAITS or not active.exists()

    @staticmethod
    def _require(allowed: bool) -> None:
        if not allowed:
            message = N_(
                "Whoever hid it does not decide alone: another facilitator or its author"
                " does."
            )
            raise ValidationFailed(FieldError("", message))

    def _changed_since(self) -> bool:
        """Whether the subject was changed after it was hidden."""
        if self.place is ConcernTarget.comment:
            edited_at = self.comment.edited_at
            return edited_at is not None and edited_at > self.at
        return self.hides_everything and self.experiment.changed_at > self.at

    def _settle(self, outcome: ConcernOutcome, by: Person, at: dt.datetime) -> None:
        """Write the outcome, once.

        An experiment that was left hidden may still be shown later.

        Raises:
            ValidationFailed: The concern is settled already.
        """
        concerns = type(self)
        free = concerns.settled_at.is_null()
        if outcome is not ConcernOutcome.removed:
            free |= (concerns.settlement == ConcernOutcome.removed) & (
                concerns.place.in_(CARDS)
            )
        written = (
            concerns.update(settlement=outcome, settled_by=by, settled_at=at)
            .where(concerns.id == self.id, free)
            .execute()
        )
        if not written:
            raise ValidationFailed(
                FieldError("", N_("Somebody else has settled it already."))
            )
        # The log never names the person who acts on an anonymous experiment
        if not self.experiment.is_hidden_author(by.id):
            AuditEvent.record(EventType.personal_settled, on=self, detail=outcome.value)
        self.settlement = outcome
        self.settled_by = by
        self.settled_at = at


def _outcome(subject, mended: bool) -> ConcernOutcome:
    if subject is None:
        return ConcernOutcome.removed
    if mended:
        return ConcernOutcome.mended
    return ConcernOutcome.shown
