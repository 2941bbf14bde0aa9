"""The application factory, the only module that knows every feature."""

from __future__ import annotations

from chartkick.flask import chartkick_blueprint
from flask import Flask, current_app
from flask_login import LoginManager, current_user
from flask_wtf import CSRFProtect

from tracker import navigation
from tracker.accounts import denials, emails, identity_provider, sessions
from tracker.accounts.models.session import REMEMBERED_LONGEST
from tracker.accounts.views import accounts
from tracker.accounts.views.identity import logged_out_there
from tracker.amplifications import views as amplification_views
from tracker.api.views import api
from tracker.audit.views import audit
from tracker.bookmarks import views as bookmark_views
from tracker.business_case.models import Reopening
from tracker.business_case.views import business_case
from tracker.comments import views as comment_views
from tracker.commitments import views as commitment_views
from tracker.concerns.views import concerns
from tracker.config import HERE, Config, folder
from tracker.dashboard.views import dashboard
from tracker.db import connect_to, connected_to, database
from tracker.endorsements import views as endorsement_views
from tracker.endorsements.queries import times_endorsed
from tracker.experiments.imports import run_import
from tracker.experiments.queries.mine import has_unshown
from tracker.experiments.queries.sort import BUILT_ON, COUNTS, ENDORSED
from tracker.experiments.views import experiments
from tracker.experiments.views import panels as experiment_panels
from tracker.experiments.views.shared_post import receive as share_received
from tracker.experiments.views.shared_post import shared_posts
from tracker.fears import handlers as fear_sums
from tracker.fears.views import fears
from tracker.fears.views import panels as fear_panels
from tracker.feeds.views import feeds
from tracker.follows import views as follow_views
from tracker.guidelines import handlers as questions
from tracker.guidelines.platform_merge import BEFORE_MOVE
from tracker.guidelines.views import guidelines
from tracker.guidelines.views import panels as guideline_panels
from tracker.home.reader import ask_about_reader
from tracker.home.views import dashboard_panel, duties_panel, home, waiting_panel
from tracker.lessons.enums import Dependence
from tracker.lessons.views import lessons
from tracker.lessons.views import panels as lesson_panels
from tracker.lineage import views as lineage_views
from tracker.lineage.queries import times_built_on
from tracker.mailbox import handlers as mailbox
from tracker.mcp.views import mcp
from tracker.migrations import current_revision, newest
from tracker.notifications import handlers
from tracker.notifications.queries.recall import DEPENDANTS
from tracker.notifications.views import (
    alerts_left,
    left,
    lesson_panel,
    notifications,
)
from tracker.operations import logs
from tracker.operations.commands import back_up_by_night
from tracker.privacy.retention import carry_out as keep_no_longer
from tracker.privacy.views import privacy
from tracker.provisioning import views as provisioning_views
from tracker.questions.views import questions as open_questions
from tracker.readiness import handlers as pulse
from tracker.readiness.views import readiness
from tracker.safe_conduct.views import backing as backing_views
from tracker.safe_conduct.views import safe_conduct
from tracker.stakeholders.platform_merge import merge_touchpoints
from tracker.stakeholders.views import panels as stakeholder_panels
from tracker.stakeholders.views import stakeholders
from tracker.strategy.queries.recall import strategy_keepers
from tracker.strategy.views import strategy
from tracker.summaries import jobs
from tracker.summaries.queries.recall import summary_keepers
from tracker.summaries.views import summaries
from tracker.tokens.views import tokens
from tracker.vocabulary.views import vocabulary
from tracker.web import (
    assets,
    chart,
    clock,
    compression,
    database_connection,
    errors,
    i18n,
    markup,
    panels,
    probes,
    proxies,
    request_count,
    revalidation,
    security_headers,
    server_times,
    table_file,
    templates,
)
from tracker.web import request as asking
from tracker.web.access import IdConverter
from tracker.web.templates import TranslatedEnvironment
from tracker.web.url_rule import UrlRule
from tracker.webhooks import handlers as hooks
from tracker.webhooks.views import webhooks
from tracker.withdrawals import views as withdrawal_views
from tracker.withdrawals.models import carry_out_undo

LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
LARGEST_FORM = 2_000_000

# What runs when a job falls due: kind to function of the job.
HANDLERS: dict = {
    "backup": lambda job: back_up_by_night(
        current_app.config["TRACKER"], clock.now(), clock.today()
    ),
    "weigh": lambda job: Reopening.weigh(clock.now()),
    "retention": lambda job: keep_no_longer(current_app.config["TRACKER"], clock.now()),
    "import": lambda job: run_import(
        job,
        folder=current_app.config["TRACKER"].files,
        now=clock.now,
        today=clock.today,
        zone=current_app.config["TRACKER"].time_zone,
    ),
    "undo_import": lambda job: carry_out_undo(job, now=clock.now),
}
# The last tells webhooks of what colleagues are told
for feature in (emails, handlers, questions, pulse, jobs, fear_sums, mailbox, hooks):
    HANDLERS |= feature.HANDLERS

# What higher features show on the page of a lower one: its endpoint to the panels.
PANELS: dict = {
    "accounts.person": (
        experiment_panels.person_panel,
        lesson_panels.person_panel,
        commitment_views.person_panel,
    ),
    "accounts.unit": (
        experiment_panels.unit_panel,
        lesson_panels.unit_panel,
        follow_views.following_panel,
        amplification_views.unit_panel,
    ),
    "accounts.merge_unit": (experiment_panels.unit_merge_panel,),
    "guidelines.merge_platform": (stakeholder_panels.platform_panel,),
    "experiments.index": (follow_views.list_panel,),
    "questions.question": (follow_views.question_panel,),
    "lessons.index": (follow_views.list_panel,),
    "experiments.experiment": (
        follow_views.experiment_panel,
        lesson_panels.experiment_panel,
        lineage_views.experiment_panel,
        endorsement_views.experiment_panel,
        bookmark_views.experiment_panel,
        comment_views.experiment_panel,
        commitment_views.experiment_panel,
        withdrawal_views.experiment_panel,
        backing_views.experiment_panel,
        fear_panels.experiment_panel,
    ),
    "experiments.start": (fear_panels.start_panel,),
    "experiments.edit": (fear_panels.plan_panel, backing_views.plan_panel),
    "lessons.conclusion": (fear_panels.conclusion_panel,),
    "readiness.fears": (fear_panels.map_panel,),
    "experiments.import_": (withdrawal_views.import_panel,),
    "lessons.lesson": (
        guideline_panels.lesson_panel,
        lineage_views.lesson_panel,
        comment_views.lesson_panel,
        commitment_views.lesson_panel,
        bookmark_views.lesson_panel,
        follow_views.following_panel,
        amplification_views.lesson_panel,
        lesson_panel,
    ),
    "business_case.index": (commitment_views.case_panel,),
    "summaries.summary": (commitment_views.summary_panel,),
    "dashboard.index": (dashboard_panel,),
    "dashboard.waiting": (waiting_panel,),
    "notifications.index": (duties_panel,),
}

# What higher features ask in the form of a lower one: its endpoint to who saves it.
FORM_PARTS: dict = {
    "experiments.begin": (fear_panels.save_fears,),
    "lessons.conclude": (fear_panels.save_results,),
}

# What a list of experiments may be ordered by that a higher feature counts.
COUNTS.update(
    {
        BUILT_ON: times_built_on,
        ENDORSED: times_endorsed,
    }
)

# Who depends on a lesson in a feature above the one that tells of its recall.
DEPENDANTS.update(
    {
        Dependence.summary: summary_keepers,
        Dependence.strategy: strategy_keepers,
    }
)

# What a merge of two platforms merges beside the guidelines.
BEFORE_MOVE.append(merge_touchpoints)

BLUEPRINTS = (
    home,
    accounts,
    provisioning_views.provisioning,
    guidelines,
    stakeholders,
    open_questions,
    experiments,
    shared_posts,
    lessons,
    vocabulary,
    endorsement_views.endorsements,
    amplification_views.amplifications,
    bookmark_views.bookmarks,
    comment_views.comments,
    concerns,
    safe_conduct,
    lineage_views.lineage,
    readiness,
    fears,
    business_case,
    commitment_views.commitments,
    strategy,
    dashboard,
    summaries,
    notifications,
    audit,
    privacy,
    withdrawal_views.withdrawals,
    tokens,
    webhooks,
    api,
    feeds,
    mcp,
)


def create_app(config: Config | None = None) -> Flask:
    """Put the product together for one configuration.

    Raises:
        Misconfigured: The environment cannot be used.
    """
    config = config or Config.from_env()
    app = Flask(
        "tracker",
        template_folder=str(folder("templates")),
        static_folder=str(folder("static")),
    )
    app.url_rule_class = UrlRule
    # No view is asynchronous; Flask asks some thirty times a page
    app.ensure_sync = lambda view: view
    app.config.from_mapping(settings(config))
    app.url_map.converters["int"] = IdConverter
    app.wsgi_app = probes.under_any_name(app.wsgi_app, config.host or LOOPBACK[0])
    proxies.init_app(app, config)
    if connected_to() != config.database_url:
        connect_to(config.database_url)
    app.jinja_environment = TranslatedEnvironment
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")

    logs.init_app(app)  # first: whatever happens to a request has its number
    # Before the others, so that they are the last to see an answer
    compression.init_app(app)
    server_times.init_app(app)
    # Before the token is checked: even the page that says a form is too old asks who is reading
    ours = newest(app.config["MIGRATIONS"])
    database_connection.init_app(
        app, fits=lambda: current_revision(database.obj) == ours
    )
    # A link in a mail, posted in one click: it says itself who asks
    csrf = CSRFProtect(app)
    csrf.exempt(left)
    csrf.exempt(alerts_left)
    csrf.exempt(provisioning_views.scim)  # shows a token, and has no session
    csrf.exempt(logged_out_there)  # the provider sends it, signed
    csrf.exempt(share_received)  # a phone sends it, which its browser says
    # A token lets programs in, never a cookie: see tokens/bearer.py
    csrf.exempt(api)
    csrf.exempt(mcp)
    for kit in (asking, i18n, security_headers, markup, table_file, errors, chart):
        kit.init_app(app)
    sessions.init_app(app, LoginManager())
    identity_provider.init_app(app, config)
    denials.init_app(app)
    panels.init_app(app, PANELS, FORM_PARTS)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_blueprint(chartkick_blueprint)  # Chart.js 4, as its wheel carries it
    assets.init_app(app, config.data / "assets")
    request_count.init_app(app)
    revalidation.init_app(app, _may_keep)
    app.context_processor(navigation.template_context)
    templates.init_app(app)  # last, as it takes over what the others gave the app's own
    return app


def _may_keep() -> bool:
    """Whether nothing that the reader sees is hidden from colleagues."""
    ask_about_reader()
    return not current_user.facilitates and not has_unshown(current_user)


def settings(config: Config) -> dict:
    """Flask's own settings for one configuration."""
    prefix = ""
    if config.https and config.root_path:
        prefix = "__Secure-"  # the other one would be of the whole host
    elif config.https:
        prefix = "__Host-"
    cookie_path = config.root_path or "/"
    hosts = LOOPBACK
    if config.host:
        hosts = [config.host]
    return {
        "TRACKER": config,
        "TRANSLATIONS": HERE / "translations",
        "MIGRATIONS": folder("migrations"),
        "SECRET_KEY": config.secret_key,
        "MAX_CONTENT_LENGTH": LARGEST_FORM,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "TRUSTED_HOSTS": hosts,
        "LOOPBACK_URL": "http://127.0.0.1:8000",
        "SESSION_COOKIE_NAME": f"{prefix}forsoeg",
        "APPLICATION_ROOT": cookie_path,
        "SESSION_COOKIE_PATH": cookie_path,
        "SESSION_COOKIE_SECURE": config.https,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "BROWSER_COOKIE_NAME": f"{prefix}forsoeg-browser",
        "REMEMBER_COOKIE_NAME": f"{prefix}forsoeg-remember",
        "REMEMBER_COOKIE_PATH": cookie_path,
        "REMEMBER_COOKIE_SECURE": config.https,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        # The session's row decides how long; the cookie only has to last
        "REMEMBER_COOKIE_DURATION": REMEMBERED_LONGEST,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": config.https,
    }
