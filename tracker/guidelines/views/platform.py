"""Views: where the organisation is, and what is measured there."""

from urllib.parse import urlencode

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.accounts.models import Role
from tracker.guidelines import queries
from tracker.guidelines.forms.platform import (
    MergeForm,
    PlatformForm,
    PlatformsInUseForm,
    RenameForm,
    VocabularyForm,
)
from tracker.guidelines.models import Platform
from tracker.guidelines.platform_merge import merge, merge_preview, merge_problems
from tracker.guidelines.views import guidelines
from tracker.web.access import get_or_404, roles_required
from tracker.web.clock import now
from tracker.web.i18n import named
from tracker.web.panels import panels_of
from tracker.web.responses import redirect_with_message, render_page


@guidelines.route("/admin/platforms", methods=["GET", "POST"])
@roles_required(Role.facilitator, Role.admin)
def platforms():
    form = PlatformsInUseForm.over(list(queries.platforms()))
    if form.validate_on_submit() and form.try_call(
        Platform.only_use, form.platforms.data
    ):
        return redirect_with_message(url_for("guidelines.platforms"), _("Saved."))
    return _platforms(
        form, PlatformForm(formdata=None), 422 if form.is_submitted() else 200
    )


@guidelines.post("/admin/platforms/new")
@roles_required(Role.facilitator, Role.admin)
def add_platform():
    form = PlatformForm()
    if form.validate_on_submit() and (
        platform := form.try_call(Platform.add, form.name.data)
    ):
        return redirect_with_message(
            url_for("guidelines.platform", id=platform.id),
            _("%(name)s is added.", name=platform.name),
        )
    return _platforms(
        PlatformsInUseForm.over(list(queries.platforms()), formdata=None), form, 422
    )


@guidelines.route("/admin/platforms/<int:id>", methods=["GET", "POST"])
@roles_required(Role.facilitator, Role.admin)
def platform(id):
    platform = get_or_404(queries.platforms(), id)
    form = VocabularyForm.of(queries.vocabulary(platform))
    if form.validate_on_submit() and form.try_call(platform.measure_in, form.words()):
        return redirect_with_message(url_for("guidelines.platforms"), _("Saved."))
    return _platform(
        platform, form, RenameForm(formdata=None, data={"name": named(platform)})
    )


@guidelines.post("/admin/platforms/<int:id>/name")
@roles_required(Role.facilitator, Role.admin)
def rename_platform(id):
    platform = get_or_404(queries.platforms(), id)
    form = RenameForm()
    if form.validate_on_submit():
        # As it is read, in whatever language: nothing was changed
        kept = form.name.data == named(platform)
        if kept or form.try_call(platform.rename, form.name.data):
            return redirect_with_message(
                url_for("guidelines.platform", id=platform.id), _("Saved.")
            )
    return _platform(
        platform, VocabularyForm.of(queries.vocabulary(platform), formdata=None), form
    )


@guidelines.route("/admin/platforms/<int:id>/merge", methods=["GET", "POST"])
@roles_required(Role.facilitator, Role.admin)
def merge_platform(id):
    """Asked first which, then told what would move; done when that is confirmed."""
    platform = get_or_404(queries.platforms(), id)
    form = MergeForm.over(list(queries.platforms()), platform)
    if not form.validate_on_submit():
        return render_page(
            "guidelines/merge.html", form=form, platform=platform, into=None
        ), (422 if form.is_submitted() else 200)
    into = form.platform
    person = current_user._get_current_object()
    if request.form.get("sure") and form.try_call(
        merge, platform, into, by=person, at=now()
    ):
        told = _("%(name)s is merged into it.", name=named(platform))
        return redirect_with_message(url_for("guidelines.platform", id=into.id), told)
    form.add_errors(*([] if form.errors else merge_problems(platform, into)))
    what = merge_preview(platform, into, person)
    return render_page(
        "guidelines/merge.html",
        form=form,
        platform=platform,
        into=into,
        what=what,
        **panels_of("guidelines.merge_platform", platform),
    ), (422 if form.errors else 200)


@guidelines.before_app_request
def lead_on():
    """From an address that names a platform which was merged to the same about the one
    that it was merged into.
    """
    if request.method != "GET" or not request.endpoint:
        return None
    there = dict(request.view_args or {})
    asked = request.args.getlist("platform")
    asked += (
        [there["slug"]]
        if request.blueprint == guidelines.name and "slug" in there
        else []
    )
    if (
        not asked or not current_user.is_authenticated
    ):  # in this order: an asset is served without the database
        return None
    moved = queries.moved_to(asked)
    if not moved:
        return None
    pairs = [
        (name, moved.get(value, value) if name == "platform" else value)
        for name, value in request.args.items(multi=True)
    ]
    if "slug" in there:
        there["slug"] = moved.get(there["slug"], there["slug"])
    query = urlencode(list(dict.fromkeys(pairs)))
    return redirect(url_for(request.endpoint, **there) + (f"?{query}" if query else ""))


def _platform(platform: Platform, form: VocabularyForm, naming: RenameForm):
    status = 422 if form.errors or naming.errors else 200
    return (
        render_page(
            "guidelines/platform.html", form=form, naming=naming, platform=platform
        ),
        status,
    )


def _platforms(form: PlatformsInUseForm, adding: PlatformForm, status: int):
    return (
        render_page(
            "guidelines/platforms.html",
            form=form,
            adding=adding,
            platforms=list(queries.platforms()),
        ),
        status,
    )
