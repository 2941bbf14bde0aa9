"""What keeps guessing slow: a try is counted for the address it came from, the account it was aimed at, and overall."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from ipaddress import ip_address

from flask import request
from werkzeug.exceptions import TooManyRequests

from tracker.accounts.models import Bucket
from tracker.accounts.models.addresses import tidy_email
from tracker.accounts.models.tickets import digest
from tracker.web.clock import now

MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Bounds:
    """Tries at once from one address, at one account and by everybody, and the time in which each is filled again."""

    address: tuple[int, dt.timedelta]
    account: tuple[int, dt.timedelta]
    overall: tuple[int, dt.timedelta]


BOUNDS = {
    # A whole town hall may share one address, so a right password gives its try back.
    "sign-in": Bounds((60, 15 * MINUTE), (10, 15 * MINUTE), (600, 2 * MINUTE)),
    # These send mails: few to one person.
    "mail": Bounds((30, 60 * MINUTE), (4, 60 * MINUTE), (600, 60 * MINUTE)),
    "password": Bounds((60, 15 * MINUTE), (10, 15 * MINUTE), (600, 2 * MINUTE)),
    # Six digits: an attacker who knows the password gets some hundred tries a day, not a million.
    "code": Bounds((60, 15 * MINUTE), (5, 15 * MINUTE), (600, 2 * MINUTE)),
    "register": Bounds((60, 60 * MINUTE), (10, 60 * MINUTE), (2000, 60 * MINUTE)),
}


def count_try(act: str, account: str) -> None:
    """Count a try, before its answer is known.

    Args:
        account: What was typed as the address, whether or not anybody has it.

    Raises:
        TooManyRequests: One of the three buckets is empty.
    """
    bounds, keys = BOUNDS[act], _keys(act, account)
    for key, (capacity, per) in zip(keys, (bounds.address, bounds.account, bounds.overall), strict=True):
        if not Bucket.take(key, capacity=capacity, per=per, at=now()):
            raise TooManyRequests(retry_after=int(per.total_seconds() / capacity) + 1)


def was_right(act: str, account: str) -> None:
    """The try was the rightful owner's: the account starts afresh, the others get this one try back."""
    bounds, (address, own, overall) = BOUNDS[act], _keys(act, account)
    Bucket.forget(own)
    Bucket.give_back(address, bounds.address[0])
    Bucket.give_back(overall, bounds.overall[0])


def _keys(act: str, account: str) -> tuple[str, str, str]:
    return f"{act} from {caller()}", f"{act} at {digest(tidy_email(account))}", f"{act} overall"


def caller() -> str:
    """The network that the request comes from: an IPv4 address, or the half of an IPv6 address that a line is given."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "?"
    if address.version == 6:
        address = address.ipv4_mapped or address
    return str(address) if address.version == 4 else address.exploded[:19]
