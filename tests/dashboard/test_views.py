"""The dashboard as people meet it: figures that lead to their rows, words for what
changed, and who may read it.
"""

import csv
import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests import examples
from tests.cast import NOW, TODAY, concluded, planned
from tests.examples import for_each_case
from tests.sql_counter import counted
from tracker.accounts.models import Setting, readable_by
from tracker.comments.models import Comment
from tracker.dashboard.forms.drilldown import drilldown_text
from tracker.dashboard.forms.trends import Amount, changed, compared
from tracker.dashboard.queries import Period, Share
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.drilldown_rows import drilldown_rows
from tracker.dashboard.queries.measure import Measure
from tracker.dashboard.queries.measures import ROWS_BEHIND, Measures
from tracker.dashboard.queries.result_types import Rate, Spread
from tracker.dashboard.queries.reuse import REUSE_RATE
from tracker.dashboard.views.measures import parse_filter
from tracker.experiments.models import Experiment
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion, Lesson, Reuse
from tracker.lineage.models import BuildsOn
from tracker.quarters import Quarter

# The figures themselves are asked of both in test_measures.py
pytestmark = pytest.mark.sqlite_by_default

Q = "2026-Q4"
HOME = Path(__file__).parent.parent.parent
# question.rows("measure", "part") and question.rows("measure"), with literals only
NAMED = re.compile(r"""question\.rows\(['"](\w+)['"](?:\)|, ['"]([\w-]*)['"])""")


@pytest.fixture(autouse=True)
def then(monkeypatch):
    """The day of the cast."""
    monkeypatch.setattr("tracker.web.clock.now", lambda: NOW)


@pytest.fixture
def busy(cast):
    """Uses, a leader's answer, and a lesson that is older than half a year."""
    Lesson.update(stated_at=NOW - dt.timedelta(200)).where(
        Lesson.experiment == cast.passport
    ).execute()
    said = {
        "note": "Det virkede.",
        "used_on": TODAY,
        "at": NOW - dt.timedelta(30),
        "hours": 3,
    }
    Reuse.create(lesson=cast.passport.lessons.get(), person=cast.carla, **said)
    BuildsOn.create(child=planned(cast.leif, cast.facebook), parent=cast.passport)
    Comment.add(cast.passport, body="Det vil jeg også prøve.", by=cast.leif, at=NOW)
    Experiment.update(hours=7.5, cost=1200).execute()
    return concluded(cast.carla, cast.facebook, Outcome.supported)


def test_every_question_is_answered_and_says_how_it_is_counted(cast, visit, busy):
    page = visit(cast.eva).get("/dashboard").text.partition("</main>")[0]
    titles = re.findall(r'<h3 id="[a-z]+-title">([^<]+)</h3>', page)
    assert len(titles) == 12 and page.count('<details class="info') == 12
    assert all(f"How it is counted: {title}" in page for title in titles)
    assert (
        page.index("How much of what we tried taught us")
        < page.index("How much do we try")
        < page.index("Three lessons")
    )
    assert (
        re.search(">2</a> of <a [^>]+>2</a>", page)
        and "Folk spørger om aftenen" in page
    )


def test_the_rows_say_what_each_adds_and_what_only_their_unit_sees(cast, visit, busy):
    page = visit(cast.carla).get(f"/dashboard/rows?measure=started&quarter={Q}").text
    assert "1 more, visible to its unit" in page and "Quiz i story" not in page
    assert (
        "Quiz i story"
        in visit(cast.eva).get(f"/dashboard/rows?measure=started&quarter={Q}").text
    )
    page = visit(cast.eva).get(f"/dashboard/rows?measure=uses&quarter={Q}").text
    assert "used 2 times" in page and "over 1 attempt" in page


@for_each_case(
    "query", ["measure=people", "measure=days&part=people", "", "measure=days"]
)
def test_there_are_no_rows_behind_what_is_no_figure(cast, visit, query):
    assert visit(cast.eva).get(f"/dashboard/rows?{query}").status_code == 404


def test_a_part_that_is_none_leads_to_the_whole(cast, visit):
    answer = visit(cast.eva).get("/dashboard/rows?measure=awaiting&part=ended")
    assert answer.status_code == 302
    assert answer.location == f"/dashboard/rows?measure=awaiting&quarter={Q}"


def test_every_figure_that_is_named_in_a_link_has_rows():
    """A measure and its part as templates and forms write them out."""
    found = set()
    for folder in ("templates/dashboard", "tracker/dashboard/forms"):
        for path in (HOME / folder).iterdir():
            if path.is_file():
                found |= set(NAMED.findall(path.read_text()))
    assert len(found) > 15 and found <= ROWS_BEHIND.keys()


def test_an_empty_organisation_has_one_panel_and_no_figures(cast, visit):
    Conclusion.update(concluded_on=None, imported=True).execute()
    Experiment.update(stage="draft", published_at=None).execute()
    page = visit(cast.eva).get("/dashboard").text.partition("<main")[2]
    assert "Nothing was tried here yet" in page and 'class="empty' in page
    assert not {"key-figures", "<details", "<select", "/rows"} & set(
        re.findall(r"key-figures|<details|<select|/rows", page.partition("</main>")[0])
    )


def test_the_page_begins_with_four_figures_and_five_sentences(cast, visit, busy):
    page = visit(cast.eva).get("/dashboard").text.partition("</main>")[0]
    figures = page[page.index('class="key-figures"') : page.index('class="questions"')]
    assert figures.count("<li>") == figures.count('class="sparkline"') == 4
    sections = re.findall(r'<details class="question" id="(\w+)"( open)?>', page)
    assert [id for id, _ in sections] == ["learned", "tried", "used", "people", "known"]
    assert not any(is_open for _, is_open in sections)
    listed = re.findall(r'<li><a href="#(\w+)">', page)
    parts = re.findall(r'<section class="metric" id="(\w+)"', page)
    assert listed == parts, "the contents list has every part, in its order"


def test_every_measure_has_rows_and_a_title(app, cast, visit, busy):
    browser = visit(cast.frida)
    parts = dict(ROWS_BEHIND.keys())
    # Rows that are counted, that are added up, and of which there is a middle
    pages = parts if examples.thorough else ("started", "saved", "days")
    for measure in pages:
        part = parts[measure]
        answer = browser.get(
            f"/dashboard/rows?measure={measure}&part={part}&unit=1&platform=facebook"
        )
        assert answer.status_code == 200
        assert "%(" not in answer.text
    with app.test_request_context("/?unit=1&platform=facebook"):
        question = parse_filter()
        period = question.period(ZoneInfo("Europe/Copenhagen"))
        some = {}
        for measure, part in ROWS_BEHIND:
            asked = Drilldown(measure, part)
            behind = some.get(measure)
            if behind is None or examples.thorough:
                behind = some[measure] = drilldown_rows(asked, period, cast.frida)
            told = drilldown_text(asked, question, behind)
            assert told.title and told.total
            assert "%(" not in f"{told.title} {told.where} {told.total} {told.more}"


def test_figures_about_few_people_are_hidden(cast, visit, busy):
    page = visit(cast.leif).get("/dashboard").text
    assert (
        "not shown, so that nobody can be worked out"
        in page[page.index('id="participation"') : page.index('id="leaders"')]
    )


def test_what_was_brought_in_without_lessons_is_told_kindly(cast, visit):
    Lesson.delete().execute()
    Conclusion.update(imported=True, concluded_on=dt.date(2014, 3, 31)).execute()
    page = visit(cast.eva).get("/dashboard?quarter=2014-Q1").text
    assert "0 of 1" in page and "None of these attempts has a lesson yet" in page


def test_the_quarters_to_choose_from_are_those_in_which_something_was_by_year(
    cast, visit
):
    Conclusion.update(imported=True, concluded_on=dt.date(1998, 12, 31)).execute()
    Experiment.update(
        published_at=dt.datetime(2014, 3, 31, 22, 30, tzinfo=dt.UTC)
    ).where(Experiment.id == cast.passport.id).execute()
    page = visit(cast.eva).get("/dashboard?quarter=2025-Q3").text
    found = re.findall(r'<optgroup label="(\d+)">(.*?)</optgroup>', page, re.S)
    told = {
        year: re.findall(r'value="([^"]+)"( selected)?', options)
        for year, options in found
    }
    # Half past ten in the evening of 31 March, in Greenwich, is April where the organisation is
    assert told == {
        "2026": [("2026-Q4", "")],
        "2025": [("2025-Q3", " selected")],
        "2014": [("2014-Q2", "")],
        "1998": [("1998-Q4", "")],
    }


def test_an_empty_quarter_teaches_and_what_was_left_out_is_told(cast, visit):
    answer = visit(cast.eva).get("/dashboard?quarter=2026-Q1&unit=abc")
    assert "Nothing was tried here in this quarter" in answer.text
    assert answer.status_code == 200 and "was left out" in answer.text


@for_each_case(
    "query",
    [
        "quarter=2027-Q1",
        "quarter=0999-Q1",
        "quarter=x",
        "unit=999999",
        "unit=abc",
        "platform=x%01",
    ],
)
def test_what_makes_no_sense_is_left_out(app, cast, query):
    with app.test_request_context(f"/dashboard?{query}"):
        assert parse_filter().left_out


def test_an_admin_keeps_it_to_leaders_and_facilitators(cast, visit):
    chosen = re.findall(
        r"<input[^>]*checked[^>]*>", visit(cast.ada).get("/admin/settings").text
    )
    assert len(chosen) == 1 and "everyone" in chosen[0]
    assert (
        visit(cast.ada)
        .post("/admin/settings", data={"dashboard": "nobody"})
        .status_code
        == 422
    )
    assert (
        visit(cast.ada)
        .post("/admin/settings", data={"dashboard": "leaders"})
        .status_code
        == 303
    )
    assert Setting.chosen("dashboard", "") == "leaders"
    # Nor in the menu
    assert "/dashboard" not in re.findall(
        r'href="([^"]+)"', visit(cast.eva).get("/strategy").text
    )
    assert "/dashboard" in re.findall(
        r'href="([^"]+)"', visit(cast.leif).get("/strategy").text
    )
    closed = visit(cast.eva).get("/dashboard")
    assert (
        closed.status_code == 403
        and "Leaders and facilitators read this page" in closed.text
    )
    for path in (f"rows?measure=started&quarter={Q}", "export.csv", "export.xlsx"):
        assert visit(cast.eva).get(f"/dashboard/{path}").status_code == 403
    assert all(map(readable_by, (cast.leif, cast.frida, cast.ada)))
    assert visit(cast.leif).get("/dashboard/rows?measure=started").status_code == 200


def test_the_figures_go_along_as_a_table(cast, visit, busy):
    answer = visit(cast.eva).get(f"/dashboard/export.csv?quarter={Q}&platform=facebook")
    rows = list(
        csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")))
    )
    told = {row["measure"]: row for row in rows if row["quarter"] == Q}
    rate = told["learning rate"]
    assert (
        rate["value"],
        rate["numerator"],
        rate["denominator"],
        rate["platform"],
    ) == (
        "1",
        "2",
        "2",
        "Facebook",
    )
    assert (
        told["participation"]["value"],
        told["participation"]["hidden"],
        told["participation"]["platform"],
    ) == (
        "",
        "true",
        "",
    )
    assert told["uses from Borgerservice by Bibliotek"]["value"] == "2"
    assert visit(cast.eva).get("/dashboard/export.xlsx").get_data()[:2] == b"PK"


def test_the_page_costs_the_same_few_queries_however_much_there_is(cast, visit, busy):
    browser = visit(cast.eva)
    browser.get("/leading")  # what is asked once for a session
    with counted() as sent:
        browser.get("/dashboard")
    few = len(sent)
    for _ in range(2):
        concluded(cast.carla, cast.facebook)
    with counted() as sent:
        browser.get("/dashboard")
    assert len(sent) == few <= 51


@for_each_case(
    ("before", "now", "sentence"),
    [
        (
            Share(50, 200),
            Share(100, 200),
            "Reuse doubled since then: from 50 of 200 (25%) to 100 of 200 (50%).",
        ),
        (Share(5, 40), Share(20, 40), "Reuse more than doubled since then"),
        (Share(40, 80), Share(20, 80), "Reuse was halved since then"),
        (Share(20, 40), Share(5, 40), "Reuse fell to less than half since then"),
        (Share(100, 200), Share(140, 200), "Reuse rose since then"),
        (Share(140, 200), Share(100, 200), "Reuse fell since then"),
        (Share(10, 20), Share(21, 40), "Reuse is much the same since then"),
        (
            Share(0, 20),
            Share(9, 20),
            "Reuse went from none to 9 of 20 (45%) since then.",
        ),
        (
            Share(9, 20),
            Share(0, 20),
            "Reuse went from 9 of 20 (45%) to none since then.",
        ),
        # More than it was, and no more than chance
        (
            Share(10, 20),
            Share(14, 20),
            "Reuse is about the same since then, with few cases: from 10 of 20 (50%) to"
            " 14 of 20 (70%) may be chance.",
        ),
        (
            Share(1, 3),
            Share(2, 3),
            "Reuse is about the same since then, with few cases",
        ),
        (Share(0, 20), Share(0, 20), ""),
        (Share(0, 0), Share(2, 3), ""),
        (Rate(7.0, 70), Rate(14.0, 140), "Reuse doubled since then"),
        (Rate(7.0, 7), Rate(9.1, 9), "Reuse is about the same since then, with few"),
        # Of days no change is told
        (Spread(10, 49.0, 52), Spread(9, 20.0, 30), "Reuse since then: from 49"),
    ],
)
def test_what_changed_is_told_in_words(app, before, now, sentence):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        told = (
            changed("Reuse", Amount.of(now), Amount.of(before), "since then")
            .replace("\xa0", "")
            .replace(" %", "%")
        )
    assert told.startswith(sentence) and bool(told) == bool(sentence)


ENDED = dt.date(2027, 1, 1)


def changes_of(measure: Measure, shares: dict, on: dt.date = TODAY) -> list[str]:
    """The sentences of a measure with these values."""
    (quarter, *_) = shares
    period = Period(quarter, on, ZoneInfo("Europe/Copenhagen"))
    return compared(measure, Measures(period, {measure.name: shares}))


def test_two_changes_of_few_are_told_in_one_sentence(app):
    quarter = Quarter(2026, 4)
    reuse = replace(REUSE_RATE, change="Reuse")
    shares = {
        quarter: Share(8, 9),
        quarter.previous: Share(3, 3),
        quarter.year_before: Share(1, 2),
    }
    with app.test_request_context(headers={"Accept-Language": "en"}):
        [few] = changes_of(reuse, shares, ENDED)
        assert (
            few
            == "Reuse: 3 of 3 last quarter, 1 of 2 the same quarter last year, 8 of 9 now;"
            " with so few cases that may be chance."
        )
        [running] = changes_of(reuse, shares)
        assert running == f"{few} The quarter is still running."
        many = {**shares, quarter: Share(40, 50), quarter.previous: Share(20, 50)}
        assert len(changes_of(reuse, many)) == 2
        none = {**shares, quarter.year_before: Share(0, 0)}
        assert len(changes_of(reuse, none)) == 1


def test_what_grows_with_its_quarter_is_not_told_to_have_fallen_before_it_ends(app):
    quarter = Quarter(2026, 4)
    shares = {
        quarter: Share(20, 50),
        quarter.previous: Share(40, 50),
        quarter.year_before: Share(5, 50),
    }

    # As taking part, whose values are people
    grows = replace(REUSE_RATE, change="Taking part", grows=True)

    def told(on: dt.date) -> list[str]:
        return changes_of(grows, shares, on)

    with app.test_request_context(headers={"Accept-Language": "en"}):
        [rose] = told(dt.date(2026, 10, 3))
        assert rose.startswith(
            "Taking part more than doubled since the same quarter last year"
        )
        assert len(told(ENDED)) == 2
