"""Views: where experiments stall."""

from __future__ import annotations

from flask import current_app, request
from flask_login import current_user, login_required
from markupsafe import Markup

from tracker.accounts.models import Person, readable_by
from tracker.cache import cached_by_reads
from tracker.dashboard.queries import stalls as queries
from tracker.dashboard.queries.period import Period
from tracker.dashboard.views import dashboard
from tracker.guidelines.queries.abandon_count import clauses_that_stop_most
from tracker.numbers import whole_number
from tracker.web.clock import now, today
from tracker.web.i18n import locale_code
from tracker.web.responses import render_page

QUARTERS = 6
AT_ONCE = 20  # units in a table


@dashboard.get("/dashboard/stalls")
@login_required
def stalls():
    first = max(whole_number(request.args.get("from")) or 1, 1)
    return render_page(
        "dashboard/stalls.html",
        figures=_figures(first, readable_by(current_user)),
        clauses=clauses_that_stop_most(now()),
    )


def _figures(first: int, rows_readable: bool) -> Markup:
    """The figures as they are drawn, kept for each reader until one of them changes.

    Args:
        first: The place of the first unit that is shown.
    """
    viewer = current_user._get_current_object()
    whom = (viewer.id, viewer.unit_id, viewer.facilitates, rows_readable)
    key = ("stalls", locale_code(), request.script_root, today(), first, *whom)
    return cached_by_reads(key, lambda: _drawn(viewer, first, rows_readable))


def _drawn(viewer: Person, first: int, rows_readable: bool) -> Markup:
    drafts, by_unit = queries.drafts_left(now())
    late = queries.not_concluded(viewer, today())
    first = min(first, max(len(late), 1))
    quarters = queries.last_quarters(today(), QUARTERS)
    period = Period(quarters[-1], today(), current_app.config["TRACKER"].time_zone)
    context = {
        "drafts": drafts,
        "drafts_by_unit": by_unit,
        "late": len(late),
        "total": sum(row.n for row in late),
        "shown": late[first - 1 : first - 1 + AT_ONCE],
        "further": first + AT_ONCE,
        "mixes": sorted(queries.recent_mixes(period, quarters).items(), reverse=True),
        "units": queries.units_without_refuted(today()),
        "rows_readable": rows_readable,
    }
    sections = (
        "dashboard/_drafts_left.html",
        "dashboard/_not_concluded.html",
        "dashboard/_without_refuted.html",
    )
    drawn = [render_page(section, **context) for section in sections]
    return Markup("").join(map(Markup, drawn))
