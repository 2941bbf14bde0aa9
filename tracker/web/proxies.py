"""Address of the caller, host and scheme, as PUBLIC_URL and PROXY_HOPS say.

No other header is believed.
"""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker.config import Config


def init_app(app: Flask, config: Config) -> None:
    """Put the product at the path of PUBLIC_URL, behind as many proxies as PROXY_HOPS says."""
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
    app.wsgi_app = Root(app.wsgi_app, scheme, config.root_path)


class Root:
    """WSGI middleware that sets path and scheme, whatever headers say.

    gunicorn takes SCRIPT_NAME and the scheme from headers of any caller on the same
    machine, as which everybody comes through a proxy there. Some proxies send the path
    whole, others without the product's part of it: both are understood.
    """

    def __init__(self, inner, scheme: str, root_path: str = ""):
        self.inner = inner
        self.scheme = scheme
        self.root_path = root_path

    def __call__(self, environ, start_response):
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        if path == self.root_path or path.startswith(self.root_path + "/"):
            path = path.removeprefix(self.root_path)
        environ["SCRIPT_NAME"] = self.root_path
        environ["PATH_INFO"] = path
        environ["wsgi.url_scheme"] = self.scheme
        return self.inner(environ, start_response)
