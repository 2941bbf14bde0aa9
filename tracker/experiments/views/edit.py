"""Views: creating and editing an experiment."""

from __future__ import annotations

from flask import jsonify, redirect, request, session, url_for
from flask_babel import format_time
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.core.conflicts import EditConflict
from tracker.experiments.blank_plan import blank_plan, known_hosts
from tracker.experiments.forms.experiment import PlanForm
from tracker.experiments.forms.experiment import saved as saved_plan
from tracker.experiments.models import (
    CoAuthorInvitation,
    Experiment,
    Stage,
)
from tracker.experiments.models.picture import MOST_PICTURES
from tracker.experiments.plan_address import named_in_address
from tracker.experiments.queries import visible_experiment, visible_to
from tracker.experiments.queries.form_options import (
    audience,
    last_platform,
    options_to_ask,
)
from tracker.experiments.queries.profile_links import links_of, to_people
from tracker.experiments.views import experiments
from tracker.guidelines.plan_help import guidelines_beside
from tracker.guidelines.queries.guideline import named
from tracker.guidelines.queries.hard_replies import examples_for_plan as answered_well
from tracker.guidelines.queries.hard_replies import examples_to_ask
from tracker.lessons.enums import Decision
from tracker.lessons.next_plan import next_plan
from tracker.lessons.queries import helpers_of
from tracker.lineage.models import BuildsOn
from tracker.lineage.queries import parents_of, with_lessons
from tracker.numbers import whole_number
from tracker.plaintext import within_quotes
from tracker.questions.queries import questions_of_ids, similar_questions
from tracker.web.access import get_or_404, require, require_found
from tracker.web.clock import now
from tracker.web.panels import ask_ahead, panels_of
from tracker.web.responses import is_ajax, redirect_with_message, render_page


@experiments.get("/new")
@login_required
def new():
    questions = [*options_to_ask(current_user), examples_to_ask(current_user, None)]
    ask_ahead("experiments.edit", None, *questions)
    retried = _asked_for("retry")
    if retried:
        return _new_page(PlanForm.again(retried))
    copied = _asked_for("copy")
    if copied:
        require(copied.is_author(current_user))
        return _new_page(PlanForm.copy_of(copied))
    if not request.args:
        return _blank_page()
    return _new_page(PlanForm(data=named_in_address()))


@experiments.get("/new/learnt")
@login_required
def learnt():
    """The questions of what was learnt, for a plan form where it was tried already."""
    return render_page("experiments/_learnt.html", form=PlanForm())


@experiments.post("/new")
@login_required
def create():
    form = PlanForm()
    parents = _built_on(form)
    if is_ajax() and not form.has_words():
        return "", 204  # somebody looks at the form: there is nothing to keep yet
    if not form.validate() or not (parents or form.has_content()):
        return _render_invalid(form, _new_page)
    earlier = Experiment.published_by(form.submission.data, current_user)
    if earlier and earlier.editable_by(current_user):
        return _sent_again(form, earlier)
    experiment = form.try_call(
        _create, parents, by=current_user, at=now(), **form.cleaned_data()
    )
    if experiment and _invite(experiment, form):
        return _settled(experiment, form)
    return _render_invalid(form, _new_page)


@experiments.get("/<int:id>/edit")
@login_required
def edit(id):
    experiment = require_found(visible_experiment(current_user, id))
    if experiment.redactable_by(current_user):
        return redirect(url_for("concerns.mending", id=id), code=303)
    require(experiment.editable_by(current_user))
    parents = list(parents_of(experiment, current_user))
    note = ""
    if parents:
        note = parents[0].note
    return _edit_page(PlanForm.of(experiment, note), experiment)


@experiments.post("/<int:id>/edit")
@login_required
def amend(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    form = PlanForm(
        published=not experiment.is_draft,
        data={
            "co_authors": experiment.co_author_ids(),
            "invited": saved_plan(experiment)["invited"],
        },
    )
    if not form.validate():
        return _render_invalid(form, _edit_page, experiment)
    try:
        saved = form.try_call(
            BuildsOn.proceed,
            experiment,
            by=current_user,
            at=now(),
            version=form.made_from,
            parents=form.also.data or [],
            **form.cleaned_data(),
        )
    except EditConflict as stale:
        return _render_conflict(form, stale.current)
    if saved and _invite(experiment, form):
        return _settled(experiment, form)
    return _render_invalid(form, _edit_page, experiment)


# Shared by several views


def _settled(experiment: Experiment, form: PlanForm):
    """The response after saving: JSON for a script, else a redirect to the page."""
    if is_ajax():
        address = url_for("experiments.edit", id=experiment.id)
        return jsonify(
            url=address,
            autosave=address,
            key=f"plan:{experiment.id}:{current_user.id}",
            version=experiment.version,
            saved=format_time(now(), "short"),
        )
    if form.shows:
        session["receipt"] = experiment.id
        if form.already.data and form.decision.data is Decision.retry:
            return next_plan(experiment)
        if form.another.data:
            return _another(experiment)
        return redirect_with_message(_url(experiment))
    message = _("Saved.")
    if experiment.is_draft:
        message = _("The draft is saved. Only its authors see it.")
    return redirect_with_message(_url(experiment), message)


def _invite(experiment: Experiment, form: PlanForm) -> bool:
    """Ask the people whom the form names; not while it only saves itself."""
    if is_ajax():
        return True
    return form.try_call(
        CoAuthorInvitation.replace_all,
        experiment,
        form.people_to_invite(),
        by=current_user,
        at=now(),
    )


def _another(experiment: Experiment):
    """The empty form again, with a word that the one before is shared."""
    session.pop("receipt", None)
    message = _(
        "“%(title)s” is shared. Here is the next.",
        title=within_quotes(experiment.title),
    )
    return redirect_with_message(url_for("experiments.new"), message)


def _render_invalid(form: PlanForm, render, *about):
    """The response 422 with the form as it was sent."""
    if is_ajax():
        return jsonify(
            error="not saved", fields=sorted(form.errors), held=form.is_held_back
        ), 422
    return render(form, *about), 422


def _render_conflict(form: PlanForm, current: Experiment):
    """The response 409 with both texts, when another person saved first.

    Two equal texts are no conflict.
    """
    if is_ajax():
        return jsonify(error="stale", version=current.version), 409
    conflicts = form.conflicts(current)
    if not conflicts and form.published != current.is_draft:
        return redirect_with_message(_url(current), _("Saved."))
    form.published = not current.is_draft
    return _edit_page(form, current, conflicts), 409


def _sent_again(form: PlanForm, earlier: Experiment):
    """The response to a form that was published before: its page, or both texts."""
    if is_ajax():
        return jsonify(error="shared before", version=earlier.version), 409
    # What was left empty was filled in by the product, such as the title
    form.remember(dict.fromkeys(earlier.as_dict(), ""))
    conflicts = form.conflicts(earlier)
    if not conflicts:
        return _settled(earlier, form)
    form.published = True
    return _edit_page(form, earlier, conflicts, sent_again=True), 409


def _blank_page():
    """The page of a new plan in which nothing is filled in but the platform."""
    platform = last_platform(current_user)
    seen_by = audience(current_user.unit, current_user)
    return render_page(
        "experiments/new.html",
        blank=blank_plan(platform, seen_by, current_user.id),
        published=False,
        **_beside(platform),
    )


def _new_page(form: PlanForm):
    parents = _built_on(form)
    return render_page(
        "experiments/new.html",
        form=form,
        reader=current_user.id,
        lines=with_lessons(parents),
        helpers=helpers_of(parents, current_user),
        **_around(form, current_user.unit),
    )


def _edit_page(
    form: PlanForm, experiment: Experiment, conflicts=(), sent_again: bool = False
):
    parents = [descent.parent for descent in parents_of(experiment, current_user)]
    return render_page(
        "experiments/edit.html",
        form=form,
        experiment=experiment,
        lines=with_lessons(parents),
        conflicts=conflicts,
        sent_again=sent_again,
        **_around(form, experiment.unit, experiment),
    )


def _around(form: PlanForm, unit, experiment: Experiment | None = None) -> dict:
    """The context of the plan card's page besides the form.

    It has the audience, the platforms of known hosts, links that may lead to a person,
    and guidelines.
    """
    texts = form.texts()
    pictures_to = ""
    room = MOST_PICTURES
    if experiment:
        texts += links_of(experiment)
        pictures_to = url_for("experiments.hang_pictures", id=experiment.id)
        room -= experiment.pictures.count()
    return {
        "published": form.published,
        "audience": audience(unit, current_user),
        "hosts": known_hosts(form.platforms),
        "personal": to_people(texts),
        "pictures_to": pictures_to,
        "pictures_room": room,
        "standing_on": named(form.clauses.ids),
        **_open_questions(form),
        **_beside(form.platform.data),
    }


def _beside(platform: int | None) -> dict:
    """The context of what stands beside a plan: guidelines, answers, panels."""
    return {
        "beside": guidelines_beside(platform),
        "rough": answered_well(current_user, None),
        **panels_of("experiments.edit", platform),
    }


def _open_questions(form: PlanForm) -> dict:
    """The open questions that are ticked, and others that resemble the plan."""
    ticked = questions_of_ids(form.questions.ids)
    about = f"{form.title.data or ''} {form.hypothesis.data or ''}"
    found = similar_questions(about, current_user)
    return {
        "looks_into": ticked,
        "similar_questions": [row for row in found if row not in ticked],
    }


def _create(
    parents: list[Experiment], *, note: str, card: dict | None, **sent
) -> Experiment:
    """Create the experiment, with its parents and its learning card if it has any."""
    if parents or card:
        return BuildsOn.begin(parents, note=note, card=card, **sent)
    return Experiment.create(**sent)


def _built_on(form: PlanForm) -> list[Experiment]:
    """The parents of the new experiment: published, and visible to the viewer."""
    published = visible_to(current_user).where(Experiment.stage != Stage.draft)
    named = [get_or_404(published, id) for id in form.builds_on.ids]
    return named + [row for row in form.also.data or [] if row not in named]


def _asked_for(name: str) -> Experiment | None:
    number = whole_number(request.args.get(name))
    if number:
        return get_or_404(visible_to(current_user), number)
    return None


def _url(experiment: Experiment) -> str:
    return url_for("experiments.experiment", id=experiment.id)
