"""The result of one check of a step."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.accounts.models import Person


@dataclass(frozen=True)
class CheckResult:
    """How far a check is met, and the people who can go on.

    Attributes:
        part, whole: The number met, of how many; 0 of 0 is not done.
        owner: The person who is responsible, if the rows name one.
        leaders: Whether it is a task of leaders rather than of facilitators.
        either: Whether it is a task of facilitators that leaders may do as well.
        remark: A message about how it is met, where that is not the whole of it.
    """

    part: int
    whole: int
    owner: Person | None = None
    leaders: bool = False
    either: bool = False
    remark: str = ""

    @property
    def done(self) -> bool:
        return 0 < self.whole <= self.part

    def is_for(self, person: Person) -> bool:
        """Whether it is this person's task: as owner, or by role."""
        if self.owner is not None and self.owner.id == person.id:
            return True
        if self.leaders:
            return person.leads
        return person.facilitates or (self.either and person.leads)

    @classmethod
    def whether(cls, answer, **whose) -> CheckResult:
        """The result of a yes-or-no check."""
        return cls(int(bool(answer)), 1, **whose)
