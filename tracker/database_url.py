"""What DATABASE_URL says of PostgreSQL beyond what its driver knows: a pooler in between.

``?pooler=session`` or ``?pooler=transaction`` says that PgBouncer answers there. It takes
no options of a connection and, in transaction mode, gives each transaction another
connection to the server: what belongs to a session (locks that outlast a transaction,
settings, prepared statements) needs ``&direct=host:port``, the server itself.
"""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

POOLERS = ("session", "transaction")
OURS = ("pooler", "direct")
NAME = "forsoeg"

# PostgreSQL thinks that reading a text into words costs next to nothing, and would do
# it for every row rather than look into the search index for a common word (a second,
# not ten milliseconds, at 18,000 rows). These costs are nearer the truth.
PLANNING = {"random_page_cost": "1.1", "cpu_operator_cost": "0.02", "jit": "off"}


def settings(wait: float) -> dict[str, str]:
    """The settings that a connection works with.

    Args:
        wait: Seconds that a write waits for another to end.
    """
    return PLANNING | {"lock_timeout": f"{wait}s"}


def pooler_of(url: str) -> str | None:
    """The mode of the pooler that the URL leads to; None for the server itself."""
    return _first(url, "pooler")


def driver_url(url: str) -> str:
    """The URL as PostgreSQL's own library knows it."""
    return _without(url, OURS)


def direct_url(url: str) -> str:
    """The URL of the server itself, past a pooler in transaction mode; else the same."""
    host = _first(url, "direct")
    if host is None:
        return url
    # A host named behind the ? would count for more than the one before it
    parts = urlsplit(_without(url, (*OURS, "host", "hostaddr", "port")))
    user, at, _ = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user}{at}{host}"))


def driver_options(url: str, wait: float) -> dict:
    """What the driver is told beside the URL."""
    options = {}
    if "application_name=" not in url:
        options["application_name"] = NAME
    if pooler_of(url):
        # A statement that was prepared on one connection is unknown on the next
        options["prepare_threshold"] = None
    elif "options=" not in url:
        pairs = settings(wait).items()
        options["options"] = " ".join(f"-c {name}={value}" for name, value in pairs)
    return options


def problem(url: str) -> str | None:
    """What is wrong with the parts of ours, in a sentence; None if nothing is."""
    pooler = pooler_of(url)
    if pooler is not None and pooler not in POOLERS:
        return "pooler is session or transaction, as pool_mode of PgBouncer says."
    if pooler == "transaction" and not _first(url, "direct"):
        return (
            "pooler=transaction needs &direct=host:port of PostgreSQL itself, for migrating,"
            " backups and the lock that two versions must not pass."
        )
    return None


def _without(url: str, names: tuple[str, ...]) -> str:
    """The URL without some of what stands behind its question mark."""
    parts = urlsplit(url)
    given = parse_qs(parts.query, keep_blank_values=True)
    if not given.keys() & set(names):
        return url
    left = {name: values for name, values in given.items() if name not in names}
    return urlunsplit(parts._replace(query=urlencode(left, doseq=True)))


def _first(url: str, name: str) -> str | None:
    if not url.startswith("postgres"):
        return None
    values = parse_qs(urlsplit(url).query, keep_blank_values=True).get(name)
    return values[0] if values else None
