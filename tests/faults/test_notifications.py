"""kill -9 of server and worker while people talk and Tuesday's mail goes out: nothing
is lost, and no mail comes twice.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from dataclasses import replace
from functools import partial

import pytest

from tests.cast import person
from tests.faults.product import Caller, Product, signed_in, wait_for
from tests.faults.sink import sink
from tracker import db
from tracker.comments.models import Comment
from tracker.jobs.models import HANDED_OVER, TRIES, WORKER_ENDED, Job, Schedule
from tracker.notifications.models import Digest, Notice

BETWEEN_KILLS = {False: 4, True: 8}  # acts
ACTS = {False: 6, True: 200}


@pytest.mark.thorough(
    short="faults/test_served.py::test_one_process_is_misled_killed_and_stopped"
)
def test_nothing_is_lost_and_no_mail_comes_twice(product, faults):
    acts = ACTS[faults]
    cast = product.cast
    with sink() as box, db.database.connection_context():
        readers = [person(f"Kollega Nr{n:03}", cast.library) for n in range(acts)]
        carla = signed_in(product, cast.carla)
        Job.delete().execute()
        # In the past by a minute: the first worker that looks plans Tuesday's mail to everybody.
        Schedule.create(
            name="weekly", next_at=dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
        )
        served = Product(
            replace(product.config["TRACKER"], mail_url=f"smtp://127.0.0.1:{box.port}")
        )
        served.start()
        before = written(box)
        try:
            for act in range(acts):
                if act % BETWEEN_KILLS[faults] == BETWEEN_KILLS[faults] - 1:
                    # A job whose worker is killed eight times is given up
                    wait_for(partial(has_worked, box, before))
                    served.kill()
                    time_passes()
                    before = written(box)
                    served.start()
                said(served, cast.passport, carla, act)
            settled()
        finally:
            served.kill()
        assert Comment.select().count() == acts
        for author in (cast.alma, cast.bo):
            assert (
                Notice.select()
                .where(Notice.person == author, Notice.kind == "comment")
                .count()
                == acts
            )
        assert set(box.mails.values()) == {1}
        told = {to for to, _ in box.mails}
        assert len(told) == len(box.mails)
        planned = {digest.person.email: digest.person_id for digest in Digest.select()}
        assert len(planned) >= len(readers) and told <= planned.keys()
        given_up = list(Job.select().where(Job.tries >= TRIES))
        assert {job.last_error for job in given_up} <= {HANDED_OVER, WORKER_ENDED}
        unsure = {job.payload["person"] for job in given_up}
        # Who has no mail is one for whom an operator sees that it may not have left
        assert {planned[to] for to in planned.keys() - told} <= unsure


@pytest.mark.thorough(
    short="faults/test_served.py::test_one_process_is_misled_killed_and_stopped"
)
def test_a_worker_that_dies_is_sent_for_again(product, serve):
    served = serve(product.config["TRACKER"])
    (first,) = wait_for(served.workers)
    os.kill(first, signal.SIGKILL)
    assert wait_for(lambda: [pid for pid in served.workers() if pid != first])


def said(served: Product, experiment, who: Caller, act: int) -> None:
    """Say something, and again until there is an answer; the form's hidden key makes it one."""
    form = {"body": f"Nummer {act}", "submission": f"kill-{act}"}
    for _ in range(200):
        answer = served.post(
            f"/experiments/{experiment.id}/comments", who, timeout=5, **form
        )
        if answer and answer.status == 303:
            return
        time.sleep(0.1)
    pytest.fail("the product did not come up again")


def written(box) -> int:
    """How much the workers have planned, told and sent."""
    return Digest.select().count() + Notice.select().count() + len(box.mails)


def has_worked(box, before: int) -> bool:
    """Whether a worker has done something, or there is nothing to do."""
    is_left = Job.select().where(Job.tries < TRIES).exists()
    return written(box) > before or not is_left


def time_passes() -> None:
    """The leases of workers that were killed run out."""
    Job.update(leased_until=None, due_at=dt.datetime.now(dt.UTC)).where(
        Job.tries < TRIES
    ).execute()


def settled() -> None:
    """Wait until everything that was asked is done or given up."""
    for _ in range(600):
        if (
            not Job.select().where(Job.tries < TRIES).exists()
            and Digest.select().exists()
        ):
            return
        time.sleep(0.1)
    pytest.fail(
        "still to do:"
        f" {list(Job.select(Job.kind, Job.tries, Job.last_error).tuples())[:5]}"
    )
