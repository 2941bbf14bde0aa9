"""Views: what the identity provider decides of a person, tried before it holds."""

from flask import url_for
from flask_babel import gettext as _

from tracker.accounts.claim_trial import claim_names, tried
from tracker.accounts.forms.claim_mapping import ClaimMappingForm
from tracker.accounts.identity_provider import identity_provider
from tracker.accounts.models import Role
from tracker.accounts.reauthentication import reauthentication_required
from tracker.accounts.views import accounts
from tracker.web.access import roles_required
from tracker.web.responses import public_url, redirect_with_message, render_page


@accounts.route("/admin/sign-in", methods=["GET", "POST"])
@roles_required(Role.admin)
@reauthentication_required
def claim_mapping():
    """The mapping, and below it who would change by it at the next sign-in."""
    provider = identity_provider()
    if provider is None:
        return render_page("accounts/no_provider.html")
    form = ClaimMappingForm.of_what_is_chosen()
    valid = form.validate_on_submit()
    if valid and form.save.data and form.try_call(form.mapping().choose):
        return redirect_with_message(url_for("accounts.claim_mapping"), _("Saved."))
    page = render_page(
        "accounts/claim_mapping.html",
        form=form,
        trial=tried(form.mapping()),
        names=claim_names(),
        answer_url=public_url("accounts.provider_answer"),
        logout_url=public_url("accounts.logged_out_there"),
    )
    if form.errors:
        return page, 422
    return page  # what is sent only to be tried is no error
