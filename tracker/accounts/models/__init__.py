"""Who is here, and how they came in."""

from tracker.accounts.models.entries import Entry, Way
from tracker.accounts.models.limits import Bucket, Submission
from tracker.accounts.models.people import Person, Role, Theme
from tracker.accounts.models.second_factor import RecoveryCode, SecondFactor, prove
from tracker.accounts.models.settings import Setting
from tracker.accounts.models.signing_in import Session
from tracker.accounts.models.tickets import Purpose, Ticket
from tracker.accounts.models.units import FEWEST, Unit
from tracker.accounts.passwords import hashed

__all__ = [
    "FEWEST",
    "Bucket",
    "Entry",
    "Person",
    "Purpose",
    "RecoveryCode",
    "Role",
    "SecondFactor",
    "Session",
    "Setting",
    "Submission",
    "Theme",
    "Ticket",
    "Unit",
    "Way",
    "hashed",
    "prove",
]
