"""Views: pictures, links and readings of an experiment."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.experiments.forms.evidence import (
    DescriptionForm,
    DocumentForm,
    LinkForm,
    MetricReadingForm,
    PicturesForm,
)
from tracker.experiments.models import Document, Link, MetricReading
from tracker.experiments.models.picture import MOST_PICTURES
from tracker.experiments.queries import visible_experiment
from tracker.experiments.queries.evidence import evidence_of, metrics_of
from tracker.experiments.views import experiments
from tracker.web.access import get_or_404, require, require_found
from tracker.web.clock import now
from tracker.web.i18n import translated
from tracker.web.responses import redirect_with_message, render_page


@experiments.get("/<int:id>/evidence")
@login_required
def evidence(id):
    return evidence_page(require_found(visible_experiment(current_user, id)))


@experiments.post("/<int:id>/links")
@login_required
def add_link(id):
    experiment = editable_or_404(id)
    form = LinkForm()
    if not form.validate_on_submit() or not form.try_call(
        Link.add,
        experiment,
        url=form.url.data,
        label=form.label.data,
        by=current_user,
        at=now(),
    ):
        return evidence_page(experiment, link=form), 422
    return settled(experiment, _("The link is added."), "links")


@experiments.post("/<int:id>/links/<int:link_id>/removal")
@login_required
def remove_link(id, link_id):
    experiment = redactable_or_404(id)
    if link := experiment.links.where(Link.public_id == link_id).first():
        link.remove(by=current_user, at=now())
    return settled(experiment, _("The link is removed."), "links")


@experiments.post("/<int:id>/readings")
@login_required
def take_reading(id):
    experiment = editable_or_404(id)
    form = MetricReadingForm()
    if not form.validate_on_submit() or not form.try_call(
        MetricReading.take, experiment, **form.cleaned_data(), by=current_user, at=now()
    ):
        return evidence_page(experiment, reading=form), 422
    return settled(experiment, _("The reading is noted."), "readings")


@experiments.get("/<int:id>/readings/<int:reading_id>")
@login_required
def reading(id, reading_id):
    experiment = editable_or_404(id)
    row = get_or_404(experiment.readings, reading_id)
    return _reading_page(experiment, row, MetricReadingForm(None, obj=row))


@experiments.post("/<int:id>/readings/<int:reading_id>")
@login_required
def amend_reading(id, reading_id):
    experiment = editable_or_404(id)
    row = get_or_404(experiment.readings, reading_id)
    form = MetricReadingForm()
    if not form.validate_on_submit():
        return _reading_page(experiment, row, form), 422
    row.amend(**form.cleaned_data(), by=current_user, at=now())
    return settled(experiment, _("The reading is changed."), "readings")


@experiments.post("/<int:id>/readings/<int:reading_id>/removal")
@login_required
def remove_reading(id, reading_id):
    experiment = editable_or_404(id)
    if reading := experiment.readings.where(
        MetricReading.public_id == reading_id
    ).first():
        reading.remove(by=current_user, at=now())
    return settled(experiment, _("The reading is removed."), "readings")


def _reading_page(experiment, row: MetricReading, form: MetricReadingForm):
    return render_page(
        "experiments/reading.html", experiment=experiment, reading=row, form=form
    )


def editable_or_404(id):
    """The experiment if the viewer may edit it; else 404 or 403."""
    experiment = require_found(visible_experiment(current_user, id))
    require(experiment.editable_by(current_user))
    return experiment


def redactable_or_404(id):
    """The experiment if the viewer may edit it or remove personal data; else 404 or 403."""
    experiment = require_found(visible_experiment(current_user, id))
    require(
        experiment.editable_by(current_user) or experiment.redactable_by(current_user)
    )
    return experiment


def evidence_page(
    experiment,
    pictures=None,
    link=None,
    reading=None,
    document=None,
    description=(0, None),
):
    """The page with empty forms, and with the one that has errors.

    Args:
        pictures, link, reading, document: The form with errors.
        description: Public id of a picture, and its form with errors.
    """
    evidence = evidence_of(experiment)
    editable = experiment.editable_by(current_user)
    metrics = []
    if editable:
        metrics = metrics_of(experiment, current_user)
    metric = experiment.metric
    if evidence.series and not metric:
        metric = evidence.series[0].metric
    return render_page(
        "experiments/evidence.html",
        experiment=experiment,
        editable=editable,
        removable=editable,
        mends=experiment.redactable_by(current_user),
        metrics=metrics,
        evidence=evidence,
        room=MOST_PICTURES - len(evidence.pictures),
        pictures_form=pictures or PicturesForm(None),
        descriptions=_description_forms(evidence.pictures, description),
        link_form=link or LinkForm(None),
        document_form=document or DocumentForm(None),
        document_problems=[
            translated(it.message, **it.params) for it in Document.problems(experiment)
        ],
        reading_form=reading or MetricReadingForm(None, metric=metric),
    )


def _description_forms(pictures, sent) -> dict[int, DescriptionForm]:
    """Public id of each picture to the form of its alternative text.

    Args:
        sent: Public id and form with errors.
    """
    forms = {}
    for picture in pictures:
        name = f"description-{picture.public_id}"
        forms[picture.public_id] = DescriptionForm(None, obj=picture, called=name)
    public_id, form = sent
    forms[public_id] = form
    return forms


def settled(experiment, message, part):
    """Redirect to the part of the page that has changed."""
    return redirect_with_message(
        url_for("experiments.evidence", id=experiment.id, _anchor=part), message
    )
