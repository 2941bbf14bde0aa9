"""Fixtures of the accounts: counting queries, and a database of its own that truly commits."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace

import pytest
from argon2 import PasswordHasher

from tracker import db
from tracker.accounts import passwords


@pytest.fixture(scope="package", autouse=True)
def quick_hashes():
    """Hashes that cost next to nothing; what they cost in earnest has a test of its own."""
    earnest = passwords._hasher
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield earnest
    passwords._hasher = earnest


@pytest.fixture
def queries(rows, monkeypatch):
    """``with queries() as sent``: the SQL that was sent in between."""

    @contextmanager
    def counted():
        sent = []
        plain = type(db.database.obj).execute_sql

        def noted(self, sql, *args, **kwargs):
            sent.append(sql)
            return plain(self, sql, *args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(type(db.database.obj), "execute_sql", noted)
            yield sent

    return counted


@pytest.fixture
def configured(store, assembled):
    """``configured(registration="open")``: another product over the same database,
    configured otherwise.
    """

    def make(**otherwise):
        return assembled(replace(store, database_url=db.connected_to(), **otherwise))

    return make


@pytest.fixture
def committed(product):
    """A product over a database of its own, in which threads see each other's rows; the
    cast is in it.
    """
    return product
