"""`/healthz`, `/readyz` and `/metrics`: for machines, which ask under any host name."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable

from flask import Request

PROBES = ("/healthz", "/readyz", "/metrics")
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


def under_any_name(wsgi_app: Callable, host: str) -> Callable:
    """Let the probes through under any Host: a balancer asks by address, and they hold no link.

    Args:
        host: A name that is ours.
    """

    def answer(environ, start_response):
        if environ.get("PATH_INFO") in PROBES:
            environ["HTTP_HOST"] = host
        return wsgi_app(environ, start_response)

    return answer


def may_know(request: Request, token: str | None) -> bool:
    """Whether a caller gets the facts: with the token, or from this machine itself.

    A proxy on this machine speaks for others: nobody is local behind one that is not counted.
    """
    kind, _, sent = request.headers.get("Authorization", "").partition(" ")
    if token and kind.lower() == "bearer":
        return hmac.compare_digest(sent.strip().encode(), token.encode())
    behind = request.environ.get("werkzeug.proxy_fix.orig")
    if behind is None and any(name in request.headers for name in FORWARDED):
        return False
    peer = request.remote_addr
    if behind:
        peer = behind["REMOTE_ADDR"]
    return _is_loopback(peer) and _is_loopback(request.remote_addr)


def _is_loopback(address: str | None) -> bool:
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
