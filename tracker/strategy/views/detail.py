"""How far we are: the text, the five steps and the four marks; and what the text said before."""

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
    told = [
        (text, differences(old.text, text.text) if old else [])
        for text, old in zip_longest(texts, texts[1:])
    ]
    return render_page(
        "strategy/versions.html", told=told, signed=queries.signatures_by_text()
    )


def strategy_page(changed: bool = False) -> str:
    """The page.

    Args:
        changed: A leader was about to sign, and there is a newer version.
    """
    text = StrategyText.newest()
    on = today()
    far = queries.steps(on, begins(on))
    signatures = queries.signatures_by_text().get(text.id, []) if text else []
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
    """The page where each missing thing is done, of those that are this person's to do."""
    missing = {
        check: one for step in far for check, one in step.found.items() if not one.done
    }
    ways = {
        check: next_steps.TO_DO[check]
        for check, one in missing.items()
        if one.is_for(current_user)
    }
    return {
        check: url_for(endpoint, **values)
        for check, (_words, endpoint, values, _minutes) in ways.items()
    }


def _marks(on) -> dict:
    """The four marks, for those who may read the dashboard."""
    if not readable_by(current_user):
        return {"marks": [], "quarter": None}
    zone = current_app.config["TRACKER"].time_zone
    quarter = queries.quarter_to_show(on, zone)
    return {"marks": queries.marks(Period(quarter, on, zone)), "quarter": quarter}
