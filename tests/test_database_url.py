"""A pooler in DATABASE_URL: what the driver is told of it, and who goes past it."""

import pytest

from tracker import db
from tracker.config import Config, ConfigurationError
from tracker.database_url import direct_url, driver_options, driver_url, pooler_of

PLAIN = "postgresql://forsoeg:p%40w@db.example.org/forsoeg?sslmode=require"
SESSION = "postgresql://forsoeg:pw@pool.example.org:6432/forsoeg?pooler=session"
TRANSACTION = (
    "postgresql://forsoeg:p%40w@pool.example.org:6432/forsoeg?sslmode=require"
    "&pooler=transaction&direct=db.example.org:5432"
)


def test_the_driver_never_hears_what_is_ours():
    assert driver_url(PLAIN) == direct_url(PLAIN) == PLAIN
    assert driver_url(SESSION) == SESSION.split("?")[0]
    assert driver_url(TRANSACTION).endswith("6432/forsoeg?sslmode=require")
    assert direct_url(TRANSACTION) == (
        "postgresql://forsoeg:p%40w@db.example.org:5432/forsoeg?sslmode=require"
    )
    assert direct_url("sqlite:///x") == "sqlite:///x"


def test_without_a_pooler_the_settings_go_with_the_connection():
    options = driver_options(PLAIN, 10)
    assert "-c lock_timeout=10s" in options["options"]
    assert options["application_name"] == "forsoeg"
    assert "options" not in driver_options(PLAIN + "&options=-c%20jit%3Don", 10)


@pytest.mark.parametrize("url", [SESSION, TRANSACTION])
def test_a_pooler_is_sent_no_options_and_no_prepared_statements(url):
    options = driver_options(url, 10)
    assert "options" not in options and options["prepare_threshold"] is None
    assert db.open_database(url).pooler == pooler_of(url)


@pytest.mark.parametrize(
    "query", ["pooler=statement", "pooler=transaction", "pooler=transaction&direct="]
)
def test_half_a_pooler_is_refused(query, tmp_path):
    url = f"postgresql://forsoeg@pool.example.org/forsoeg?{query}"
    with pytest.raises(ConfigurationError, match="pooler"):
        Config.from_env({"TRACKER_DATA": str(tmp_path), "DATABASE_URL": url})


def test_commands_that_need_a_session_go_past_it(tmp_path):
    config = Config.from_env(
        {"TRACKER_DATA": str(tmp_path), "DATABASE_URL": TRANSACTION}
    )
    assert config.past_pooler().database_url == direct_url(TRANSACTION)


def test_postgresql_without_its_package_is_told(monkeypatch):
    monkeypatch.setattr(db, "find_spec", lambda name: None)
    with pytest.raises(db.DatabaseMisconfigured, match=r"\[postgres\]"):
        db.open_database(PLAIN)
