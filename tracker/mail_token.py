"""Access tokens for a mail server (XOAUTH2), as Microsoft 365 and Google give them.

MAIL_URL says which: ``?auth=microsoft&tenant=…&client=…`` with the client's secret where a
password would stand, or ``?auth=google&client=…&secret=…`` with a refresh token there.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlencode

TIMEOUT = 20  # seconds
EARLY = 120  # seconds before its end that a token is asked anew
MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
GOOGLE = "https://oauth2.googleapis.com/token"
SCOPE = "https://outlook.office365.com/.default"

_tokens: dict[tuple[Provider, str], tuple[str, float]] = {}


class TokenRefused(OSError):
    """No token was given; the message says what the provider said."""


@dataclass(frozen=True)
class Provider:
    """Who gives tokens, and as what we ask for one.

    Attributes:
        client_secret: Of an application that has one beside a refresh token.
    """

    url: str
    client: str
    client_secret: str = ""
    scope: str = ""

    def form(self, secret: str) -> dict[str, str]:
        """The fields of the request for a token."""
        if self.client_secret:
            return {
                "grant_type": "refresh_token",
                "client_id": self.client,
                "client_secret": self.client_secret,
                "refresh_token": secret,
            }
        return {
            "grant_type": "client_credentials",
            "client_id": self.client,
            "client_secret": secret,
            "scope": self.scope,
        }


def provider_of(url: SplitResult) -> Provider | None:
    """The provider that MAIL_URL names; None where it signs in by password.

    Raises:
        ValueError: Something is missing; the message says what.
    """
    given = {name: values[0] for name, values in parse_qs(url.query).items()}
    kind = given.get("auth")
    if kind is None:
        return None
    if kind not in ("microsoft", "google"):
        raise ValueError("auth is microsoft or google")
    if kind == "microsoft":
        wanted = ("tenant", "client")
    else:
        wanted = ("client", "secret")
    for name in wanted:
        if not given.get(name):
            raise ValueError(f"auth={kind} needs {name}=… too")
    if not url.username or not url.password:
        raise ValueError(f"auth={kind} needs a user and a secret before the @")
    if kind == "google":
        return Provider(
            given.get("token_url", GOOGLE), given["client"], given["secret"]
        )
    address = MICROSOFT.format(tenant=given["tenant"])
    return Provider(
        given.get("token_url", address),
        given["client"],
        scope=given.get("scope", SCOPE),
    )


def access_token(provider: Provider, secret: str) -> str:
    """A token that still holds, the one from before or a new one.

    Raises:
        TokenRefused: The provider gives none.
    """
    known = _tokens.get((provider, secret))
    if known and time.monotonic() < known[1]:
        return known[0]
    token, seconds = _asked(provider, secret)
    _tokens[provider, secret] = token, time.monotonic() + max(0, seconds - EARLY)
    return token


def _asked(provider: Provider, secret: str) -> tuple[str, float]:
    request = urllib.request.Request(
        provider.url, data=urlencode(provider.form(secret)).encode()
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            said = json.load(answer)
        return said["access_token"], float(said.get("expires_in", 0))
    except urllib.error.HTTPError as error:
        with error:
            raise TokenRefused(f"no token was given: {_reason(error)}") from error
    except (OSError, ValueError, KeyError) as error:
        raise TokenRefused(f"no token was given: {error}") from error


def _reason(error: urllib.error.HTTPError) -> str:
    """The provider's own first line of words."""
    try:
        said = json.load(error)
        text = said.get("error_description") or said.get("error") or ""
        return f"{error.code} {text.splitlines()[0]}"
    except (ValueError, AttributeError, IndexError):
        return str(error.code)
