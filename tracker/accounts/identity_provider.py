"""The organisation's identity provider: OpenID Connect by Authlib, an extra.

Authorization code with PKCE, state and nonce; the id token is checked before anything
in it is believed. It is the one host that the product asks: the operator named it, so
it may lie inside.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask, current_app, session

from tracker.accounts.models import Session, TokenBucket
from tracker.accounts.models.one_time_link import token_digest
from tracker.config import Config, ConfigurationError
from tracker.oidc_config import OidcConfig
from tracker.web.clock import now
from tracker.web.responses import public_url

try:
    import requests
    from authlib.common.errors import AuthlibBaseError
    from authlib.integrations.flask_client import OAuth
    from joserfc import jwt
    from joserfc.errors import InvalidKeyIdError, JoseError
    from joserfc.jwk import KeySet
    from joserfc.jws import JWSRegistry

    UNSOUND = (AuthlibBaseError, JoseError)
    UNSOUND += (ValueError, KeyError, TypeError, RuntimeError)
except ImportError:  # the extra is not installed
    OAuth = None

log = logging.getLogger("tracker.identity_provider")

NAME = "provider"
STATE = f"_state_{NAME}_"  # how Authlib begins the name of what a flow keeps
MOST_FLOWS = 3  # begun in one browser at once; the cookie holds 4 kB
PATIENCE = 8  # seconds that the provider has for an answer
METADATA_LAST = 3600  # seconds
# Clocks of two machines; and how old a word about the end of a session may be
LEEWAY = dt.timedelta(minutes=2)
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
# Signed with the provider's private key: the others are none, or known to many
SIGNED_BY = ("RS", "PS", "ES", "Ed")


class ProviderAway(Exception):
    """The provider does not answer, or not as a provider does."""


class NotBelieved(Exception):
    """What came back is not the provider's answer to what was asked."""


@dataclass(frozen=True)
class Answer:
    """What the provider said at a sign-in.

    Attributes:
        claims: What the id token says, checked.
        kept: What was kept when it was begun: where to go on, and for what.
    """

    claims: dict
    id_token: str
    kept: dict

    @property
    def issuer(self) -> str:
        """The issuer, as the token says it; it was checked."""
        return self.claims["iss"]


class IdentityProvider:
    """The client of one provider."""

    def __init__(self, config: OidcConfig, app: Flask):
        self.config = config
        client = OAuth(app).register(
            NAME,
            client_id=config.client_id,
            client_secret=config.client_secret,
            server_metadata_url=config.discovery_url,
            client_kwargs={
                "scope": config.scopes,
                "code_challenge_method": "S256",
                "default_timeout": PATIENCE,
                "token_endpoint_auth_method": _shows_secret(config),
            },
        )
        self.client = client

    def begin(self, *, proof: bool = False, **kept) -> str:
        """The address that leads to the provider; what is kept comes back with the answer.

        Args:
            proof: Whether the person has to show anew who it is.

        Raises:
            ProviderAway: It does not answer.
        """
        asked = {}
        if proof:
            asked = {"prompt": "login", "max_age": 0}
        uri = public_url("accounts.provider_answer")
        with _answering():
            self._metadata()
            flow = self.client.create_authorization_url(uri, **asked)
        _forget_flows(but=MOST_FLOWS - 1)
        kept |= {"proof": proof, "at": int(now().timestamp())}
        self.client.save_authorize_data(redirect_uri=uri, kept=kept, **flow)
        return flow["url"]

    def answer(self, state: str) -> Answer:
        """What the provider says to what was begun in this browser.

        Raises:
            NotBelieved: It was not begun here, was answered before, or is not signed
                and meant for us.
            ProviderAway: It does not answer.
        """
        begun = self.client.framework.get_state_data(session, state) or {}
        with _answering():
            issuer = self._metadata()["issuer"]
            token = self.client.authorize_access_token(
                claims_options={
                    "iss": {"essential": True, "values": [issuer]},
                    "aud": {"essential": True, "value": self.config.client_id},
                },
                leeway=int(LEEWAY.total_seconds()),
            )
            claims = self._told(dict(token.get("userinfo") or {}), token)
        return Answer(claims, token.get("id_token", ""), begun.get("kept", {}))

    def logout_url(self, id_token: str) -> str | None:
        """Where one signs out of the provider too; None if it has no such page, or is
        away.
        """
        try:
            with _answering():
                if not self._metadata().get("end_session_endpoint"):
                    return None
                made = self.client.create_logout_url(
                    post_logout_redirect_uri=public_url("accounts.signed_out"),
                    id_token_hint=id_token or None,
                    client_id=self.config.client_id,
                )
                return made["url"]
        except (ProviderAway, NotBelieved):
            return None

    def end_sessions(self, logout_token: str) -> None:
        """End the sessions that a back-channel logout is about.

        Raises:
            NotBelieved: The token is not the provider's, not for us, not about a
                logout, old, or was used before.
            ProviderAway: Its keys cannot be had.
        """
        with _answering():
            metadata = self._metadata()
            claims = self._decoded(logout_token, metadata)
        _check_logout(claims, metadata["issuer"], self.config.client_id)
        once = f"logout {token_digest(logout_token)}"
        if not TokenBucket.take(once, capacity=1, per=2 * LEEWAY, at=now()):
            raise NotBelieved("used before")
        Session.end_at_provider(
            metadata["issuer"], sid=claims.get("sid"), subject=claims.get("sub")
        )

    def _told(self, claims: dict, token: dict) -> dict:
        """The claims of the id token; where that is bare, what the provider says
        besides of the same subject.
        """
        subject = claims.get("sub")
        if not isinstance(subject, str) or not subject:
            raise NotBelieved("no subject")
        has_more = self.client.server_metadata.get("userinfo_endpoint")
        if "email" in claims or not has_more or not token.get("access_token"):
            return claims
        more = dict(self.client.userinfo(token=token))
        if more.get("sub") != subject:
            raise NotBelieved("the user info is of another subject")
        return more | claims

    def _metadata(self) -> dict:
        """What the provider says of itself, asked again once an hour.

        Raises:
            NotBelieved: It says to be somebody else.
        """
        known = self.client.server_metadata
        if known.get("_loaded_at", 0) < time.time() - METADATA_LAST:
            known.pop("_loaded_at", None)
            known.pop("jwks", None)
        metadata = self.client.load_server_metadata()
        if metadata.get("issuer", "").rstrip("/") != self.config.issuer.rstrip("/"):
            known.pop("_loaded_at", None)
            raise NotBelieved(f"the issuer is {metadata.get('issuer')!r}")
        signed = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        signed = [name for name in signed if name.startswith(SIGNED_BY)]
        if not signed:
            raise NotBelieved("it signs with no private key")
        metadata["id_token_signing_alg_values_supported"] = signed
        return metadata

    def _decoded(self, text: str, metadata: dict) -> dict:
        """The claims of a token that the provider has signed."""
        registry = JWSRegistry(
            algorithms=metadata["id_token_signing_alg_values_supported"],
            strict_check_header=False,
        )
        keys = KeySet.import_key_set(self.client.fetch_jwk_set())
        try:
            return jwt.decode(text, keys, registry=registry).claims
        except InvalidKeyIdError:
            # Once a minute: whoever invents keys must not let us ask the provider
            if not TokenBucket.take(
                "provider keys", capacity=1, per=dt.timedelta(minutes=1), at=now()
            ):
                raise
            keys = KeySet.import_key_set(self.client.fetch_jwk_set(force=True))
            return jwt.decode(text, keys, registry=registry).claims


def init_app(app: Flask, config: Config) -> None:
    """Make the client, where a provider is configured.

    Raises:
        ConfigurationError: The extra is not installed.
    """
    if config.oidc is None:
        return
    if OAuth is None:
        raise ConfigurationError(
            "OIDC_ISSUER needs the extra `oidc`: pip install '.[oidc]'."
        )
    app.extensions["identity_provider"] = IdentityProvider(config.oidc, app)


def identity_provider() -> IdentityProvider | None:
    """The organisation's provider; None where there is none."""
    return current_app.extensions.get("identity_provider")


def _shows_secret(config: OidcConfig) -> str:
    if config.client_secret:
        return "client_secret_basic"
    return "none"


@contextmanager
def _answering() -> Iterator[None]:
    """Tell a provider that is away from an answer that is not believed."""
    try:
        yield
    except (requests.RequestException, requests.JSONDecodeError, OSError) as error:
        log.warning("the identity provider does not answer: %s", type(error).__name__)
        raise ProviderAway from error
    except UNSOUND as error:
        reason = getattr(error, "error", "") or type(error).__name__
        log.warning("an answer of the identity provider is not believed: %s", reason)
        raise NotBelieved(reason) from error


def _forget_flows(but: int) -> None:
    """Keep the last few that were begun in this browser."""
    begun = [key for key in session if key.startswith(STATE)]
    begun.sort(key=lambda key: session[key]["exp"])
    for key in begun[: max(0, len(begun) - but)]:
        session.pop(key)


def _check_logout(claims: dict, issuer: str, client_id: str) -> None:
    """Check a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6)."""
    audience = claims.get("aud")
    if not isinstance(audience, list):
        audience = [audience]
    made = claims.get("iat")
    is_recent = isinstance(made, int | float) and (
        abs(now().timestamp() - made) < LEEWAY.total_seconds()
    )
    expires = claims.get("exp", now().timestamp())
    is_live = (
        isinstance(expires, int | float) and expires > (now() - LEEWAY).timestamp()
    )
    events = claims.get("events")
    about = (claims.get("sid"), claims.get("sub"))
    named = all(isinstance(value, str) for value in about if value is not None)
    if (
        claims.get("iss") != issuer
        or client_id not in audience
        or not isinstance(events, dict)
        or LOGOUT_EVENT not in events
        or "nonce" in claims
        or not (is_recent and is_live and named and any(about))
    ):
        raise NotBelieved("no logout token for us")
