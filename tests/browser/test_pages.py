"""Every page: no axe finding, no word in the console, no sideways scrolling.

The variants take turns, and axe looks at every third page; with --faults at all.
"""

import datetime as dt
import itertools

import pytest

from tests.browser.conftest import DESK, PHONE
from tracker.quarters import Quarter

PAGES = {
    None: ["/", "/login", "/register", "/password/forgot", "/nowhere"],
    "employee@example.org": [
        *(
            "/",
            "/experiments",
            "/experiments?q=svar&outcome=refuted",
            "/experiments/new",
            "/lessons",
        ),
        *("/me", "/me/try", "/me/settings", "/me/sessions", "/units/1"),
        *("/questions", "/questions/new", "/questions/1", "/experiments?q=hologram"),
        *("/experiments/{concluded}", "/experiments/{concluded}/evidence"),
        *(
            "/experiments/{running}",
            "/experiments/{own}",
            "/experiments/{own}/conclusion",
            "/lessons/1",
        ),
        *("/guidelines/questions", "/guidelines/rough", "/guidelines/tone"),
        *("/guidelines", "/guidelines/facebook", "/guidelines/clauses/1"),
        *("/summaries", "/summaries/{quarter}"),
        *("/readiness", "/readiness/pulse"),
    ],
    "facilitator@example.org": [
        "/experiments/import",
        "/admin/platforms",
        "/concerns",
        "/guidelines/x/edit",
        *(
            "/stakeholders",
            "/touchpoints",
            "/stakeholders/1",
        ),
        "/readiness/rounds/3",
        "/readiness/fears",
    ],
    "leader@example.org": [
        *("/commitments", "/commitments/9", "/dashboard/waiting", "/dashboard/stalls"),
        *("/dashboard", "/dashboard/rows?measure=uses"),
        *(
            "/business-case",
            "/business-case/assumptions/1",
        ),
        *(
            "/business-case/evidence?assumption=1",
            "/strategy",
        ),
    ],
    "admin@example.org": [
        "/admin/people",
        "/admin/people/invite",
        "/admin/units",
        "/admin/settings",
        "/admin/tokens",
    ],
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
    every = 1 if pytestconfig.getoption("--faults") else 3
    somebody = visitor(who)
    found = {}
    ids = some_ids(somebody) if who == "employee@example.org" else {}
    for turn, variant in enumerate([next(VARIANTS), next(VARIANTS)]):
        somebody.stand_before(**variant)
        for place, path in enumerate(PAGES[who][turn::2]):
            somebody.page.goto(
                path.format(**ids),
            )
            trouble = [
                t
                for t in somebody.stumbles(axe=place % every == 0, preload=path == "/")
                if not (path == "/nowhere" and "404" in t)
            ]
            if trouble:
                found[path, variant["viewport"]["width"], variant["color_scheme"]] = (
                    trouble
                )
    somebody.set_locale("da")  # as the stories expect of everybody
    assert not found


def some_ids(somebody) -> dict:
    """Addresses of an experiment of each kind, found the way a person would."""

    def first(path: str) -> str:
        somebody.page.goto(path)
        return (
            somebody.page.locator("main ol.list a[href*='/experiments/']")
            .first.get_attribute("href")
            .rsplit("/", 1)[1]
        )

    return {
        "concluded": first("/experiments?outcome=refuted"),
        "running": first("/experiments?stage=running"),
        "own": first("/experiments?stage=awaiting&q=quiz"),
        "quarter": Quarter.of(dt.date.today()).previous.previous,
    }
