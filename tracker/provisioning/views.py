"""View: the door for directories. What opens it is an access token."""

from __future__ import annotations

import io
from importlib.util import find_spec
from threading import Lock

from flask import Blueprint, Response, abort, current_app, jsonify, request

from tracker.tokens.bearer import note_use, token_in
from tracker.tokens.enums import Scope

IS_INSTALLED = find_spec("scim2_server") is not None
_server_being_made = Lock()

provisioning = Blueprint("provisioning", __name__)
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def _scim_server():
    """The server, made when a directory asks for the first time with its token.

    Its libraries take longer to import than all the rest of the product, and a third
    of the memory of a process; most organisations have no directory that asks.
    """
    from tracker.provisioning.scim import scim_application

    with _server_being_made:
        if "scim" not in current_app.extensions:
            secret = current_app.config["TRACKER"].secret_key
            current_app.extensions["scim"] = scim_application(secret)
    return current_app.extensions["scim"]


@provisioning.route("/scim/v2/", defaults={"path": ""}, methods=METHODS)
@provisioning.route("/scim/v2/<path:path>", methods=METHODS)
def scim(path):
    """What a directory asks, and sends; it shows a token, and has no session."""
    if not IS_INSTALLED:
        abort(404)
    token = token_in(request.headers.get("Authorization", ""))
    if token is None or not token.allows(Scope.people):
        return _refused()
    note_use(token)
    body = request.get_data()
    environ = request.environ | {
        "SCRIPT_NAME": request.script_root + "/scim",
        "PATH_INFO": f"/v2/{path}".rstrip("/"),
        "wsgi.input": io.BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
    }
    return Response.from_app(_scim_server(), environ)


def _refused() -> Response:
    """The error of RFC 7644, section 3.12, made without the server: a stranger must not
    make a process import it.
    """
    answer = jsonify(
        schemas=["urn:ietf:params:scim:api:messages:2.0:Error"],
        status="401",
        detail="There is no token that opens this, or it has ended.",
    )
    answer.status_code = 401
    answer.content_type = "application/scim+json"
    answer.headers["WWW-Authenticate"] = 'Bearer realm="SCIM"'
    return answer
