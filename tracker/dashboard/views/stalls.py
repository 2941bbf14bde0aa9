"""Views: where experiments stall."""

from __future__ import annotations

from flask import current_app, request
from flask_login import current_user, login_required

from tracker.accounts.models import readable_by
from tracker.dashboard.queries import stalls as queries
from tracker.dashboard.queries.period import Period
from tracker.dashboard.views import dashboard
from tracker.guidelines.queries.abandon_count import clauses_that_stop_most
from tracker.numbers import whole_number
from tracker.web.clock import now, today
from tracker.web.responses import render_page

QUARTERS = 6
AT_ONCE = 20  # units in a table


@dashboard.get("/dashboard/stalls")
@login_required
def stalls():
    drafts, by_unit = queries.drafts_left(now())
    late = queries.not_concluded(current_user, today())
    first = min(whole_number(request.args.get("from")) or 1, max(len(late), 1))
    quarters = queries.last_quarters(today(), QUARTERS)
    period = Period(quarters[-1], today(), current_app.config["TRACKER"].time_zone)
    return render_page(
        "dashboard/stalls.html",
        drafts=drafts,
        drafts_by_unit=by_unit,
        late=len(late),
        total=sum(seen + unseen for _, seen, unseen in late),
        shown=late[first - 1 : first - 1 + AT_ONCE],
        further=first + AT_ONCE,
        mixes=sorted(queries.recent_mixes(period, quarters).items(), reverse=True),
        units=queries.units_without_refuted(today()),
        clauses=clauses_that_stop_most(now()),
        rows_readable=readable_by(current_user),
    )
