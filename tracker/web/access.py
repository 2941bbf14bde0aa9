"""Finds a row or answers 404; checks a permission or answers 403."""

from __future__ import annotations

from functools import wraps

import peewee
from flask import abort
from flask_login import current_user, login_required
from werkzeug.routing import IntegerConverter

from tracker.db import LARGEST_PUBLIC_ID
from tracker.numbers import LARGEST_ID

__all__ = [
    "LARGEST_ID",
    "IdConverter",
    "get_one_or_404",
    "get_or_404",
    "require",
    "roles_required",
]


class IdConverter(IntegerConverter):
    """A number in an address. One that is larger than both databases can hold is read as
    0, which no row has; an address refused here would be answered 405 where another
    method has it.
    """

    def to_python(self, value: str) -> int:
        """The number that an address holds."""
        if len(value.lstrip("0")) > len(str(LARGEST_PUBLIC_ID)):
            return 0  # not even read: Python refuses thousands of digits
        number = super().to_python(value)
        return number if number <= LARGEST_PUBLIC_ID else 0


def get_or_404(rows: peewee.ModelSelect, id: int):
    """The row of this id, or of this public id, among those the viewer may see; else 404.

    Args:
        rows: A query that begins at what the viewer may see.
    """
    key = rows.model.id
    largest = LARGEST_ID
    if hasattr(rows.model, "public_id"):
        key = rows.model.public_id
        largest = LARGEST_PUBLIC_ID
    if not 0 <= id <= largest:
        abort(404)
    return get_one_or_404(rows.where(key == id))


def get_one_or_404(rows: peewee.ModelSelect):
    """The only row of a query that begins at the rows the viewer may see; else 404."""
    return require_found(rows.first())


def require_found(row):
    """The row; 404 where there is none that the viewer may see."""
    if row is None:
        abort(404)
    return row


def require(answer: bool) -> None:
    """Answer 403 unless the permission is granted."""
    if not answer:
        abort(403)


def roles_required(*roles):
    """Decorator: opens a view to these roles.

    Signed-out people are led to sign-in, other roles get 403.
    """

    def guard(view):
        @login_required
        @wraps(view)
        def guarded(*args, **kwargs):
            require(current_user.role in roles)
            return view(*args, **kwargs)

        return guarded

    return guard
