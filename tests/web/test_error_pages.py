"""What an error page offers: the search, the time, the number, the form once more."""

from werkzeug.exceptions import RequestEntityTooLarge, TooManyRequests

from tests.examples import for_each_case
from tracker.db import database

SENT = {
    "hypothesis": "et billede af skraldemanden får flere til at læse med",
    "title": "Skraldemanden",
    "password": "hemmeligt-og-langt-kodeord-12345",
    "csrf_token": "old",
}
HERE = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "en"}


def test_nothing_here_asks_what_one_looked_for(cast, visit):
    page = visit(cast.alma).get("/nowhere").text
    assert 'role="search"' in page
    assert 'role="search"' not in visit().get("/nowhere").text


def test_a_fault_has_the_number_of_its_request(app, visit, monkeypatch):
    monkeypatch.setitem(app.view_functions, "privacy.policy", lambda: 1 / 0)
    answer = visit().get("/privacy")
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text


@for_each_case("seconds, told", [(40, "in 40 seconds"), (61, "in 2 minutes, at ")])
def test_too_often_says_when(app, visit, monkeypatch, seconds, told):
    def refuse():
        raise TooManyRequests(retry_after=seconds)

    monkeypatch.setitem(app.view_functions, "accounts.login", refuse)
    page = visit().get("/login").text
    assert told in page and "/password/forgot" in page


def test_a_form_that_is_too_old_stands_there_to_be_sent_again(product):
    product.config["WTF_CSRF_ENABLED"] = True
    with database.connection_context():
        alma = product.cast.browser(product, product.cast.alma)
    page = alma.post("/experiments/new", data=SENT, headers=HERE).text
    assert SENT["hypothesis"] in page and 'value="Skraldemanden"' in page
    assert 'action="/experiments/new"' in page and "hemmeligt" not in page


def test_a_form_of_another_site_is_never_offered(product):
    product.config["WTF_CSRF_ENABLED"] = True
    with database.connection_context():
        alma = product.cast.browser(product, product.cast.alma)
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {},
    ):
        page = alma.post("/experiments/new", data=SENT, headers=headers).text
        assert SENT["hypothesis"] not in page


def test_what_is_too_large_leads_back_to_its_form(app, visit, monkeypatch):
    def refuse():
        raise RequestEntityTooLarge

    monkeypatch.setitem(app.view_functions, "accounts.enter", refuse)
    host = visit().get("/privacy").request.host
    there = {"Referer": f"http://{host}/login?next=/me"}
    page = visit().post("/login", headers=there).text
    assert 'href="/login?next=/me"' in page
    elsewhere = {"Referer": "https://evil.example/login"}
    assert "evil.example" not in visit().post("/login", headers=elsewhere).text
