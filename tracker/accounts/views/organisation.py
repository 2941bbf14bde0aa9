"""Views: settings and look of the organisation."""

from flask import abort, current_app, url_for
from flask_babel import gettext as _

from tracker.accounts.branding import (
    current_branding,
    name_of,
    replace_logo,
    set_accent,
    set_name,
)
from tracker.accounts.forms.organisation import BrandingForm, OrganisationForm
from tracker.accounts.models import Role
from tracker.accounts.reauthentication import reauthentication_required
from tracker.accounts.views import accounts
from tracker.web.access import roles_required
from tracker.web.responses import picture_answer, redirect_with_message, render_form

A_YEAR = 60 * 60 * 24 * 365


@accounts.route("/admin/settings", methods=["GET", "POST"])
@roles_required(Role.admin)
@reauthentication_required
def organisation():
    form = OrganisationForm.of_what_is_chosen()
    if form.validate_on_submit() and form.try_call(form.choose):
        return redirect_with_message(url_for("accounts.organisation"), _("Saved."))
    return render_form("accounts/organisation.html", form)


@accounts.route("/admin/settings/look", methods=["GET", "POST"])
@roles_required(Role.admin)
@reauthentication_required
def its_look():
    look = current_branding()
    form = BrandingForm(accent=look.accent, name=look.name)
    if (
        form.validate_on_submit()
        and form.try_call(set_name, form.name.data)
        and form.try_call(set_accent, form.accent.data)
        and _logo_settled(form)
    ):
        return redirect_with_message(url_for("accounts.its_look"), _("Saved."))
    return render_form("accounts/look.html", form)


@accounts.get("/logo/<name>")
def logo(name):
    """For everybody: it stands on the page where one signs in."""
    if not name or name != current_branding().logo:
        abort(404)
    folder = current_app.config["TRACKER"].files
    answer = picture_answer(folder, name_of(name), etag=name)
    answer.cache_control.max_age = A_YEAR
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; frame-ancestors 'none'; sandbox"
    )
    return answer


def _logo_settled(form: BrandingForm) -> bool:
    """Whether the logo is as the form says: another, none, or the one there was."""
    if not form.logo.data and not form.without_logo.data:
        return True
    upload = None
    if form.logo.data:
        upload = form.logo.data.stream
    return bool(
        form.try_call(replace_logo, upload, current_app.config["TRACKER"].files)
    )
