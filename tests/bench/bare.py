"""Bare Flask pages over the tables of the product: raw sqlite3, no session, no languages."""

from __future__ import annotations

import os
import sqlite3
import threading

from flask import Flask

from tests.bench.pages import FLOOR, NEWEST

ONE = """SELECT p.name, c.body FROM comment c JOIN person p ON p.id = c.person_id
         WHERE c.experiment_id = ? ORDER BY c.at DESC LIMIT 20"""
FOUND = """SELECT e.title, e.stage FROM experiment_words w JOIN experiment e ON e.id = w.rowid
           WHERE experiment_words MATCH ? ORDER BY rank LIMIT 20"""


def bare_app() -> Flask:
    """A bare Flask page of the twenty newest: raw sqlite3, no session, no languages."""
    app = Flask("bare")
    template = app.jinja_env.from_string(FLOOR)
    connections = threading.local()

    def shown(sql: str, *values) -> str:
        if not hasattr(connections, "one"):
            connections.one = sqlite3.connect(os.environ["BARE_FILE"])
        rows = connections.one.execute(sql, values).fetchall()
        return template.render(rows=rows)

    @app.get("/")
    def newest():
        return shown(NEWEST)

    @app.get("/one/<int:id>")
    def one(id):
        return shown(ONE, id)

    @app.get("/search/<word>")
    def search(word):
        return shown(FOUND, word)

    return app
