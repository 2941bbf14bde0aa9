"""The example files: each is printed, and names settings and commands that there are."""

import dataclasses
import re

import pytest
from click.testing import CliRunner

from tracker.cli import tracker
from tracker.config import Config
from tracker.environment import SECRETS
from tracker.oidc_config import OidcConfig
from tracker.operations.example import HERE, names

SETTINGS = {field.name.upper() for field in dataclasses.fields(Config)}
SETTINGS = SETTINGS - {"DATA"} | {"TRACKER_DATA"}
SETTINGS |= {f"OIDC_{field.name.upper()}" for field in dataclasses.fields(OidcConfig)}


def printed(*words):
    return CliRunner().invoke(tracker, ["example", *words])


def test_every_file_is_printed_under_its_name():
    assert printed().output.split() == names()
    for name in names():
        assert printed(name.lower()).output == (HERE / name).read_text("utf-8")
    assert "there is no example" in str(printed("Dockerfile").output)


@pytest.mark.parametrize("name", ["forsoeg.env", "compose.yaml", "Containerfile"])
def test_every_setting_that_they_name_is_one(name):
    text = (HERE / name).read_text("utf-8")
    named = set(re.findall(r"^\s*(?:#|-e |ENV )?([A-Z_]+)[=:]", text, re.MULTILINE))
    ours = {word.removesuffix("_FILE") for word in named}
    others = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "PATH"}
    assert ours - others <= SETTINGS and (ours & SETTINGS or name == "Containerfile")


def test_they_start_what_there_is():
    text = "".join((HERE / name).read_text("utf-8") for name in names())
    started = set(re.findall(r"bin/tracker (\w+)", text))
    assert started == {"serve", "work", "doctor"} and started <= set(tracker.commands)


def test_the_version_is_told():
    assert re.fullmatch(
        r"\d+\.\d+\.\d+\n", CliRunner().invoke(tracker, ["--version"]).output
    )


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_may_stand_in_a_file(name, tmp_path):
    value = {
        "DATABASE_URL": "postgresql://forsoeg:pw@db/forsoeg",
        "MAIL_URL": "smtp://user:pw@mail.example.org",
        "MAILBOX_URL": "imaps://user:pw@mail.example.org/INBOX?address=forsoeg@example.org",
        "FILES_URL": "s3://key:secret@bucket",
    }.get(name, "4v5x6c7b8n9m0q1w2e3r4t5y6u7i8o9pX")
    (tmp_path / "secret").write_text(value + "\n")
    env = {"TRACKER_DATA": str(tmp_path), f"{name}_FILE": str(tmp_path / "secret")}
    if name == "FILES_URL":
        env["SECRET_KEY"] = "4v5x6c7b8n9m0q1w2e3r4t5y6u7i8o9pX"
    if name == "OIDC_CLIENT_SECRET":
        env |= {"OIDC_ISSUER": "https://id.example.org", "OIDC_CLIENT_ID": "forsoeg"}
        assert Config.from_env(env).oidc.client_secret == value
    else:
        assert getattr(Config.from_env(env), name.lower()) == value
    with pytest.raises(Exception, match=f"{name}_FILE"):
        Config.from_env(env | {f"{name}_FILE": str(tmp_path / "none")})


def test_settings_may_stand_in_a_file_and_the_environment_wins(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PROXY_HOPS", "2")
    (tmp_path / ".env").write_text(
        "# ours\nexport ORGANISATION='Ældre og Øvrige'\nPROXY_HOPS=1\n\nnonsense\n"
    )
    config = Config.from_env()
    assert (config.organisation, config.proxy_hops) == ("Ældre og Øvrige", 2)
