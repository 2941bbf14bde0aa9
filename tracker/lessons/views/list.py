"""Views: the library of lessons, with search and filters."""

from flask import g, request, url_for
from flask_login import current_user, login_required

from tracker.experiments.forms.facets import facets
from tracker.experiments.forms.filters import LESSON_SORTS, LESSONS, ExperimentFilters
from tracker.experiments.queries import rows_of
from tracker.lessons import queries
from tracker.lessons.list_page import lesson_page
from tracker.lessons.views import lessons
from tracker.web.clock import today
from tracker.web.panels import panels_of
from tracker.web.responses import render_page


@lessons.get("/lessons")
@login_required
def index():
    choices = ExperimentFilters.read(
        url_for("lessons.index"), request.args, LESSONS, LESSON_SORTS
    )
    asked = queries.searched(
        current_user, choices.asked(), today(), best=choices.is_best_first
    )
    g.query = asked.words
    shown = lesson_page(choices, asked, current_user, request.args.get("after"))
    counted = queries.counts(current_user, asked, today())
    more = queries.status_counts(current_user, asked, today(), counted.total)
    return render_page(
        "lessons/index.html",
        choices=choices,
        rows=rows_of([id for _, id in shown], current_user),
        exact=asked.is_exact(id for _, id in shown) or not shown.begins_with_best,
        known=queries.lesson_summaries(id for id, _ in shown),
        after=shown.after,
        later=request.args.get("after"),
        total=counted.total,
        more=asked.finds_more,
        facets=facets(
            choices, counted, queries.tag_counts(current_user, asked, today()), more
        ),
        **panels_of("lessons.index"),
    )
