"""A program that calls with somebody's token."""

from __future__ import annotations

import io

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.cast import PRESENT
from tracker.accounts.models import Person
from tracker.tokens.enums import Scope
from tracker.tokens.models import AccessToken

ALL = (Scope.read, Scope.log)


class Program:
    """Calls in somebody's name; of nobody's in particular without a person."""

    def __init__(self, app, person: Person, *scopes: Scope, service: bool = False):
        self.token, self.secret = AccessToken.add(
            by=person,
            name="Power BI",
            scopes=scopes or ALL,
            days=90,
            at=PRESENT,
            service=service,
        )
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {self.secret}"}

    def get(self, path: str, **headers):
        # What is read whole is closed, a file as well
        return self.client.get(
            f"/api/v1{path}", headers=self.headers | headers, buffered=True
        )

    def post(self, path: str, body: dict | None = None, **headers):
        return self.client.post(
            f"/api/v1{path}", json=body or {}, headers=self.headers | headers
        )

    def patch(self, path: str, body: dict, **headers):
        return self.client.patch(
            f"/api/v1{path}", json=body, headers=self.headers | headers
        )

    def change(self, path: str, body: dict):
        """Change what was read just now."""
        return self.patch(path, body, **{"If-Match": self.get(path).headers["ETag"]})

    def delete(self, path: str):
        return self.client.delete(f"/api/v1{path}", headers=self.headers)

    def items(self, path: str) -> list[dict]:
        """Everything of a list, page by page."""
        found = []
        while path:
            answer = self.get(path).json
            found += answer["items"]
            path = (answer["next"] or "").partition("/api/v1")[2]
        return found

    def ask(self, method: str, params: dict | None = None, **more):
        """A message as an assistant sends it."""
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}}
        return self.client.post("/mcp", json=message | more, headers=self.headers)

    def upload(self, path: str, fields: dict, **headers):
        """Send a form with a file, which is bytes and a name."""
        boundary, body = encode_multipart(
            {name: _part(value) for name, value in fields.items()}
        )
        return self.client.post(
            f"/api/v1{path}",
            data=body,
            content_type=f"multipart/form-data; boundary={boundary}",
            headers=self.headers | headers,
        )


def _part(value):
    if isinstance(value, tuple):
        content, name = value
        return FileStorage(io.BytesIO(content), name)
    return value
