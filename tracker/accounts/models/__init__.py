"""Who is here, and how they came in."""

from tracker.accounts.models.limits import Bucket, Submission
from tracker.accounts.models.people import FEWEST, Person, Role, Theme, Unit
from tracker.accounts.models.signing_in import Purpose, Session, Ticket
from tracker.accounts.passwords import hashed

__all__ = ["FEWEST", "Bucket", "Person", "Purpose", "Role", "Session", "Submission", "Theme", "Ticket", "Unit", "hashed"]
