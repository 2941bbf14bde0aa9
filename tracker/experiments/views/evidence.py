"""Files and readings of an experiment: everyone who may see it looks, its authors add, describe and remove."""

from __future__ import annotations

from flask import current_app, flash, request, send_file, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.experiments import files
from tracker.experiments.forms.evidence import DescriptionForm, LinkForm, PicturesForm, ReadingForm
from tracker.experiments.models import Link, Picture, Reading
from tracker.experiments.models.pictures import MOST_PICTURES
from tracker.experiments.queries import visible_to
from tracker.experiments.queries.evidence import evidence_of, metrics_of
from tracker.experiments.views import experiments
from tracker.web.answers import page, seen
from tracker.web.clock import now
from tracker.web.guards import allowed, found

LARGEST_UPLOAD = MOST_PICTURES * files.LARGEST + 1_000_000  # the pictures of one form, and what a form has around them
AS_A_PICTURE = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cache-Control": "private, max-age=86400, immutable",
}


@experiments.url_value_preprocessor
def let_pictures_in(endpoint, values):
    """Raise the limit for this one route and for those signed in; before anything reads the form, as the CSRF check does."""
    if endpoint == "experiments.hang_pictures" and "_user_id" in session:
        request.max_content_length = LARGEST_UPLOAD


@experiments.get("/<int:id>/evidence")
@login_required
def evidence(id):
    return evidence_page(found(visible_to(current_user), id))


@experiments.get("/<int:id>/evidence/<int:picture_id>")
@login_required
def large_picture(id, picture_id):
    experiment = found(visible_to(current_user), id)
    picture = found(experiment.pictures, picture_id)
    return page("experiments/large_picture.html", experiment=experiment, picture=picture)


@experiments.get("/<int:id>/pictures/<int:picture_id>")
@login_required
def picture(id, picture_id):
    shown = found(found(visible_to(current_user), id).pictures, picture_id)
    small = request.args.get("size") == "small"
    answer = send_file(
        files.path_of(folder(), shown.file, small),
        "image/webp",
        etag=f"{shown.id}-{shown.edition}-{'small' if small else 'large'}",
    )
    answer.headers.update(AS_A_PICTURE, **{"Content-Disposition": f'inline; filename="picture-{shown.id}.webp"'})
    return answer


@experiments.post("/<int:id>/pictures")
@login_required
def hang_pictures(id):
    experiment = yours(id)
    form = PicturesForm()
    kept = form.validate_on_submit() and form.attempt(
        files.hang, experiment, **form.answers(), key=form.submission.data, folder=folder(), by=current_user, at=now()
    )
    if not kept:
        return evidence_page(experiment, pictures=form), 422
    for sentence in (left_out := form.told(kept)):
        flash(sentence, "error")
    message = _("Kept. Nothing came along but what the eye sees: no place, no camera, no name.")
    return settled(experiment, message, None if left_out else "pictures")


@experiments.post("/<int:id>/pictures/<int:picture_id>/description")
@login_required
def describe_picture(id, picture_id):
    experiment = yours(id)
    picture = found(experiment.pictures, picture_id)
    form = DescriptionForm(called=f"description-{picture.id}")
    if not form.validate_on_submit():
        return evidence_page(experiment, description=(picture.id, form)), 422
    picture.describe(form.alt.data, by=current_user, at=now())
    return settled(experiment, _("Thank you. Now everyone gets to know what the picture shows."), f"picture-{picture.id}")


@experiments.post("/<int:id>/pictures/<int:picture_id>/removal")
@login_required
def take_picture_down(id, picture_id):
    experiment = yours(id)
    if picture := experiment.pictures.where(Picture.id == picture_id).first():
        files.take_down(picture, folder=folder(), by=current_user, at=now())
    return settled(experiment, _("The picture is removed."), "pictures")


@experiments.post("/<int:id>/links")
@login_required
def add_link(id):
    experiment = yours(id)
    form = LinkForm()
    if not form.validate_on_submit() or not form.attempt(Link.add, experiment, **form.answers(), by=current_user, at=now()):
        return evidence_page(experiment, link=form), 422
    return settled(experiment, _("The link is added."), "links")


@experiments.post("/<int:id>/links/<int:link_id>/removal")
@login_required
def remove_link(id, link_id):
    experiment = yours(id)
    if link := experiment.links.where(Link.id == link_id).first():
        link.remove(by=current_user, at=now())
    return settled(experiment, _("The link is removed."), "links")


@experiments.post("/<int:id>/readings")
@login_required
def take_reading(id):
    experiment = yours(id)
    form = ReadingForm()
    if not form.validate_on_submit() or not form.attempt(Reading.take, experiment, **form.answers(), by=current_user, at=now()):
        return evidence_page(experiment, reading=form), 422
    return settled(experiment, _("The reading is noted."), "readings")


@experiments.post("/<int:id>/readings/<int:reading_id>/removal")
@login_required
def remove_reading(id, reading_id):
    experiment = yours(id)
    if reading := experiment.readings.where(Reading.id == reading_id).first():
        reading.remove(by=current_user, at=now())
    return settled(experiment, _("The reading is removed."), "readings")


def yours(id):
    """The experiment, when the viewer may see and change it; else 404 or 403."""
    experiment = found(visible_to(current_user), id)
    allowed(experiment.editable_by(current_user))
    return experiment


def evidence_page(experiment, pictures=None, link=None, reading=None, description=(0, None)):
    """The page with its forms: fresh ones, and the one that was sent and needs a second look."""
    evidence = evidence_of(experiment)
    editable = experiment.editable_by(current_user)
    metric = evidence.series[0].metric if evidence.series and not experiment.metric else experiment.metric
    described = {shown.id: DescriptionForm(None, obj=shown, called=f"description-{shown.id}") for shown in evidence.pictures}
    return page(
        "experiments/evidence.html",
        experiment=experiment,
        editable=editable,
        removable=editable,
        metrics=metrics_of(experiment) if editable else [],
        evidence=evidence,
        room=MOST_PICTURES - len(evidence.pictures),
        pictures_form=pictures or PicturesForm(None),
        descriptions={**described, description[0]: description[1]},
        link_form=link or LinkForm(None),
        reading_form=reading or ReadingForm(None, metric=metric),
    )


def settled(experiment, message, part):
    """Back to the part of the page where it can be seen."""
    return seen(url_for("experiments.evidence", id=experiment.id, _anchor=part), message)


def folder():
    """The folder of files."""
    return current_app.config["TRACKER"].files
