"""Every figure about attempts leads to rows that add up to it, whoever follows it;
figures about people lead nowhere.
"""

import datetime as dt
import html
import re

import pytest

from tests import examples
from tests.cast import NOW, TODAY, concluded, planned
from tracker.comments.models import Comment
from tracker.experiments.models import Experiment, Visibility
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion, Lesson, Reuse
from tracker.lineage.models import BuildsOn

# The figures themselves are asked of both in test_measures.py
pytestmark = pytest.mark.sqlite_by_default

LINK = re.compile(
    r'<a\s+href="(/dashboard/rows\?[^"]+)"\s*>([^<]+)</a>'
    r'(?=(?:\s*<small class="quantity">(.*?)</small>)?)',
    re.S,
)
MORE = re.compile(r"<li>(\d+) more, ")
ROW = re.compile(
    r'<h3 class="title">.*?<p class="meta">\s*(?:<span class="chip[^"]*">(.*?)</span>)?',
    re.S,
)
CELL = re.compile(r'<td\s+data-value="([\d.]+)"\s*>\s*(.*?)\s*</td>', re.S)
EARLIER = re.compile(r'href="(/dashboard/rows\?[^"]*after=[^"]+)"')


@pytest.fixture(autouse=True)
def then(monkeypatch):
    """The day of the cast."""
    monkeypatch.setattr("tracker.web.clock.now", lambda: NOW)


@pytest.fixture
def year(cast):
    """Attempts in two units, some of them shown to a unit alone, one held back, one late;
    uses, an answer. With --faults more than a page of them.
    """
    for at, outcome in enumerate([*Outcome] * (4 if examples.thorough else 2)):
        author = cast.carla if at % 2 else cast.eva
        plan = {
            "hours": 2.5 + at,
            "cost": 100 * at,
            "visibility": Visibility.unit if at % 3 == 0 else Visibility.everyone,
        }
        concluded(author, cast.facebook, outcome, title=f"Forsøg {at}", **plan)
    Experiment.update(hidden_at=NOW).where(Experiment.title == "Forsøg 4").execute()
    late = planned(
        cast.carla, cast.facebook, title="For sent", visibility=Visibility.unit
    )
    late.start(criterion="nogen svarer", by=cast.carla, on=TODAY, at=NOW)
    begun = TODAY - dt.timedelta(60)
    days = {
        "starts_on": begun,
        "started_on": begun,
        "review_on": TODAY - dt.timedelta(40),
    }
    Experiment.update(days).where(Experiment.title == "For sent").execute()
    older = [id for (id,) in Lesson.select(Lesson.id).order_by(Lesson.id).tuples()][::2]
    Lesson.update(stated_at=NOW - dt.timedelta(200)).where(
        Lesson.id.in_(older)
    ).execute()
    used = [
        (lesson, person)
        for lesson in Lesson.select()
        for person in (cast.leif, cast.bo)
    ][::3]
    said = {"note": "Det virkede.", "used_on": TODAY, "at": NOW - dt.timedelta(30)}
    Reuse.insert_many(
        [
            {**said, "lesson": lesson, "person": who, "hours": 1.5 + at}
            for at, (lesson, who) in enumerate(used)
        ]
    ).execute()
    for parent in Experiment.select().where(
        Experiment.title.in_(["Forsøg 1", "Forsøg 3", "Forsøg 6"])
    ):
        BuildsOn.create(child=planned(cast.leif, cast.facebook), parent=parent)
        Comment.add(parent, body="Det vil jeg også prøve.", by=cast.leif, at=NOW)
    before = [
        id
        for (id,) in Conclusion.select(Conclusion.id).order_by(Conclusion.id).tuples()
    ][::5]
    Conclusion.update(concluded_on=TODAY - dt.timedelta(80)).where(
        Conclusion.id.in_(before)
    ).execute()


OTHERS = pytest.mark.thorough(
    short="dashboard/test_links.py::test_every_figure_leads_to_rows_that_add_up_to_it"
)


@pytest.mark.parametrize(
    "who",
    [
        "frida",
        *(pytest.param(who, marks=OTHERS) for who in ("eva", "carla", "leif", "ada")),
    ],
)
def test_every_figure_leads_to_rows_that_add_up_to_it(cast, visit, year, who):
    """By default one link of each measure; with --faults all of them. And every mark of
    a chart leads to rows.
    """
    if who == "frida":
        marks_lead_to_rows(visit(cast.leif).get("/dashboard").text)
    browser = visit(getattr(cast, who))
    page = browser.get("/dashboard").text
    told = [(html.unescape(link), *figures) for link, *figures in LINK.findall(page)]
    if not examples.thorough:
        told = [*{measured(link): (link, *_) for link, *_ in told}.values()]
    rows = {link: followed(browser, link) for link in {link for link, *_ in told}}
    assert {measured(link) for link in rows} >= {
        "ended",
        "ripe",
        "uses",
        "foundation",
        "shared",
        "awaiting",
        "saved",
        "days",
    }
    for link, figure, beside in told:
        heading, n, added = rows[link]
        if measured(link) in ("uses", "spent", "saved"):
            assert (
                first(heading) == first(beside if "%" in figure else figure) == added
            ), link
        elif measured(link) == "days":  # their middle, over so many attempts
            assert n == first(heading) == (first(beside) if beside else n), link
        else:
            assert n == first(heading) == first(beside if "%" in figure else figure), (
                link
            )


def marks_lead_to_rows(page: str) -> None:
    """Every mark of a chart leads to its rows, and those about people nowhere."""
    cells = CELL.findall(page)
    people = page[page.index('id="participation"') : page.index('id="leaders"')]
    assert len(cells) > 60 and "/dashboard/rows" not in people
    about_people = CELL.findall(people)
    assert all(
        "/dashboard/rows" in cell[1]
        for cell in cells
        if cell not in about_people and float(cell[0])
    )


def measured(link: str) -> str:
    """Which measure's rows a link leads to."""
    return re.search(r"measure=(\w+)", link)[1]


def followed(browser, link: str) -> tuple[str, int, float]:
    """What stands above the rows, how many they and those out of sight are, and what
    they all add.
    """
    n = added = 0
    page = browser.get(link).text
    rows = []
    heading = re.search(r'<h2 id="found">(.*?)</h2>', page)[1]
    more = sum(map(int, MORE.findall(page)))
    unseen = re.search(r"<li>Together they add: (.*?)</li>", page)
    while True:
        rows += ROW.findall(page)
        if not (earlier := EARLIER.search(page)):
            break
        page = browser.get(html.unescape(earlier[1])).text
    n = len(rows) + more
    added = sum(first(row) for row in rows if row) + (first(unseen[1]) if unseen else 0)
    return heading, n, added


def first(text: str) -> float:
    """The first number of a text: "used once" is one."""
    number = re.search(r"\d[\d,]*\.?\d*", text)
    return (
        float(number[0].replace(",", "")) if number else 1.0 if "once" in text else 0.0
    )
