"""Views: the strategy with its steps and marks, and its earlier versions."""

from __future__ import annotations

from itertools import zip_longest

from flask import current_app, url_for
from flask_login import current_user, login_required

from tracker.accounts.models import readable_by
from tracker.core.text_diff import differences
from tracker.dashboard.queries import Period
from tracker.strategy import next_steps, queries
from tracker.strategy.models import StrategySignature, StrategyText
from tracker.strategy.views import strategy
from tracker.web.clock import begins, today
from tracker.web.responses import render_page


@strategy.get("/strategy")
@login_required
def index():
    return strategy_page()


@strategy.get("/strategy/versions")
@login_required
def versions():
    texts = queries.texts()
    changes = []
    for text, older in zip_longest(texts, texts[1:]):
        if older:
            changes.append((text, differences(older.text, text.text)))
        else:
            changes.append((text, []))
    return render_page(
        "strategy/versions.html", told=changes, signed=queries.signatures_by_text()
    )


def strategy_page(changed: bool = False) -> str:
    """The page of the strategy.

    Args:
        changed: Whether there is a newer version than the one a leader tried to sign.
    """
    text = StrategyText.newest()
    on = today()
    far = queries.steps(on, begins(on))
    signatures = []
    if text:
        signatures = queries.signatures_by_text().get(text.id, [])
    return render_page(
        "strategy/index.html",
        text=text,
        signatures=signatures,
        steps=far,
        ways=_ways(far),
        leading=next_steps,
        writable=StrategyText.writable_by(current_user),
        signable=text
        and StrategySignature.signable_by(current_user)
        and current_user not in [row.person for row in signatures],
        changed=changed,
        **_marks(on),
    )


def _ways(far: list[queries.StepProgress]) -> dict:
    """The address of the next step for each check that this person can go on with."""
    ways = {}
    for step in far:
        for check, result in step.found.items():
            if not result.done and result.is_for(current_user):
                _words, endpoint, values, _minutes = next_steps.TO_DO[check]
                ways[check] = url_for(endpoint, **values)
    return ways


def _marks(on) -> dict:
    """The four marks, for people who may read the dashboard."""
    if not readable_by(current_user):
        return {"marks": [], "quarter": None}
    zone = current_app.config["TRACKER"].time_zone
    quarter = queries.quarter_to_show(on, zone)
    return {
        "marks": queries.marks(Period(quarter, on, zone)),
        "quarter": quarter,
        "runs": not quarter.has_ended(on),
    }
