"""The settings MAIL_URL and MAILBOX_URL, checked before anything starts."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from tracker import mail_token
from tracker.mail_token import Provider

TLS_WORDS = (["required"], ["optional"], ["off"])
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Mailbox:
    """Where MAILBOX_URL leads, and as whom one signs in there.

    Attributes:
        address: The mail address of the mailbox; people's own have a sign behind its name.
        encrypted: Whether the line is from its first byte; else STARTTLS makes it so.
    """

    host: str
    port: int
    user: str
    secret: str
    folder: str
    address: str
    encrypted: bool
    provider: Provider | None = None

    @classmethod
    def of(cls, url: str) -> Mailbox:
        """The mailbox of a checked MAILBOX_URL."""
        parts = urlsplit(url)
        user = unquote(parts.username or "")
        named = parse_qs(parts.query).get("address")
        encrypted = parts.scheme == "imaps"
        return cls(
            host=parts.hostname or "",
            port=parts.port or (993 if encrypted else 143),
            user=user,
            secret=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")) or "INBOX",
            address=(named[0] if named else user).strip().lower(),
            encrypted=encrypted,
            provider=mail_token.provider_of(parts),
        )

    def address_with(self, sign: str) -> str:
        """The address of the mailbox with a sign behind its name."""
        name, _at, domain = self.address.rpartition("@")
        return f"{name}+{sign}@{domain}"


def mail_url(url: str) -> str:
    """The value of MAIL_URL, if it can be used.

    Raises:
        ValueError: It cannot; the message says why.
    """
    parts = parts_of(url)
    if parts is None or parts.scheme not in ("smtp", "smtps"):
        raise ValueError(
            "MAIL_URL must look like smtp://user:password@mail.example.org:587 or smtps://…."
        )
    given = parse_qs(parts.query, keep_blank_values=True)
    if given.get("tls") and given["tls"] not in TLS_WORDS:
        raise ValueError(
            "MAIL_URL: tls is required, optional or off, such as"
            " smtp://mail.example.org?tls=optional."
        )
    if given.get("rate") and not given["rate"][0].isdecimal():
        raise ValueError(
            "MAIL_URL: rate is the number of mails in a minute, such as"
            " smtp://mail.example.org?rate=30."
        )
    _check_provider("MAIL_URL", parts)
    return url


def mailbox_url(url: str) -> str:
    """The value of MAILBOX_URL, if it can be used.

    Raises:
        ValueError: It cannot; the message says why.
    """
    parts = parts_of(url)
    if parts is None or parts.scheme not in ("imap", "imaps"):
        raise ValueError(
            "MAILBOX_URL must look like imaps://user:password@mail.example.org/INBOX."
        )
    if not parts.username or not parts.password:
        raise ValueError("MAILBOX_URL needs a user and a password before the @.")
    _check_provider("MAILBOX_URL", parts)
    name, at, domain = Mailbox.of(url).address.rpartition("@")
    if not at or not name or "+" in name or "." not in domain or " " in name:
        raise ValueError(
            "MAILBOX_URL: write the mail address of the mailbox behind it, such as"
            " ?address=forsoeg@example.org."
        )
    return url


def parts_of(url: str) -> SplitResult | None:
    """The parts of an address that names a host, and no port that is none."""
    try:
        parts = urlsplit(url)
        if parts.hostname and parts.port != 0:
            return parts
        return None
    except ValueError:
        return None


def _check_provider(name: str, parts: SplitResult) -> None:
    try:
        provider = mail_token.provider_of(parts)
    except ValueError as error:
        raise ValueError(f"{name}: {error}.") from error
    if provider and not _is_private(provider.url):
        raise ValueError(f"{name}: token_url must begin with https://.")


def _is_private(url: str) -> bool:
    """Whether what is sent there cannot be read on its way."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1")
