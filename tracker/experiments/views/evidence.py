"""Files and readings of an experiment: everyone who may see it looks, its authors add,
describe and remove.
"""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.experiments.forms.evidence import (
    DescriptionForm,
    LinkForm,
    MetricReadingForm,
    PicturesForm,
)
from tracker.experiments.models import Link, MetricReading
from tracker.experiments.models.picture import MOST_PICTURES
from tracker.experiments.queries import visible_to
from tracker.experiments.queries.evidence import evidence_of, metrics_of
from tracker.experiments.views import experiments
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message, render_page


@experiments.get("/<int:id>/evidence")
@login_required
def evidence(id):
    return evidence_page(get_or_404(visible_to(current_user), id))


@experiments.post("/<int:id>/links")
@login_required
def add_link(id):
    experiment = editable_or_404(id)
    form = LinkForm()
    if not form.validate_on_submit() or not form.try_call(
        Link.add, experiment, **form.cleaned_data(), by=current_user, at=now()
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


@experiments.post("/<int:id>/readings/<int:reading_id>/removal")
@login_required
def remove_reading(id, reading_id):
    experiment = editable_or_404(id)
    if reading := experiment.readings.where(
        MetricReading.public_id == reading_id
    ).first():
        reading.remove(by=current_user, at=now())
    return settled(experiment, _("The reading is removed."), "readings")


def editable_or_404(id):
    """The experiment, when the viewer may see and change it; else 404 or 403."""
    experiment = get_or_404(visible_to(current_user), id)
    require(experiment.editable_by(current_user))
    return experiment


def redactable_or_404(id):
    """The experiment, when the viewer may at least take what is personal out of it;
    else 404 or 403.
    """
    experiment = get_or_404(visible_to(current_user), id)
    require(
        experiment.editable_by(current_user) or experiment.redactable_by(current_user)
    )
    return experiment


def evidence_page(
    experiment, pictures=None, link=None, reading=None, description=(0, None)
):
    """The page with its forms: fresh ones, and the one that was sent and needs a second look."""
    evidence = evidence_of(experiment)
    editable = experiment.editable_by(current_user)
    metric = (
        evidence.series[0].metric
        if evidence.series and not experiment.metric
        else experiment.metric
    )
    described = {
        shown.public_id: DescriptionForm(
            None, obj=shown, called=f"description-{shown.public_id}"
        )
        for shown in evidence.pictures
    }
    return render_page(
        "experiments/evidence.html",
        experiment=experiment,
        editable=editable,
        removable=editable,
        mends=experiment.redactable_by(current_user),
        metrics=metrics_of(experiment, current_user) if editable else [],
        evidence=evidence,
        room=MOST_PICTURES - len(evidence.pictures),
        pictures_form=pictures or PicturesForm(None),
        descriptions={**described, description[0]: description[1]},
        link_form=link or LinkForm(None),
        reading_form=reading or MetricReadingForm(None, metric=metric),
    )


def settled(experiment, message, part):
    """Back to the part of the page where it can be seen."""
    return redirect_with_message(
        url_for("experiments.evidence", id=experiment.id, _anchor=part), message
    )
