"""Views: the second factor, and confirming one's identity again."""

import segno
from flask import current_app, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.accounts.branding import organisation_name
from tracker.accounts.enrolment import open_enrolment, seal_enrolment
from tracker.accounts.forms.two_factor import CodeForm, FirstCodeForm, ProofForm
from tracker.accounts.models import LoginEventKind, Person, RecoveryCode, SecondFactor
from tracker.accounts.rate_limits import take_try
from tracker.accounts.reauthentication import (
    is_own_password,
    is_valid_code,
    reauthentication_required,
    uses_code,
)
from tracker.accounts.sessions import person_awaiting_code, renew_token, sign_in
from tracker.accounts.views import accounts
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.jobs.models import Job
from tracker.web.clock import now
from tracker.web.responses import (
    local_path,
    redirect_with_message,
    render_form,
    render_page,
)

TOO_OLD = N_(
    "This picture was too old. Here is a new one: let the app scan it, and type the code that it"
    " shows then."
)


@accounts.route("/login/code", methods=["GET", "POST"])
def code():
    person = person_awaiting_code()
    if person is None:
        return redirect(url_for("accounts.login"))
    form = CodeForm()
    if form.validate_on_submit() and form.try_call(
        is_valid_code, person, form.code.data
    ):
        waiting = session["half"]
        way = LoginEventKind.recovery
        if form.code.data.replace(" ", "").isdigit():
            way = LoginEventKind.code
        if form.try_call(sign_in, person, way, remembered=waiting["remember"]):
            return redirect_with_message(
                local_path(waiting["next"]) or url_for("home.home")
            )
    return render_form("accounts/code.html", form)


@accounts.route("/login/second-factor", methods=["GET", "POST"])
def first_code():
    """The role asks for a code, and there is none yet: it is set up before anything else."""
    person = person_awaiting_code()
    if person is None:
        return redirect(url_for("accounts.login"))
    codes = _confirmed(person, form := FirstCodeForm())
    if codes is None or not form.try_call(
        sign_in, person, LoginEventKind.code, remembered=session["half"]["remember"]
    ):
        return _setting_up(person, form, required=True)
    return render_page("accounts/recovery.html", codes=codes)


@accounts.route("/me/second-factor", methods=["GET", "POST"])
@reauthentication_required
def second_factor():
    if factor := SecondFactor.of(current_user):
        return render_page(
            "accounts/second_factor.html",
            factor=factor,
            left=current_user.recovery_codes.count(),
        )
    codes = _confirmed(current_user, form := FirstCodeForm())
    if codes is None:
        return _setting_up(current_user, form)
    return render_page("accounts/recovery.html", codes=codes)


def _confirmed(person: Person, form: FirstCodeForm) -> list[str] | None:
    """The recovery codes, once a first code has shown that the app has the key of the
    page that it was typed on.
    """
    if SecondFactor.of(person) or not form.validate_on_submit():
        return None
    take_try("code", person.email)
    factor = open_enrolment(form.begun.data, person)
    if factor is None:
        form.add_errors(FieldError("code", TOO_OLD))
        return None
    codes = form.try_call(
        factor.confirm,
        form.code.data,
        key=current_app.config["TRACKER"].secret_key,
        at=now(),
    )
    if codes:
        Job.enqueue(
            "account_changed", at=now(), person=person.id, what="second_factor_on"
        )
    return codes


def _setting_up(person: Person, form: FirstCodeForm, required: bool = False):
    """The page with the picture: a new one at every beginning, the same after a code
    that was not right.
    """
    factor = None
    if form.is_submitted():
        factor = open_enrolment(form.begun.data, person)
    if factor is None:
        factor = SecondFactor.begin(person)
        form.begun.data = seal_enrolment(factor)
    config = current_app.config["TRACKER"]
    address = factor.address(config.secret_key, organisation_name())
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=2)
    return render_form(
        "accounts/second_factor_begin.html",
        form,
        picture=picture,
        secret=factor.secret(config.secret_key),
        required=required,
    )


@accounts.post("/me/second-factor/codes")
@reauthentication_required
def new_codes():
    Job.enqueue("account_changed", at=now(), person=current_user.id, what="codes")
    return render_page("accounts/recovery.html", codes=RecoveryCode.renew(current_user))


@accounts.post("/me/second-factor/end")
@reauthentication_required
def end_second_factor():
    try:
        SecondFactor.leave(current_user)
    except ValidationFailed as refused:
        return redirect_with_message(
            url_for("accounts.second_factor"), str(refused), "error"
        )
    Job.enqueue(
        "account_changed", at=now(), person=current_user.id, what="second_factor_off"
    )
    return redirect_with_message(
        url_for("accounts.settings"), _("From now on the password alone lets you in.")
    )


@accounts.route("/me/proof", methods=["GET", "POST"])
@login_required
def proof():
    if current_user.session.identity_id:
        return render_page(
            "accounts/proof_by_provider.html",
            next=local_path(request.args.get("next")) or url_for("home.me"),
        )
    asks_code = uses_code(current_user)
    form = CodeForm() if asks_code else ProofForm()
    if form.validate_on_submit() and _is_proof(form, asks_code):
        renew_token()
        return redirect_with_message(
            local_path(request.args.get("next")) or url_for("home.me")
        )
    return render_form("accounts/proof.html", form, asks_code=asks_code)


def _is_proof(form: CodeForm | ProofForm, asks_code: bool) -> bool:
    if asks_code:
        return bool(form.try_call(is_valid_code, current_user, form.code.data))
    return is_own_password(form, "password")
