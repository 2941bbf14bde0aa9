"""The mark that the next page begins after stands in an address: it tells no more than
the page does.
"""

import datetime as dt
import re
from contextvars import ContextVar
from zoneinfo import ZoneInfo

import pytest

from tests.api.program import Program
from tests.cast import NOW
from tests.examples import for_each_case
from tracker import drawn_id
from tracker.config import folder
from tracker.guidelines.models import ClauseKind, Proposal, ProposalKind, Question
from tracker.questions.models import OpenQuestion
from tracker.web.pagination import PER_PAGE

# The lists are read from both where they live
pytestmark = pytest.mark.sqlite_by_default
ZONE = ZoneInfo("Europe/Copenhagen")
KEY = re.compile(r"\((\w+\.\w+), \"\w+\", dt\.datetime\)")
# Whose moments a mark may hold: those of people whose names stand beside them, of which
# an author who is withheld leaves the day alone, and what only its reader sees
MAY_BE_TOLD = {
    "Experiment.published_at",
    "Lesson.stated_at",
    "Settlement.at",
    "Notice.at",
}
MOMENT = re.compile(r"\d{8}T\d{6}|T\d\d:\d\d:\d\d")


def ask_open(cast, at):
    OpenQuestion.add(body=f"Virker det {at:%M}?", by=cast.alma, at=at)


def ask_about_rules(cast, at):
    Question.add(body=f"Må jeg {at:%M}?", by=cast.alma, at=at, zone=ZONE)


def propose(cast, at):
    Proposal.add(
        cast.facebook.guidelines.get(),
        kind=ProposalKind.new,
        clause_kind=ClauseKind.may,
        text=f"lægge op {at:%M}.",
        why="Fordi.",
        by=cast.alma,
        at=at,
    )


@for_each_case(
    ("act", "path"),
    [
        (ask_open, "/questions"),
        (ask_about_rules, "/guidelines/questions"),
        (propose, "/guidelines/proposals"),
    ],
)
def test_no_mark_tells_when_somebody_did_it_without_a_name(cast, visit, act, path):
    for n in range(PER_PAGE + 2):
        act(cast, NOW + dt.timedelta(minutes=n))
    browser = visit(cast.carla)
    page = browser.get(path).text
    mark = re.search(r"after=([\w.~%-]+)", page)[1]
    assert not MOMENT.search(page)
    following = browser.get(f"{path}?after={mark}").text
    last = f"{NOW + dt.timedelta(minutes=PER_PAGE + 1):%M}"
    assert f"{last}?" not in following and f"{last}." not in following


def test_questions_whose_ids_are_drawn_are_still_listed_newest_first(
    app, cast, monkeypatch
):
    monkeypatch.setattr(drawn_id, "_in_turn", ContextVar("in_turn", default=False))
    for n in range(9):
        ask_open(cast, NOW + dt.timedelta(minutes=n))
    listed = Program(app, cast.carla).items("/questions?per_page=2")
    newest_first = OpenQuestion.select().order_by(OpenQuestion.asked_at.desc())
    assert [row["text"] for row in listed] == [row.body for row in newest_first]


def test_nor_does_one_of_the_api(app, cast):
    for n in range(3):
        ask_open(cast, NOW + dt.timedelta(minutes=n))
    program = Program(app, cast.carla)
    assert not MOMENT.search(program.get("/questions?per_page=1").json["next"])
    assert len(program.items("/questions?per_page=1")) == 3


def test_whose_moments_stand_in_marks():
    """A new list by moments: is everybody in it named?"""
    found = set()
    for path in (folder("migrations").parent / "tracker").rglob("*.py"):
        found |= set(KEY.findall(path.read_text()))
    assert found == MAY_BE_TOLD
