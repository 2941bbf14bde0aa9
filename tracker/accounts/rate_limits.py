"""Rate limits of sign-ins, codes and mails.

Each try is counted for the address that it comes from, for the account, and overall.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
from dataclasses import dataclass
from ipaddress import ip_address

from flask import current_app, request
from werkzeug.exceptions import TooManyRequests

from tracker.accounts.models import TokenBucket
from tracker.accounts.models.email_address import tidy_email
from tracker.accounts.models.one_time_link import token_digest
from tracker.web.clock import now

MINUTE = dt.timedelta(minutes=1)
PORT = re.compile(
    r'"?(?:\[([^\]]*)\]|([0-9.]+))(?::\d*)?"?'
)  # 203.0.113.9:1234, [2001:db8::1]:1234, also as RFC 7239 quotes it


@dataclass(frozen=True)
class RateLimits:
    """Tries at once from one address, at one account and by everybody, and the time in
    which each is filled again.
    """

    address: tuple[int, dt.timedelta]
    account: tuple[int, dt.timedelta] | None
    overall: tuple[int, dt.timedelta]


BOUNDS = {
    # A whole town hall may share one address, so a right password gives its try back.
    "sign-in": RateLimits((60, 15 * MINUTE), (10, 15 * MINUTE), (600, 2 * MINUTE)),
    # These send mails; how many to one account, stands below.
    "mail": RateLimits((30, 60 * MINUTE), None, (600, 60 * MINUTE)),
    "password": RateLimits((60, 15 * MINUTE), (10, 15 * MINUTE), (600, 2 * MINUTE)),
    # Six digits: an attacker who knows the password gets some hundred tries a day, not a million.
    "code": RateLimits((60, 15 * MINUTE), (5, 15 * MINUTE), (600, 2 * MINUTE)),
    "register": RateLimits((60, 60 * MINUTE), (10, 60 * MINUTE), (2000, 60 * MINUTE)),
}

# Mails to one account, whoever asks for them: so many at once, filled again in this
# time. Each next one is due before the link in the last one runs out, so that nobody
# who asks in an owner's name keeps them out.
MAILS = {"forgotten": (4, 20 * MINUTE), "registration": (4, 240 * MINUTE)}


def take_mail_try(act: str, account: str, browser: str | None = None) -> bool:
    """Count a wish for a mail with a link, for where it comes from and for the account
    apart.

    Args:
        account: What was typed as the address, whether or not anybody has it.
        browser: One in which this account was signed in before: counted by itself, and
            its mail is due.

    Returns:
        Whether a mail is due. Where it is not, the link of the last one still works,
        and the same is answered.

    Raises:
        TooManyRequests: Too many were asked for from there, or by everybody.
    """
    if browser:
        _take([(f"{act} in {browser}", MAILS[act])])
        return True
    _take(_shared("mail"))
    capacity, per = MAILS[act]
    return TokenBucket.take(
        f"{act} of {token_digest(tidy_email(account))}",
        capacity=capacity,
        per=per,
        at=now(),
    )


def take_try(act: str, account: str, browser: str | None = None) -> None:
    """Count a try, before its answer is known.

    Args:
        account: What was typed as the address, whether or not anybody has it.
        browser: One in which this account was signed in before. Its tries are counted
            by themselves, as few as those of everybody else at the account together: so
            nobody keeps a colleague out by guessing.

    Raises:
        TooManyRequests: One of the buckets is empty.
    """
    _take(_buckets(act, account, browser))


def give_back_try(act: str, account: str, browser: str | None = None) -> None:
    """Return a try to the shared buckets and reset the own one, after a right password."""
    *shared, (own, _) = _buckets(act, account, browser)
    TokenBucket.forget(own)
    for key, (capacity, _per) in shared:
        TokenBucket.give_back(key, capacity)


def _buckets(
    act: str, account: str, browser: str | None
) -> list[tuple[str, tuple[int, dt.timedelta]]]:
    """Key and bounds of each bucket that a try is taken from, the account's own last:
    who is refused before drains it for nobody.
    """
    bounds = BOUNDS[act]
    if browser:
        return [(f"{act} in {browser}", bounds.account)]
    own = (f"{act} at {token_digest(tidy_email(account))}", bounds.account)
    return _shared(act) + [own]


def _shared(act: str) -> list[tuple[str, tuple[int, dt.timedelta]]]:
    """Key and bounds of the buckets of everybody at one place, and of everybody."""
    bounds = BOUNDS[act]
    return [
        (f"{act} from {client_network()}", bounds.address),
        (f"{act} overall", bounds.overall),
    ]


def _take(buckets: list[tuple[str, tuple[int, dt.timedelta]]]) -> None:
    for key, (capacity, per) in buckets:
        if not TokenBucket.take(key, capacity=capacity, per=per, at=now()):
            raise TooManyRequests(retry_after=int(per.total_seconds() / capacity) + 1)


def client_fingerprint() -> str:
    """A keyed hash of the network of the request, for the audit log; new every month.

    It is keyed, so that nobody without the installation's key finds the address by
    trying them all; and each month's marks are their own, so that nobody is followed
    for longer.
    """
    key = current_app.config["TRACKER"].secret_key.encode()
    return (
        "≈"
        + hmac.digest(
            key, f"source {now():%Y-%m} {client_network()}".encode(), hashlib.sha256
        ).hex()[:10]
    )


def client_network() -> str:
    """The network that the request comes from: an IPv4 address, or the half of an IPv6
    address that a line is given.

    A gateway may write a port behind the address. What is no address has a bucket of
    its own, so that it empties nobody else's.
    """
    sender = (request.remote_addr or "").strip()
    host = sender
    if with_port := PORT.fullmatch(sender):
        host = with_port[1] or with_port[2]
    try:
        address = ip_address(host)
    except ValueError:
        return f"?{token_digest(sender)[:16]}"
    if address.version == 6:
        address = address.ipv4_mapped or address
    if address.version == 4:
        return str(address)
    return address.exploded[:19]
