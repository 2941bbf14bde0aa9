"""Calls to addresses that somebody typed: to public ones only, resolved once.

No redirect is followed, and nothing that is answered is shown but its status.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

SECONDS = 10
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class CallFailed(Exception):
    """Nothing got through; the message holds no address."""


class AddressRefused(CallFailed):
    """The address must not be called."""


@dataclass(frozen=True)
class Target:
    """Where a call goes: a host by one of its addresses."""

    url: SplitResult
    host: str
    port: int
    address: str


def target_of(url: str, allowed: Collection[str] = ()) -> Target:
    """Resolve an address once.

    Args:
        allowed: Hosts, perhaps with a port, that an operator allows though they are not
            public, or not encrypted.

    Raises:
        AddressRefused: It is no https address, or it leads to a place that is not public.
        CallFailed: There is no such host.
    """
    parts, host, port = _parts(url)
    trusted = host in allowed or f"{host}:{port}" in allowed
    if parts.scheme != "https" and not (trusted and parts.scheme == "http"):
        raise AddressRefused("it does not begin with https://")
    addresses = _resolved(host, port)
    if not trusted and not all(map(is_public, addresses)):
        raise AddressRefused("it leads to a place that is not public")
    return Target(parts, host, port, addresses[0])


def post(target: Target, body: bytes, headers: dict[str, str]) -> int:
    """Send a body. Returns the status of the answer.

    Raises:
        CallFailed: It could not be handed over, or no answer came in time.
    """
    connection = http.client.HTTPConnection(target.host, target.port, timeout=SECONDS)
    path = target.url.path or "/"
    if target.url.query:
        path += f"?{target.url.query}"
    late = None
    try:
        connection.sock = _connected(target)
        # Whoever answers a byte at a time would hold the worker for hours
        late = threading.Timer(SECONDS, _cut, [connection.sock])
        late.start()
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise CallFailed(type(error).__name__) from error
    finally:
        if late:
            late.cancel()
        connection.close()


def is_public(text: str) -> bool:
    """Whether an address is one of the public Internet, also within one of IPv6."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if address.version == 6:
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = ipaddress.ip_address(int(address) & 0xFFFFFFFF)
        if address.teredo:
            inner = address.teredo[1]
        if inner:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast


def _parts(url: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or {"http": 80}.get(parts.scheme, 443)
    except (ValueError, UnicodeError) as error:
        raise AddressRefused("it is no web address") from error
    if not host or "@" in parts.netloc or not url.isascii() or not url.isprintable():
        raise AddressRefused("it is no web address")
    if " " in url:
        raise AddressRefused("it is no web address")
    return parts, host, port


def _resolved(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CallFailed("there is no such host") from error
    return [row[4][0] for row in found]


def _connected(target: Target) -> socket.socket:
    plain = socket.create_connection((target.address, target.port), SECONDS)
    if target.url.scheme == "http":
        return plain
    context = ssl.create_default_context()
    try:
        return context.wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
