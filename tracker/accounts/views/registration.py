"""Views: the ways to an account.

A one-time link is used by the click on its page, never by opening it.
"""

from flask import current_app, url_for
from flask_babel import gettext as _

from tracker.accounts.branding import set_accent, set_name
from tracker.accounts.forms.login import (
    AddressForm,
    FirstAdminForm,
    InvitationForm,
    RegisterForm,
    ResetForm,
)
from tracker.accounts.models import LoginEventKind, OneTimeLink, Person, Purpose, Unit
from tracker.accounts.models.email_address import address_problems, tidy_email
from tracker.accounts.namesakes import warn_namesakes
from tracker.accounts.password_login import link_takes_password, passwords_are_off
from tracker.accounts.queries import has_people
from tracker.accounts.rate_limits import take_mail_try, take_try
from tracker.accounts.sessions import sign_in_or_ask_code
from tracker.accounts.views import accounts
from tracker.core.validation import N_, FieldError
from tracker.jobs.models import Job
from tracker.web.clock import now
from tracker.web.i18n import locale_code
from tracker.web.responses import redirect_with_message, render_form, render_page

NOT_THIS_ADDRESS = N_("Use your mail address at work; it ends in %(domains)s.")


@accounts.route("/register", methods=["GET", "POST"])
def register():
    config = current_app.config["TRACKER"]
    if config.registration == "closed" or passwords_are_off():
        return render_page("accounts/closed.html")
    if config.registration == "open":
        return _at_once()
    return _by_mail(config)


def _at_once():
    form = RegisterForm()
    if not form.validate_on_submit():
        return render_form("accounts/register.html", form)
    take_try("register", form.email.data)
    person = form.try_call(
        Person.welcome, **form.cleaned_data(), at=now(), locale=locale_code()
    )
    if not person:
        return render_page("accounts/register.html", form=form), 422
    return _welcomed(person)


def _by_mail(config):
    """The address alone: whoever reads its mail chooses the rest behind the link.

    The same work and the same answer whether or not the address has an account: the
    worker finds out.
    """
    form = AddressForm()
    if not form.validate_on_submit():
        return render_form("accounts/register.html", form)
    email = tidy_email(form.email.data)
    problems = address_problems(email)
    if not problems and not config.may_register(email):
        problems = [
            FieldError(
                "email",
                NOT_THIS_ADDRESS,
                {"domains": "@" + config.registration.replace(",", ", @")},
            )
        ]
    if problems:
        form.add_errors(*problems)
        return render_page("accounts/register.html", form=form), 422
    if take_mail_try("registration", email):
        Job.enqueue("registration", at=now(), locale=locale_code(), email=email)
    return redirect_with_message(url_for("accounts.registered"))


@accounts.get("/register/sent")
def registered():
    return render_page("accounts/registered.html", mail_is_sent=_mail_is_sent())


@accounts.route("/register/<token>", methods=["GET", "POST"])
def confirm(token):
    one_time_link = OneTimeLink.shown(token, Purpose.registration, at=now())
    if one_time_link is None or passwords_are_off():
        return _spent()
    form = InvitationForm()
    if form.validate_on_submit():
        person = form.try_call(
            one_time_link.welcome, **form.cleaned_data(), at=now(), locale=locale_code()
        )
        if person:
            return _welcomed(person)
    return render_form("accounts/confirm.html", form, one_time_link=one_time_link)


@accounts.route("/welcome/<token>", methods=["GET", "POST"])
def first_admin(token):
    one_time_link = None
    if not has_people():
        one_time_link = OneTimeLink.shown(token, Purpose.first_admin, at=now())
    if one_time_link is None:
        return _spent()
    form = FirstAdminForm()
    if form.validate_on_submit():
        answers = form.cleaned_data() | {"unit": Unit(name=form.unit.data)}
        look = answers.pop("organisation"), answers.pop("accent")
        person = form.try_call(
            one_time_link.welcome, **answers, at=now(), locale=locale_code()
        )
        if person:
            set_name(look[0])
            set_accent(look[1])
            words = _("Welcome, %(name)s. Next: who else is here?", name=person.name)
            return sign_in_or_ask_code(
                person, LoginEventKind.link, url_for("accounts.people"), words=words
            )
    return render_form("accounts/first_admin.html", form)


@accounts.route("/invitation/<token>", methods=["GET", "POST"])
def invitation(token):
    one_time_link = OneTimeLink.shown(token, Purpose.invitation, at=now())
    if one_time_link is None:
        return _spent()
    if not link_takes_password(one_time_link):
        return render_page("accounts/link_to_provider.html", token=token)
    if one_time_link.person_id:
        return _first_password(one_time_link, token)
    return _new_account(one_time_link, token)


def _new_account(one_time_link: OneTimeLink, token: str):
    form = InvitationForm(name=one_time_link.payload.get("name"))
    unit = one_time_link.unit
    if unit:
        del form.unit
    if form.validate_on_submit():
        answers = {"unit": unit} | form.cleaned_data()
        person = form.try_call(
            one_time_link.welcome, **answers, at=now(), locale=locale_code()
        )
        if person:
            return _welcomed(person)
    email = one_time_link.email
    return render_form(
        "accounts/invitation.html", form, email=email, unit=unit, token=token
    )


def _first_password(one_time_link: OneTimeLink, token: str):
    form = ResetForm()
    if form.validate_on_submit() and form.try_call(
        one_time_link.set_password, form.password.data
    ):
        return sign_in_or_ask_code(
            one_time_link.person, LoginEventKind.link, url_for("home.home")
        )
    unit = one_time_link.person.unit
    return render_form(
        "accounts/invitation.html",
        form,
        email=one_time_link.person.email,
        unit=unit,
        token=token,
    )


def _welcomed(person: Person):
    onward = sign_in_or_ask_code(
        person,
        LoginEventKind.link,
        url_for("home.home"),
        words=_("Welcome, %(name)s.", name=person.name),
    )
    warn_namesakes(person)  # let in first, which begins a new session of the browser
    return onward


def _spent():
    return render_page("accounts/spent.html"), 404


def _mail_is_sent() -> bool:
    """Whether mails reach people by themselves; without a server they lie as files
    where an administrator finds them.
    """
    return bool(current_app.config["TRACKER"].mail_url)
