"""Address of the caller, host and scheme, as PUBLIC_URL and PROXY_HOPS say.

No other header is believed.
"""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker.config import Config


def init_app(app: Flask, config: Config) -> None:
    """Put the product at the root of PUBLIC_URL, behind as many proxies as PROXY_HOPS says."""
    if hops := config.proxy_hops:
        scheme_hops = hops
        if config.public_url:
            scheme_hops = 0  # PUBLIC_URL names the scheme
        app.wsgi_app = ProxyFix(
            app.wsgi_app, x_for=hops, x_proto=scheme_hops, x_host=hops
        )
    scheme = "http"
    if config.https:
        scheme = "https"
    app.wsgi_app = Root(app.wsgi_app, scheme)


class Root:
    """WSGI middleware that sets path and scheme, whatever headers say.

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
