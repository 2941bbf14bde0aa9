"""What a step's query found about one of the things it needs."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.accounts.models import Person


@dataclass(frozen=True)
class CheckResult:
    """So many of so many, and whose it is to go on.

    Attributes:
        whole: 0 where there is nothing yet that it could be about; then it is not done.
        owner: Who answers for what is missing, by name, where the rows say so;
            otherwise it is the role's.
        leaders: Whether it is the leaders' to do, rather than the facilitators'.
        either: Whether it is a facilitator's, and a leader may as well.
    """

    part: int
    whole: int
    owner: Person | None = None
    leaders: bool = False
    either: bool = False

    @property
    def done(self) -> bool:
        return 0 < self.whole <= self.part

    def is_for(self, person: Person) -> bool:
        """Whether it is this person's to go on: the owner's, a leader's where it is the
        leaders', else a facilitator's.
        """
        named = self.owner is not None and self.owner.id == person.id
        return named or (
            person.leads
            if self.leaders
            else person.facilitates or (self.either and person.leads)
        )

    @classmethod
    def whether(cls, answer, **whose) -> CheckResult:
        """Something that is there or is not."""
        return cls(int(bool(answer)), 1, **whose)
