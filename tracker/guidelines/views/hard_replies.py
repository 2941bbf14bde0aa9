"""When it gets rough: how colleagues answered critical reactions well."""

from __future__ import annotations

from flask import g, request, url_for
from flask_login import current_user, login_required

from tracker.experiments.queries import rows_of
from tracker.guidelines.forms.filters import FilterBar
from tracker.guidelines.queries import hard_replies as queries
from tracker.guidelines.queries import platforms as every_platform
from tracker.guidelines.views import guidelines
from tracker.lessons.enums import CriticalReaction
from tracker.web.i18n import label, named
from tracker.web.pagination import paged
from tracker.web.responses import render_page

PER_PAGE = 12  # of long rows: six screens of a phone


@guidelines.get("/guidelines/rough")
@login_required
def rough():
    words = {
        "kind": {kind.value: label(kind) for kind in CriticalReaction},
        "platform": {p.slug: named(p) for p in every_platform()},
    }
    chosen = FilterBar.read(url_for("guidelines.rough"), request.args, words)
    g.query = chosen.query
    rows = queries.examples(
        current_user, chosen.query, chosen.get("kind"), chosen.get("platform")
    )
    shown = paged(rows, queries.NEWEST_FIRST, request.args.get("after"), PER_PAGE)
    kinds, places = queries.counts(current_user, chosen.query)
    return render_page(
        "guidelines/rough.html",
        chosen=chosen,
        rows=rows_of([row.id for row in shown], current_user),
        after=shown.after,
        facets={
            "kind": chosen.options("kind", kinds),
            "platform": chosen.options("platform", places),
        },
    )
