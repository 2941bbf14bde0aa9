"""kill -9 while people write over HTTP: every answered write is there, once, and the
database is sound.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time

from tests.faults.product import signed_in, sound, wait_for
from tests.faults.writers import Ledger, Writer, nothing_is_lost
from tracker import db

ROUNDS = {False: 3, True: 200}
# Each so many rounds everything is killed; else one of the processes that answer
WHOLE = {False: 5, True: 10}


def test_every_answered_write_is_there(product, serve, faults, capsys):
    cast = product.cast
    config = product.config["TRACKER"]
    with db.database.connection_context():
        callers = [
            signed_in(product, who)
            for who in (cast.alma, cast.bo, cast.carla, cast.eva)
        ]
    served = serve(config, workers=2).ready()
    ledger = Ledger()
    stop = threading.Event()
    pairs = zip(callers, callers[1:] + callers[:1], strict=True)
    writers = [
        Writer(number, who, other, served, cast.facebook.id, ledger, stop)
        for number, (who, other) in enumerate(pairs)
    ]
    [writer.start() for writer in writers]
    chance = random.Random(6)
    killed = 0
    for round in range(1, ROUNDS[faults] + 1):
        before = ledger.count
        wait_for(lambda: ledger.count > before)  # noqa: B023
        time.sleep(chance.uniform(0, 0.2))
        if round % WHOLE[faults] == 0:
            served.kill()
            served.start().ready()
        elif there := served.answering():
            os.kill(chance.choice(there), signal.SIGKILL)
        killed += 1
    (worker,) = wait_for(served.workers)
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: [pid for pid in served.workers() if pid != worker])
    stop.set()
    [writer.join(60) for writer in writers]
    assert not any(writer.is_alive() for writer in writers)
    served.kill()
    with db.database.connection_context():
        nothing_is_lost(ledger, config.files)
        sound()
    with capsys.disabled():
        print(
            f" [{killed} kills, {ledger.count} writes answered, {served.cut_off} cut off, 0 lost]",
            end="",
        )
    assert ledger.count >= ROUNDS[faults] and served.cut_off
