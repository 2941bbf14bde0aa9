"""Every page: no axe finding, no word in the console, no sideways scrolling.

The variants take turns. By default some pages of each role: axe looks at those that are
built differently, at the start page also for contrast and size; with --faults at all, for all.
"""

import datetime as dt
import itertools
import re

import pytest

from tests.browser.conftest import DESK, PHONE, SLOW_RULES
from tracker.quarters import Quarter

PAGES = {
    None: [
        "/",
        "/login",
        "/register",
        "/password/forgot",
        "/nowhere",
    ],
    "employee@example.org": [
        "/",
        "/experiments?q=svar&outcome=refuted",
        "/experiments",
        "/experiments?q=hologram",
        "/experiments/new",
        "/experiments/{concluded}",
        "/experiments/{running}",
        "/experiments/{own}",
        "/experiments/{own}/conclusion",
        "/experiments/{concluded}/evidence",
        "/lessons/1",
        "/lessons",
        "/me",
        "/me/try",
        "/me/settings",
        "/me/sessions",
        "/units/1",
        "/questions/1",
        "/questions",
        "/questions/new",
        "/guidelines/facebook",
        "/guidelines",
        "/guidelines/tone",
        "/guidelines/questions",
        "/guidelines/rough",
        "/guidelines/clauses/1",
        "/summaries/{quarter}",
        "/summaries",
        "/readiness/pulse",
        "/readiness",
    ],
    "facilitator@example.org": [
        "/experiments/import",
        "/admin/platforms",
        "/guidelines/x/edit",
        "/stakeholders",
        "/touchpoints",
        "/stakeholders/1",
        "/concerns",
        "/readiness/fears",
        "/readiness/rounds/3",
    ],
    "leader@example.org": [
        "/commitments/9",
        "/commitments",
        "/dashboard",
        "/dashboard/rows?measure=uses",
        "/dashboard/waiting",
        "/dashboard/stalls",
        "/business-case",
        "/business-case/assumptions/1",
        "/business-case/evidence?assumption=1",
        "/strategy",
    ],
    "admin@example.org": [
        "/admin/people",
        "/admin/people/invite",
        "/admin/units",
        "/admin/tokens",
        "/admin/settings",
    ],
}
# What axe is asked by default: a list, a form, a page that is read, a map, charts, a table
BUILT_DIFFERENTLY = {
    "/",
    "/experiments/new",
    "/experiments/{concluded}",
    "/guidelines/facebook",
    "/readiness/pulse",
    "/stakeholders",
    "/dashboard",
    "/admin/people",
}
# The stories come to a list, a learning card and a summary, and ask the same but axe
BY_DEFAULT = BUILT_DIFFERENTLY | {
    "/nowhere",
    "/me",
    "/readiness/fears",
    "/business-case",
}
VARIANTS = itertools.cycle(
    [
        {"viewport": PHONE, "locale": "da", "color_scheme": "light"},
        {"viewport": DESK, "locale": "da", "color_scheme": "dark"},
        {"viewport": PHONE, "locale": "en", "color_scheme": "dark"},
        {"viewport": DESK, "locale": "en", "color_scheme": "light"},
    ]
)


@pytest.mark.parametrize("who", PAGES)
def test_pages(visitor, who, pytestconfig):
    thorough = pytestconfig.getoption("--faults")
    paths = [path for path in PAGES[who] if thorough or path in BY_DEFAULT]
    turns = 2 if thorough else 1
    somebody = visitor(who)
    found = {}
    ids = some_ids(somebody) if who == "employee@example.org" else {}
    for turn, variant in enumerate(next(VARIANTS) for _ in range(turns)):
        somebody.stand_before(**variant)
        for path in paths[turn::turns]:
            somebody.page.goto(path.format(**ids))
            slow = {} if thorough or path == "/" else {"rules": SLOW_RULES}
            trouble = [
                one
                for one in somebody.stumbles(
                    axe=thorough or path in BUILT_DIFFERENTLY,
                    preload=path == "/",
                    **slow,
                )
                if not (path == "/nowhere" and "404" in one)
            ]
            if trouble:
                where = path, variant["viewport"]["width"], variant["color_scheme"]
                found[where] = trouble
    somebody.set_locale("da")  # as the stories expect of everybody
    assert not found


def some_ids(somebody) -> dict:
    """Addresses of an experiment of each kind, found the way a person would."""

    def first(path: str) -> str:
        found = somebody.page.request.get(path).text().partition("<main")[2]
        return re.search(r'<li.*?href="[^"]*/experiments/(\d+)"', found, re.S)[1]

    return {
        "concluded": first("/experiments?outcome=refuted"),
        "running": first("/experiments?stage=running"),
        "own": first("/experiments?stage=awaiting&q=quiz"),
        "quarter": Quarter.of(dt.date.today()).previous.previous,
    }
