"""Reminders by mail to people with an invitation left, at most two each.

No row and no file records the recipients: the number of reminders is a column of the
invitation, which is deleted when it is used, and a mail that cannot be sent gets no job
of its own. Without a mail server there are no reminders but on the front page, since
mails would be saved in a folder.
"""

from __future__ import annotations

from collections.abc import Callable

from tracker.accounts.models import Person
from tracker.jobs.mail import MailNotSent, MailUncertain
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Preference
from tracker.readiness.models import Invitation


def remind(time: int, write_to: Callable[[Person], None]) -> None:
    """Remind everybody who has not answered and has had fewer reminders than `time`; nobody
    twice, even if the worker stops in between.

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
