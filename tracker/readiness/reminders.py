"""Reminding those who have an invitation left, by mail, at most twice.

No row and no file tells whom: how often somebody was reminded stands on the invitation,
which goes when it is used, and a mail that cannot leave is no job of its own.
Without a mail server nobody is reminded but by the first page, as mails would lie in a
folder.
"""

from __future__ import annotations

from collections.abc import Callable

from tracker.accounts.models import Person
from tracker.jobs.mail import MailNotSent, MailUncertain
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Preference
from tracker.readiness.models import Invitation


def remind(time: int, write_to: Callable[[Person], None]) -> None:
    """Remind whoever has not answered and was reminded fewer times than this; each at
    most once, whatever becomes of the worker.

    Raises:
        Unsent: Some mails did not leave; it says neither which nor why, as that would
            be kept with the job.
    """
    left = 0
    for person in _unanswered(time):
        mine = Invitation.person == person
        if (
            not Invitation.update(reminded=time)
            .where(mine, Invitation.reminded < time)
            .execute()
        ):
            continue
        try:
            write_to(person)
        except MailUncertain:
            continue
        except MailNotSent:
            left += 1
            Invitation.update(reminded=time - 1).where(mine).execute()
    if left:
        raise MailNotSent("some reminders did not leave")


def _unanswered(time: int) -> list[Person]:
    rows = (
        Person.select()
        .join(Invitation)
        .where(Invitation.reminded < time, Person.disabled_at.is_null())
    )
    people = {person.id: person for person in rows}
    deaf = {id for id, _ in Preference.off_for(people) if _ is NoticeKind.pulse_opened}
    return [person for id, person in people.items() if id not in deaf]
