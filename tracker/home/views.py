"""Views: the home page, my page, follows and health checks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from flask import (
    Blueprint,
    abort,
    current_app,
    jsonify,
    redirect,
    request,
    url_for,
)
from flask_login import current_user, login_required

from tracker.accounts.forms.login import LoginForm
from tracker.accounts.models import Person
from tracker.amplifications.queries import given_lately
from tracker.amplifications.queries.amplification import given_to_ask
from tracker.cache import cached_by_reads
from tracker.core.table_notation import TableNotation
from tracker.experiments import queries as experiments
from tracker.experiments.list_item import list_items
from tracker.experiments.models import Tag
from tracker.experiments.queries.row import rows_of, seen_to_ask
from tracker.follows.models import KINDS, Follow
from tracker.follows.queries import to_follow
from tracker.home import queries
from tracker.home.health import readiness
from tracker.home.manifest import installable
from tracker.home.metrics import metrics_text
from tracker.home.queries.news import news_to_ask
from tracker.home.queries.todo import waiting_to_ask
from tracker.home.reader import duties_of_reader
from tracker.lessons import queries as lessons
from tracker.lessons.queries.list import candidates_to_ask, experiment_of_the_week
from tracker.lessons.queries.second_unit_wish import wishes_to_ask
from tracker.lineage.queries import times_others_built_on
from tracker.notifications.queries import unread
from tracker.numbers import whole_number
from tracker.prepared_together import ask_together
from tracker.strategy.next_steps import TO_DO
from tracker.strategy.queries import steps
from tracker.web.access import get_one_or_404, get_or_404
from tracker.web.clock import begins, now, today
from tracker.web.i18n import LANGUAGES
from tracker.web.pagination import paged
from tracker.web.probes import may_know
from tracker.web.responses import (
    local_path,
    redirect_with_message,
    render_page,
    site_path,
)

home = Blueprint("home", __name__)

ONE_YEAR = 60 * 60 * 24 * 365


@home.get("/", endpoint="home")
def front():
    if not current_user.is_authenticated:
        return render_page(
            "home/welcome.html",
            form=LoginForm(),
            registration=current_app.config["TRACKER"].registration,
        )
    reader = current_user._get_current_object()
    return render_page(
        "home/home.html",
        **_attempts_for(reader),
        waiting=queries.waiting_for(reader, today(), duties_of_reader()),
        unread=unread(reader),
        brought=given_lately(reader, now()),
        **_five_steps(),
        wanted=lessons.wish_for(current_user, today()),
    )


def _attempts_for(reader: Person) -> dict:
    """The attempts of the front page, asked for together with all else that stands on it."""
    monday = begins(today() - dt.timedelta(days=today().weekday()))
    ask_together(
        [
            candidates_to_ask(reader, monday),
            *news_to_ask(reader, today()),
            *waiting_to_ask(reader, today()),
            given_to_ask(reader),
            wishes_to_ask(),
        ]
    )
    large = experiment_of_the_week(reader, monday)
    latest = queries.news(reader, but=large)
    under_way = queries.under_way(reader, today())
    told = queries.a_year_ago(reader, today())
    shown = list(dict.fromkeys(id for id in (large, told) if id))
    lists = (shown, latest, under_way)
    ask_together([seen_to_ask(ids, reader) for ids in lists if ids])
    rows = {row.experiment.id: row for row in rows_of(shown, reader)}
    return {
        "large": rows.get(large),
        "latest": list_items(latest, "lessons/_lesson.html"),
        "under_way": list_items(under_way),
        "remembered": rows.get(told),
    }


def _five_steps() -> dict:
    """The steps that do not stand yet, for whoever looks after them."""
    if not current_user.facilitates:
        return {"steps": []}
    on = today()
    progress = cached_by_reads(("steps", on), lambda: steps(on, begins(on)))
    missing = [step for step in progress if not step.complete]
    standing = len(progress) - len(missing)
    return {"steps": missing, "standing": standing, "to_do": TO_DO}


@home.get("/me")
@login_required
def me():
    rows, keys = experiments.concluded(current_user)
    uses = lessons.uses_of_lessons_by(current_user)
    shown = paged(rows, keys, request.args.get("after"))
    return render_page(
        "home/me.html",
        used=list(uses.limit(5)),
        times_used=uses.count(),
        times_built_on=times_others_built_on(current_user),
        unnamed=list(experiments.unnamed(current_user).limit(queries.SHOWN_ON_MY_PAGE)),
        discarded=list(experiments.discarded(current_user)),
        unfinished=queries.by_stage(current_user, today()),
        concluded=experiments.rows_of([row.id for row in shown], current_user),
        after=shown.after,
        later=request.args.get("after"),
    )


@home.post("/follows")
@login_required
def follow():
    Follow.begin(_what(), by=current_user, at=now())
    return redirect_with_message(
        local_path(request.form.get("next")) or url_for("notifications.wishes")
    )


@home.post("/follows/withdrawal")
@login_required
def unfollow():
    Follow.end(_what(), by=current_user)
    return redirect_with_message(
        local_path(request.form.get("next")) or url_for("notifications.wishes")
    )


@home.post("/language")
def language():
    code = request.form.get("locale", "")
    answer = redirect_with_message(_back())
    if code in LANGUAGES:
        answer.set_cookie(
            "language",
            code,
            max_age=ONE_YEAR,
            path=current_app.config["SESSION_COOKIE_PATH"],
            httponly=True,
            samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )
        if current_user.is_authenticated:
            current_user.set_locale(code)
    return answer


@home.post("/table-notation")
@login_required
def table_notation():
    """How the reader wants table files to be written."""
    answer = redirect_with_message(_back())
    notation = request.form.get("notation", "")
    if notation in list(TableNotation):
        current_user.set_table_notation(TableNotation(notation))
    return answer


def _back() -> str:
    """The page that a button stood on; the front page where none is named."""
    return local_path(request.form.get("next")) or url_for("home.home")


def dashboard_panel(subject=None) -> dict:
    """What awaits the reader, beside what the organisation learns."""
    return {
        "waiting": queries.waiting_for(
            current_user, today(), duties_of_reader(), most=2
        )
    }


def waiting_panel(subject=None) -> dict:
    """What awaits the reader, on the page of what waits."""
    return {"todo": queries.waiting_for(current_user, today(), duties_of_reader())}


def duties_panel(person: Person | None = None) -> dict:
    """What waits for somebody because of their role: among the notifications of the
    reader, and in the mail to a person.
    """
    if person is None:
        return {"duties": duties_of_reader()}
    return {"duties": queries.duties(person, at=now(), on=today())}


@home.get("/manifest.webmanifest")
def manifest():
    """What a phone has to know to install the product, and to share something with it."""
    config = current_app.config["TRACKER"]
    answer = jsonify(installable(config.organisation))
    answer.mimetype = "application/manifest+json"
    return answer


@home.get("/service-worker.js")
def service_worker():
    """The script that shows a page of its own where there is no connection; it keeps
    no other.
    """
    path = Path(current_app.static_folder) / "js" / "service_worker.js"
    return path.read_text(encoding="utf-8"), {"Content-Type": "text/javascript"}


@home.get("/offline")
def offline():
    return render_page("home/offline.html")


@home.get("/robots.txt")
def robots():
    """What search engines may look for: what anybody may read who has not signed in, but
    no address that is a key itself, such as that of an invitation.
    """
    keys = {
        site_path(rule.rule.partition("<")[0])
        for rule in current_app.url_map.iter_rules()
        if "token" in rule.arguments
    }
    lines = ["User-agent: *"] + [f"Disallow: {path}" for path in sorted(keys)]
    return "\n".join(lines) + "\n", {"Content-Type": "text/plain"}


@home.get("/.well-known/change-password")
@login_required
def change_password():
    """Where a password manager sends somebody to change a password."""
    return redirect(url_for("accounts.settings", _anchor="secret"))


@home.get("/healthz")
def healthz():
    return jsonify(status="up")


def _what():
    """What a button is about: a tag, a platform, an experiment, an open question …

    A tag is told by its name: its number would tell whether it is older than what one
    may see of it.
    """
    kind = request.form.get("kind")
    if kind not in KINDS:
        abort(404)
    rows = to_follow(kind, current_user)
    if kind == "tag":
        return get_one_or_404(rows.where(Tag.name == request.form.get("name", "")))
    return get_or_404(rows, whole_number(request.form.get("id")) or 0)


@home.get("/metrics")
def metrics():
    """Figures for Prometheus; for callers on this machine, or with the token."""
    config = current_app.config["TRACKER"]
    if not may_know(request, config.health_token):
        abort(403)
    requests = current_app.extensions["request_count"]
    text = metrics_text(config, requests, now())
    return text, {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}


@home.get("/readyz")
def readyz():
    """For the machines that watch over an installation: 200 when it can do its work,
    else 503; the facts for those who may know.

    With ``?missed`` it is 503 too when there is something that a person must look at.
    """
    config = current_app.config["TRACKER"]
    ready, facts = readiness(config, current_app.config["MIGRATIONS"], now())
    status = "ready"
    code = 200
    if not ready:
        status = "not ready"
        code = 503
    elif "missed" in request.args and facts["missed"]:
        status = "missed"
        code = 503
    answer = {"status": status}
    if may_know(request, config.health_token):
        answer |= facts
    return jsonify(answer), code
