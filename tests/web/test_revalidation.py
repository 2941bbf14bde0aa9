"""A page that a browser kept is answered 304 while it is right, and never after a write."""

import re

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as some

from tests import examples
from tests.cast import NOW, planned
from tests.examples import tries
from tests.experiments.test_indistinguishable import alike
from tests.test_kept_pages import ACTS, REFUSALS, TOKEN, Walk
from tracker import db
from tracker.accounts.models import FormSubmission, Unit
from tracker.experiments.models import Experiment
from tracker.request_times import RequestTimes, request_times
from tracker.web.clock import now

# What differs of a table's revision is asked in tests/test_queries_per_page.py
pytestmark = pytest.mark.sqlite_by_default
PAGES = ("/", "/experiments", "/lessons", "/experiments/{newest}", "/lessons/{lesson}")
UNTOLD = {
    "/",
    "/experiments",
    "/experiments/new",
    "/lessons",
    "/guidelines",
    "/questions",
    "/dashboard",
}
AT_HOME = "http://localhost/"


@pytest.fixture
def loaded(product):
    """What a browser of Carla gets, with what it kept, all within one minute."""
    with db.database.connection_context():
        planned(product.cast.eva, product.cast.facebook, title="Noget at se")
        browser = product.cast.browser(product, product.cast.carla)

    def get(path, etag=None, **headers):
        if etag:
            headers["If-None-Match"] = etag
        return browser.get(path, headers=headers, base_url=AT_HOME)

    get.browser = browser
    # Another minute is another page, however slow the machine
    with time_machine.travel(now(), tick=False):
        get("/")  # the first answer sends the cookie of the session, and is not kept
        yield get


def test_a_page_that_did_not_change_is_not_sent_again(loaded):
    for path in ("/", "/experiments", "/lessons"):
        first = loaded(path)
        assert first.headers["Cache-Control"] == "private, no-cache", path
        again = loaded(path, first.headers["ETag"])
        assert again.status_code == 304 and not again.data, path
        assert again.headers["ETag"] == first.headers["ETag"], path
    # Before anything is asked
    etag = loaded("/experiments").headers["ETag"]
    times = RequestTimes()
    token = request_times.set(times)
    try:
        assert loaded("/experiments", etag).status_code == 304
    finally:
        request_times.reset(token)
    assert len(times.statements) <= 3
    assert times.rendering == 0


def test_the_kept_page_keeps_its_policy(loaded):
    """Its nonce is in the page; another in the headers would stop its scripts. And it is
    not kept where others could read it, nor when it told something once.
    """
    first = loaded("/experiments")
    nonce = re.search("nonce-([^']+)'", first.headers["Content-Security-Policy"])[1]
    assert nonce in first.text
    again = loaded("/experiments", first.headers["ETag"])
    assert "Content-Security-Policy" not in again.headers
    elsewhere = loaded.browser.get("/experiments", base_url="http://forsoeg.localhost/")
    assert "ETag" not in elsewhere.headers
    with loaded.browser.session_transaction(base_url=AT_HOME) as session:
        session["_flashes"] = [("message", "Sagt en gang")]
    told = loaded("/experiments", first.headers["ETag"])
    assert told.status_code == 200 and "Sagt en gang" in told.text
    assert told.headers["Cache-Control"] == "no-store"
    out = loaded.browser.post("/logout", base_url=AT_HOME)
    assert '"cache"' in out.headers["Clear-Site-Data"]


def test_a_write_that_the_page_reads_makes_another(loaded, product):
    for sent in ('W/"0"', '"x"', 'W/"a.zz.b"', "*", 'W/"...."', 'W/""'):
        assert loaded("/experiments", sent).status_code == 200, "made up"
    cast = product.cast
    list_etag = loaded("/experiments").headers["ETag"]
    with db.database.connection_context():
        planned(cast.eva, cast.facebook, title="Lige delt")
    changed = loaded("/experiments", list_etag)
    assert changed.status_code == 200 and "Lige delt" in changed.text


def test_what_its_reader_may_not_see_changes_no_etag(loaded, product):
    """The page is drawn, and not sent: it says the same, whatever was written. By default
    the pages that people read most.
    """
    cast = product.cast
    untold = sorted(UNTOLD) if examples.thorough else ("/", "/experiments", "/lessons")
    paths = [*untold, f"/experiments/{cast.passport.id}"]
    etags = {path: loaded(path).headers["ETag"] for path in paths}
    with db.database.connection_context():
        Experiment.create(by=cast.eva, at=NOW, title="Kladde", platform=cast.facebook)
        of = cast.eva
        FormSubmission.create(person=of, key="nøgle", made="plan 1", at=NOW)
        Unit.update(name=Unit.name).execute()
    for path, etag in etags.items():
        again = loaded(path, etag)
        assert again.status_code == 304 and again.headers["ETag"] == etag, path
    assert loaded(path).headers["ETag"] == etag, path


def test_another_reader_and_another_language_have_others(loaded, product):
    etag = loaded("/experiments").headers["ETag"]
    with db.database.connection_context():
        other = product.cast.browser(product, product.cast.bo)
    headers = {"If-None-Match": etag}
    answer = other.get("/experiments", headers=headers, base_url=AT_HOME)
    assert answer.status_code == 200
    with db.database.connection_context():
        product.cast.carla.reload().set_locale("da")
    assert loaded("/experiments", etag).status_code == 200


def test_nothing_is_kept_for_who_has_a_draft_or_an_anonymous_attempt(loaded, product):
    cast = product.cast
    with db.database.connection_context():
        draft = Experiment.create(by=cast.carla, at=NOW, title="Kladde")
    for path in ("/", "/experiments"):
        answer = loaded(path)
        assert answer.headers["Cache-Control"] == "no-store", path
        assert "ETag" not in answer.headers, path
    with db.database.connection_context():
        draft.reload().discard(at=NOW)
        shared = planned(cast.carla, cast.facebook, title="Uden navn")
        Experiment.update(withheld=True).where(Experiment.id == shared.id).execute()
    for path in ("/", "/experiments"):
        assert loaded(path).headers["Cache-Control"] == "no-store", path


def test_a_form_whose_key_was_used_does_not_come_back(loaded):
    etag = loaded("/experiments/new").headers["ETag"]
    assert loaded("/experiments/new", etag).status_code == 304
    loaded.browser.post("/experiments/new", data={"title": ""}, base_url=AT_HOME)
    loaded("/experiments/new")  # sends the cookie of the session
    assert loaded("/experiments/new", etag).status_code == 200


@pytest.fixture
def walk(product, monkeypatch):
    return Walk(product, monkeypatch)


@pytest.mark.thorough(
    short="web/test_revalidation.py::test_a_write_that_the_page_reads_makes_another"
)
@given(
    history=some.lists(some.sampled_from(sorted(ACTS)), min_size=4, max_size=6),
    chosen=some.randoms(use_true_random=False),
)
@tries(1, 30)
def test_a_browser_never_shows_what_is_not_so(walk, history, chosen):
    """After any act, a 304 is only answered where the page made anew would be the same."""
    kept = {}
    readers = ("alma", "eva", "carla", "leif")
    for name in history:
        try:
            walk.act(name)
        except Exception as refused:  # an act that makes no sense now changes nothing
            assert type(refused).__name__ in REFUSALS, (name, refused)
        with db.database.connection_context():
            lesson = walk.cast.passport.lessons.get().id
            places = {"newest": walk.newest.id, "lesson": lesson}
        for reader in readers:
            path = chosen.choice(PAGES).format(**places)
            browser = walk.browsers[reader]
            browser.get(path, base_url=AT_HOME)  # sends the cookie of the session
            anew = browser.get(path, base_url=AT_HOME)
            etag, before = kept.get((reader, path), (None, None))
            if etag:
                headers = {"If-None-Match": etag}
                answer = browser.get(path, headers=headers, base_url=AT_HOME)
                if answer.status_code == 304:
                    assert said(before) == said(anew), (name, reader, path)
            if "ETag" in anew.headers:
                kept[reader, path] = (anew.headers["ETag"], anew)


def said(answer) -> str:
    return alike(TOKEN.sub("#", answer.text))
