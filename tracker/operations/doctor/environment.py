"""What an installation stands on: its settings, the folder, the mail server, the disk
and the backups.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from tracker.config import Config
from tracker.moments import is_ahead
from tracker.operations import retention
from tracker.operations.doctor.mail import mail_findings, mailbox_findings
from tracker.operations.doctor.recovery import interrupted
from tracker.operations.doctor.result import Finding
from tracker.operations.models import MISSED_AFTER

LEAST_DISK = 1_000_000_000  # bytes


def environment_findings(config: Config, at: dt.datetime) -> Iterator[Finding]:
    """The findings that need no database."""
    yield from _address(config)
    yield from _folder(config)
    yield from mail_findings(config)
    yield from mailbox_findings(config)
    yield from _disk(config)
    yield from _backups(config, at)


def is_missing(config: Config) -> bool:
    """Whether the file of an embedded database is not there; looking into it would make it."""
    path = _sqlite_file(config)
    return path is not None and not path.exists()


def _address(config: Config) -> Iterator[Finding]:
    if config.public_url is None:
        yield Finding(
            "PUBLIC_URL is not set: only this machine can be served.",
            "Set it to the address people use, with https.",
            grave=False,
        )
    elif not config.https:
        yield Finding(
            "PUBLIC_URL is http: passwords and pages travel readable.",
            "Put a proxy with a certificate in front and write https.",
        )
    if config.https and config.proxy_hops == 0:
        yield Finding(
            "PROXY_HOPS is 0 although PUBLIC_URL is https: every caller seems to be the proxy, and"
            " one who guesses passwords slows all.",
            "Set PROXY_HOPS to the number of proxies in front, usually 1.",
        )
    if config.registration == "open":
        yield Finding(
            "REGISTRATION is open: whoever reaches the address can make an account.",
            "Write the organisation's mail domains, or closed, unless that is meant.",
            grave=False,
        )


def _folder(config: Config) -> Iterator[Finding]:
    for path in (
        config.data,
        config.data / "secret_key",
        config.files_folder,
        _sqlite_file(config),
    ):
        if (
            path
            and path.exists()
            and _open_to_others(path)
            and (path == config.data or _open_to_others(path.parent))
        ):
            mode = "700" if path.is_dir() else "600"
            yield Finding(
                f"{path} can be read by other accounts of this machine.",
                f"chmod {mode} {path}",
            )
    if not os.access(config.data, os.W_OK):
        yield Finding(
            f"{config.data} cannot be written.",
            f"chown -R it to the account that runs `tracker`: {config.data}",
        )
    yield from interrupted(config)


def _disk(config: Config) -> Iterator[Finding]:
    free = shutil.disk_usage(config.data).free
    if free < LEAST_DISK:
        yield Finding(
            f"Only {free // 1_000_000} MB are free below {config.data}.",
            "Make room: a full disk keeps people from saving.",
        )


def _backups(config: Config, at: dt.datetime) -> Iterator[Finding]:
    # The database tells whether another machine makes them
    if config.backups is None:
        return
    if not os.access(_nearest(config.backups), os.W_OK):
        yield Finding(
            f"{config.backups} cannot be written: no backup can be made.",
            "Name a folder in BACKUPS that `tracker` may write.",
        )
    age = _age_of_newest(config.backups, at)
    if age is None or age > MISSED_AFTER:
        message = f"There is no nightly backup in {config.backups} yet."
        if age:
            message = f"The newest nightly backup is {age.days} days old."
        yield Finding(
            message,
            "`tracker serve` makes one every night; `tracker backup FILE` makes one now.",
            grave=age is not None,
        )
    if config.backups.is_relative_to(config.data):
        yield Finding(
            "Backups lie in the data folder: a broken disk takes both.",
            "Set BACKUPS to a folder elsewhere, or copy them away.",
            grave=False,
        )


def _age_of_newest(backups: Path, at: dt.datetime) -> dt.timedelta | None:
    written = [
        dt.datetime.fromtimestamp(night.stat().st_mtime, dt.UTC)
        for night in retention.nights(backups).values()
    ]
    past = [moment for moment in written if not is_ahead(moment, at)]
    if past:
        return at - max(past)
    return None


def _sqlite_file(config: Config) -> Path | None:
    url = config.database_url
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///"))
    return None


def _nearest(path: Path) -> Path:
    """The folder itself, or the one above it that there is."""
    while not path.exists():
        path = path.parent
    return path


def _open_to_others(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
