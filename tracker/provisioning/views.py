"""Views: the door for directories, and the tokens that open it."""

from __future__ import annotations

import io
from importlib.util import find_spec
from threading import Lock

from flask import Blueprint, Response, abort, current_app, request, url_for
from flask_babel import gettext as _

from tracker.accounts.models import Role
from tracker.accounts.reauthentication import reauthentication_required
from tracker.provisioning import queries
from tracker.provisioning.forms import TokenForm
from tracker.provisioning.models import ProvisioningToken
from tracker.web.access import get_or_404, roles_required
from tracker.web.clock import now
from tracker.web.responses import (
    public_url,
    redirect_with_message,
    render_form,
    render_page,
)

IS_INSTALLED = find_spec("scim2_server") is not None
_server_being_made = Lock()

provisioning = Blueprint("provisioning", __name__)
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def _scim_server():
    """The server, made when a directory asks for the first time.

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
    body = request.get_data()
    environ = request.environ | {
        "SCRIPT_NAME": request.script_root + "/scim",
        "PATH_INFO": f"/v2/{path}".rstrip("/"),
        "wsgi.input": io.BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
    }
    return Response.from_app(_scim_server(), environ)


@provisioning.route("/admin/provisioning", methods=["GET", "POST"])
@roles_required(Role.admin)
@reauthentication_required
def tokens():
    form = TokenForm()
    if form.validate_on_submit():
        token = form.try_call(ProvisioningToken.issue, form.name.data, now())
        if token:
            return render_page(
                "provisioning/token.html", token=token, address=_address()
            )
    return render_form(
        "provisioning/tokens.html",
        form,
        tokens=list(queries.tokens()),
        address=_address(),
        is_installed=IS_INSTALLED,
    )


@provisioning.post("/admin/provisioning/<int:id>/end")
@roles_required(Role.admin)
@reauthentication_required
def end_token(id):
    get_or_404(queries.tokens(), id).end()
    return redirect_with_message(
        url_for("provisioning.tokens"), _("The token opens nothing any more.")
    )


def _address() -> str:
    return public_url("provisioning.scim", path="").rstrip("/")
