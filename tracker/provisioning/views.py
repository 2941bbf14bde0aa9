"""View: the door for directories. What opens it is an access token."""

from __future__ import annotations

import io
from importlib.util import find_spec

from flask import Blueprint, Flask, Response, abort, current_app, request

IS_INSTALLED = find_spec("scim2_server") is not None
if IS_INSTALLED:
    from tracker.provisioning.scim import scim_application

provisioning = Blueprint("provisioning", __name__)
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def init_app(app: Flask) -> None:
    """Make the server, where the extra is installed."""
    if IS_INSTALLED:
        secret = app.config["TRACKER"].secret_key
        app.extensions["scim"] = scim_application(secret)


@provisioning.route("/scim/v2/", defaults={"path": ""}, methods=METHODS)
@provisioning.route("/scim/v2/<path:path>", methods=METHODS)
def scim(path):
    """What a directory asks, and sends; it shows a token, and has no session."""
    server = current_app.extensions.get("scim")
    if server is None:
        abort(404)
    body = request.get_data()
    environ = request.environ | {
        "SCRIPT_NAME": request.script_root + "/scim",
        "PATH_INFO": f"/v2/{path}".rstrip("/"),
        "wsgi.input": io.BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
    }
    return Response.from_app(server, environ)
