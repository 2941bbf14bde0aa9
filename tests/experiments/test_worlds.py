"""What somebody may not see stands on no page they can reach, and changes none: two worlds that differ in it answer alike."""

import difflib

import time_machine
import pytest
from dataclasses import replace
from hypothesis import HealthCheck, given, settings

from tests.experiments import worlds
from tests.experiments.worlds import DRAFT, HIDDEN, NOT_THEIRS, OTHERS, SEEN_IN, TUESDAY, Work
from tracker.experiments.models import Experiment
from tracker.lessons.words import Outcome
from tracker import db


@pytest.fixture
def tuesday(app, cast, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "TRACKER", replace(app.config["TRACKER"], data=tmp_path))
    with time_machine.travel(TUESDAY, tick=False):
        yield tmp_path

EVERYTHING = dict(words=("kvantehest", "zwyqfyring", "opkald"), tags=("svar", "zwyqrunde", "zwyqklub"), hours=77)

@pytest.mark.parametrize("kind", [DRAFT, HIDDEN, SEEN_IN])
def test_explore(app, cast, tuesday, rows, kind):
    work = Work(kind, acts=tuple(worlds.ACTS), **EVERYTHING)
    worlds.furnish(app, cast)
    browsers = worlds.browsers(app, cast, OTHERS)
    beyond = Experiment.select(db.database and __import__("peewee").fn.MAX(Experiment.id)).scalar() + 1
    asked = worlds.questions(app, cast, beyond)
    import time
    def world(works):
        with rows.atomic() as step:
            worlds.number_anew()
            for work in works: worlds.make(cast, work)
            t=time.process_time()
            worlds.all_falls_due(app)
            post = worlds.mails(tuesday / "mails")
            t2=time.process_time()
            told = {who: worlds.read(app, browsers[who], asked) for who in NOT_THEIRS[kind]}
            print(t2-t, time.process_time()-t2, len(asked))
            step.rollback()
        return told, post
    a, am = world([])
    b, bm = world([work])
    import collections
    out = collections.defaultdict(list)
    for who in a:
        for q in a[who]:
            if a[who][q] != b[who][q]:
                lines = list(difflib.unified_diff(a[who][q].splitlines(), b[who][q].splitlines(), lineterm="", n=0))[2:14]
                out["\n".join(lines)[:900]].append((who, q))
    for to in {*am, *bm}:
        if am.get(to) != bm.get(to) and not to.startswith("alma") and not to.startswith("bo."):
            print("MAIL", to, am.get(to), bm.get(to))
    for d, qs in out.items():
        print("=====", len(qs), qs[:6]); print(d)
