"""Views: one's own settings, password and sessions."""

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.accounts import queries
from tracker.accounts.devices import device
from tracker.accounts.forms.profile import PasswordForm, SettingsForm
from tracker.accounts.models import Session
from tracker.accounts.namesakes import warn_namesakes
from tracker.accounts.password_login import may_use_password
from tracker.accounts.reauthentication import is_own_password, reauthentication_required
from tracker.accounts.views import accounts
from tracker.jobs.models import Job
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message, render_form, render_page


@accounts.route("/me/settings", methods=["GET", "POST"])
@login_required
def settings():
    form = SettingsForm.of(current_user)
    was = current_user.name
    if form.validate_on_submit() and form.try_call(
        current_user.update_profile, **form.cleaned_data()
    ):
        if current_user.name != was:
            warn_namesakes(current_user)
        return redirect_with_message(url_for("accounts.settings"), _("Saved."))
    return render_form(
        "accounts/settings.html",
        form,
        password=PasswordForm(formdata=None),
        takes_password=_takes_password(),
    )


@accounts.post("/me/password")
@login_required
def change_password():
    require(may_use_password(current_user))
    form = PasswordForm()
    if (
        form.validate_on_submit()
        and is_own_password(form, "current")
        and form.try_call(
            current_user.set_password, form.password.data, current_user.session
        )
    ):
        Job.enqueue(
            "account_changed", at=now(), person=current_user.id, what="password"
        )
        return redirect_with_message(
            url_for("accounts.settings"),
            _("Your password is changed. Other devices are signed out."),
        )
    settings = SettingsForm.of(current_user)
    settings.process(None, obj=current_user)
    page = render_page(
        "accounts/settings.html", form=settings, password=form, takes_password=True
    )
    return page, 422


def _takes_password() -> bool:
    """Whether one has a password here to change."""
    return bool(current_user.password_hash) and may_use_password(current_user)


@accounts.get("/me/sessions")
@login_required
def sessions():
    rows = [(row, *device(row.agent)) for row in queries.sessions_of(current_user)]
    history = [
        (entry, *device(entry.agent)) for entry in queries.login_history(current_user)
    ]
    return render_page("accounts/sessions.html", sessions=rows, history=history)


@accounts.post("/me/sessions/<int:id>/end")
@reauthentication_required
def end_session(id):
    get_or_404(queries.sessions_of(current_user), id).end()
    return redirect_with_message(
        url_for("accounts.sessions"), _("That device is signed out.")
    )


@accounts.post("/me/sessions/end")
@reauthentication_required
def end_sessions():
    Session.end_all(current_user, but=current_user.session)
    return redirect_with_message(
        url_for("accounts.sessions"), _("All other devices are signed out.")
    )
