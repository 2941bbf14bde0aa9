"""Share links lose what tells who shared them, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW, TODAY
from tests.examples import for_each
from tracker.experiments.models import Experiment, Link, MetricReading
from tracker.share_link import without_sharer, without_sharers

POST = "https://www.instagram.com/p/C1abc/"


@for_each(
    [
        (f"{POST}?igsh=MzRlODBiNWFlZA==", POST),
        (f"{POST}?img_index=2&igshid=abc", f"{POST}?img_index=2"),
        ("https://youtu.be/dQw4?si=AbC&t=43", "https://youtu.be/dQw4?t=43"),
        (
            "https://m.youtube.com/watch?v=dQw4&si=x&feature=share#t=1",
            "https://m.youtube.com/watch?v=dQw4#t=1",
        ),
        (
            "https://www.tiktok.com/@kommune/video/7?_r=1&u_code=d&sec_user_id=MS4w&_t=8",
            "https://www.tiktok.com/@kommune/video/7",
        ),
        (
            "https://www.facebook.com/story.php?story_fbid=1&id=2&mibextid=x&fbclid=y",
            "https://www.facebook.com/story.php?story_fbid=1&id=2",
        ),
        ("https://x.com/a/status/1?s=20&t=abc", "https://x.com/a/status/1"),
        (
            "https://www.linkedin.com/posts/a-1?utm_source=share&rcm=ACoAA&trackingId=z",
            "https://www.linkedin.com/posts/a-1",
        ),
        # The same names mean something else elsewhere
        (
            "https://example.org/?s=20&t=abc&si=1",
            "https://example.org/?s=20&t=abc&si=1",
        ),
        ("https://example.org/a?b=%20c&&d", "https://example.org/a?b=%20c&&d"),
        ("https://notx.com/?s=1", "https://notx.com/?s=1"),
        ("fbclid=1", "fbclid=1"),
        ("http://[broken?fbclid=1", "http://[broken?fbclid=1"),
        ("", ""),
    ]
)
def test_what_tells_who_shared_goes_and_the_rest_stays(case):
    url, left = case
    assert without_sharer(url) == left
    assert without_sharer(left) == left


@given(st.lists(st.sampled_from(["v=1", "utm_source=x", "igsh=y", "q=%C3%A6", "a"])))
def test_only_whole_parameters_go(pairs):
    url = "https://example.org/p?" + "&".join(pairs)
    left = without_sharer(url)
    kept = [pair for pair in pairs if not pair.startswith(("utm_", "igsh"))]
    assert left.partition("?")[2] == "&".join(kept)


def test_no_verb_keeps_it(cast):
    link = Link.add(cast.passport, url=f"{POST}?igsh=abc", by=cast.alma, at=NOW)
    assert link.url == POST
    reading = MetricReading.take(
        cast.passport,
        metric="likes",
        value=3,
        read_on=TODAY,
        link=f"{POST}?igsh=abc",
        by=cast.alma,
        at=NOW,
    )
    assert reading.link == POST


def test_the_page_says_so_and_only_then(cast, visit):
    alma = visit(cast.alma)
    place = f"/experiments/{cast.passport.id}/links"
    told = "who shared it"
    page = alma.post(place, data={"url": f"{POST}?igsh=abc"}, follow_redirects=True)
    assert told in page.text
    assert "igsh" not in page.text
    page = alma.post(place, data={"url": f"{POST}2"}, follow_redirects=True)
    assert told not in page.text


def test_a_plan_says_so_when_it_is_shared_and_its_draft_never_holds_it(cast, visit):
    alma = visit(cast.alma)
    sent = {
        "title": "Ny",
        "hypothesis": "noget",
        "platform": cast.facebook.id,
        "visibility": "everyone",
        "link": f"{POST}?igsh=abc",
    }
    alma.post("/experiments/new", data={**sent, "draft": "1"})
    draft = Experiment.select().order_by(Experiment.id.desc()).first()
    assert draft.draft_extras["link"] == POST
    page = alma.post(
        "/experiments/new", data={**sent, "publish": "1"}, follow_redirects=True
    )
    assert "who shared it" in page.text


@for_each(
    [
        (f"Se {POST}?igsh=MzRl.", f"Se {POST}."),
        (f"[opslaget]({POST}?igsh=a&img_index=2)", f"[opslaget]({POST}?img_index=2)"),
        (f"<{POST}?igsh=a>\n{POST}?fbclid=b", f"<{POST}>\n{POST}"),
        ("Hvad nu? fbclid=1", "Hvad nu? fbclid=1"),
        ("https://example.org/?q=a, tak!", "https://example.org/?q=a, tak!"),
    ]
)
def test_links_in_a_text_lose_it_too(case):
    text, left = case
    assert without_sharers(text) == left


TOLD = "What told in the link who shared it has been taken out."


@pytest.mark.parametrize(
    ("where", "field"),
    [
        ("experiments/{id}/comments", "body"),
        ("lessons/{lesson}/reuses", "note"),
        ("questions", "body"),
    ],
)
def test_texts_are_kept_without_it_and_it_is_said(cast, visit, where, field):
    there = {"id": cast.passport.id, "lesson": cast.passport.lessons.get().id}
    carla = visit(cast.carla)
    sent = {field: f"Som i {POST}?igsh=MzRl"}
    page = carla.post(f"/{where.format(**there)}", data=sent, follow_redirects=True)
    assert TOLD in page.text and POST in page.text and "igsh" not in page.text


def test_a_comment_that_a_script_sends_says_it(cast, visit):
    script = {"X-Requested-With": "fetch"}
    where = f"/experiments/{cast.passport.id}/comments"
    sent = {"body": f"Som i {POST}?igsh=MzRl"}
    assert TOLD in visit(cast.carla).post(where, data=sent, headers=script).text
