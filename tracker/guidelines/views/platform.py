"""Views: the organisation's platforms and their metrics."""

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
    status = 422 if form.is_submitted() else 200
    return _platforms(form, PlatformForm(formdata=None), status)


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
        # The name in the reader's language may be a translated default name
        unchanged = form.name.data == named(platform)
        if unchanged or form.try_call(platform.rename, form.name.data):
            return redirect_with_message(
                url_for("guidelines.platform", id=platform.id), _("Saved.")
            )
    return _platform(
        platform, VocabularyForm.of(queries.vocabulary(platform), formdata=None), form
    )


@guidelines.route("/admin/platforms/<int:id>/merge", methods=["GET", "POST"])
@roles_required(Role.facilitator, Role.admin)
def merge_platform(id):
    """Merge a platform in two steps: choose the other one, then confirm the preview."""
    platform = get_or_404(queries.platforms(), id)
    form = MergeForm.over(list(queries.platforms()), platform)
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        page = render_page(
            "guidelines/merge.html", form=form, platform=platform, into=None
        )
        return page, status
    into = form.platform
    person = current_user._get_current_object()
    if request.form.get("sure") and form.try_call(
        merge, platform, into, by=person, at=now()
    ):
        message = _("%(name)s is merged into it.", name=named(platform))
        return redirect_with_message(
            url_for("guidelines.platform", id=into.id), message
        )
    if not form.errors:
        form.add_errors(*merge_problems(platform, into))
    return _merge_preview(form, platform, person)


@guidelines.before_app_request
def lead_on():
    """Redirect a URL of a platform that was merged to the platform that replaced it."""
    if request.method != "GET" or not request.endpoint:
        return None
    values = dict(request.view_args or {})
    slugs = request.args.getlist("platform")
    if request.blueprint == guidelines.name and "slug" in values:
        slugs.append(values["slug"])
    # In this order: `is_authenticated` reads the database, which an asset does not need
    if not slugs or not current_user.is_authenticated:
        return None
    moved = queries.moved_to(slugs)
    if not moved:
        return None
    if "slug" in values:
        values["slug"] = moved.get(values["slug"], values["slug"])
    url = url_for(request.endpoint, **values)
    if pairs := _moved_arguments(moved):
        url += f"?{urlencode(pairs)}"
    return redirect(url)


def _moved_arguments(moved: dict[str, str]) -> list[tuple[str, str]]:
    """The arguments of the URL with the slugs of merged platforms replaced, each once."""
    pairs = []
    for name, value in request.args.items(multi=True):
        if name == "platform":
            value = moved.get(value, value)
        if (name, value) not in pairs:
            pairs.append((name, value))
    return pairs


def _merge_preview(form: MergeForm, platform: Platform, viewer):
    status = 422 if form.errors else 200
    page = render_page(
        "guidelines/merge.html",
        form=form,
        platform=platform,
        into=form.platform,
        what=merge_preview(platform, form.platform, viewer),
        **panels_of("guidelines.merge_platform", platform),
    )
    return page, status


def _platform(platform: Platform, form: VocabularyForm, naming: RenameForm):
    status = 422 if form.errors or naming.errors else 200
    page = render_page(
        "guidelines/platform.html", form=form, naming=naming, platform=platform
    )
    return page, status


def _platforms(form: PlatformsInUseForm, adding: PlatformForm, status: int):
    page = render_page(
        "guidelines/platforms.html",
        form=form,
        adding=adding,
        platforms=list(queries.platforms()),
    )
    return page, status
