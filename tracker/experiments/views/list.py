"""Views: the list of experiments, and similar ones while an idea is typed."""

from flask import g, request, url_for
from flask_login import current_user, login_required

from tracker.experiments import queries
from tracker.experiments.forms.facets import facets
from tracker.experiments.forms.filters import ExperimentFilters
from tracker.experiments.queries.nearest import nearest
from tracker.experiments.views import experiments
from tracker.web.clock import today
from tracker.web.pagination import paged
from tracker.web.panels import panels_of
from tracker.web.responses import render_page

MOST_NEAREST = 5


@experiments.get("")
@login_required
def index():
    choices = ExperimentFilters.read(url_for("experiments.index"), request.args)
    asked = choices.asked()
    g.query = asked.words
    fitting, keys = queries.ordered(
        queries.matching(current_user, asked, today()),
        choices.sort,
        current_user,
        asked,
    )
    found = paged(fitting, keys, request.args.get("after"))
    counted = queries.counts(current_user, asked, today())
    near = []
    if choices.q and not found:
        near = nearest(choices.q, current_user, MOST_NEAREST)
    return render_page(
        "experiments/index.html",
        choices=choices,
        rows=queries.rows_of([row.id for row in found], current_user),
        nearest=near,
        after=found.after,
        later=request.args.get("after"),
        total=counted.total,
        facets=facets(
            choices,
            counted,
            queries.tag_counts(current_user, asked, today()),
            _about(choices, asked),
        ),
        **panels_of("experiments.index"),
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
