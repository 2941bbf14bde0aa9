"""A half-configured installation refuses to start, and says which setting and what to write."""

import stat

import pytest

from tracker.config import Config, ConfigurationError
from tracker.server import safe_to_serve


def configured(tmp_path, **env) -> Config:
    return Config.from_env({"TRACKER_DATA": str(tmp_path / "data"), **env})


def test_an_empty_environment_is_enough(tmp_path):
    config = configured(tmp_path)
    assert config.database_url == f"sqlite:///{tmp_path / 'data' / 'forsoeg.sqlite'}"
    assert config.registration == "closed" and not config.https
    assert config.time_zone.key == "Europe/Copenhagen"


def test_the_key_is_made_once_and_kept_to_its_owner(tmp_path):
    first = configured(tmp_path).secret_key
    assert len(first) > 40 and configured(tmp_path).secret_key == first
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x"),
        ("PUBLIC_URL", "forsoeg.example.org"),
        ("PUBLIC_URL", "https://forsoeg.example.org/below?a=1"),
        ("PUBLIC_URL", "https://forsoeg.example.org/be low"),
        ("PUBLIC_URL", "https://forsoeg.example.org/below/../up"),
        ("PUBLIC_URL", "https://forsoeg.example.org//below"),
        ("PUBLIC_URL", "https://forsoeg.example.org/%2e"),
        ("PROXY_HOPS", "two"),
        ("PROXY_HOPS", "-1"),
        ("TIME_ZONE", "Europe/Tranevig"),
        ("REGISTRATION", "everybody"),
        ("MAIL_URL", "mail.example.org"),
        ("MAIL_URL", "smtp://mail.example.org:smtp"),
        ("MAIL_URL", "smtp://mail.example.org?tls=no"),
        ("MAIL_URL", "smtp://mail.example.org?tls="),
        ("MAIL_URL", "smtp://mail.example.org?tls=off&tls=required"),
        ("PUBLIC_URL", "https://forsoeg.example.org:https"),
        ("PUBLIC_URL", "https://ada@forsoeg.example.org"),
        ("PUBLIC_URL", "http://[::1"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "abc" * 20),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path, name, value):
    with pytest.raises(ConfigurationError, match=name):
        configured(tmp_path, **{name: value})


def test_a_configuration_survives_the_environment(tmp_path):
    config = configured(
        tmp_path,
        REGISTRATION="example.org, Example.DK",
        PUBLIC_URL="https://forsoeg.example.org/",
    )
    assert Config.from_env(config.as_env()) == config
    assert config.public_url == "https://forsoeg.example.org"


@pytest.mark.parametrize(
    ("url", "root_path"),
    [
        ("https://intranet.example.org/forsoeg/", "/forsoeg"),
        ("https://intranet.example.org/apps/forsoeg.v2", "/apps/forsoeg.v2"),
        ("https://forsoeg.example.org/", ""),
        ("", ""),
    ],
)
def test_it_may_stand_under_a_path(tmp_path, url, root_path):
    assert configured(tmp_path, PUBLIC_URL=url).root_path == root_path


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Forsoeg.example.org:8443", "forsoeg.example.org"),
        ("http://[::1]:8000", "[::1]"),
        ("", None),
    ],
)
def test_it_is_asked_for_under_one_name(tmp_path, url, host):
    assert configured(tmp_path, PUBLIC_URL=url).host == host


def test_who_may_register(tmp_path):
    domains = configured(tmp_path, REGISTRATION="example.org,@example.dk")
    assert domains.may_register("a@EXAMPLE.org") and domains.may_register(
        "b@example.dk"
    )
    assert not domains.may_register("c@example.com") and not domains.may_register(
        "d@evil-example.org"
    )
    assert configured(tmp_path, REGISTRATION="open").may_register("e@anywhere")
    assert not configured(tmp_path).may_register("a@example.org")


def test_served_outside_loopback_it_must_know_its_address(tmp_path):
    config = configured(tmp_path)
    for host in ("127.0.0.1", "localhost", "::1"):
        safe_to_serve(config, host)
    for host in ("0.0.0.0", "::", "10.0.0.7", "forsoeg.example.org"):
        with pytest.raises(ConfigurationError, match="PUBLIC_URL"):
            safe_to_serve(config, host)
    safe_to_serve(
        configured(tmp_path, PUBLIC_URL="https://forsoeg.example.org"), "0.0.0.0"
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "forsoeg.example.org"])
def test_http_on_an_open_address_is_refused_unless_meant(tmp_path, host):
    config = configured(tmp_path, PUBLIC_URL="http://forsoeg.example.org")
    with pytest.raises(ConfigurationError, match="--insecure"):
        safe_to_serve(config, host)
    safe_to_serve(config, host, insecure=True)
    safe_to_serve(config, "127.0.0.1")
    with pytest.raises(ConfigurationError, match="PUBLIC_URL is required"):
        safe_to_serve(configured(tmp_path), host, insecure=True)


PROVIDER = {"OIDC_ISSUER": "https://id.example.org", "OIDC_CLIENT_ID": "forsoeg"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_ISSUER", "http://id.example.org"),
        ("OIDC_ISSUER", "id.example.org"),
        ("OIDC_ISSUER", "https://login.microsoftonline.com/common/v2.0"),
        ("OIDC_ISSUER", "https://login.microsoftonline.com/organizations/v2.0"),
        ("OIDC_ISSUER", ""),
        ("OIDC_CLIENT_ID", ""),
        ("OIDC_SCOPES", "profile email"),
        ("OIDC_ACCOUNTS", "nobody"),
        ("OIDC_DOMAINS", "example"),
        ("PASSWORD_LOGIN", "nobody"),
    ],
)
def test_a_provider_that_cannot_be_used_is_named(tmp_path, name, value):
    with pytest.raises(ConfigurationError, match=name.partition("_")[0]):
        configured(tmp_path, **PROVIDER | {name: value})


def test_an_issuer_that_serves_everybody_wants_a_tenant(tmp_path):
    google = PROVIDER | {"OIDC_ISSUER": "https://accounts.google.com"}
    with pytest.raises(ConfigurationError, match="OIDC_TENANT"):
        configured(tmp_path, **google)
    assert configured(tmp_path, **google, OIDC_TENANT="example.org").oidc.tenant


def test_passwords_are_not_switched_off_without_a_provider(tmp_path):
    with pytest.raises(ConfigurationError, match="PASSWORD_LOGIN"):
        configured(tmp_path, PASSWORD_LOGIN="ada@example.org")


def test_a_provider_survives_the_environment(tmp_path):
    config = configured(
        tmp_path,
        **PROVIDER,
        OIDC_DOMAINS="Example.org, @example.dk",
        PASSWORD_LOGIN="Ada@example.org",
        ORGANISATION="Aldersø",
    )
    assert config.oidc.domains == ("example.org", "example.dk")
    assert config.oidc.passwords == ("ada@example.org",)
    assert config.oidc.name == "Aldersø" and config.oidc.accounts == "invited"
    assert Config.from_env(config.as_env()) == config
    assert configured(tmp_path).oidc is None
