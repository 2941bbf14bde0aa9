"""An object store that speaks S3, on loopback: moto's server, with a bucket in it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen

REGION = "eu-north-1"
PLACE = (
    "<CreateBucketConfiguration>"
    f"<LocationConstraint>{REGION}</LocationConstraint>"
    "</CreateBucketConfiguration>"
)


class S3Double:
    """The server; `url` is what FILES_URL says of a bucket in it."""

    def __init__(self, address: str):
        self.address = address

    def url(self, bucket: str) -> str:
        """FILES_URL of a bucket, which is made if it is not there."""
        made = Request(f"{self.address}/{bucket}", PLACE.encode(), method="PUT")
        urlopen(made, timeout=10).close()
        return (
            f"s3://key:secret@{bucket}/forsoeg?endpoint={self.address}&region={REGION}"
        )


@contextmanager
def s3_double() -> Iterator[S3Double]:
    """A server on a free port, until the block ends."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield S3Double(f"http://{host}:{port}")
    finally:
        server.stop()
