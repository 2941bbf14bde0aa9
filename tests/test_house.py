"""The house holds: every route is listed and keeps its doors, every template is somebody's page."""

import datetime as dt
import itertools
import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import meta

from tests.access import (
    AUTHOR,
    BESIDE,
    CO_AUTHOR,
    ELSEWHERE,
    FACILITATOR,
    NAMES,
    OUT,
    SEES,
    by_token,
    refuse_plainly,
)
from tests.cast import NOW, concluded, person
from tests.experiments.anonymous_experiment import withheld
from tests.faults.product import signed_in
from tests.routes import DANGEROUS, ROUTES
from tests.sources import parsed, parsed_template, texts_in
from tracker import db
from tracker.accounts import denials
from tracker.accounts.models import Person, Session
from tracker.app import folder
from tracker.experiments.models import Visibility
from tracker.summaries import queries
from tracker.web import responses
from tracker.web.clock import now

HOME = Path(__file__).parent.parent
LONGEST_TEMPLATE = 250
UNLISTED = ("static", "assets", "chartkick.static")
# Where only a token lets somebody in, no form is sent
# But for what a token opens, and what an identity provider signs: without one it is
# not there, and test_single_sign_on forges its token
UNSAFE = [
    route
    for route, doors in ROUTES.items()
    if route.startswith("POST")
    and doors != by_token()
    and route != "POST accounts.logged_out_there"
]
# Routes that are opened in one test, by people who signed in once
TOGETHER = [list(ROUTES)[start : start + 60] for start in range(0, len(ROUTES), 60)]


def routes_of(app) -> set[str]:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in UNLISTED]
    return {
        f"{method} {rule.endpoint}"
        for rule in rules
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }


def test_every_route_is_listed(app):
    assert routes_of(app) == set(ROUTES), (
        "list the route in tests/routes.py, with who may use it"
    )


@pytest.fixture(autouse=True)
def plain(monkeypatch, request):
    """No page is drawn for who is refused, and one of 24 for who is let in: each is
    drawn where it is tested, as what is noted of denials is. And a quarter is counted
    once. With --faults all is as it is.
    """
    if not request.config.getoption("--faults"):
        refuse_plainly(monkeypatch)
        monkeypatch.setattr(responses, "rendered", one_of(24))
        monkeypatch.setattr(denials, "_note", lambda *said: None)
        monkeypatch.setattr(queries, "taken", cache(queries.taken))


def one_of(many: int):
    """What draws one page of so many, and answers with the name of its template for others."""
    draw = responses.rendered
    turns = itertools.count()

    def rendered(template: str, /, **context) -> str:
        return template if next(turns) % many else draw(template, **context)

    return rendered


class Callers:
    """Everybody with a cookie, each signed in when they first come to a door."""

    def __init__(self, app, cast):
        self.app = app
        self.cast = cast
        self.client = app.test_client(use_cookies=False)
        self.cookies = {OUT: ""}

    def come(self, *all_who: str) -> None:
        for who in set(all_who) - set(self.cookies):
            person = getattr(self.cast, NAMES[who])
            self.cookies[who] = signed_in(self.app, person).cookie

    def open(self, who: str, url: str, method: str):
        sent = {"Accept-Language": "en", "Cookie": self.cookies[who]}
        return self.client.open(url, method=method, headers=sent)


@pytest.mark.sqlite_by_default
@pytest.mark.parametrize("routes", TOGETHER, ids=lambda routes: routes[0])
def test_every_door(routes, app, cast, rows, request):
    """Of those who get the same answer, one in turn, and whoever is let in to one thing
    of several; with --faults everybody to everything.
    """
    everybody = request.config.getoption("--faults")
    callers = Callers(app, cast)
    callers.come(
        *(who for route in routes for who in next(iter(ROUTES[route].values())))
    )
    for route in routes:
        method, endpoint = route.split()
        urls = {}
        with rows.atomic() as all_steps:
            for name, who, answer in doors_of(route, everybody):
                if name not in urls:
                    urls[name] = url_to(app, endpoint, cast, name)
                url = urls[name]
                with rows.atomic() as step:
                    opened = callers.open(who, url, method)
                    assert told(opened) == answer, f"{route} on {name or url}, {who}"
                    step.rollback(begin=False)
            all_steps.rollback(begin=False)


def doors_of(route: str, everybody: bool) -> list[tuple[str, str, str]]:
    """What is opened by whom, with the answer that is expected."""
    found = []
    open_ones = [name for name, expected in ROUTES[route].items() if let_in(expected)]
    # The one that somebody is let in to
    shown = in_turn(open_ones, len(route))
    for turn, (name, expected) in enumerate(ROUTES[route].items()):
        doors = list(expected.items())
        if not everybody:
            doors = some_of(expected, len(route) + turn)
            if name not in shown:
                doors = turned_away(dict(doors))
            if turn:  # who is signed out is sent away before it is known what they want
                doors = [door for door in doors if door[1] != "login"]
        found += [(name, who, answer) for who, answer in doors]
    return found


def test_every_door_is_opened_by_somebody_who_is_let_in():
    """By default as well: else one that turns everybody away would go unnoticed."""
    for route, shown in ROUTES.items():
        is_open = any(let_in(expected) for expected in shown.values())
        opened = [answer for _, _, answer in doors_of(route, everybody=False)]
        assert ("ok" in opened) == is_open, route


def some_of(doors: dict, turn: int) -> list[tuple[str, str]]:
    """Who is to open a door, with the answer that is expected: one for each answer."""
    return [
        door
        for answer in sorted(set(doors.values()))
        for door in in_turn([one for one in doors.items() if one[1] == answer], turn)
    ]


def turned_away(doors: dict) -> list[tuple[str, str]]:
    return [door for door in doors.items() if door[1] != "ok"]


def let_in(doors: dict) -> list[tuple[str, str]]:
    return [door for door in doors.items() if door[1] == "ok"]


def in_turn(doors: list, turn: int) -> list:
    return [doors[turn % len(doors)]] if doors else []


@pytest.mark.sqlite_by_default
def test_somebody_disabled_stands_outside_at_every_door(
    app, cast, rows, monkeypatch, request
):
    """With the session of before, and with one that was overlooked; by default with one
    of them, at every eighth door.
    """
    # Else there would be none
    monkeypatch.setattr(Person, "is_usable", lambda person: True)
    before = signed_in(app, cast.eva)
    browser = app.test_client(use_cookies=False)
    assert told(browser.get("/me", headers={"Cookie": before.cookie})) == "ok"
    cast.eva.disable(NOW)
    callers = (before, signed_in(app, cast.eva))
    routes = list(ROUTES.items())
    both = request.config.getoption("--faults")
    if not both:
        routes = routes[::8]
    for turn, (route, doors) in enumerate(routes if db.is_sqlite() else routes[::10]):
        method, endpoint = route.split()
        with rows.atomic() as step:
            url = url_to(app, endpoint, cast, name := next(iter(doors)))
            for caller in callers if both else (callers[turn % 2],):
                sent = {"Cookie": caller.cookie}
                answer = browser.open(url, method=method, headers=sent)
                assert told(answer) == doors[name][OUT], route
            step.rollback(begin=False)


def test_every_door_of_what_was_shared_without_a_name(app, cast, visit, rows, request):
    """Alma's, who alone wrote it: everybody finds it, and no colleague is let in
    further than by what has a name. Everybody who is turned away, and one in turn of
    those who are let in; by default one for each refusal, and who is let in at every
    third door.
    """
    everybody = request.config.getoption("--faults")
    third = 1 if everybody else 3
    [person(f"Kollega Nummer{n}", cast.service) for n in range(2)]
    cast.unnamed = withheld(cast, cast.alma)
    browsers = {who: visit(getattr(cast, name)) for who, name in NAMES.items()}
    for turn, (route, doors) in enumerate(ROUTES.items()):
        method, endpoint = route.split()
        expected = dict(doors.get("passport", {}))
        if endpoint.endswith("document"):
            continue  # a file names its maker, so there is none
        if CO_AUTHOR in expected:
            expected[CO_AUTHOR] = expected[BESIDE]
        if endpoint == "amplifications.carry":
            expected[AUTHOR] = "403"  # a unit that they carry it to would be their own
        some = turned_away(expected)
        if not everybody:
            some = some_of(dict(some), turn)
        if turn % third == 0:
            some += in_turn(let_in(expected), turn // third)
        for who, answer in some:
            with rows.atomic() as step:
                url = url_to(app, endpoint, cast, "unnamed")
                browser = visit() if who == OUT else browsers[who]
                assert told(browser.open(url, method=method)) == answer, (
                    f"{route}, {who}"
                )
                step.rollback(begin=False)


@pytest.mark.sqlite_by_default
def test_every_door_of_what_its_unit_alone_was_shown(app, cast, visit, rows, request):
    """A lesson or a comment has an address of its own; it opens to nobody to whom the
    attempt does not: to nobody elsewhere, and by default one of two others in turn.
    """
    cast.ours = concluded(
        cast.alma, cast.facebook, visibility=Visibility.unit, co_authors=[cast.bo]
    )
    browsers = {
        who: visit(getattr(cast, NAMES[who]))
        for who in (ELSEWHERE, BESIDE, FACILITATOR)
    }
    everybody = request.config.getoption("--faults")
    doors = {
        route: doors["passport"]
        for route, doors in ROUTES.items()
        if "passport" in doors and "quiz" not in doors
    }
    assert len(doors) > 10
    for turn, (route, expected) in enumerate(doors.items()):
        method, endpoint = route.split()
        some = (ELSEWHERE, (BESIDE, FACILITATOR)[turn % 2])
        if not db.is_sqlite():
            some = (ELSEWHERE,)
        for who in browsers if everybody and db.is_sqlite() else some:
            browser = browsers[who]
            with rows.atomic() as step:
                answer = expected[who] if who in SEES["quiz"] else "404"
                assert (
                    told(
                        browser.open(url_to(app, endpoint, cast, "ours"), method=method)
                    )
                    == answer
                ), f"{route}, {who}"
                step.rollback(begin=False)


@pytest.mark.sqlite_by_default
def test_every_dangerous_door_asks_again_who_it_is_and_no_other(app, cast, rows):
    """An administrator, let in an hour ago: a page or an act that can hurt leads to /me/proof."""
    admin = signed_in(app, cast.ada)
    browser = app.test_client(use_cookies=False)
    Session.update(proved_at=now() - dt.timedelta(minutes=61)).execute()
    about_accounts = [
        route
        for route in ROUTES
        if route.split()[1].split(".")[0]
        in ("accounts", "audit", "privacy", "tokens", "webhooks")
    ]
    for route in about_accounts if db.is_sqlite() else DANGEROUS:
        method, endpoint = route.split()
        with rows.atomic() as step:
            url = url_to(app, endpoint, cast, next(iter(ROUTES[route])))
            answer = browser.open(url, method=method, headers={"Cookie": admin.cookie})
            asks = (answer.location or "").startswith("/me/proof?next=")
            assert asks == (route in DANGEROUS), f"{route}: {answer.status}"
            answer.close()
            step.rollback(begin=False)


@pytest.mark.sqlite_by_default
def test_every_unsafe_route_wants_its_token(app, cast, visit, monkeypatch, request):
    """Without one and with one that was made up, by default in turn; and signed out, by
    default at every eighth.
    """
    both = request.config.getoption("--faults")
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    admin = visit(cast.ada)
    nobody = visit()
    made_up = ({}, {"csrf_token": "made up"})
    # The token is looked at before any row
    for turn, route in enumerate(UNSAFE if db.is_sqlite() else UNSAFE[::10]):
        url = url_to(app, route.split()[1], cast, next(iter(ROUTES[route])))
        for data in made_up if both else (made_up[turn % 2],):
            assert admin.post(url, data=data).status_code == 400, route
        if turn % 8 and not both:
            continue
        signed_out = nobody.post(url)
        assert signed_out.status_code == 400 or signed_out.location.startswith(
            "/login?next="
        ), route


def told(answer) -> str:
    if answer.status_code in (401, 403, 404):
        return str(answer.status_code)
    if answer.status_code in (302, 303) and "/login" in answer.location:
        return "login"
    assert answer.status_code < 500, answer.text
    answer.close()
    return "ok"


def url_to(app, endpoint: str, cast, name: str) -> str:
    """The address of an endpoint, about one of the cast's experiments or the first
    thing of its kind.
    """
    cast.folder = app.config["TRACKER"].files
    rule = next(app.url_map.iter_rules(endpoint))
    values = {
        argument: cast.part(endpoint, argument, name) for argument in rule.arguments
    }
    return app.url_map.bind("localhost").build(endpoint, values)


def test_files_are_sent_by_one_function_that_leaves_their_time_out():
    """The time of a file is the second of its upload; whoever uploaded it may be
    withheld.

    Assets are nobody's, and a bucket tells its files' times to the nightly sweep alone.
    """
    sends = re.compile(r"\b(send_file|send_from_directory|last_modified)\b")
    paths = {
        str(path.relative_to(HOME / "tracker"))
        for path in (HOME / "tracker").rglob("*.py")
        if sends.search(path.read_text())
    }
    assert paths == {
        "web/responses.py",
        "web/compression.py",
        "web/assets.py",
        "bucket.py",
    }


def test_every_template_is_rendered_by_somebody():
    """A view or a mail names it, or a template that is reached from there extends,
    includes or imports it. With --faults the walk above renders the pages.
    """
    home = folder("templates")
    templates = {
        path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()
    }
    waiting = [
        name for text in texts_of_code(templates) for name in named_by(text, templates)
    ]
    reached = set()
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        source = (home / name).read_text()
        if name.endswith(".typ"):
            waiting += re.findall(r'#import "[./]*([\w/]+\.typ)"', source)
        else:
            waiting += meta.find_referenced_templates(parsed_template(source))
    # A template that is named by an expression, or that does not exist, is no answer
    assert reached == templates


def texts_of_code(templates: set[str]) -> set[str]:
    """Every literal of the product's code that says a template's name, without comments
    and docstrings.
    """
    quoted = re.compile(r"""["']([\w/.-]+)["']""")
    return {
        text
        for path in (HOME / "tracker").rglob("*.py")
        if any(named_by(name, templates) for name in quoted.findall(path.read_text()))
        for text in texts_in(parsed(path.read_text()))
    }


def named_by(text: str, templates: set[str]) -> list[str]:
    """The templates that a literal of the code names: one, or both of a mail, which the
    code names once by their stem.
    """
    names = [text.removeprefix("/"), f"{text}.html", f"{text}.txt"]
    return [name for name in names if name in templates]


def test_a_notice_is_drawn_by_the_kit():
    """Its columns need the sign before its words; words alone stand in the sign's."""
    own = {
        path.relative_to(folder("templates")).as_posix()
        for path in folder("templates").rglob("*.html")
        if re.search(r'class="notice[ "]', path.read_text())
    }
    assert own == {"kit/layout.html", "kit/parts.html"}


def test_no_template_is_longer_than_a_few_screens():
    """One statement a line makes them long, and easy to read."""
    long = {
        path.relative_to(folder("templates")).as_posix(): lines
        for path in folder("templates").rglob("*.html")
        if (lines := path.read_text().count("\n")) > LONGEST_TEMPLATE
    }
    assert not long
