"""Views: the pictures of an experiment."""

from __future__ import annotations

from flask import abort, flash, jsonify, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.experiments import files
from tracker.experiments.file_answer import LARGEST_PICTURES, folder, picture_file
from tracker.experiments.forms.evidence import DescriptionForm, PicturesForm
from tracker.experiments.models import Picture
from tracker.experiments.queries import visible_experiment
from tracker.experiments.views import experiments
from tracker.experiments.views.evidence import (
    editable_or_404,
    evidence_page,
    redactable_or_404,
    settled,
)
from tracker.web.access import get_or_404, require_found
from tracker.web.clock import now
from tracker.web.responses import is_ajax, render_page


@experiments.url_value_preprocessor
def let_pictures_in(endpoint, values):
    """Raise the limit for this route and signed-in people, before the form is read."""
    if endpoint == "experiments.hang_pictures" and "_user_id" in session:
        request.max_content_length = LARGEST_PICTURES


@experiments.get("/<int:id>/evidence/<int:picture_id>")
@login_required
def large_picture(id, picture_id):
    picture = shown_picture(id, picture_id)
    return render_page(
        "experiments/large_picture.html", experiment=picture.experiment, picture=picture
    )


@experiments.get("/<int:id>/pictures/<int:picture_id>")
@login_required
def picture(id, picture_id):
    return picture_file(shown_picture(id, picture_id), request.args.get("size"))


@experiments.post("/<int:id>/pictures")
@login_required
def hang_pictures(id):
    experiment = editable_or_404(id)
    form = PicturesForm()
    kept = form.validate_on_submit() and form.try_call(
        files.attach_pictures,
        experiment,
        **form.cleaned_data(),
        key=form.submission.data,
        folder=folder(),
        by=current_user,
        at=now(),
    )
    if is_ajax():
        return _kept(experiment, form, kept)
    if not kept:
        return evidence_page(experiment, pictures=form), 422
    part = "pictures"
    for sentence in form.add_problems(kept):
        flash(sentence, "error")
        part = None
    for sentence in form.notes(kept):
        flash(sentence)
    message = _(
        "Kept. Nothing came along but what the eye sees: no place, no camera, no name."
    )
    return settled(experiment, message, part)


@experiments.post("/<int:id>/pictures/<int:picture_id>/description")
@login_required
def describe_picture(id, picture_id):
    experiment = redactable_or_404(id)
    picture = get_or_404(experiment.pictures, picture_id)
    form = DescriptionForm(called=f"description-{picture.public_id}")
    if not form.validate_on_submit():
        if is_ajax():
            return jsonify(error=_problems_in(form)[0]), 422
        return evidence_page(experiment, description=(picture.public_id, form)), 422
    picture.describe(form.alt.data, by=current_user, at=now())
    if is_ajax():
        return "", 204
    return settled(
        experiment,
        _("Thank you. Now everyone gets to know what the picture shows."),
        f"picture-{picture.public_id}",
    )


@experiments.post("/<int:id>/pictures/<int:picture_id>/removal")
@login_required
def take_picture_down(id, picture_id):
    experiment = editable_or_404(id)
    if picture := experiment.pictures.where(Picture.public_id == picture_id).first():
        files.delete_picture(picture, folder=folder(), by=current_user, at=now())
    return settled(experiment, _("The picture is removed."), "pictures")


def _kept(experiment, form: PicturesForm, kept):
    """The answer to a script: where to say what the picture shows, or what was wrong."""
    problems = _problems_in(form)
    notes = []
    if kept:
        problems = form.add_problems(kept)
        notes = form.notes(kept)
    if problems:
        return jsonify(error=problems[0]), 422
    newest = experiment.pictures.order_by(Picture.id.desc()).first()
    address = url_for(
        "experiments.describe_picture", id=experiment.id, picture_id=newest.public_id
    )
    return jsonify(description=address, note=" ".join(notes) or None)


def _problems_in(form) -> list[str]:
    return [text for texts in form.errors.values() for text in texts]


def shown_picture(id, picture_id):
    """The picture if the viewer may see it; else 404."""
    picture = get_or_404(
        require_found(visible_experiment(current_user, id)).pictures, picture_id
    )
    if not picture.readable_by(current_user):
        abort(404)
    return picture
