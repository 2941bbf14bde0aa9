"""Views: the guidelines, their history, and confirming that one has read them."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from markupsafe import Markup

from tracker.accounts.models import Role
from tracker.experiments.queries import rows_of
from tracker.guidelines.forms.citation import CitationForm
from tracker.guidelines.forms.clause import StandByForm
from tracker.guidelines.forms.history import TEXTS, history_entries
from tracker.guidelines.models import (
    Amendment,
    Clause,
    Guideline,
    Platform,
    ReadReceipt,
)
from tracker.guidelines.overview import overview
from tracker.guidelines.plan_help import guidelines_beside
from tracker.guidelines.queries import guideline as queries
from tracker.guidelines.queries.abandon_count import clauses_that_stop_most
from tracker.guidelines.queries.citation import lessons_under, shaken
from tracker.guidelines.queries.proposal import open_about, proposal_views
from tracker.guidelines.queries.question import answered_under, question_views
from tracker.guidelines.views import guidelines
from tracker.numbers import whole_number
from tracker.web.access import get_one_or_404, get_or_404, roles_required
from tracker.web.clock import now, today
from tracker.web.history import clearable_texts
from tracker.web.pagination import paged
from tracker.web.responses import redirect_with_message, render_page

LATEST = 3
CHANGES_PER_PAGE = 40


@guidelines.get("/guidelines")
@login_required
def index():
    keeps = Guideline.editable_by(current_user)
    return render_page(
        "guidelines/index.html",
        overview=overview(),
        unread=_unread() if keeps else [],
        keeps=keeps,
        to_agree=_to_agree(),
        stopping=_stopping(),
    )


@guidelines.get("/guidelines/beside-plan")
@login_required
def beside_plan():
    """The guidelines of a platform for a plan form where it is chosen."""
    platform = whole_number(request.args.get("platform"))
    return Markup("\n").join(guidelines_beside(platform, whole=True))


@guidelines.get("/guidelines/<slug>")
@login_required
def guideline(slug):
    return guideline_page(get_one_or_404(queries.guideline_at(slug)))


def guideline_page(guideline: Guideline, naming: StandByForm | None = None) -> str:
    """The page of a guideline.

    Args:
        naming: The form with errors that says who has decided it.
    """
    rules = queries.with_clauses([guideline])[0]
    tried, tried_count = _tried_on(guideline.platform)
    return render_page(
        "guidelines/guideline.html",
        guideline=guideline,
        rules=rules,
        under=queries.experiment_counts_by_clause(rules.clauses, current_user),
        shaken=shaken(rules.clauses, current_user),
        read_by=queries.read_by_how_many(guideline),
        mine=queries.has_read(guideline, current_user),
        keeps=Guideline.editable_by(current_user),
        retired=queries.retired_from(guideline),
        old=guideline.is_old(today()),
        naming=naming or StandByForm(formdata=None),
        agrees=Guideline.agreeable_by(current_user),
        tried=tried,
        tried_count=tried_count,
    )


@guidelines.post("/guidelines/<slug>/readers")
@login_required
def read(slug):
    guideline = get_one_or_404(queries.guideline_at(slug))
    ReadReceipt.add(guideline, current_user)
    return redirect_with_message(
        url_for("guidelines.guideline", slug=slug),
        _("Thank you. You are counted, and never listed."),
    )


@guidelines.get("/guidelines/<slug>/versions")
@login_required
def versions(slug):
    guideline = get_one_or_404(queries.guideline_at(slug))
    acts = paged(
        queries.amendments_of(guideline),
        [(Amendment.id, "id", int)],
        request.args.get("after"),
        CHANGES_PER_PAGE,
    )
    return render_page(
        "guidelines/versions.html",
        guideline=guideline,
        entries=history_entries(acts.rows, guideline, current_user),
        after=acts.after,
    )


@guidelines.post("/guidelines/<slug>/versions/<int:change_id>/removal")
@roles_required(Role.facilitator, Role.admin)
def clear_change(slug, change_id):
    guideline = get_one_or_404(queries.guideline_at(slug))
    change = get_or_404(queries.amendments_of(guideline), change_id)
    names = clearable_texts(change, TEXTS) or abort(404)
    change.clear(names, by=current_user, at=now())
    return redirect_with_message(
        url_for("guidelines.versions", slug=slug),
        _("What it said before is gone for good."),
    )


@guidelines.get("/guidelines/clauses/<int:id>")
@login_required
def clause(id):
    return clause_page(get_or_404(queries.clauses(), id))


def clause_page(clause: Clause, citation: CitationForm | None = None) -> str:
    """The page of a clause.

    Args:
        citation: The form with errors.
    """
    return render_page(
        "guidelines/clause.html",
        clause=clause,
        rests_on=lessons_under(clause, current_user),
        citation=citation or CitationForm(formdata=None),
        guideline=clause.guideline,
        done=rows_of(queries.experiments_under(clause, current_user), current_user),
        answered=question_views(
            answered_under(clause).limit(LATEST), current_user, now()
        ),
        proposed=proposal_views(open_about(clause), current_user),
        keeps=Guideline.editable_by(current_user),
    )


def _tried_on(platform: Platform | None) -> tuple[list, int]:
    """The newest experiments on the platform, and how many there are."""
    if platform is None:
        return [], 0
    newest, count = queries.experiments_on(platform, current_user, LATEST)
    return rows_of(newest, current_user), count


def _to_agree() -> list[Guideline]:
    """The stances that wait for a leader's yes, for leaders."""
    if Guideline.agreeable_by(current_user):
        return list(queries.to_agree())
    return []


def _unread() -> list[queries.GuidelineWithClauses]:
    """The guidelines with texts that nobody has decided on."""
    shown = queries.with_clauses(queries.in_use())
    return [rules for rules in shown if rules.drafts]


def _stopping() -> list | None:
    """The clauses that stop most experiments, for facilitators and leaders."""
    if current_user.facilitates or current_user.leads:
        return clauses_that_stop_most(now())
    return None
