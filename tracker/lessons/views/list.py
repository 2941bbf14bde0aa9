"""Views: the library of lessons, with search and filters."""

from flask import g, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_required
from markupsafe import Markup

from tracker.cache import cached
from tracker.experiments.forms.facets import facets, has_further_units
from tracker.experiments.forms.filters import LESSON_SORTS, LESSONS, ExperimentFilters
from tracker.experiments.list_item import list_items
from tracker.experiments.queries.facets import FacetCounts
from tracker.lessons import queries
from tracker.lessons.list_page import lesson_page, page_to_ask
from tracker.lessons.views import lessons
from tracker.prepared_together import ask_together
from tracker.web.clock import today
from tracker.web.i18n import locale_code
from tracker.web.panels import panels_of
from tracker.web.responses import render_page
from tracker.web.templates import rendered_part


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
    after = request.args.get("after")
    ask_together(page_to_ask(choices, asked, current_user, after))
    shown = lesson_page(choices, asked, current_user, after)
    counted = queries.counts(current_user, asked, today())
    of_lesson = queries.lesson_summaries(id for id, _ in shown)
    known = {taught: of_lesson.get(id) for id, taught in shown}
    return render_page(
        "lessons/index.html",
        choices=choices,
        items=list_items(known, "lessons/_lesson.html", known),
        exact=asked.is_exact(id for _, id in shown) or not shown.begins_with_best,
        after=shown.after,
        later=after,
        total=counted.total,
        more=asked.finds_more,
        filters=_filters(choices, asked, counted),
        **panels_of("lessons.index"),
    )


def _filters(choices: ExperimentFilters, asked, counted: FacetCounts) -> Markup:
    """The filters beside the library, kept for all to whom they say the same."""
    tags = queries.tag_counts(current_user, asked, today())
    more = queries.status_counts(current_user, asked, today(), counted.total)
    said = (choices.url(), counted, tuple((tag.name, tag.n) for tag in tags), more)
    done = ngettext("Show %(num)s lesson", "Show %(num)s lessons", counted.total)
    return cached(
        ("filters of lessons", locale_code(), repr(said)),
        ("platform", "stakeholder", "unit"),
        lambda: rendered_part(
            "experiments/_filters.html",
            choices=choices,
            facets=facets(choices, counted, tags, more),
            further_units=has_further_units(counted),
            total=counted.total,
            days=_("Told"),
            done=done,
        ),
    )
