"""Views: where the organisation is, and what is measured there."""

from flask import url_for
from flask_babel import gettext as _

from tracker.accounts.models import Role
from tracker.guidelines import queries
from tracker.guidelines.forms.platforms import PlatformForm, VocabularyForm, WhereForm
from tracker.guidelines.models import Platform
from tracker.guidelines.views import guidelines
from tracker.web.answers import page, seen
from tracker.web.guards import found, only


@guidelines.route("/admin/platforms", methods=["GET", "POST"])
@only(Role.facilitator, Role.admin)
def platforms():
    form = WhereForm.over(list(queries.platforms()))
    if form.validate_on_submit() and form.attempt(Platform.only_use, form.platforms.data):
        return seen(url_for("guidelines.platforms"), _("Saved."))
    return _platforms(form, PlatformForm(formdata=None), 422 if form.is_submitted() else 200)


@guidelines.post("/admin/platforms/new")
@only(Role.facilitator, Role.admin)
def add_platform():
    form = PlatformForm()
    if form.validate_on_submit() and (platform := form.attempt(Platform.add, form.name.data)):
        return seen(url_for("guidelines.platform", id=platform.id), _("%(name)s is added.", name=platform.name))
    return _platforms(WhereForm.over(list(queries.platforms()), formdata=None), form, 422)


@guidelines.route("/admin/platforms/<int:id>", methods=["GET", "POST"])
@only(Role.facilitator, Role.admin)
def platform(id):
    platform = found(queries.platforms(), id)
    form = VocabularyForm.of(queries.vocabulary(platform))
    if form.validate_on_submit() and form.attempt(platform.measure_in, form.words()):
        return seen(url_for("guidelines.platforms"), _("Saved."))
    return page("guidelines/platform.html", form=form, platform=platform), 422 if form.is_submitted() else 200


def _platforms(form: WhereForm, adding: PlatformForm, status: int):
    return page("guidelines/platforms.html", form=form, adding=adding, platforms=list(queries.platforms())), status
