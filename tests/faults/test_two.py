"""Two `serve` on one folder: the second is refused in one clear line; one that was
killed does not keep the next from starting.
"""

from __future__ import annotations

import subprocess

import pytest

from tests.faults.product import Product, signed_in, sound, wait_for
from tracker import db
from tracker.comments.models import Comment


@pytest.mark.thorough(
    short="operations/test_presence.py::test_of_two_folders_with_one_sqlite_file_one_serves"
)
@pytest.mark.usefixtures("on_sqlite")
def test_the_second_is_refused_and_the_first_goes_on(product, serve):
    cast = product.cast
    config = product.config["TRACKER"]
    with db.database.connection_context():
        alma = signed_in(product, cast.alma)
        first = serve(config).ready()
        second = Product(config)
        refused = subprocess.run(
            second.command(), env=second.env, capture_output=True, text=True, timeout=60
        )
        assert refused.returncode == 2 and not refused.stdout
        (line,) = refused.stderr.strip().splitlines()
        assert line.startswith(
            f"tracker: another `tracker serve` (process {first.process.pid}) serves {config.data}."
            " Stop it first"
        )
        assert (
            first.post(
                f"/experiments/{cast.passport.id}/comments",
                alma,
                body="Stadig her",
                submission="one",
            ).status
            == 303
        )
        first.kill()
        assert (config.data / "serve.lock").read_text() == str(first.process.pid)
        second.start()
        try:
            wait_for(lambda: second.get("/healthz"))
            assert (
                second.post(
                    f"/experiments/{cast.passport.id}/comments",
                    alma,
                    body="Og nu her",
                    submission="two",
                ).status
                == 303
            )
        finally:
            second.kill()
        assert [row.body for row in Comment.select().order_by(Comment.id)] == [
            "Stadig her",
            "Og nu her",
        ]
        sound()
