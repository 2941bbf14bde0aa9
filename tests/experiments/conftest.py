"""Counting questions to the database."""

import logging

import pytest


@pytest.fixture
def questions(caplog):
    """How many queries an act asks: ``questions(lambda: browser.get("/"))``."""

    def count(act) -> int:
        caplog.clear()
        with caplog.at_level(logging.DEBUG, logger="peewee"):
            act()
        asked = len([record for record in caplog.records if record.name == "peewee"])
        caplog.clear()
        return asked

    return count
