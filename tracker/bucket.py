"""A folder of files in a bucket of an object store: S3, Azure or Google Cloud.

The library is `obstore`, which the extra ``[stores]`` brings.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import BinaryIO
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from tracker.folder import FileEntry, Folder, FolderAway, as_file

SCHEMES = ("s3", "az", "gs")
KNOWN = {
    "s3": ("endpoint", "region", "path_style"),
    "az": ("endpoint",),
    "gs": ("credentials",),
}
IN_MEMORY = 4_000_000  # bytes of a file that is read; a larger one goes to a file
LOOPBACK = ("localhost", "127.0.0.1", "::1")
MISSING = (
    "FILES_URL needs a package that is not installed: install the product with its extra"
    " [stores], or `pip install obstore`."
)
FORM = (
    "FILES_URL must look like s3://KEY:SECRET@bucket?region=eu-north-1,"
    " az://ACCOUNT:KEY@container or gs://bucket?credentials=/path/key.json."
)
# A store that hangs must not hold a thread for minutes
CLIENT = {"connect_timeout": "5s", "timeout": "30s"}
RETRY = {"max_retries": 2, "retry_timeout": dt.timedelta(seconds=10)}


class BucketFolder(Folder):
    """A folder in a bucket.

    The library works with threads, which a fork does not bring along: whoever forks
    must not have asked for anything yet.
    """

    may_tear = False
    everywhere = True

    def __init__(self, connect: Callable[[], object], told: str):
        self._connect = connect
        self._told = told
        self._store: tuple[int, object] | None = None

    def __str__(self) -> str:
        return self._told

    @property
    def store(self):
        """The store of this process.

        Raises:
            RuntimeError: The process was forked from one that had used it; it would hang.
        """
        if self._store is None:
            self._store = (os.getpid(), self._connect())
        if self._store[0] != os.getpid():
            raise RuntimeError(f"{self} was used before the process was forked")
        return self._store[1]

    def write(self, name: str, content: bytes | BinaryIO) -> None:
        import obstore

        with self._asked():
            try:
                obstore.put(self.store, name, as_file(content))
            except FileNotFoundError as error:
                raise FolderAway(f"{self}: there is no such bucket") from error

    def create(self, name: str, content: bytes) -> None:
        import obstore
        from obstore.exceptions import AlreadyExistsError

        with self._asked():
            try:
                obstore.put(self.store, name, as_file(content), mode="create")
            except (AlreadyExistsError, FileExistsError):
                pass
            except FileNotFoundError as error:
                raise FolderAway(f"{self}: there is no such bucket") from error

    def open(self, name: str) -> BinaryIO:
        import obstore

        # The caller closes it
        file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        try:
            with self._asked():
                for piece in obstore.get(self.store, name).stream():
                    file.write(piece)
        except BaseException:
            file.close()
            raise
        file.seek(0)
        return file

    def size(self, name: str) -> int:
        import obstore

        with self._asked():
            return obstore.head(self.store, name)["size"]

    def entries(self, below: str = "", deep: bool = True) -> Iterator[FileEntry]:
        import obstore

        with self._asked():
            if deep:
                runs = list(obstore.list(self.store, below or None))
            else:
                runs = [
                    obstore.list_with_delimiter(self.store, below or None)["objects"]
                ]
        for run in runs:
            for it in run:
                changed_at = it["last_modified"].timestamp()
                yield FileEntry(it["path"], it["size"], changed_at)

    def delete(self, name: str) -> None:
        import obstore

        with self._asked(), suppress(FileNotFoundError):
            obstore.delete(self.store, name)

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Turn what the store refuses into an error of a folder; a missing file stays one."""
        from obstore.exceptions import BaseError

        try:
            yield
        except BaseError as error:
            said = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise FolderAway(f"{self}: {said}") from error


def url_of(env: Mapping[str, str]) -> str | None:
    """FILES_URL, checked; None where uploaded files lie in the data folder.

    Raises:
        ValueError: It names no bucket, or the machines would not share a key.
    """
    url = env.get("FILES_URL")
    if not url:
        return None
    bucket_at(url)
    if not env.get("SECRET_KEY"):
        raise ValueError(
            "FILES_URL: set SECRET_KEY too, the same on every machine: without it each would sign"
            " with a key of its own."
        )
    return url


@lru_cache(maxsize=8)
def bucket_at(url: str) -> BucketFolder:
    """The folder that FILES_URL names; nothing is asked of it yet.

    Raises:
        ValueError: It names none; the message says what to write.
    """
    try:
        import obstore  # noqa: F401
    except ImportError as error:
        raise ValueError(MISSING) from error
    parts = _parts(url)
    given = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if unknown := sorted(given.keys() - KNOWN[parts.scheme]):
        raise ValueError(
            f"FILES_URL: {unknown[0]} is nothing that {parts.scheme} knows."
        )
    _refuse_readable(given.get("endpoint"))
    prefix = parts.path.strip("/")
    told = f"{parts.scheme}://{parts.hostname}"
    if prefix:
        told = f"{told}/{prefix}"
    connect = {"s3": _s3, "az": _azure, "gs": _google}[parts.scheme]
    return BucketFolder(lambda: connect(parts, given, prefix or None), told)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        if parts.scheme in SCHEMES and parts.hostname and not parts.port:
            return parts
    except ValueError:
        pass
    raise ValueError(FORM)


def _refuse_readable(endpoint: str | None) -> None:
    """Everybody's pictures and the key travel there."""
    if endpoint is None:
        return
    parts = urlsplit(endpoint)
    if parts.scheme == "https" or parts.hostname in LOOPBACK:
        return
    raise ValueError("FILES_URL: the endpoint must begin with https://.")


def _client(given: dict) -> dict:
    return CLIENT | {"allow_http": given.get("endpoint", "").startswith("http://")}


def _s3(parts: SplitResult, given: dict, prefix: str | None):
    from obstore.store import S3Store

    config = {"region": given.get("region", "us-east-1")}
    if "endpoint" in given:
        config["endpoint"] = given["endpoint"]
        style = given.get("path_style", "yes")
        config["virtual_hosted_style_request"] = str(style == "no").lower()
    if parts.username:
        config["access_key_id"] = unquote(parts.username)
        config["secret_access_key"] = unquote(parts.password or "")
    return S3Store(
        parts.hostname,
        prefix=prefix,
        config=config,
        client_options=_client(given),
        retry_config=RETRY,
    )


def _azure(parts: SplitResult, given: dict, prefix: str | None):
    from obstore.store import AzureStore

    config = {}
    if parts.username:
        config["account_name"] = unquote(parts.username)
    if parts.password:
        config["account_key"] = unquote(parts.password)
    if "endpoint" in given:
        config["endpoint"] = given["endpoint"]
    return AzureStore(
        parts.hostname,
        prefix=prefix,
        config=config,
        client_options=_client(given),
        retry_config=RETRY,
    )


def _google(parts: SplitResult, given: dict, prefix: str | None):
    from obstore.store import GCSStore

    config = {}
    if "credentials" in given:
        config["service_account"] = given["credentials"]
    return GCSStore(
        parts.hostname,
        prefix=prefix,
        config=config,
        client_options=CLIENT,
        retry_config=RETRY,
    )
