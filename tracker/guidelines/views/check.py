"""Views: "May I?", and counting the experiments that are abandoned there."""

from __future__ import annotations

from flask import request, session, url_for
from flask_babel import gettext as _
from flask_login import login_required

from tracker.guidelines.forms.check import CheckForm
from tracker.guidelines.models import AbandonCount
from tracker.guidelines.queries import guideline as queries
from tracker.guidelines.queries.check import check_answers
from tracker.guidelines.views import guidelines
from tracker.web.access import get_or_404, require
from tracker.web.clock import today
from tracker.web.responses import redirect_with_message, render_page


@guidelines.get("/guidelines/check")
@login_required
def check():
    shown = queries.in_use()
    form = CheckForm.asked(request.args, shown)
    answer = None
    place = next(
        (row for row in shown if row.slug == form.platform.data and row.platform), None
    )
    if form.answered():
        rules = [place, queries.everywhere()]
        answer = check_answers([row for row in rules if row], form.answers())
    return render_page("guidelines/check.html", form=form, answer=answer, place=place)


@guidelines.post("/guidelines/clauses/<int:id>/stops")
@login_required
def leave_it(id):
    clause = get_or_404(queries.clauses(), id)
    require(clause.stops)
    left = session.get("left", [])
    # The session remembers it, so that a second click is not counted
    if clause.id not in left:
        AbandonCount.count(clause, on=today())
        left.append(clause.id)
        session["left"] = left[-20:]
    seen_at = url_for("guidelines.guideline", slug=clause.guideline.slug)
    return redirect_with_message(
        seen_at,
        _(
            "Thank you for saying so. It is counted without your name. Perhaps one of these"
            " instead?"
        ),
    )
