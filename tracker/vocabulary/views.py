"""Views: the synonyms of the search, kept by the facilitators."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.accounts.models import Role
from tracker.vocabulary.forms import SynonymsForm
from tracker.vocabulary.models import Synonym
from tracker.web.access import roles_required
from tracker.web.responses import redirect_with_message, render_page

vocabulary = Blueprint("vocabulary", __name__)


@vocabulary.route("/admin/synonyms", methods=["GET", "POST"])
@roles_required(Role.facilitator, Role.admin)
def synonyms():
    form = SynonymsForm.over(Synonym.groups())
    if form.validate_on_submit() and form.try_call(
        Synonym.replace_all, form.lines(), by=current_user.id
    ):
        return redirect_with_message(url_for("vocabulary.synonyms"), _("Saved."))
    status = 422 if form.is_submitted() else 200
    return render_page("vocabulary/synonyms.html", form=form), status
