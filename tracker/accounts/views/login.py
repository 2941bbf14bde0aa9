"""Views: signing in and out."""

from flask import make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.accounts.forms.login import LoginForm
from tracker.accounts.identity_provider import identity_provider
from tracker.accounts.models import LoginEventKind, Person
from tracker.accounts.models.email_address import tidy_email
from tracker.accounts.models.session import NO_MATCH
from tracker.accounts.password_login import may_use_password
from tracker.accounts.passwords import password_matches
from tracker.accounts.rate_limits import client_fingerprint, give_back_try, take_try
from tracker.accounts.sessions import sign_in_or_ask_code, sign_out
from tracker.accounts.trusted_browsers import browser_of
from tracker.accounts.views import accounts
from tracker.core.validation import FieldError
from tracker.jobs.models import Job
from tracker.web.clock import now
from tracker.web.responses import local_path, redirect_with_message, render_page


@accounts.get("/login")
def login():
    if current_user.is_authenticated:
        return redirect(_onward())
    return render_page("accounts/login.html", form=LoginForm())


@accounts.post("/login")
def enter():
    form = LoginForm()
    if form.validate_on_submit():
        person = _recognised(form.email.data, form.password.data)
        if person and not may_use_password(person):
            person = None
        if person is None:
            form.add_errors(FieldError("", NO_MATCH))
        elif onward := form.try_call(
            sign_in_or_ask_code,
            person,
            LoginEventKind.password,
            _onward(),
            remembered=form.remember.data,
        ):
            return onward
    return render_page("accounts/login.html", form=form), 422


@accounts.post("/logout")
def logout():
    url = _logout_there()
    sign_out()
    if url:
        answer = make_response(render_page("accounts/signed_out.html", url=url))
    else:
        answer = redirect_with_message(
            url_for("accounts.login"), _("You are signed out.")
        )
    # Pages that the browser kept, too: Back must not show them to the next at this desk
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _logout_there() -> str | None:
    """Where one signs out of the identity provider as well, if one came in by it.

    It is a link on the next page: no form may lead to another host.
    """
    provider = identity_provider()
    if provider is None or not current_user.is_authenticated:
        return None
    if current_user.session.identity_id is None:
        return None
    return provider.logout_url(current_user.session.id_token or "")


def _recognised(email: str, password: str) -> Person | None:
    """Who this is, with the same work done whether or not anybody has the address."""
    person = Person.at_address(email)
    browser = browser_of(person)
    take_try("sign-in", email, browser)
    if person is None:
        password_matches(password, None)
        _note_wrong(email)
        return None
    if not person.has_password(password):
        _note_wrong(email)
        return None
    give_back_try("sign-in", email, browser)
    return person


def _note_wrong(email: str) -> None:
    """For the history of whoever has the address; the same is written when nobody has,
    and the worker finds out.
    """
    told = {
        "email": tidy_email(email),
        "agent": request.user_agent.string[:200],
        "source": client_fingerprint(),
    }
    Job.enqueue("wrong_password", at=now(), **told)


def _onward() -> str:
    return local_path(request.args.get("next")) or url_for("home.home")
