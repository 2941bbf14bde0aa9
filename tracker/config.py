"""Configuration from environment variables, checked before anything starts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tracker import bucket, database_url, mail_config, secret_key
from tracker.disk import make_folder
from tracker.environment import UnreadableSetting, with_files
from tracker.folder import DiskFolder, Folder
from tracker.oidc_config import OidcConfig

HERE = Path(__file__).parent
# Of the letters that no program on the way writes in another manner
ROOT_PATH = re.compile(r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)*")


def folder(name: str) -> Path:
    """Templates, static files and migrations: beside the package in a checkout, inside
    it when installed from a wheel.
    """
    inside = HERE / f"_{name}"
    if inside.is_dir():
        return inside
    return HERE.parent / name


class ConfigurationError(Exception):
    """A setting is missing or wrong; the message says which, and what to write instead."""


@dataclass(frozen=True)
class Config:
    """The settings of an installation, read once at start.

    Attributes:
        data: Folder of database, files, mails and keys.
        database_url: ``sqlite:///…`` or ``postgresql://…``.
        public_url: The address people use, without a trailing slash, perhaps with a path
            under which another site shows the product; None on a loopback try-out.
        proxy_hops: How many proxies in front are trusted to tell the caller's address.
        registration: ``closed``, ``open``, or mail domains such as ``example.org,example.dk``.
        mail_url: ``smtp://user:password@host:port`` or ``smtps://…``, with
            ``?from=address`` and ``?tls=required``, ``optional`` or ``off`` if need be;
            None writes mails to files.
        mailbox_url: ``imaps://user:password@host/INBOX`` of the mailbox that returned mails
            and those to one's own address come to; None reads none.
        backups: Folder of the nightly backups, or None for none.
        health_token: Whoever sends it gets the facts of /readyz; None: only callers on
            this machine do.
        oidc: The identity provider that people sign in with, or None.
        webhook_hosts: Hosts, perhaps with a port, that webhooks may call though they are
            not public, or not encrypted.
        files_url: A bucket for uploaded files; None: they lie in the data folder.
    """

    data: Path
    database_url: str
    secret_key: str
    public_url: str | None = None
    proxy_hops: int = 0
    organisation: str = "Forsøg"
    time_zone: ZoneInfo = ZoneInfo("Europe/Copenhagen")
    registration: str = "closed"
    mail_url: str | None = None
    mailbox_url: str | None = None
    backups: Path | None = None
    health_token: str | None = None
    oidc: OidcConfig | None = None
    webhook_hosts: tuple[str, ...] = ()
    files_url: str | None = None

    @classmethod
    def from_env(
        cls, env: Mapping[str, str] | None = None, *, keeps_key: bool = True
    ) -> Config:
        """Read and check the environment.

        Args:
            keeps_key: Whether a key is made and kept where there is none. A command
                that changes nothing, or that brings the key of a backup, goes without.

        Raises:
            Misconfigured: A value cannot be used; nothing has been started.
        """
        try:
            if env is None:
                env = with_files(os.environ, Path(".env"))
            else:
                env = with_files(env)
        except UnreadableSetting as error:
            raise ConfigurationError(str(error)) from error
        data = Path(env.get("TRACKER_DATA") or "instance").absolute()
        try:
            make_folder(data)
        except OSError as error:
            raise ConfigurationError(
                f"TRACKER_DATA: the folder {data} cannot be made ({error.strerror})."
            ) from error
        return cls(
            data=data,
            database_url=check_database_url(
                env.get("DATABASE_URL") or f"sqlite:///{data / 'forsoeg.sqlite'}"
            ),
            secret_key=_secret_key(env, data, keeps_key),
            public_url=_public_url(env.get("PUBLIC_URL")),
            proxy_hops=_whole_number("PROXY_HOPS", env.get("PROXY_HOPS") or "0"),
            organisation=(env.get("ORGANISATION") or "Forsøg").strip(),
            time_zone=_time_zone(env.get("TIME_ZONE") or "Europe/Copenhagen"),
            registration=_registration(env.get("REGISTRATION") or "closed"),
            mail_url=_checked(mail_config.mail_url, env.get("MAIL_URL")),
            mailbox_url=_checked(mail_config.mailbox_url, env.get("MAILBOX_URL")),
            backups=_backups(env.get("BACKUPS") or "", data),
            health_token=_health_token(env.get("HEALTH_TOKEN")),
            oidc=_oidc(env),
            webhook_hosts=_hosts(env.get("WEBHOOK_HOSTS") or ""),
            files_url=_files_url(env),
        )

    def as_env(self) -> dict[str, str]:
        """The environment that gives this configuration again, for a process of ours."""
        backups = "off"
        if self.backups:
            backups = str(self.backups)
        values = {
            "TRACKER_DATA": str(self.data),
            "DATABASE_URL": self.database_url,
            "SECRET_KEY": self.secret_key,
            "PUBLIC_URL": self.public_url or "",
            "PROXY_HOPS": str(self.proxy_hops),
            "ORGANISATION": self.organisation,
            "TIME_ZONE": self.time_zone.key,
            "REGISTRATION": self.registration,
            "MAIL_URL": self.mail_url or "",
            "MAILBOX_URL": self.mailbox_url or "",
            "BACKUPS": backups,
            "HEALTH_TOKEN": self.health_token or "",
            "WEBHOOK_HOSTS": ",".join(self.webhook_hosts),
            "FILES_URL": self.files_url or "",
        }
        if self.oidc:
            values |= self.oidc.as_env()
        return {name: value for name, value in values.items() if value}

    def past_pooler(self) -> Config:
        """The same, with the database itself where a pooler gives out transactions."""
        return replace(self, database_url=database_url.direct_url(self.database_url))

    @property
    def https(self) -> bool:
        return (self.public_url or "").startswith("https://")

    @property
    def host(self) -> str | None:
        """The name under which it is asked for, without a port; None on a loopback try-out."""
        name = urlsplit(self.public_url or "").hostname
        if name and ":" in name:
            return f"[{name}]"
        return name

    @property
    def root_path(self) -> str:
        """The path of PUBLIC_URL, such as ``/forsoeg``; "" where it has none."""
        return urlsplit(self.public_url or "").path

    @property
    def files(self) -> Folder:
        """Folder of uploaded pictures and import files; random names, served only
        through a view.
        """
        if self.files_url:
            return bucket.bucket_at(self.files_url)
        return DiskFolder(self.data / "files")

    @property
    def files_folder(self) -> Path | None:
        """Path of the folder of files on this machine; None where they are in a bucket."""
        if self.files_url:
            return None
        return self.data / "files"

    def may_register(self, email: str) -> bool:
        """Whether a person with this address may register without an invitation."""
        if self.registration in ("open", "closed"):
            return self.registration == "open"
        return email.rpartition("@")[2].lower() in self.registration.split(",")


def _secret_key(env: Mapping[str, str], data: Path, keeps: bool) -> str:
    try:
        return secret_key.read(env.get("SECRET_KEY"), data / "secret_key", keeps)
    except ValueError as error:
        raise ConfigurationError(str(error)) from error


def check_database_url(url: str) -> str:
    """The URL of a database, if it can be one.

    Raises:
        Misconfigured: It names neither SQLite nor PostgreSQL.
    """
    if urlsplit(url).scheme not in ("sqlite", "postgresql", "postgres"):
        raise ConfigurationError(
            "DATABASE_URL must begin with sqlite:/// or postgresql://."
        )
    if said := database_url.problem(url):
        raise ConfigurationError(f"DATABASE_URL: {said}")
    return url


def _public_url(url: str | None) -> str | None:
    if not url:
        return None
    parts = mail_config.parts_of(url)
    if (
        not parts
        or parts.scheme not in ("http", "https")
        or "@" in parts.netloc
        or not ROOT_PATH.fullmatch(parts.path.rstrip("/"))
        or parts.query
        or parts.fragment
    ):
        raise ConfigurationError(
            "PUBLIC_URL must be the address people use, such as https://forsoeg.example.org"
            " or https://intranet.example.org/forsoeg."
        )
    return url.rstrip("/")


def _whole_number(name: str, text: str) -> int:
    if not text.isdecimal():
        raise ConfigurationError(f"{name} must be a whole number, not {text!r}.")
    return int(text)


def _time_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigurationError(
            f"TIME_ZONE: there is no time zone called {name!r}; write one such as"
            " Europe/Copenhagen."
        ) from error


def _registration(text: str) -> str:
    domains = [
        part.strip().lower().lstrip("@") for part in text.split(",") if part.strip()
    ]
    if not domains or any(
        "." not in domain for domain in domains if domain not in ("open", "closed")
    ):
        raise ConfigurationError(
            "REGISTRATION must be closed, open, or mail domains such as example.org,example.dk."
        )
    return ",".join(domains)


def _files_url(env: Mapping[str, str]) -> str | None:
    try:
        return bucket.url_of(env)
    except ValueError as error:
        raise ConfigurationError(str(error)) from error


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if any("/" in host or "@" in host for host in hosts):
        raise ConfigurationError(
            "WEBHOOK_HOSTS must be hosts such as chat.example.internal,10.0.0.5:8065."
        )
    return hosts


def _health_token(text: str | None) -> str | None:
    if text and (
        len(text) < 20 or not text.isascii() or not text.isprintable() or " " in text
    ):
        raise ConfigurationError(
            "HEALTH_TOKEN must be at least 20 plain characters without blanks, or be left out."
        )
    return text or None


def _checked(check: Callable[[str], str], text: str | None) -> str | None:
    if not text:
        return None
    try:
        return check(text)
    except ValueError as error:
        raise ConfigurationError(str(error)) from error


def _oidc(env: Mapping[str, str]) -> OidcConfig | None:
    try:
        return OidcConfig.from_env(env, env.get("ORGANISATION") or "Forsøg")
    except ValueError as error:
        raise ConfigurationError(str(error)) from error


def _backups(text: str, data: Path) -> Path | None:
    if text.strip().lower() == "off":
        return None
    if text:
        return Path(text).absolute()
    return data / "backups"
