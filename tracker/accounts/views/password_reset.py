"""Views: a forgotten password."""

from flask import current_app, url_for
from flask_babel import gettext as _

from tracker.accounts.forms.login import AddressForm, ResetForm
from tracker.accounts.models import OneTimeLink, Person, Purpose
from tracker.accounts.models.email_address import tidy_email
from tracker.accounts.password_login import may_use_password
from tracker.accounts.rate_limits import take_mail_try
from tracker.accounts.trusted_browsers import browser_of
from tracker.accounts.views import accounts
from tracker.jobs.models import Job
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message, render_form, render_page


@accounts.route("/password/forgot", methods=["GET", "POST"])
def forgot():
    form = AddressForm()
    mail_is_sent = bool(current_app.config["TRACKER"].mail_url)
    if not form.validate_on_submit():
        return render_form("accounts/forgot.html", form, mail_is_sent=mail_is_sent)
    email = tidy_email(form.email.data)
    if take_mail_try("forgotten", email, browser_of(Person.at_address(email))):
        Job.enqueue("forgotten", at=now(), email=email)
    return redirect_with_message(url_for("accounts.forgotten"))


@accounts.get("/password/forgot/sent")
def forgotten():
    return render_page(
        "accounts/forgotten.html",
        mail_is_sent=bool(current_app.config["TRACKER"].mail_url),
    )


@accounts.route("/password/reset/<token>", methods=["GET", "POST"])
def reset(token):
    one_time_link = OneTimeLink.shown(token, Purpose.reset, at=now())
    if one_time_link is None or not one_time_link.person.is_active:
        return render_page("accounts/spent.html"), 404
    if not may_use_password(one_time_link.person):
        return render_page("accounts/link_to_provider.html", token=token)
    form = ResetForm()
    if form.validate_on_submit() and form.try_call(
        one_time_link.set_password, form.password.data
    ):
        Job.enqueue(
            "account_changed", at=now(), person=one_time_link.person_id, what="password"
        )
        return redirect_with_message(
            url_for("accounts.login"),
            _(
                "Your password is changed, and you are signed out everywhere. Sign in with the new"
                " one."
            ),
        )
    email = one_time_link.person.email
    return render_form("accounts/reset.html", form, email=email, token=token)
