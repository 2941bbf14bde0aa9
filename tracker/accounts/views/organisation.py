"""Views: what an administrator chooses for the whole organisation."""

from flask import url_for
from flask_babel import gettext as _

from tracker.accounts.forms.organisation import OrganisationForm
from tracker.accounts.models import Role
from tracker.accounts.proving import proved
from tracker.accounts.views import accounts
from tracker.web.answers import page, seen
from tracker.web.guards import only


@accounts.route("/admin/settings", methods=["GET", "POST"])
@only(Role.admin)
@proved
def organisation():
    form = OrganisationForm.of_what_is_chosen()
    if form.validate_on_submit() and form.attempt(form.choose):
        return seen(url_for("accounts.organisation"), _("Saved."))
    return page("accounts/organisation.html", form=form), 422 if form.is_submitted() else 200
