"""View: an invitation that is sent again, for administrators."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.accounts import queries
from tracker.accounts.forms.person import InvitationForm
from tracker.accounts.imports import invite_again
from tracker.accounts.models import Role
from tracker.accounts.reauthentication import reauthentication_required
from tracker.accounts.views import accounts
from tracker.web.access import get_or_404, roles_required
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message, render_form


@accounts.route("/admin/people/invitations/<int:id>/again", methods=["GET", "POST"])
@roles_required(Role.admin)
@reauthentication_required
def resend_invitation(id):
    one_time_link = get_or_404(queries.invitations(), id)
    form = InvitationForm(obj=one_time_link)
    if form.validate_on_submit() and form.try_call(
        invite_again,
        one_time_link,
        form.email.data,
        at=now(),
        locale=current_user.locale,
        by=current_user.id,
    ):
        return redirect_with_message(
            url_for("accounts.people"),
            _("An invitation to %(email)s is on its way.", email=form.email.data),
        )
    trouble = queries.mail_troubles([one_time_link.email]).get(one_time_link.email)
    return render_form(
        "accounts/resend_invitation.html",
        form,
        one_time_link=one_time_link,
        trouble=trouble,
    )
