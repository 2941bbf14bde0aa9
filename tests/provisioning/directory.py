"""A directory with a token, as the tests of SCIM have it."""

from __future__ import annotations

import inspect
from pathlib import Path

from tracker.tokens.enums import Scope
from tracker.tokens.models import AccessToken
from tracker.web.clock import now

PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"

# Before Python 3.13, pydantic asks of every call above each class that it makes which
# module it stands in. For the importer's own, `inspect` would go through all modules
for name in ("importlib._bootstrap", "importlib._bootstrap_external"):
    inspect.modulesbyfile.setdefault(str(Path(f"<frozen {name}>").absolute()), name)


class Directory:
    """A directory with a token."""

    def __init__(self, browser, token):
        self.browser = browser
        self.headers = {"Authorization": f"Bearer {token}"}

    def ask(self, method, path, json=None, **headers):
        """The product's answer; a directory sends and takes application/scim+json."""
        return self.browser.open(
            f"/scim/v2{path}",
            method=method,
            json=json,
            content_type="application/scim+json" if json else None,
            headers=self.headers | headers,
        )

    def found(self, filter):
        return self.ask("GET", "/Users?filter=" + filter.replace(" ", "%20")).json

    def change(self, id, *operations):
        body = {"schemas": [PATCH], "Operations": list(operations)}
        return self.ask("PATCH", f"/Users/{id}", body)


def directory_token(cast, days=365):
    """The secret of a token that belongs to nobody and looks after accounts."""
    _row, secret = AccessToken.add(
        by=cast.ada,
        name="Entra ID",
        scopes=[Scope.people],
        days=days,
        at=now(),
        service=True,
    )
    return secret
