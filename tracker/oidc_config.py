"""Settings of the organisation's identity provider (OpenID Connect), from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")
# Issuers that stand for many tenants at once: whoever has an account anywhere would come in
SHARED_ENTRA = ("common", "organizations", "consumers")
SHARED = ("accounts.google.com",)
ACCOUNTS = ("invited", "everybody")
EVERYBODY = "everybody"


@dataclass(frozen=True)
class OidcConfig:
    """The identity provider that people sign in with.

    Attributes:
        issuer: Its address, as its discovery document says it.
        name: What it is called on pages: "Sign in with …".
        tenant: What the claim `tid` or `hd` has to say; None where the issuer is the
            tenant.
        domains: Mail domains of the organisation: an account that is there already is
            linked only by a verified address in one of them.
        accounts: Who gets an account at the first sign-in: ``invited`` or ``everybody``.
        passwords: Addresses of the administrators who may still sign in with a
            password; None: everybody may.
    """

    issuer: str
    client_id: str
    client_secret: str | None = None
    name: str = ""
    scopes: str = "openid profile email"
    tenant: str | None = None
    domains: tuple[str, ...] = ()
    accounts: str = "invited"
    passwords: tuple[str, ...] | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str], organisation: str) -> OidcConfig | None:
        """Read and check the settings; None where no provider is named.

        Raises:
            ValueError: A setting is missing or wrong; the message says which.
        """
        issuer = (env.get("OIDC_ISSUER") or "").strip()
        if not issuer:
            _refuse_strays(env)
            return None
        client_id = (env.get("OIDC_CLIENT_ID") or "").strip()
        if not client_id:
            raise ValueError("OIDC_CLIENT_ID is missing: the provider gave one.")
        scopes = (env.get("OIDC_SCOPES") or "openid profile email").split()
        if "openid" not in scopes:
            raise ValueError("OIDC_SCOPES must contain openid.")
        accounts = (env.get("OIDC_ACCOUNTS") or "invited").strip()
        if accounts not in ACCOUNTS:
            raise ValueError("OIDC_ACCOUNTS must be invited or everybody.")
        tenant = (env.get("OIDC_TENANT") or "").strip() or None
        return cls(
            issuer=_issuer(issuer, tenant),
            client_id=client_id,
            client_secret=env.get("OIDC_CLIENT_SECRET") or None,
            name=(env.get("OIDC_NAME") or organisation).strip(),
            scopes=" ".join(scopes),
            tenant=tenant,
            domains=_domains(env.get("OIDC_DOMAINS") or ""),
            accounts=accounts,
            passwords=_passwords(env.get("PASSWORD_LOGIN") or EVERYBODY),
        )

    def as_env(self) -> dict[str, str]:
        """The environment that gives these settings again."""
        passwords = EVERYBODY
        if self.passwords is not None:
            passwords = ",".join(self.passwords)
        return {
            "OIDC_ISSUER": self.issuer,
            "OIDC_CLIENT_ID": self.client_id,
            "OIDC_CLIENT_SECRET": self.client_secret or "",
            "OIDC_NAME": self.name,
            "OIDC_SCOPES": self.scopes,
            "OIDC_TENANT": self.tenant or "",
            "OIDC_DOMAINS": ",".join(self.domains),
            "OIDC_ACCOUNTS": self.accounts,
            "PASSWORD_LOGIN": passwords,
        }

    @property
    def discovery_url(self) -> str:
        """Where the provider describes itself."""
        return f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"

    def takes_password_of(self, email: str) -> bool:
        """Whether somebody with this address may sign in with a password."""
        return self.passwords is None or email in self.passwords

    def is_own_domain(self, email: str) -> bool:
        """Whether an address is in a mail domain of the organisation."""
        return email.rpartition("@")[2] in self.domains


def _refuse_strays(env: Mapping[str, str]) -> None:
    """A setting of a provider that nobody named would silently do nothing."""
    strays = [name for name in env if name.startswith("OIDC_") and env[name]]
    if env.get("PASSWORD_LOGIN", "") not in ("", EVERYBODY):
        strays.append("PASSWORD_LOGIN")
    if strays:
        raise ValueError(f"{min(strays)} is set, but OIDC_ISSUER is missing.")


def _issuer(url: str, tenant: str | None) -> str:
    parts = urlsplit(url)
    is_safe = parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in LOOPBACK
    )
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(
            "OIDC_ISSUER must be the provider's address, such as"
            " https://login.microsoftonline.com/TENANT/v2.0."
        )
    if set(SHARED_ENTRA) & set(parts.path.split("/")):
        raise ValueError(
            "OIDC_ISSUER names every tenant at once; put the number of yours in the"
            " place of common or organizations."
        )
    if parts.hostname in SHARED and not tenant:
        raise ValueError(
            "OIDC_TENANT is missing: this issuer serves everybody in the world; write"
            " your own domain."
        )
    return url


def _domains(text: str) -> tuple[str, ...]:
    domains = [part.strip().lower().lstrip("@") for part in text.split(",")]
    domains = [domain for domain in domains if domain]
    if any("." not in domain for domain in domains):
        raise ValueError("OIDC_DOMAINS must be mail domains such as example.org.")
    return tuple(domains)


def _passwords(text: str) -> tuple[str, ...] | None:
    if text.strip().lower() == EVERYBODY:
        return None
    addresses = [part.strip().lower() for part in text.split(",") if part.strip()]
    if not addresses or any("@" not in address for address in addresses):
        raise ValueError(
            "PASSWORD_LOGIN must be everybody, or the mail addresses of the"
            " administrators who may still use a password when the provider is away."
        )
    return tuple(addresses)
