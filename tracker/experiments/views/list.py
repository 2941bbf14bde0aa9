"""Views: the list of experiments, and similar ones while an idea is typed."""

from flask import g, request, url_for
from flask_login import current_user, login_required
from markupsafe import Markup

from tracker.cache import cached
from tracker.experiments import queries
from tracker.experiments.forms.facets import facets, has_further_units
from tracker.experiments.forms.filters import ExperimentFilters
from tracker.experiments.list_item import list_items
from tracker.experiments.list_page import experiment_page, page_to_ask
from tracker.experiments.queries.facets import FacetCounts
from tracker.experiments.views import experiments
from tracker.prepared_together import ask_together
from tracker.web.clock import today
from tracker.web.i18n import locale_code
from tracker.web.panels import panels_of
from tracker.web.responses import render_page
from tracker.web.templates import rendered_part


@experiments.get("")
@login_required
def index():
    choices = ExperimentFilters.read(url_for("experiments.index"), request.args)
    asked = queries.searched(
        current_user, choices.asked(), today(), best=choices.is_best_first
    )
    g.query = asked.words
    after = request.args.get("after")
    ask_together(page_to_ask(choices, asked, current_user, after))
    found = experiment_page(choices, asked, current_user, after)
    counted = queries.counts(current_user, asked, today())
    ids = list(found)
    return render_page(
        "experiments/index.html",
        choices=choices,
        items=list_items(ids),
        # In another order, or on a later page, those with all words may stand elsewhere
        exact=asked.is_exact(ids) or not found.begins_with_best,
        after=found.after,
        later=after,
        total=counted.total,
        more=asked.finds_more,
        filters=_filters(choices, asked, counted),
        **panels_of("experiments.index"),
    )


def _filters(choices: ExperimentFilters, asked, counted: FacetCounts) -> Markup:
    """The filters beside the list, kept for all to whom they say the same."""
    tags = queries.tag_counts(current_user, asked, today())
    about = _about(choices, asked)
    said = (choices.url(), counted, tuple((tag.name, tag.n) for tag in tags), about)
    return cached(
        ("filters", locale_code(), repr(said)),
        ("platform", "stakeholder", "unit"),
        lambda: rendered_part(
            "experiments/_filters.html",
            choices=choices,
            facets=facets(choices, counted, tags, about),
            further_units=has_further_units(counted),
            total=counted.total,
        ),
    )


def _about(choices: ExperimentFilters, asked) -> dict:
    """The counts by stakeholder; no query without stakeholders."""
    if not choices.stakeholders:
        return {"stakeholder": {}}
    n = queries.stakeholder_counts(current_user, asked, today())
    by_id = {id: n.get(row.id, 0) for id, row in choices.stakeholders.items()}
    return {"stakeholder": by_id}


@experiments.get("/similar")
@login_required
def similar():
    return render_page(
        "experiments/similar.html",
        rows=queries.similar(request.args.get("q"), current_user),
    )
