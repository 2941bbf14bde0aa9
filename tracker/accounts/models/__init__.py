"""Who is here, and how they came in."""

from tracker.accounts.models.login_event import Entry, Way
from tracker.accounts.models.one_time_link import Purpose, Ticket
from tracker.accounts.models.person import Person, Role, Theme
from tracker.accounts.models.rate_limit import Bucket, Submission
from tracker.accounts.models.readers import READERS, Readers, readable_by
from tracker.accounts.models.second_factor import RecoveryCode, SecondFactor, prove
from tracker.accounts.models.session import Session
from tracker.accounts.models.setting import CONTACT, Setting
from tracker.accounts.models.unit import MIN_GROUP_SIZE, Unit
from tracker.accounts.passwords import hashed

__all__ = [
    "CONTACT",
    "MIN_GROUP_SIZE",
    "READERS",
    "Bucket",
    "Entry",
    "Person",
    "Purpose",
    "Readers",
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
    "readable_by",
]
