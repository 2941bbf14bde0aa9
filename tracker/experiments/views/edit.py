"""Views: writing the plan card."""

from __future__ import annotations

from flask import jsonify, redirect, request, session, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.experiments.forms.experiment import PlanForm
from tracker.experiments.models import Experiment, Stage
from tracker.experiments.queries import visible_to
from tracker.experiments.queries.form_options import audience, platforms_to_choose
from tracker.experiments.queries.profile_links import links_of, to_people
from tracker.experiments.views import experiments
from tracker.guidelines.queries.guideline import guidelines_for_plan, named
from tracker.guidelines.queries.hard_replies import examples_for_plan as answered_well
from tracker.guidelines.starting_set import HOSTS
from tracker.lessons.enums import Decision
from tracker.lessons.next_plan import next_plan
from tracker.lineage.models import BuildsOn
from tracker.lineage.queries import lessons_inherited, parents_of
from tracker.numbers import whole_number
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.i18n import translated
from tracker.web.responses import is_ajax, redirect_with_message, render_page


@experiments.get("/new")
@login_required
def new():
    retried = _asked_for("retry")
    form = PlanForm.again(retried) if retried else PlanForm(**_named_in_address())
    return _new_page(form)


@experiments.post("/new")
@login_required
def create():
    form = PlanForm()
    parents = _built_on(form)
    if not form.validate() or not (parents or form.has_content()):
        return _render_invalid(form, _new_page)
    experiment = form.try_call(
        _create, parents, by=current_user, at=now(), **form.cleaned_data()
    )
    if experiment:
        return _settled(experiment, form)
    return _render_invalid(form, _new_page)


@experiments.get("/<int:id>/edit")
@login_required
def edit(id):
    experiment = get_or_404(visible_to(current_user), id)
    if experiment.redactable_by(current_user):
        return redirect(url_for("concerns.mending", id=id), code=303)
    require(experiment.editable_by(current_user))
    parents = list(parents_of(experiment, current_user))
    return _edit_page(
        PlanForm.of(experiment, note=parents[0].note if parents else ""), experiment
    )


@experiments.post("/<int:id>/edit")
@login_required
def amend(id):
    experiment = get_or_404(visible_to(current_user), id)
    require(experiment.editable_by(current_user))
    form = PlanForm(
        published=not experiment.is_draft,
        data={"co_authors": experiment.co_author_ids()},
    )
    if not form.validate():
        return _render_invalid(form, _edit_page, experiment)
    try:
        sent = {
            "version": form.made_from,
            "parents": form.also.data or [],
            **form.cleaned_data(),
        }
        saved = form.try_call(
            BuildsOn.proceed, experiment, by=current_user, at=now(), **sent
        )
    except EditConflict as stale:
        return _render_conflict(form, stale.current)
    if saved:
        return _settled(experiment, form)
    return _render_invalid(form, _edit_page, experiment)


@experiments.post("/<int:id>/discard")
@login_required
def discard(id):
    experiment = get_or_404(visible_to(current_user), id)
    require(experiment.discardable_by(current_user))
    try:
        experiment.discard()
    except ValidationFailed as refused:
        return redirect_with_message(
            _url(experiment),
            translated(refused.problems[0].message, **refused.problems[0].params),
            "error",
        )
    return redirect_with_message(url_for("home.me"), _("The draft is gone."))


@experiments.post("/<int:id>/leave")
@login_required
def leave(id):
    experiment = get_or_404(visible_to(current_user), id)
    require(experiment.leavable_by(current_user))
    try:
        experiment.leave(current_user)
    except (ValidationFailed, EditConflict):
        return redirect_with_message(
            _url(experiment),
            _("Somebody saved this draft just now. Look again before you leave it."),
            "error",
        )
    return redirect_with_message(
        url_for("home.me"),
        _("You are out of the draft. It stays with those who go on writing it."),
    )


# Beats that several views share


def _settled(experiment: Experiment, form: PlanForm):
    """Saved: a script is told where it stands, a person is led to see it."""
    if is_ajax():
        address = url_for("experiments.edit", id=experiment.id)
        return jsonify(
            url=address,
            autosave=address,
            version=experiment.version,
            saved=format_time(now(), "short"),
        )
    if form.shows:
        session["receipt"] = experiment.id
        if form.already.data and form.decision.data is Decision.retry:
            return next_plan(experiment)
        return redirect_with_message(_url(experiment))
    return redirect_with_message(
        _url(experiment),
        _("The draft is saved. Only its authors see it.")
        if experiment.is_draft
        else _("Saved."),
    )


def _render_invalid(form: PlanForm, render, *about):
    """Something needs a second look: 422 with what was typed."""
    if is_ajax():
        return jsonify(error="not saved", fields=sorted(form.errors)), 422
    return render(form, *about), 422


def _render_conflict(form: PlanForm, current: Experiment):
    """Somebody else saved first: both texts, and a form against the newer version.

    The same text twice is no conflict.
    """
    if is_ajax():
        return jsonify(error="stale", version=current.version), 409
    conflicts = form.conflicts(current)
    if not conflicts and form.published != current.is_draft:
        return redirect_with_message(_url(current), _("Saved."))
    form.published = not current.is_draft
    return _edit_page(form, current, conflicts), 409


def _new_page(form: PlanForm):
    parents = _built_on(form)
    inherited = {
        lesson.experiment_id: lesson.statement for lesson in lessons_inherited(parents)
    }
    lines = [(parent, inherited.get(parent.id, "")) for parent in parents]
    return render_page(
        "experiments/new.html",
        form=form,
        lines=lines,
        **_around(form, current_user.unit),
    )


def _edit_page(form: PlanForm, experiment: Experiment, conflicts=()):
    parents = [descent.parent for descent in parents_of(experiment, current_user)]
    inherited = {
        lesson.experiment_id: lesson.statement for lesson in lessons_inherited(parents)
    }
    lines = [(parent, inherited.get(parent.id, "")) for parent in parents]
    around = _around(form, experiment.unit, experiment)
    return render_page(
        "experiments/edit.html",
        form=form,
        experiment=experiment,
        lines=lines,
        conflicts=conflicts,
        **around,
    )


def _around(form: PlanForm, unit, experiment: Experiment | None = None) -> dict:
    """What stands around the plan card: who would see it, and which hosts are which
    platform, and what may lead
    to a person."""
    by_slug = {platform.slug: platform.id for platform in form.platforms}
    hosts = {host: by_slug[slug] for host, slug in HOSTS.items() if slug in by_slug}
    personal = to_people([*form.texts(), *(links_of(experiment) if experiment else [])])
    rules = {
        "beside": guidelines_for_plan(form.platforms),
        "standing_on": named(form.clauses.ids),
    }
    rules["rough"] = answered_well(current_user, None)
    return {
        "audience": audience(unit, current_user),
        "hosts": hosts,
        "personal": personal,
        **rules,
    }


def _create(
    parents: list[Experiment], *, note: str, card: dict | None, **sent
) -> Experiment:
    """Create the experiment; with what it builds on and what it taught, if anything."""
    if parents or card:
        return BuildsOn.begin(parents, note=note, card=card, **sent)
    return Experiment.create(**sent)


def _built_on(form: PlanForm) -> list[Experiment]:
    """What the new attempt builds on: published, and the viewer's to see."""
    published = visible_to(current_user).where(Experiment.stage != Stage.draft)
    named = [get_or_404(published, id) for id in form.builds_on.ids]
    return named + [row for row in form.also.data or [] if row not in named]


def _named_in_address() -> dict:
    """What an address begins a plan with: what it builds on, the clause it is planned
    under, where, and whom it is about.
    """
    carried = {
        name: ",".join(request.args.getlist(sent))
        for name, sent in (("builds_on", "builds_on"), ("clauses", "clause"))
    }
    place = next(
        (
            row.id
            for row in platforms_to_choose()
            if row.slug == request.args.get("platform")
        ),
        None,
    )
    return {
        **carried,
        "platform": place,
        **{name: request.args.get(name) for name in ("stakeholder", "touchpoint")},
    }


def _asked_for(name: str) -> Experiment | None:
    number = whole_number(request.args.get(name))
    if number:
        return get_or_404(visible_to(current_user), number)
    return None


def _url(experiment: Experiment) -> str:
    return url_for("experiments.experiment", id=experiment.id)
