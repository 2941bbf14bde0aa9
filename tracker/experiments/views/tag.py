"""Views: tags, for facilitators: renamed, and merged into others."""

from __future__ import annotations

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.accounts.models import Role
from tracker.experiments.forms.tag import TagForm, TagMergeForm
from tracker.experiments.models import Tag
from tracker.experiments.queries.tag import tags_seen_by
from tracker.experiments.views import experiments
from tracker.plaintext import within_quotes
from tracker.web.access import roles_required
from tracker.web.responses import redirect_with_message, render_form, render_page

KEEPERS = (Role.facilitator, Role.admin)


@experiments.get("/tags")
@roles_required(*KEEPERS)
def tags():
    return render_page("experiments/tags.html", tags=tags_seen_by(current_user))


@experiments.route("/tag", methods=["GET", "POST"])
@roles_required(*KEEPERS)
def tag():
    tag, often, others = _named()
    form = TagForm(obj=tag)
    if form.validate_on_submit() and form.try_call(tag.rename, form.name.data):
        message = _("It is called “%(name)s” now.", name=within_quotes(tag.name))
        return redirect_with_message(url_for("experiments.tags"), message)
    merging = TagMergeForm.over(others, tag)
    return render_form(
        "experiments/tag.html", form, tag=tag, often=often, merging=merging
    )


@experiments.post("/tag/merge")
@roles_required(*KEEPERS)
def merge_tag():
    tag, often, others = _named()
    form = TagMergeForm.over(others, tag)
    if form.validate_on_submit() and form.try_call(tag.merge, form.tag):
        message = _(
            "“%(name)s” is merged into “%(other)s”.",
            name=within_quotes(tag.name),
            other=within_quotes(form.tag.name),
        )
        return redirect_with_message(url_for("experiments.tags"), message)
    naming = TagForm(formdata=None, obj=tag)
    page = render_page(
        "experiments/tag.html", form=naming, tag=tag, often=often, merging=form
    )
    return page, 422


def _named() -> tuple[Tag, int, list[Tag]]:
    """The tag that the address names, how often it stands, and all such tags; or 404.

    By name, never by number: the numbers would tell that a draft had it first.
    """
    seen = {tag.name: (tag, often) for tag, often in tags_seen_by(current_user)}
    name = request.args.get("tag", "")
    if name not in seen:
        abort(404)
    return *seen[name], [other for other, _often in seen.values()]
