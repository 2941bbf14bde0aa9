"""A long list whose rows are checked in a process of its own."""

import gc
import io
import os

import pytest

from tests.cast import NOW, TODAY
from tests.experiments.import_files import RECORDS, record, sheet, taken
from tracker.core.imports import ahead
from tracker.core.imports import run as importing
from tracker.core.imports.ahead import can_check_ahead
from tracker.experiments.imports import Mapping, Run, guessed
from tracker.experiments.imports.target import ExperimentTarget
from tracker.experiments.models import Experiment
from tracker.forked import ForkedProcess
from tracker.lessons.models import Conclusion, Lesson
from tracker.tables import SURPLUS, UnreadableTable, open_table

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

SMALL = 4  # rows of a chunk
MARKED = [*RECORDS, "author", "baseline"]


@pytest.fixture
def alone(monkeypatch):
    """What this process is told of others that take part, and whether they may."""
    monkeypatch.setattr(importing, "CHUNK", SMALL)
    monkeypatch.setattr(ahead, "CHUNK", SMALL)
    monkeypatch.setattr(importing, "can_check_ahead", lambda *_: False)


@pytest.fixture
def forks(alone, monkeypatch):
    """How often a child was forked for the rows of a list, however short."""
    begun = []

    def counted(*args):
        begun.append(args)
        return checked_ahead(*args)

    checked_ahead = ahead.checked_ahead
    monkeypatch.setattr(importing, "checked_ahead", counted)
    monkeypatch.setattr(importing, "can_check_ahead", lambda *_: True)
    return begun


def every_kind(cast) -> list[list[str]]:
    """Rows that are new, repeated, contradicted, alike, a total, too long or unreadable."""
    rows = [[*record(str(n), f"Forsøg nr. {n}"), "", str(n)] for n in range(60)]
    for n, author in enumerate((cast.ada.email, "nobody@example.org", cast.ada.email)):
        rows[20 + n][8] = author
    rows[25] = [*record("25", "", "", "", ""), "", ""]
    rows[30] = rows[29]
    rows[31] = [*record("28", "Noget andet"), "", ""]
    rows[32] = [*record("001", tags="a; b", link="http://example.org"), "", "1,5 kg"]
    rows[33] = ["I alt", *[""] * 9]
    rows[34] = [*record("34", outcome="næsten"), "", "ikke et tal", "for meget"]
    rows[35] = [*record("35", outcome="i gang", day="2021-02-31"), "", "250"]
    return rows


def written(source: str) -> list[dict]:
    """What is kept of a source, and in which order."""
    experiments = (
        Experiment.select(Experiment, Conclusion, Lesson)
        .left_outer_join(Conclusion)
        .switch(Experiment)
        .left_outer_join(Lesson)
        .where(Experiment.source == source)
        .order_by(Experiment.id)
        .dicts()
    )
    own = ("id", "experiment", "source")
    return [
        {name: value for name, value in row.items() if not name.startswith(own)}
        for row in experiments
    ]


def run_of(content: bytes, by, **how) -> Run:
    table = open_table(io.BytesIO(content), name="list.csv")
    return Run(
        table,
        Mapping(guessed(table.columns), {}),
        source="list.csv",
        by=by,
        at=NOW,
        on=TODAY,
        **how,
    )


def test_it_comes_to_the_same_as_in_one_process(cast, alone, request):
    content = sheet(*every_kind(cast), columns=MARKED)
    here = taken(content, cast.frida, source="here.csv")
    forks = request.getfixturevalue("forks")
    there = taken(content, cast.frida, source="there.csv")
    assert len(forks) == 1
    assert there == here
    assert written("there.csv") == written("here.csv")
    assert here.rejected and here.notes and here.read == 60


@pytest.mark.parametrize("how", [{"strict": True}, {"dry": True}])
def test_a_run_that_only_checks_first_does_so_there(cast, forks, how):
    rows = [record(str(n), f"Forsøg nr. {n}") for n in range(3 * SMALL)]
    report = taken(rows, cast.frida, **how)
    assert report.added == 3 * SMALL
    assert len(forks) == 1
    assert len(written("list.csv")) == (0 if how == {"dry": True} else 3 * SMALL)


def test_a_list_that_is_there_already_is_read_here(cast, forks):
    rows = [record(str(n), f"Forsøg nr. {n}") for n in range(3 * SMALL)]
    taken(rows, cast.frida)
    report = taken(rows, cast.frida)
    assert report.unchanged == 3 * SMALL
    assert len(forks) == 1


def test_rows_that_are_there_already_count_as_in_one_process(cast, forks):
    rows = [record(str(n), f"Forsøg nr. {n}") for n in range(3 * SMALL)]
    taken(rows[SMALL:], cast.frida)
    assert not forks[1:]
    report = taken(rows, cast.frida)
    assert (report.added, report.unchanged) == (SMALL, 2 * SMALL)
    assert report.tallies == {"refuted": 3 * SMALL}
    assert gc.isenabled()


def test_a_row_that_another_contradicts_is_told_as_it_stood_in_the_file(cast, forks):
    rows = [record(str(n), f"Forsøg nr. {n}") for n in range(3 * SMALL)]
    rows += [
        record("1", "Noget andet", lesson="a\x1fb\nc"),
        [*record("2", "Noget tredje"), "for meget"],
        record("3", "Noget fjerde"),
    ]
    report = taken(rows, cast.frida)
    parted, long, plain = (one.row for one in report.rejections)
    assert parted["lesson"] == "a\x1fb\nc"
    assert long[SURPLUS] == ["for meget"]
    assert list(plain.values()) == rows[-1]
    assert list(plain) == list(parted) == RECORDS


def test_what_a_killed_child_leaves_out_is_read_here(cast, forks, monkeypatch):
    dump = ahead.pickle.dump
    sent = []

    def killed(value, pipe, *protocol):
        if sent:
            pipe.write(b"\x80\x05")  # the beginning of the next
            pipe.flush()
            os._exit(9)
        sent.append(value)
        dump(value, pipe, *protocol)

    monkeypatch.setattr(ahead.pickle, "dump", killed)
    rows = [record(str(n), f"Forsøg nr. {n}") for n in range(5 * SMALL)]
    report = taken(rows, cast.frida)
    assert (report.read, report.added) == (5 * SMALL, 5 * SMALL)
    assert len(forks) == 1


def test_one_that_says_nothing_more_is_given_up(cast, forks, monkeypatch):
    monkeypatch.setattr(ahead, "SILENCE", 0.2)
    monkeypatch.setattr(ahead, "_send", lambda *_: ahead.select.select([], [], [], 600))
    rows = [record(str(n), f"Forsøg nr. {n}") for n in range(3 * SMALL)]
    assert taken(rows, cast.frida).added == 3 * SMALL
    assert len(forks) == 1


def test_where_no_process_can_be_made_all_is_done_here(cast, forks, monkeypatch):
    def refused():
        raise BlockingIOError("too many processes")

    monkeypatch.setattr(os, "fork", refused)
    rows = [record(str(n), f"Forsøg nr. {n}") for n in range(3 * SMALL)]
    assert taken(rows, cast.frida).added == 3 * SMALL
    assert len(forks) == 1


def test_a_file_that_is_broken_further_down_is_told_and_what_stands_above_it_is_in(
    cast, forks
):
    rows = [record(str(n), f"Forsøg nr. {n}") for n in range(4 * SMALL)]
    run = run_of(sheet(*rows), cast.frida)
    whole = run.table.rows

    def broken():
        yield from whole()
        raise UnreadableTable("no more")

    run.table.rows = broken
    with pytest.raises(UnreadableTable, match="no more"):
        list(run.all())
    assert len(written("list.csv")) == 4 * SMALL
    assert len(forks) == 1


def test_nobody_is_left_behind_by_a_run_that_is_given_up(cast, forks, monkeypatch):
    children = []

    class Noted(ForkedProcess):
        def __init__(self, *args):
            super().__init__(*args)
            children.append(self.pid)

    monkeypatch.setattr(ahead, "ForkedProcess", Noted)
    rows = [record(str(n), f"Forsøg nr. {n}") for n in range(9 * SMALL)]
    steps = run_of(sheet(*rows), cast.frida).all()
    next(steps)
    next(steps)
    steps.close()
    (child,) = children
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)


def test_only_for_a_long_list_and_not_beside_threads_that_work(cast, monkeypatch):
    monkeypatch.setattr(ahead.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(ahead.threading, "enumerate", lambda: [])
    target = ExperimentTarget("list.csv", by=cast.frida, at=NOW)
    table = run_of(sheet(*[record(str(n)) for n in range(3)]), cast.frida).table
    table.estimated_total = ahead.FROM_ROWS
    assert can_check_ahead(table, target)
    table.estimated_total -= 1
    assert not can_check_ahead(table, target)
    table.estimated_total += 1
    busy = ahead.threading.Thread()
    monkeypatch.setattr(ahead.threading, "enumerate", lambda: [busy])
    assert not can_check_ahead(table, target)
    busy.daemon = True
    assert can_check_ahead(table, target)
    monkeypatch.setattr(ahead.os, "cpu_count", lambda: 1)
    assert not can_check_ahead(table, target)
