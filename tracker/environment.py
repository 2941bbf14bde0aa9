"""Settings that stand in files: `.env` in the folder one starts in, and NAME_FILE for secrets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

# Those that hold a password or a key
SECRETS = (
    "DATABASE_URL",
    "SECRET_KEY",
    "MAIL_URL",
    "MAILBOX_URL",
    "HEALTH_TOKEN",
    "FILES_URL",
    "OIDC_CLIENT_SECRET",
)
QUOTES = "'\""


class UnreadableSetting(Exception):
    """A file of settings cannot be read; the message says which."""


def with_files(env: Mapping[str, str], dotenv: Path | None = None) -> dict[str, str]:
    """The environment with what stands in files; what is set in it already, stays.

    Args:
        dotenv: A file of lines NAME=value; left out where there is none.

    Raises:
        UnreadableSetting: A file is not there, or not readable.
    """
    found = dict(env)
    if dotenv is not None and dotenv.is_file():
        for name, value in _pairs(dotenv):
            found.setdefault(name, value)
    for name in SECRETS:
        path = found.get(f"{name}_FILE")
        if path and not found.get(name):
            found[name] = _text(Path(path), f"{name}_FILE").strip()
    return found


def _pairs(path: Path) -> list[tuple[str, str]]:
    pairs = []
    for line in _text(path, ".env").splitlines():
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#"):
            value = value.strip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in QUOTES:
                value = value[1:-1]
            pairs.append((name.strip(), value))
    return pairs


def _text(path: Path, what: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise UnreadableSetting(f"{what}: {path} cannot be read ({reason}).") from error
