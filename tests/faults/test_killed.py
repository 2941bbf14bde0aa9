"""kill -9 while people write over HTTP: every answered write is there, once, and the
database is sound.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time

import pytest

from tests.faults.product import signed_in, sound, wait_for
from tests.faults.writers import Ledger, Writer, nothing_is_lost
from tracker import db

ROUNDS = 200
WHOLE = 10  # each so many rounds everything is killed; else one process that answers


@pytest.mark.thorough(
    short="faults/test_served.py::test_one_process_is_misled_killed_and_stopped"
)
def test_every_answered_write_is_there(product, serve, capsys):
    cast = product.cast
    served = serve(product.config["TRACKER"], workers=2).ready()
    people = (cast.alma, cast.bo, cast.carla, cast.eva)
    ledger = killed_again_and_again(product, served, people, ROUNDS)
    with capsys.disabled():
        print(
            f" [{ROUNDS} kills, {ledger.count} writes answered, {served.cut_off} cut off, 0 lost]",
            end="",
        )
    assert ledger.count >= ROUNDS


def killed_again_and_again(product, served, people, rounds: int) -> Ledger:
    """Kill so many times, and the process of jobs at the end, while these people write;
    assert that nothing is lost. The product runs on.
    """
    ledger = Ledger()
    stop = threading.Event()
    writers = writing(product, served, people, ledger, stop)
    chance = random.Random(6)
    for round in range(1, rounds + 1):
        before = ledger.count
        wait_for(lambda: ledger.count > before)  # noqa: B023
        time.sleep(chance.uniform(0, 0.2))
        if round % WHOLE == 0:
            served.kill()
            served.start().ready()
        elif there := served.answering():
            os.kill(chance.choice(there), signal.SIGKILL)
    (worker,) = wait_for(served.workers)
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: [pid for pid in served.workers() if pid != worker])
    stop.set()
    [writer.join(60) for writer in writers]
    assert not any(writer.is_alive() for writer in writers)
    with db.database.connection_context():
        nothing_is_lost(ledger, product.config["TRACKER"].files)
        sound()
    assert served.cut_off
    return ledger


def writing(product, served, people, ledger: Ledger, stop) -> list[Writer]:
    """A writer for each of them, who has begun; another of them endorses."""
    with db.database.connection_context():
        callers = [signed_in(product, who) for who in people]
    platform = product.cast.facebook.id
    pairs = zip(callers, callers[1:] + callers[:1], strict=True)
    writers = [
        Writer(number, who, other, served, platform, ledger, stop)
        for number, (who, other) in enumerate(pairs)
    ]
    [writer.start() for writer in writers]
    return writers
