"""Fixtures of the accounts: counting queries, and a database of its own that truly commits."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from argon2 import PasswordHasher

from tests.cast import Cast
from tracker import db
from tracker.accounts import passwords
from tracker.app import create_app, folder
from tracker.migrating import migrate


@pytest.fixture(scope="package", autouse=True)
def quick_hashes():
    """Hashes that cost next to nothing; what they cost in earnest has a test of its own."""
    earnest, passwords._hasher = passwords._hasher, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield earnest
    passwords._hasher = earnest


@pytest.fixture
def queries(rows, monkeypatch):
    """``with queries() as sent``: the SQL that was sent in between."""

    @contextmanager
    def counted():
        sent, plain = [], type(db.database.obj).execute_sql

        def noted(self, sql, *args, **kwargs):
            sent.append(sql)
            return plain(self, sql, *args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(type(db.database.obj), "execute_sql", noted)
            yield sent

    return counted


@pytest.fixture
def configured(store, monkeypatch):
    """``configured(registration="open")``: another product over the same database, configured otherwise."""

    def make(**otherwise):
        app = create_app(replace(store, **otherwise))
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        return app

    return make


@pytest.fixture
def committed(store, tmp_path):
    """A product over a database of its own, in which threads see each other's rows; the cast is in it."""
    config = replace(store, data=tmp_path, database_url=_own_database(store.database_url, tmp_path))
    migrate(db.connect_to(config.database_url), folder("migrations"), tmp_path)
    app = create_app(config)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with db.database.connection_context():
        app.cast = Cast.assemble()
    yield app
    db.connect_to(store.database_url)


def _own_database(url: str, folder: Path) -> str:
    if url.startswith("sqlite"):
        return f"sqlite:///{folder / 'own.sqlite'}"
    name = f"own_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    return urlsplit(url)._replace(path=f"/{name}").geturl()
