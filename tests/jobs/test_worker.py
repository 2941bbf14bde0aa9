"""What must happen happens once, whatever becomes of the worker."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW
from tests.examples import tries
from tracker.jobs.models import BACKUPS, LEASE, TRIES, UNTAKEN, WORKER_ENDED, Job
from tracker.jobs.worker import run_due


def at(**later):
    return lambda: NOW + dt.timedelta(**later)


def test_a_job_is_done_and_gone(rows):
    Job.enqueue("greet", at=NOW, name="Alma")
    seen = []
    assert run_due({"greet": lambda job: seen.append(job.payload["name"])}, at()) == 1
    assert seen == ["Alma"] and not Job.select().exists()


def test_a_leased_job_is_nobody_elses_until_the_lease_runs_out(rows):
    Job.enqueue("greet", at=NOW)
    assert Job.lease_next(NOW) is not None
    assert Job.lease_next(NOW + LEASE / 2) is None
    assert Job.lease_next(NOW + LEASE * 2) is not None


def test_one_that_fails_is_tried_later_and_holds_nobody_up(rows):
    Job.enqueue("break", at=NOW)
    Job.enqueue("greet", at=NOW)
    handlers = {"break": lambda job: 1 / 0, "greet": lambda job: None}
    assert run_due(handlers, at()) == 1
    left = Job.get()
    assert (
        left.kind == "break"
        and "ZeroDivisionError" in left.last_error
        and left.due_at > NOW
    )
    assert run_due(handlers, at()) == 0


def test_one_that_always_fails_is_given_up_and_counted(rows):
    Job.enqueue("break", at=NOW)
    for day in range(TRIES + 3):
        run_due({"break": lambda job: 1 / 0}, at(days=day))
    assert Job.get().tries == TRIES and Job.given_up() == 1


def test_one_that_ends_its_worker_each_time_is_given_up_and_says_so(rows):
    job = Job.enqueue("crash", at=NOW)
    for n in range(TRIES):
        assert job.reload().last_error == ""
        assert Job.lease_next(NOW + n * 2 * LEASE)
    assert Job.lease_next(NOW + dt.timedelta(days=1)) is None
    assert job.reload().last_error == WORKER_ENDED and Job.given_up() == 1


def test_nothing_is_done_before_its_time(rows):
    Job.enqueue("greet", at=NOW + dt.timedelta(hours=1))
    assert Job.lease_next(NOW) is None


@given(
    asked=st.lists(st.sampled_from([None, "a", "b", "nobody's"]), max_size=10),
    machines=st.permutations([{"a"}, {"a", "b"}, set(), {"c"}]),
)
@tries(5, 15)
def test_each_is_done_once_by_a_machine_that_can_and_what_none_can_stays(
    rows, asked, machines
):
    with rows.atomic() as step:
        for needs in asked:
            Job.enqueue("greet", at=NOW, needs=needs)
        for able in machines * 2:
            seen = []
            run_due(
                {"greet": lambda job, seen=seen: seen.append(job.needs)},
                at(),
                able,
            )
            assert {needs for needs in seen if needs} <= able
        left = [job.needs for job in Job.select()]
        assert left == ["nobody's"] * asked.count("nobody's")
        assert Job.waiting_for_machine(at()()).count() == 0
        assert (
            Job.waiting_for_machine(at(minutes=61)()).count() == len(left)
            and dt.timedelta(hours=1) >= UNTAKEN
        )
        step.rollback(begin=False)


def test_a_backup_is_asked_once_however_long_it_waits_and_again_once_it_was_begun(rows):
    first = Job.enqueue("backup", at=NOW)
    assert (
        Job.enqueue("backup", at=NOW + dt.timedelta(days=1)) == first
        and first.needs == BACKUPS
    )
    assert run_due({"backup": lambda job: None}, at(days=2), set()) == 0
    assert Job.lease_next(NOW, abilities={BACKUPS}) == first
    assert Job.enqueue("backup", at=NOW + dt.timedelta(days=2)) != first
