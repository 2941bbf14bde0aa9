"""Views: the measures of a quarter, and the rows behind every figure."""

from flask import abort, current_app, redirect, request, url_for
from flask_login import current_user, login_required
from markupsafe import Markup

from tracker.accounts.models import readable_by
from tracker.dashboard import queries
from tracker.dashboard.forms.chart_title import chart_titles
from tracker.dashboard.forms.contents import CONTENTS
from tracker.dashboard.forms.drilldown import drilldown_text
from tracker.dashboard.forms.filters import DashboardFilter, parse_drilldown
from tracker.dashboard.forms.headline import headlines
from tracker.dashboard.forms.key_figure import key_figures
from tracker.dashboard.forms.openers import answer_form, openers
from tracker.dashboard.forms.trends import sentences
from tracker.dashboard.forms.unit_matrix import unit_matrix_of
from tracker.dashboard.queries.cache import is_large, recent, recent_measures
from tracker.dashboard.queries.drilldown import Drilldown
from tracker.dashboard.queries.drilldown_rows import NEWEST, drilldown_rows
from tracker.dashboard.queries.leadership import one_to_answer
from tracker.dashboard.queries.measures import BY_NAME, in_panel, rows_behind
from tracker.dashboard.queries.period import Period
from tracker.dashboard.queries.quarters_with_data import eventful_quarters
from tracker.dashboard.views import dashboard
from tracker.experiments.queries import rows_of
from tracker.lessons.enums import LessonStatus, Outcome
from tracker.notifications.queries import unread
from tracker.numbers import whole_number
from tracker.web.access import require
from tracker.web.clock import now, today
from tracker.web.i18n import locale_code
from tracker.web.pagination import paged
from tracker.web.panels import panels_of
from tracker.web.responses import render_page


@dashboard.get("/dashboard")
@login_required
def index():
    if not readable_by(current_user):
        return render_page("dashboard/closed.html"), 403
    question = parse_filter()
    period = question.period(current_app.config["TRACKER"].time_zone)
    eventful = eventful_quarters(period)
    key_figures, sections = _figures(question, period)
    return render_page(
        "dashboard/index.html",
        question=question,
        years=question.years(eventful),
        has_data=bool(eventful),
        today=today(),
        contents=CONTENTS,
        is_cached=is_large(),
        key_figures=key_figures,
        sections=sections,
        lessons=queries.three_lessons(period, current_user),
        unread=unread(current_user),
        **panels_of("dashboard.index"),
    )


@dashboard.get("/dashboard/rows")
@login_required
def rows():
    require(readable_by(current_user))
    question = parse_filter()
    figure = parse_drilldown(request.args)
    if rows_behind(figure) is None:
        if rows_behind(Drilldown(figure.measure)) is None:
            abort(404)
        # A part that is none, as in an old bookmark, leads to the whole
        return redirect(question.rows(figure.measure))
    behind = drilldown_rows(
        figure, question.period(current_app.config["TRACKER"].time_zone), current_user
    )
    found = paged(behind.ids, NEWEST, request.args.get("after"))
    return render_page(
        "dashboard/rows.html",
        question=question,
        behind=behind,
        told=drilldown_text(figure, question, behind),
        rows=rows_of([row.id for row in found], current_user),
        amounts=behind.amounts([row.id for row in found]),
        newest=question.rows(figure.measure, figure.part, **figure.units()),
        after=found.after,
        later=request.args.get("after"),
    )


def _figures(question: DashboardFilter, period: Period) -> tuple[Markup, Markup]:
    """The key figures and the sections as they are drawn.

    Nothing in them depends on who reads them, but for where a leader is led and the
    attempt that one may answer in place; with that they are drawn anew.
    """
    answer_one = _answer_one(question)
    opener = "opener" in request.args
    if answer_one or opener:
        return _drawn(question, period, answer_one=answer_one, opener=opener)
    key = ("dashboard", locale_code(), question.url(), current_user.leads, period)
    return recent(
        key + question.names(),
        lambda: _drawn(question, period, answer_one=None, opener=False),
    )


def _drawn(question: DashboardFilter, period: Period, **own) -> tuple[Markup, Markup]:
    told = recent_measures(period)
    context = {
        "question": question,
        "told": told,
        "today": today(),
        "about": BY_NAME,
        "leaders": in_panel("leaders"),
        "headlines": headlines(told),
        "key_figures": key_figures(told, question),
        "titles": chart_titles(told),
        "changes": sentences(told),
        "crossing": unit_matrix_of(told["matrix"], question),
        "outcomes": list(Outcome),
        "standings": list(LessonStatus),
    } | own
    pages = ("dashboard/_key_figures.html", "dashboard/_sections.html")
    first, second = (Markup(render_page(page, **context)) for page in pages)
    return first, second


def _answer_one(question: DashboardFilter) -> dict | None:
    """An attempt that this leader may answer in place, with the form; None for others."""
    if not current_user.leads:
        return None
    row = one_to_answer(current_user, now())
    if row is None:
        return None
    form = answer_form(whole_number(request.args.get("opener")), question.url())
    return {"row": row, "form": form, "openers": openers()}


def parse_filter() -> DashboardFilter:
    """The quarter, unit and platform that the address asks for."""
    return DashboardFilter.read(
        url_for("dashboard.index"), url_for("dashboard.rows"), request.args, today()
    )
