"""A page from what was kept is the page made anew, whatever happened, for every reader,
in each of two processes.
"""

from __future__ import annotations

import re

import pytest
from cachetools import LRUCache
from hypothesis import given
from hypothesis import strategies as some

from tests.cast import NOW, TODAY, concluded, person, planned, running
from tests.examples import tries
from tests.experiments.test_indistinguishable import alike
from tracker import cache
from tracker.accounts.models import Person, Setting, Unit
from tracker.amplifications.enums import Place
from tracker.amplifications.models import Amplification
from tracker.bookmarks.models import Bookmark
from tracker.comments.models import Comment
from tracker.db import database
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment, Link, Stage, Visibility
from tracker.experiments.queries.public_cells import PublicCells
from tracker.follows.models import Follow
from tracker.guidelines.models import Clause
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.models import Evidence, Lesson, Retirement, Reuse
from tracker.lineage.models import BuildsOn

PAGES = (
    "/experiments",
    "/experiments?outcome=refuted&tag=svar",
    "/experiments?q=spørgetime",
    "/",
    "/experiments/new",
    "/experiments/{newest}",
    "/guidelines/beside-plan?platform={platform}",
    "/lessons",
    "/lessons/{lesson}",
    "/dashboard",
    "/dashboard/stalls",
    "/readiness",
    "/leading",
)
TOKEN = re.compile(r'(?<=")[\w=.-]{20,}\.[\w-]{6}\.[\w-]{27}(?=")')
READERS = ("alma", "eva", "carla", "frida", "leif", "ada")


@pytest.fixture
def walk(product, monkeypatch):
    """What happens, by name, and what a reader sees of it."""
    return Walk(product, monkeypatch)


class Walk:
    """A history of acts, and the pages in two processes and as they are made anew."""

    def __init__(self, product, monkeypatch):
        self.product = product
        self.cast = product.cast
        self.monkeypatch = monkeypatch
        self.processes = [Process(), Process()]
        with database.connection_context():
            for n in range(2):  # else the unit is too small to share without a name in
                person(f"Kollega Nummer{n}", self.cast.service)
            self.browsers = {
                name: self.cast.browser(product, getattr(self.cast, name))
                for name in READERS
            }
        self.n = 0

    @property
    def newest(self) -> Experiment:
        return (
            Experiment.select()
            .where(Experiment.stage != Stage.draft)
            .order_by(Experiment.id.desc())
            .first()
        )

    def act(self, name: str) -> None:
        self.n += 1
        with database.connection_context():
            ACTS[name](self)

    def page(self, reader: str, path: str, process: Process) -> str:
        """A page from what a process has kept."""
        self.monkeypatch.setattr(cache, "_kept", process.kept)
        self.monkeypatch.setattr(PublicCells, "_kept", process.cells)
        with database.connection_context():
            path = path.format(
                newest=self.newest.id,
                platform=self.cast.facebook.id,
                lesson=_lesson().id,
            )
        page = self.browsers[reader].get(path).text
        return alike(TOKEN.sub("#", page))


class Process:
    """What a process keeps; at first nothing."""

    def __init__(self):
        self.kept = LRUCache(cache.MOST_BYTES, getsizeof=lambda entry: entry[1])
        self.cells = {}


def _lesson() -> Lesson:
    return Lesson.select().order_by(Lesson.id).first()


def set_columns(person: Person, **columns) -> None:
    Person.update(**columns).where(Person.id == person.id).execute()


ACTS = {
    "share": lambda on: planned(
        on.cast.alma, on.cast.facebook, title=f"Nr. {on.n}", tags=["svar"]
    ),
    "share with the unit": lambda on: planned(
        on.cast.eva, on.cast.facebook, title=f"Vi {on.n}", visibility=Visibility.unit
    ),
    "share without a name": lambda on: planned(
        on.cast.alma, on.cast.facebook, title=f"Navnløs {on.n}", withheld=True
    ),
    "begin a draft": lambda on: Experiment.create(
        by=on.cast.carla, at=NOW, title=f"Kladde {on.n}", tags=["svar"]
    ),
    "start": lambda on: running(on.cast.alma, on.cast.facebook, TODAY),
    "conclude": lambda on: concluded(on.cast.carla, on.cast.facebook, tags=["svar"]),
    "build on": lambda on: BuildsOn.begin(
        [on.newest], by=on.cast.eva, at=NOW, title=f"Videre {on.n}", publish=False
    ),
    "amend": lambda on: on.newest.amend(
        title=f"Rettet {on.n}", version=on.newest.version, by=on.newest.author, at=NOW
    ),
    "hide": lambda on: on.newest.hide(NOW),
    "show": lambda on: on.newest.show(),
    "comment": lambda on: Comment.add(
        on.newest, body=f"Svar nr. {on.n}", by=on.cast.bo, at=NOW
    ),
    "endorse": lambda on: Endorsement.add(
        on.newest, by=on.cast.leif, kind=list(EndorsementKind)[on.n % 2], at=NOW
    ),
    "bookmark": lambda on: Bookmark.add(on.newest, by=on.cast.carla, at=NOW),
    "link": lambda on: Link.add(
        on.newest,
        url=f"https://example.org/{on.n}",
        label="",
        by=on.newest.author,
        at=NOW,
    ),
    "use": lambda on: Reuse.add(
        _lesson(), by=on.cast.carla, on=TODAY, at=NOW, note=f"Brugt {on.n}"
    ),
    "reply": lambda on: Comment.add(
        on.newest,
        body=f"Svar {on.n} til @[Alma](person:{on.cast.alma.id})",
        parent=Comment.select()
        .where(Comment.experiment == on.newest, Comment.parent.is_null())
        .first(),
        by=on.cast.frida,
        at=NOW,
    ),
    "carry on": lambda on: Amplification.add(
        _lesson(), place=Place.unit, word="Se her", by=on.cast.eva, at=NOW
    ),
    "discard": lambda on: (
        Experiment.delete().where(Experiment.stage == Stage.draft).execute()
    ),
    "follow": lambda on: Follow.begin(on.cast.facebook, by=on.cast.carla, at=NOW),
    "contradict": lambda on: Evidence.add(
        _lesson(),
        experiment=on.newest,
        bearing=EvidenceDirection.contradicts,
        by=on.cast.eva,
        at=NOW,
    ),
    "retire": lambda on: Retirement.add(
        _lesson(), reason="Det holder ikke mere", by=on.cast.alma, at=NOW
    ),
    "rename the unit": lambda on: Unit.get_by_id(on.cast.alma.unit_id).rename(
        f"Enhed {on.n}", None
    ),
    "rename the platform": lambda on: on.cast.facebook.reload().rename(f"FB {on.n}"),
    "rename the person": lambda on: set_columns(on.cast.alma, name=f"Alma {on.n}"),
    "close the account": lambda on: set_columns(on.cast.bo, disabled_at=NOW),
    "open the account": lambda on: set_columns(on.cast.bo, disabled_at=None),
    "another accent": lambda on: Setting.choose("accent", f"#0000{on.n % 90 + 10}"),
    "word the clause": lambda on: (
        Clause.update(text=f"Du må {on.n}", text_en=f"You may {on.n}")
        .where(Clause.guideline.is_null(False))
        .execute()
    ),
}


# Where acts are seen: the page, a reader of it, and acts that each change it
SEEN = (
    (
        "/experiments",
        "eva",
        "share, amend, hide, show, share with the unit, share without a name",
    ),
    ("/experiments?outcome=refuted&tag=svar", "leif", "conclude, rename the platform"),
    ("/experiments?q=spørgetime", "frida", "rename the unit"),
    ("/", "carla", "begin a draft, share"),
    ("/experiments/new", "eva", "rename the platform"),
    (
        "/experiments/{newest}",
        "carla",
        "comment, reply, endorse, link, rename the person",
    ),
    (
        "/guidelines/beside-plan?platform={platform}",
        "ada",
        "rename the platform, word the clause",
    ),
    ("/lessons", "frida", "use, conclude, contradict"),
    ("/lessons/{lesson}", "alma", "carry on, retire"),
    ("/dashboard", "leif", "conclude, close the account"),
    ("/dashboard/stalls", "eva", "start"),
    ("/readiness", "carla", "another accent"),
    ("/leading", "leif", "conclude"),
)


@pytest.mark.sqlite_by_default
def test_what_an_act_changes_is_seen_at_once(walk, request):
    """Where it is seen, by one who had the page before; after the last act on every other
    page, with --faults after each act, it is as it is made anew. And with --faults any
    acts in any order, and all pages after each.
    """
    after_each = request.config.getoption("--faults")
    process = walk.processes[0]
    for turn, (path, reader, acts) in enumerate(SEEN):
        before = walk.page(reader, path, process)
        for name in (names := acts.split(", ")):
            walk.act(name)
            kept = walk.page(reader, path, process)
            assert kept != before, (name, reader, path)
            if after_each or (name == names[-1] and turn % 2 == 0):
                assert kept == walk.page(reader, path, Process()), (name, reader, path)
            before = kept
    every_reader_sees_a_change(walk, both=after_each)


@pytest.mark.thorough(
    short="test_kept_pages.py::test_what_an_act_changes_is_seen_at_once"
)
@given(
    history=some.lists(some.sampled_from(sorted(ACTS)), min_size=3, max_size=5),
    chosen=some.randoms(use_true_random=False),
)
@tries(5, 30)
def test_a_kept_page_is_the_page_made_anew(walk, history, chosen):
    for name in history:
        try:
            walk.act(name)
        except Exception as refused:  # an act that makes no sense now changes nothing
            assert type(refused).__name__ in REFUSALS, (name, refused)
        for path in PAGES:
            reader = chosen.choice(READERS)
            process = chosen.choice(walk.processes)
            anew = walk.page(reader, path, Process())
            assert walk.page(reader, path, process) == anew, (name, reader, path)


REFUSALS = ("ValidationFailed", "EditConflict", "IntegrityError")


def every_reader_sees_a_change(walk, both: bool) -> None:
    """The same, reader by reader, after one act of each kind that a page depends on; by
    default on one page after one of them.
    """
    for name in ("amend", "hide") if both else ("amend",):
        pages = ("/experiments", "/") if both else ("/experiments",)
        for reader in ("eva", "carla", "frida") if both else ("eva", "frida"):
            for path in pages:
                walk.page(reader, path, walk.processes[0])
        walk.act(name)
        for reader in ("eva", "frida"):
            for path in pages:
                kept = walk.page(reader, path, walk.processes[0])
                assert kept == walk.page(reader, path, Process()), (name, reader, path)
