"""What schemathesis finds in the API: it reads the document and calls every operation with
whatever it may be sent, and with what it may not.

    python -m tests.bench.api [--examples 50] [--only OPERATION] [--schemathesis PATH]

Serves the named cast over a SQLite database that is thrown away, on this machine only.
schemathesis is a development tool (``pip install schemathesis``, in an environment of
its own if need be); it is not among what the tests ask for. ``--faults`` runs it where
it is there. Ends with its exit code.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

from werkzeug.serving import make_server

from tests.cast import Cast
from tracker import db
from tracker.accounts.models import Person, Role
from tracker.app import create_app, folder
from tracker.config import Config
from tracker.migrations import migrate
from tracker.tokens import bearer
from tracker.tokens.enums import Scope
from tracker.tokens.models import AccessToken
from tracker.web.clock import now

# Every operation of the document; closing accounts would end the token that calls
LEFT_OUT = "close_account"
MANY_CALLS = 10**9
# That all that fits a schema is taken: rules of the product say more than a schema can,
# such as which units there are, and that nothing looks like a CPR number
BEYOND_SCHEMAS = "positive_data_acceptance"
# Seconds: how long an answer takes says more of what else the machine does
PATIENCE = "120"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--examples", type=int, default=50)
    parser.add_argument("--schemathesis", default=shutil.which("schemathesis"))
    parser.add_argument("--only", action="append", default=[], metavar="OPERATION")
    options = parser.parse_args()
    if not options.schemathesis:
        parser.error(
            "schemathesis is not installed here: say where with --schemathesis"
        )
    bearer.CALLS = MANY_CALLS
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="forsoeg-api-") as data:
        raise SystemExit(_run(Path(data), options))


def _run(data: Path, options) -> int:
    url = f"sqlite:///{data / 'forsoeg.sqlite'}"
    migrate(db.connect_to(url), folder("migrations"), data)
    config = Config(
        data=data,
        database_url=url,
        secret_key="for a bench only, and long enough for that",
    )
    app = create_app(config)
    with app.app_context(), db.database.connection_context():
        cast = Cast.assemble()
        scopes = (Scope.read, Scope.log, Scope.people)
        Person.update(role=Role.admin).where(Person.id == cast.alma.id).execute()
        _, secret = AccessToken.add(
            by=cast.alma.reload(), name="bench", scopes=scopes, days=30, at=now()
        )
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/api/v1"
        return _tool(options, address, secret, data)
    finally:
        server.shutdown()


def _tool(options, address: str, secret: str, folder: Path) -> int:
    command = [
        options.schemathesis,
        "run",
        f"{address}/openapi.json",
        "--url",
        address,
        "--header",
        f"Authorization: Bearer {secret}",
        "--exclude-operation-id",
        LEFT_OUT,
        "--max-examples",
        str(options.examples),
        "--checks",
        "all",
        "--exclude-checks",
        BEYOND_SCHEMAS,
        "--max-response-time",
        PATIENCE,
        "--request-timeout",
        PATIENCE,
    ]
    for name in options.only:
        command += ["--include-operation-id", name]
    # It keeps what it found where it is run
    return subprocess.run(command, cwd=folder, check=False).returncode


if __name__ == "__main__":
    main()
