"""People, units, sessions and sign-in."""

from tracker.accounts.models.identity import Identity
from tracker.accounts.models.login_event import LoginEvent, LoginEventKind
from tracker.accounts.models.one_time_link import OneTimeLink, Purpose
from tracker.accounts.models.person import LEADS, NAMED, Person, Role, Theme
from tracker.accounts.models.rate_limit import FormSubmission, TokenBucket
from tracker.accounts.models.readers import READERS, Readers, readable_by
from tracker.accounts.models.second_factor import RecoveryCode, SecondFactor, check_code
from tracker.accounts.models.session import ProviderLogin, Session
from tracker.accounts.models.setting import CONTACT, Setting
from tracker.accounts.models.unit import MIN_GROUP_SIZE, Unit
from tracker.accounts.passwords import hash_password

__all__ = [
    "CONTACT",
    "LEADS",
    "MIN_GROUP_SIZE",
    "NAMED",
    "READERS",
    "FormSubmission",
    "Identity",
    "LoginEvent",
    "LoginEventKind",
    "OneTimeLink",
    "Person",
    "ProviderLogin",
    "Purpose",
    "Readers",
    "RecoveryCode",
    "Role",
    "SecondFactor",
    "Session",
    "Setting",
    "Theme",
    "TokenBucket",
    "Unit",
    "check_code",
    "hash_password",
    "readable_by",
]
