"""View: the strategy as an accessible PDF."""

from __future__ import annotations

from flask import Response, abort
from flask_babel import gettext as _
from flask_login import login_required

from tracker.accounts.letterhead import printed
from tracker.strategy import queries
from tracker.strategy.export import pdf_data
from tracker.strategy.models import StrategyText
from tracker.strategy.views import strategy
from tracker.web.clock import begins, now, today


@strategy.get("/strategy.pdf")
@login_required
def pdf():
    text = StrategyText.newest() or abort(404)
    signatures = queries.signatures_by_text().get(text.id, [])
    on = today()
    data = pdf_data(text, signatures, queries.steps(on, begins(on)))
    title = _("Our strategy")
    body = printed("strategy/strategy.typ", data, title=title, at=now())
    return Response(
        body,
        mimetype="application/pdf",
        headers={"Content-Disposition": 'inline; filename="strategy.pdf"'},
    )
