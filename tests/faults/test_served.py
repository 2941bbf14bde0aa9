"""One `tracker serve` is misled, killed, and stopped in the middle of things, each for a
moment; with --faults each of that has a process of its own, and more time.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.faults import sink
from tests.faults.forked import ForkedProduct
from tests.faults.test_headers import nothing_is_believed, refused_without_a_trace
from tests.faults.test_killed import killed_again_and_again
from tests.faults.test_slow import nobody_waits
from tests.faults.test_stopping import stopped_halfway
from tracker import db


@pytest.fixture
def fork():
    """``fork(config)``: the product in processes that were forked from this one."""
    started: list[ForkedProduct] = []

    def begin(config) -> ForkedProduct:
        started.append(ForkedProduct(config).start())
        return started[-1].ready()

    yield begin
    for served in started:
        served.kill()


@pytest.mark.usefixtures("on_sqlite")
def test_one_process_is_misled_killed_and_stopped(product, fork, monkeypatch, tmp_path):
    monkeypatch.setattr(sink, "SLOWLY", 1)
    monkeypatch.setenv("FAULTS_LOG", str(log := tmp_path / "log"))
    cast = product.cast
    with sink.sink() as box:
        mail_url = f"smtp://127.0.0.1:{box.port}"
        served = fork(replace(product.config["TRACKER"], mail_url=mail_url))
        nothing_is_believed(served.port)
        refused_without_a_trace(served, log)
        nobody_waits(served)
        with db.database.connection_context():
            killed_again_and_again(product, served, (cast.alma, cast.bo), rounds=2)
            stopped_halfway(product, served, box)
