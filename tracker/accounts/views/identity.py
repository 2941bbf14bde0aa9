"""Views: signing in and out by the organisation's identity provider.

Signing in is a link, never a form: the pages' own rule lets no form lead to another
host. What the provider sends back is believed only after `identity_provider` has
checked it.
"""

import datetime as dt

from flask import abort, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.accounts.claims import slim_claims
from tracker.accounts.forms.login import JoinForm
from tracker.accounts.identity_provider import (
    Answer,
    IdentityProvider,
    NotBelieved,
    ProviderAway,
    identity_provider,
)
from tracker.accounts.models import (
    Identity,
    LoginEventKind,
    OneTimeLink,
    Purpose,
    TokenBucket,
)
from tracker.accounts.namesakes import warn_namesakes
from tracker.accounts.provider_login import is_fresh_proof, provider_login
from tracker.accounts.rate_limits import client_fingerprint
from tracker.accounts.sessions import renew_token, sign_in
from tracker.accounts.single_sign_on import Newcomer, UnitNeeded, admit, note_refusal
from tracker.accounts.views import accounts
from tracker.core.validation import ValidationFailed
from tracker.jobs.models import Job
from tracker.web.clock import now
from tracker.web.i18n import locale_code
from tracker.web.responses import (
    local_path,
    redirect_with_message,
    render_form,
    render_page,
)

AN_HOUR = dt.timedelta(hours=1)
JOINING_SECONDS = 15 * 60  # to choose one's unit


@accounts.get("/login/provider")
def begin_provider():
    _provider()
    if current_user.is_authenticated:
        return redirect(_onward(request.args))
    return _begun(
        next=local_path(request.args.get("next")) or "",
        invitation=request.args.get("invitation", "")[:100],
    )


@accounts.get("/me/proof/provider")
@login_required
def prove_by_provider():
    return _begun(proof=True, next=local_path(request.args.get("next")) or "")


@accounts.get("/login/provider/answer")
def provider_answer():
    provider = _provider()
    try:
        answer = provider.answer(request.args.get("state", ""))
    except ProviderAway:
        return _away()
    except NotBelieved as error:
        return _refused(None, provider_said=str(error))
    if answer.kept.get("proof"):
        return _proved(answer)
    return _come_in(provider, answer)


@accounts.route("/login/provider/unit", methods=["GET", "POST"])
def join():
    """The first sign-in of somebody whose unit nothing says: they choose it, once."""
    waiting = session.get("joining")
    age = now().timestamp() - (waiting or {}).get("at", 0)
    if not waiting or not 0 <= age < JOINING_SECONDS:
        return redirect(url_for("accounts.login"))
    answer = Answer(waiting["claims"], "", waiting["kept"])
    if Identity.of(answer.issuer, answer.claims["sub"]):
        return redirect(url_for("accounts.login"))  # chosen before, in a copy
    form = JoinForm()
    if form.validate_on_submit():
        return _come_in(_provider(), answer, form.unit.data)
    return render_form("accounts/join.html", form)


@accounts.post("/logout/provider")
def logged_out_there():
    """The provider says, machine to machine, that a session there is over."""
    provider = _provider()
    try:
        provider.end_sessions(request.form.get("logout_token", ""))
    except NotBelieved:
        return "", 400
    except ProviderAway:
        return "", 503
    return ""


@accounts.get("/logout/done")
def signed_out():
    return redirect_with_message(url_for("accounts.login"), _("You are signed out."))


def _begun(**kept):
    provider = _provider()
    try:
        return redirect(provider.begin(**kept))
    except (ProviderAway, NotBelieved):
        return _away()


def _come_in(provider: IdentityProvider, answer: Answer, unit=None):
    try:
        identity, before = admit(
            answer.claims,
            issuer=answer.issuer,
            config=provider.config,
            at=now(),
            newcomer=Newcomer(locale_code(), _invitation(answer.kept), unit),
        )
        _sign_in(identity, answer)
    except UnitNeeded:
        return _ask_unit(answer)
    except ValidationFailed as refused:
        return _refused(refused)
    person = identity.person
    words = ""
    if before is None:
        words = _("Welcome, %(name)s.", name=person.name)
        warn_namesakes(person)
    elif before is not person.role:
        Job.enqueue("account_changed", at=now(), person=person.id, what="role")
    return redirect_with_message(_onward(answer.kept), words)


def _sign_in(identity: Identity, answer: Answer) -> None:
    login = provider_login(identity, answer)
    remembered = login.ends_at is not None
    way = LoginEventKind.provider
    sign_in(identity.person, way, remembered=remembered, provider=login)


def _ask_unit(answer: Answer):
    session["joining"] = {
        "claims": slim_claims(answer.claims),
        "kept": answer.kept,
        "at": int(now().timestamp()),
    }
    return redirect(url_for("accounts.join"))


def _proved(answer: Answer):
    """The signed-in person has shown the provider anew who it is."""
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.login", next=answer.kept.get("next")))
    identity = current_user.session.identity
    is_same = identity is not None and (
        (identity.issuer, identity.subject) == (answer.issuer, answer.claims["sub"])
    )
    if not is_same or not is_fresh_proof(answer):
        return render_page("accounts/not_proved.html", is_same=is_same), 403
    renew_token(provider_login(identity, answer))
    return redirect_with_message(_onward(answer.kept, url_for("home.me")))


def _refused(refused: ValidationFailed | None, provider_said: str = ""):
    """They are not let in, and read why; the log remembers that, and not who: once an
    hour from each source, since anybody may send an answer that is none.
    """
    reason = ""
    if refused:
        reason = str(refused)
    source = client_fingerprint()
    if TokenBucket.take(f"refused {source}", capacity=1, per=AN_HOUR, at=now()):
        note_refusal(provider_said or "no account", source)
    return render_page("accounts/not_let_in.html", reason=reason), 403


def _away():
    page = render_page("accounts/provider_away.html")
    return page, 503, {"Retry-After": "60"}


def _provider() -> IdentityProvider:
    provider = identity_provider()
    if provider is None:
        abort(404)
    return provider


def _invitation(kept: dict) -> OneTimeLink | None:
    token = kept.get("invitation")
    if token:
        return OneTimeLink.shown(token, Purpose.invitation, Purpose.reset, at=now())
    return None


def _onward(kept, default: str = "") -> str:
    return local_path(kept.get("next")) or default or url_for("home.home")
