"""Views: people, for administrators."""

from flask import current_app, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.accounts import queries
from tracker.accounts.export import COLUMNS, exported
from tracker.accounts.forms.fields import unit_options
from tracker.accounts.forms.person import InviteForm, PeopleListForm, PersonForm
from tracker.accounts.imports import as_text, ask_to_invite, invite_people, read_people
from tracker.accounts.models import (
    Identity,
    OneTimeLink,
    Role,
    SecondFactor,
    Session,
    Unit,
)
from tracker.accounts.models.one_time_link import invitation_problems
from tracker.accounts.reauthentication import reauthentication_required
from tracker.accounts.views import accounts
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import FieldError
from tracker.jobs.models import Job
from tracker.numbers import whole_number
from tracker.tables import UnreadableTable
from tracker.web.access import get_or_404, roles_required
from tracker.web.clock import now, today
from tracker.web.forms import tidy_line
from tracker.web.responses import (
    public_url,
    redirect_with_message,
    render_form,
    render_page,
)
from tracker.web.table_file import csv_file, xlsx_file

INVITATION_MINUTES = 14 * 24 * 60
RESET_MINUTES = 10


@accounts.get("/admin/people")
@roles_required(Role.admin)
def people():
    q, unit, role = _asked()
    after = whole_number(request.args.get("after"))
    shown, more, total = queries.people_page(
        q, unit=unit, role=role, after=after or None
    )
    invited = queries.open_invitations(now())
    return render_page(
        "accounts/people.html",
        people=shown,
        signed_in_by_provider=queries.ids_with_identity(shown),
        after=more,
        total=total,
        q=q,
        unit=unit,
        role=role,
        unit_options=unit_options(unit),
        roles=list(Role),
        invited=invited,
        troubles=queries.mail_troubles({one.email for one in invited}),
        sends_mail=current_app.config["TRACKER"].mail_url is not None,
        refused=queries.mail_refusals(),
    )


@accounts.get("/admin/people/export.csv")
@roles_required(Role.admin)
@reauthentication_required
def export_csv():
    return csv_file(COLUMNS, _exported(), f"people-{today().isoformat()}")


@accounts.get("/admin/people/export.xlsx")
@roles_required(Role.admin)
@reauthentication_required
def export_xlsx():
    return xlsx_file(COLUMNS, _exported(), f"people-{today().isoformat()}")


def _exported():
    """The people of the list, as the address asks; that it was taken is noted."""
    q, unit, role = _asked()
    AuditEvent.try_to_record(EventType.people_exported, on=current_user)
    return exported(queries.people_matching(q, unit=unit, role=role))


def _asked() -> tuple[str, Unit | None, Role | None]:
    """The words, the unit and the role that the address asks for."""
    asked = request.args.get("role")
    role = next((role for role in Role if role.value == asked), None)
    return tidy_line(request.args.get("q"))[:100], _chosen_unit(), role


@accounts.route("/admin/people/invite", methods=["GET", "POST"])
@roles_required(Role.admin)
@reauthentication_required
def invite():
    form = InviteForm()
    if form.validate_on_submit():
        problems = invitation_problems(email=form.email.data, name=form.name.data)
        form.add_errors(*problems)
        if not form.errors:
            return _invited(form.cleaned_data())
    return render_form("accounts/invite.html", form)


def _invited(answers: dict):
    """By mail where there is a mail server, else as a link to hand over."""
    if not current_app.config["TRACKER"].mail_url:
        token = OneTimeLink.invite(**answers, at=now())
        return _handed_over(
            "accounts.invitation", token, answers["email"], INVITATION_MINUTES
        )
    ask_to_invite(**answers, at=now(), locale=current_user.locale, by=current_user.id)
    return redirect_with_message(
        url_for("accounts.people"),
        _("An invitation to %(email)s is on its way.", email=answers["email"]),
    )


@accounts.post("/admin/people/invitations/<int:id>/withdrawal")
@roles_required(Role.admin)
def withdraw_invitation(id):
    get_or_404(queries.invitations(), id).withdraw()
    return redirect_with_message(
        url_for("accounts.people"), _("The invitation is withdrawn.")
    )


@accounts.route("/admin/people/import", methods=["GET", "POST"])
@roles_required(Role.admin)
@reauthentication_required
def import_people():
    form = PeopleListForm()
    rows = None
    if form.validate_on_submit():
        rows = _read(form)
    if rows is None:
        return render_form("accounts/import_people.html", form)
    if not form.invite.data:
        return render_page(
            "accounts/import_preview.html",
            form=form,
            rows=rows,
            text=as_text(rows),
            known={row.unit for row in rows if row.unit and Unit.called(row.unit)},
        )
    n = invite_people(rows, at=now(), locale=current_user.locale, by=current_user.id)
    return redirect_with_message(
        url_for("accounts.people"), _("%(n)s invitations are on their way.", n=n)
    )


@accounts.route("/admin/people/<int:id>", methods=["GET", "POST"])
@roles_required(Role.admin)
@reauthentication_required
def keep_person(id):
    person = get_or_404(queries.people(), id)
    form = PersonForm(obj=person)
    old_email = person.email
    old_role = person.role
    if form.validate_on_submit() and form.try_call(
        person.update_by_admin, **form.cleaned_data()
    ):
        _tell_of_change(person, old_email, old_role)
        if person.is_admin or person.id != current_user.id:
            onward = url_for("accounts.keep_person", id=id)
        else:
            onward = url_for("home.home")
        return redirect_with_message(onward, _("Saved."))
    return _person_page(form, person)


def _person_page(form: PersonForm, person):
    namesakes = queries.namesakes_of(person)
    return render_form(
        "accounts/keep_person.html",
        form,
        person=person,
        namesakes=namesakes,
        identities=list(person.identities),
    )


@accounts.post("/admin/people/<int:id>/second-factor/end")
@roles_required(Role.admin)
@reauthentication_required
def take_second_factor(id):
    person = get_or_404(queries.people(), id)
    SecondFactor.end(person)
    Job.enqueue("account_changed", at=now(), person=id, what="second_factor_off")
    return redirect_with_message(
        url_for("accounts.keep_person", id=id),
        _("%(name)s signs in with the password alone.", name=person.name),
    )


@accounts.post("/admin/people/<int:id>/identity/end")
@roles_required(Role.admin)
@reauthentication_required
def end_identity(id):
    """For somebody who has another number at the provider, or another provider."""
    person = get_or_404(queries.people(), id)
    Identity.unlink(person)
    return redirect_with_message(
        url_for("accounts.keep_person", id=id),
        _("%(name)s is linked again at the next sign-in.", name=person.name),
    )


@accounts.post("/admin/people/<int:id>/sessions/end")
@roles_required(Role.admin)
@reauthentication_required
def end_sessions_of(id):
    person = get_or_404(queries.people(), id)
    if Session.end_all(person, but=current_user.session):
        Job.enqueue("account_changed", at=now(), person=id, what="sessions")
    return redirect_with_message(
        url_for("accounts.keep_person", id=id),
        _("%(name)s is signed out everywhere.", name=person.name),
    )


@accounts.post("/admin/people/<int:id>/disabling")
@roles_required(Role.admin)
@reauthentication_required
def disable(id):
    person = get_or_404(queries.people(), id)
    form = PersonForm(formdata=None)
    if not form.try_call(person.disable, now()):
        return _person_page(_with(form, person), person)
    return redirect_with_message(
        url_for("accounts.keep_person", id=id),
        _("%(name)s cannot sign in any more.", name=person.name),
    )


@accounts.post("/admin/people/<int:id>/enabling")
@roles_required(Role.admin)
@reauthentication_required
def enable(id):
    person = get_or_404(queries.people(), id)
    person.enable()
    return redirect_with_message(
        url_for("accounts.keep_person", id=id),
        _("%(name)s can sign in again.", name=person.name),
    )


@accounts.post("/admin/people/<int:id>/link")
@roles_required(Role.admin)
@reauthentication_required
def make_link(id):
    person = get_or_404(queries.people(), id)
    if not person.is_active:
        return redirect_with_message(
            url_for("accounts.keep_person", id=id),
            _("Let %(name)s in first.", name=person.name),
            "error",
        )
    endpoint = "accounts.invitation"
    minutes = INVITATION_MINUTES
    if person.password_hash:
        endpoint = "accounts.reset"
        minutes = RESET_MINUTES
    token = OneTimeLink.enter(person, now())
    return _handed_over(endpoint, token, person.email, minutes)


@accounts.get("/admin/people/link")
@roles_required(Role.admin)
def link():
    """The link just made. It is shown once."""
    made = session.pop("link", None)
    page = render_page("accounts/link.html", made=made)
    if made is None:
        return page, 404
    return page


def _handed_over(endpoint: str, token: str, email: str, minutes: int):
    session["link"] = {
        "url": public_url(endpoint, token=token),
        "email": email,
        "minutes": minutes,
    }
    return redirect_with_message(url_for("accounts.link"))


def _tell_of_change(person, email: str, role: Role) -> None:
    """The person hears of it, at the address there was before."""
    for what, changed in (
        ("email", person.email != email),
        ("role", person.role is not role),
    ):
        if changed:
            Job.enqueue(
                "account_changed", at=now(), person=person.id, what=what, to=email
            )


def _read(form: PeopleListForm):
    upload = form.file.data
    if upload:
        field = "file"
        name = upload.filename
        content = upload.read()
    else:
        field = "text"
        name = "list.csv"
        content = (form.text.data or "").encode()
    try:
        return read_people(content, name)
    except UnreadableTable as error:
        form.add_errors(FieldError(field, error.message, error.params))
        return None


def _chosen_unit():
    id = whole_number(request.args.get("unit"))
    if id:
        return queries.units().where(queries.Unit.id == id).first()
    return None


def _with(form: PersonForm, person) -> PersonForm:
    problems = form.form_errors
    form = PersonForm(formdata=None, obj=person)
    form.form_errors = problems
    return form
