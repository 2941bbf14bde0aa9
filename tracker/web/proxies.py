"""Whose word is taken for the caller's address, the host and the scheme.

PUBLIC_URL's and PROXY_HOPS', and no header's beside them.
"""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker.config import Config


def init_app(app: Flask, config: Config) -> None:
    """Put the product at the root of PUBLIC_URL, behind as many proxies as PROXY_HOPS says."""
    if hops := config.proxy_hops:
        told = 0 if config.public_url else hops  # the scheme of PUBLIC_URL stands
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=told, x_host=hops)
    app.wsgi_app = Root(app.wsgi_app, "https" if config.https else "http")


class Root:
    """The product served at the root, under one scheme, whatever the server before it
    believed of a header.

    gunicorn takes SCRIPT_NAME and the scheme from headers of any caller on the same
    machine, as which everybody comes through a proxy there.
    """

    def __init__(self, inner, scheme: str):
        self.inner = inner
        self.scheme = scheme

    def __call__(self, environ, start_response):
        environ["PATH_INFO"] = environ.get("SCRIPT_NAME", "") + environ.get(
            "PATH_INFO", ""
        )
        environ["SCRIPT_NAME"] = ""
        environ["wsgi.url_scheme"] = self.scheme
        return self.inner(environ, start_response)
