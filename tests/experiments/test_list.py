"""The list of experiments as one asks for it in the address, and what it costs."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import parse_qsl

from werkzeug.datastructures import MultiDict

from tests.cast import NOW, TODAY, concluded, planned
from tests.experiments.many_experiments import gather
from tracker.db import database
from tracker.experiments import queries
from tracker.experiments.forms.filters import ExperimentFilters
from tracker.experiments.list_page import experiment_page
from tracker.experiments.models import Experiment, Picture, Visibility
from tracker.lessons.enums import Outcome


def titles(page: str) -> list[str]:
    found = re.findall(r'<h3 class="title">\s*<a [^>]*>\s*(.*?)\s*</a>\s*</h3>', page)
    return [re.sub("</?mark>", "", title) for title in found]


def queries_of(client, url: str) -> int:
    """How many statements a page sends."""
    asked = []
    execute = database.obj.execute_sql
    database.obj.execute_sql = lambda sql, *args, **kwargs: (
        asked.append(sql) or execute(sql, *args, **kwargs)
    )
    try:
        assert client.get(url).status_code == 200
    finally:
        del database.obj.execute_sql
    return len(asked)


def test_everyone_finds_what_is_shown_to_them_and_no_draft_of_others(cast, visit):
    assert titles(visit(cast.alma).get("/experiments").text) == [
        "Quiz i story",
        "Spørgetime torsdag aften",
    ]
    assert titles(visit(cast.carla).get("/experiments").text) == [
        "Spørgetime torsdag aften"
    ]
    for url in (
        "/experiments?q=genbrugspladsen",
        "/experiments?stage=draft",
        "/experiments?q=livevideo&stage=draft",
    ):
        page = visit(cast.carla).get(url).text
        assert "Livevideo" not in page
        assert not re.search(r'drafts\s*</span>\s*<span class="quantity">1', page)
    assert "Livevideo fra genbrugspladsen" in titles(
        visit(cast.alma).get("/experiments?stage=draft").text
    )


def test_signed_out_leads_to_sign_in_and_back(visit):
    answer = visit().get("/experiments?q=svar&platform=x")
    assert answer.status_code == 302
    assert "/login?next=/experiments?q%3Dsvar%26platform%3Dx" in answer.location


def test_what_was_searched_for_is_marked_and_nothing_in_it_runs(cast, visit):
    planned(
        cast.carla,
        cast.facebook,
        title="<script>alert(1)</script> Åbne døre",
        hypothesis="x" * 300 + " åbenhed <b>virker</b>",
    )
    page = visit(cast.alma).get("/experiments?q=åb").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>Åbne</mark> døre" in page
    assert "<mark>åbenhed</mark> &lt;b&gt;virker" in page
    assert "<script>alert" not in page
    assert "“åb”" in page


FOUND = (
    ("q=aften", ["Spørgetime torsdag aften"]),
    ("q=borger", ["Quiz i story", "Spørgetime torsdag aften"]),
    ("q=spørge -quiz", ["Spørgetime torsdag aften"]),
    ('q="torsdag aften"', ["Spørgetime torsdag aften"]),
    ("q=-quiz", ["Spørgetime torsdag aften"]),
    ("outcome=refuted", ["Spørgetime torsdag aften"]),
    ("outcome=supported", []),
    ("outcome=supported&outcome=refuted", ["Spørgetime torsdag aften"]),
    ("stage=running", ["Quiz i story"]),
    ("stage=running&stage=concluded", ["Quiz i story", "Spørgetime torsdag aften"]),
    ("stage=awaiting", []),
    ("platform=facebook", ["Quiz i story", "Spørgetime torsdag aften"]),
    ("platform=x", []),
    ("platform=facebook&platform=x&stage=running", ["Quiz i story"]),
    ("since=2026-11-20", ["Quiz i story", "Spørgetime torsdag aften"]),
    ("since=2026-11-21", []),
    ("until=2026-11-20", ["Quiz i story", "Spørgetime torsdag aften"]),
    ("until=2026-11-19", []),
    ("sort=surprising", ["Spørgetime torsdag aften", "Quiz i story"]),
    ("sort=endorsed", ["Quiz i story", "Spørgetime torsdag aften"]),
)


def choices_in(query: str) -> ExperimentFilters:
    """What an address asks for, as its page reads it."""
    args = MultiDict(parse_qsl(query, keep_blank_values=True))
    return ExperimentFilters.read("/experiments", args)


def test_an_address_says_what_is_asked_for(app, cast, visit):
    there = {row.id: row.title for row in Experiment.select()}
    for query, found in FOUND:
        choices = choices_in(query)
        with app.app_context():
            asked = queries.searched(
                cast.alma, choices.asked(), TODAY, best=choices.is_best_first
            )
            page = list(experiment_page(choices, asked, cast.alma, None))
        assert [there[id] for id in page] == found, query
        assert not choices.left_out, query
    alma = visit(cast.alma)
    for query, found in FOUND[2:10:2]:
        answer = alma.get(f"/experiments?{query}")
        assert titles(answer.text) == found, query
        assert "made no sense" not in answer.text, query


def test_units_and_tags_narrow_it_down(cast, visit):
    tagged = planned(cast.carla, cast.facebook, title="Om klager", tags=["klager"])
    alma = visit(cast.alma)
    assert titles(alma.get(f"/experiments?unit={cast.library.id}").text) == [
        "Om klager"
    ]
    assert titles(alma.get("/experiments?tag=klager").text) == [tagged.title]


def test_an_experiment_whose_review_day_has_passed_awaits_its_lesson(cast, visit):
    Experiment.update(review_on="2026-01-09").where(
        Experiment.id == cast.quiz.id
    ).execute()
    page = visit(cast.alma).get("/experiments?stage=awaiting").text
    assert titles(page) == ["Quiz i story"]
    assert "awaiting its lesson" in page


NONSENSE = (
    "platform=nowhere",
    "outcome=won",
    "stage=flying",
    "unit=999",
    "unit=1e9",
    "unit=-1",
    "unit=²",
    "tag=no+such+tag",
    "tag=a%00b",
    "since=yesterday",
    "until=2026-13-01",
    "since=0000-00-00",
    "since=2026-12-01&until=2026-01-01",
    "sort=worst",
    "unit=" + "9" * 400,
    "platform=facebook&platform=../etc",
)


def test_nonsense_is_left_out_and_told_kindly(cast, visit):
    alma = visit(cast.alma)
    told = "Something in the address made no sense here and was left out."
    for query in NONSENSE:
        assert choices_in(query).left_out, query
    for query in NONSENSE[::5]:
        answer = alma.get(f"/experiments?{query}")
        assert answer.status_code == 200 and told in answer.text, query


TYPED = (
    "q=%00%01%1f",
    "q=" + "æ" * 5000,
    "q=%22",
    "q=-",
    "colour=4",
    "after=nonsense",
    "q=%ED%A0%80",
    "since=&until=&q=",
)


def test_nothing_that_is_typed_is_an_error(cast, visit):
    alma = visit(cast.alma)
    for query in TYPED:
        answer = alma.get(f"/experiments?{query}")
        assert answer.status_code == 200, query
        assert "made no sense" not in answer.text, query


def test_chosen_filters_can_be_taken_away_and_addresses_shared(cast, visit):
    page = (
        visit(cast.alma)
        .get("/experiments?platform=facebook&stage=running&q=quiz&sort=built_on")
        .text
    )
    # Without the stage
    assert 'href="/experiments?q=quiz&amp;platform=facebook&amp;sort=built_on"' in page
    # Without the platform
    assert 'href="/experiments?q=quiz&amp;stage=running&amp;sort=built_on"' in page
    assert 'name="platform" value="facebook"' in page  # the search keeps the choices
    assert 'aria-current="true"' in page


def test_counts_stand_beside_the_filters(cast, visit):
    page = visit(cast.alma).get("/experiments").text
    assert re.search(
        r'Didn(&#39;|\')t hold\s*</span>\s*<span class="quantity">1<', page
    )
    assert re.search(r'Held\s*</span>\s*<span class="quantity">0<', page)
    assert re.search(r'Facebook\s*</span>\s*<span class="quantity">2<', page)
    # Nothing there yet
    assert "Bibliotek</span>" not in page.split("filters-in")[1].split("</details>")[0]


def test_an_empty_list_teaches_and_nothing_found_invites(cast, visit):
    assert (
        "Nothing here fits that"
        in visit(cast.alma).get("/experiments?q=findesikke").text
    )
    Experiment.update(visibility=Visibility.unit).execute()
    assert (
        "Nobody has tried anything here yet"
        in visit(cast.carla).get("/experiments").text
    )


def test_leafing_through_shows_each_once_and_leads_back(cast, visit):
    gather(cast, 45)
    alma = visit(cast.alma)
    url = "/experiments"
    seen = []
    while url:
        page = alma.get(url).text
        seen += re.findall(r'<h3 class="title">\s*<a href="/experiments/(\d+)"', page)
        later = re.search(r'rel="next" href="([^"]+)"', page)
        url = later and later[1].replace("&amp;", "&")
        assert ('rel="first"' in page) == (len(seen) > 20)
    total = int(re.search(r"<strong>(\d+)</strong>", page)[1])
    assert len(seen) == len(set(seen)) == total > 20


PAGES = (
    "/experiments",
    "/experiments?q=svar&sort=surprising&platform=facebook",
    "/lessons",
    "/",
    "/me",
    "/experiments/similar?q=svar på klager om aftenen",
)


def test_a_page_asks_no_more_when_there_are_more_rows(cast, visit):
    alma = visit(cast.alma)
    gather(cast, 20, seed=2)
    few = {url: queries_of(alma, url) for url in PAGES}
    gather(cast, 8, seed=3)
    for url in PAGES:
        # Nothing is kept in the transaction of a test: what everybody may see is read twice
        most = {"/": 30}.get(url, 34 if "?q=" in url else 28)
        assert queries_of(alma, url) <= few[url] <= most, url


def test_similar_is_a_fragment_with_outcome_and_lesson(cast, visit):
    page = (
        visit(cast.carla)
        .get("/experiments/similar?q=spørgetime for borgerne torsdag")
        .text
    )
    assert "<html" not in page
    assert "Spørgetime torsdag aften" in page
    assert "Didn&#39;t hold" in page
    assert "Folk spørger om aftenen" in page
    assert visit(cast.carla).get("/experiments/similar?q=").text.strip() == ""
    assert visit(cast.carla).get("/experiments/similar").status_code == 200
    assert visit().get("/experiments/similar?q=x").status_code == 302


def test_names_of_many_are_told_shortly(cast, visit):
    concluded(
        cast.frida,
        cast.facebook,
        Outcome.mixed,
        title="Vi fire",
        co_authors=[cast.alma, cast.bo, cast.leif],
    )
    page = visit(cast.carla).get("/experiments?q=fire").text
    assert "Frida Lund, Alma Holm and 2 more" in page


def test_search_never_matches_names(cast, visit):
    assert titles(visit(cast.carla).get("/experiments?q=Alma").text) == []
    assert titles(visit(cast.carla).get("/lessons?q=Holm").text) == []


def test_days_are_those_of_the_organisation(cast, visit):
    late = planned(cast.carla, cast.facebook, title="Efter midnat")
    moment = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)  # the 21st in Copenhagen
    Experiment.update(published_at=moment).where(Experiment.id == late.id).execute()
    assert titles(visit(cast.carla).get("/experiments?since=2026-11-21").text) == [
        "Efter midnat"
    ]
    assert "Efter midnat" not in titles(
        visit(cast.carla).get("/experiments?until=2026-11-20").text
    )
    assert NOW.date() == TODAY


def test_a_row_shows_the_first_picture_that_is_not_hidden(cast):
    common = {"width": 4, "height": 3, "by": cast.alma, "at": NOW}
    first, second = (
        Picture.create(experiment=cast.passport, file=name, **common)
        for name in ("a" * 32, "b" * 32)
    )

    def shown(viewer):
        (row,) = queries.rows_of([cast.passport.id], viewer)
        return row.picture

    assert shown(cast.carla) == first
    Picture.update(hidden_at=NOW).where(Picture.id == first.id).execute()
    assert shown(cast.carla) == shown(cast.alma) == second
    Picture.update(hidden_at=NOW).execute()
    assert shown(cast.carla) is None


def test_what_people_wrote_is_danish_on_an_english_page(cast, visit):
    page = visit(cast.carla).get("/experiments").text
    assert 'lang="en"' in page
    assert re.search(r'<a href="/experiments/\d+" lang="da">', page)
