"""An identity provider on loopback, and a person who signs in with it."""

from __future__ import annotations

import threading
import time
import warnings
from contextlib import contextmanager
from unittest.mock import patch
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc._rfc7518.rsa_key import RSABinding
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

from tracker.oidc_config import OidcConfig

with warnings.catch_warnings():
    # It imports what Authlib has moved elsewhere
    warnings.simplefilter("ignore")
    import oidc_provider_mock
    from oidc_provider_mock._storage import storage

CLIENT = "forsoeg"
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


class Provider:
    """The provider; what it says of a subject is set with `say`."""

    def __init__(self, app: Flask, port: int):
        self.app = app
        self.issuer = f"http://127.0.0.1:{port}"

    def config(self, **otherwise) -> OidcConfig:
        """Settings with which the product signs people in here."""
        settings = {
            "issuer": self.issuer,
            "client_id": CLIENT,
            "client_secret": "known to both",
            "name": "Aldersø",
            "domains": ("example.org",),
            "accounts": "everybody",
        }
        return OidcConfig(**settings | otherwise)

    def say(self, subject: str, **claims) -> None:
        """Say this of a subject from now on, and nothing else."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=5)

    def sign_in(self, url: str, subject: str) -> str:
        """Show the provider who one is; returns the path that it leads back to."""
        answer = requests.post(
            url, data={"sub": subject}, allow_redirects=False, timeout=5
        )
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"

    def come_in(self, browser: FlaskClient, subject: str, start="/login/provider"):
        """Click, show who one is, and come back. Returns the product's answer."""
        return browser.get(self.sign_in(browser.get(start).location, subject))

    def token(self, key: RSAKey | None = None, header=None, **claims) -> str:
        """A logout token as this provider signs it, but for what is said otherwise."""
        now = int(time.time())
        told = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 120,
            "jti": str(time.perf_counter_ns()),
            "events": {LOGOUT_EVENT: {}},
        }
        told = {name: value for name, value in (told | claims).items() if value}
        with self.app.app_context(), self.app.test_request_context():
            self.app.preprocess_request()
            own = RSAKey.import_key(storage.jwk.as_dict(is_private=True))
        header = header or {"alg": "RS256", "kid": own.kid}
        return jwt.encode(header, told, key or own, algorithms=[header["alg"]])


@contextmanager
def running_provider():
    """A provider that runs in a thread."""
    app = oidc_provider_mock.app(require_nonce=True)
    app.debug = False
    # Its debugger is for whoever builds a provider
    server = make_server("127.0.0.1", 0, app.wsgi_app.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    with private_keys_are_read_once():
        yield Provider(app, server.server_port)
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def private_keys_are_read_once():
    """The provider reads its own again for each token that it signs, and has it proved,
    which takes longer than all the rest of a sign-in.
    """
    read = RSABinding.import_private_key
    keys = {}

    def read_once(cls, numbers):
        known = numbers["n"], numbers["d"]
        if known not in keys:
            keys[known] = read(numbers)
        return keys[known]

    with patch.object(RSABinding, "import_private_key", classmethod(read_once)):
        yield


def changed(url: str, **params) -> str:
    """An address with other parameters."""
    parts = urlsplit(url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return parts._replace(query=urlencode(query | params)).geturl()
