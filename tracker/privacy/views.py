"""Views: the privacy page, data export, erasure and retention periods."""

from tempfile import TemporaryFile

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.accounts import queries
from tracker.accounts.models import CONTACT, Role, Setting
from tracker.accounts.reauthentication import reauthentication_required
from tracker.accounts.sessions import sign_out
from tracker.audit.models import AuditEvent, EventType
from tracker.fears.models import Trial
from tracker.privacy import mentions
from tracker.privacy.data_export import write
from tracker.privacy.erasure import erase
from tracker.privacy.forms import ErasureForm, MentionForm, PeriodsForm
from tracker.privacy.models import NameBearer, PossibleMention
from tracker.privacy.processing_record import holdings
from tracker.privacy.retention import PERIODS
from tracker.privacy.security_txt import security_txt
from tracker.web.access import get_or_404, require, roles_required
from tracker.web.clock import now, today
from tracker.web.pagination import paged
from tracker.web.responses import (
    public_url,
    redirect_with_message,
    render_form,
    render_page,
)
from tracker.web.stream import streamed

privacy = Blueprint("privacy", __name__)
NEWEST = [(PossibleMention.id, "id", int)]


@privacy.get("/privacy")
def policy():
    return render_page("privacy/policy.html", **_what_is_kept())


@privacy.get("/privacy/record")
def record():
    return render_page("privacy/record.html", kinds=PERIODS, **_what_is_kept())


@privacy.get("/.well-known/security.txt")
def security():
    """The contact for reports of vulnerabilities, as on the page about privacy."""
    text = security_txt(
        Setting.chosen(CONTACT, ""),
        page=public_url("privacy.policy"),
        here=public_url("privacy.security"),
        at=now(),
    )
    return Response(text, content_type="text/plain; charset=utf-8")


@privacy.get("/me/data")
@reauthentication_required
def mine():
    return render_page("privacy/mine.html", form=ErasureForm(formdata=None))


@privacy.get("/me/data/export.zip")
@reauthentication_required
def take_along():
    AuditEvent.try_to_record(EventType.data_exported, on=current_user)
    pieces = _pieces(
        current_user._get_current_object(), current_app.config["TRACKER"].files
    )
    return streamed(pieces, "application/zip", f"forsoeg-{today()}.zip")


@privacy.post("/me/data/erasure")
@reauthentication_required
def erase_me():
    form = ErasureForm()
    config = current_app.config["TRACKER"]
    person = current_user._get_current_object()
    if not form.validate_on_submit() or not form.names(person):
        return render_page("privacy/mine.html", form=form), 422
    if not form.try_call(
        erase, person, data=config.data, folder=config.files, at=now()
    ):
        return render_page("privacy/mine.html", form=form), 422
    sign_out()
    return redirect_with_message(
        url_for("accounts.login"),
        _("You are erased. What you learnt stays with your colleagues. Thank you."),
    )


@privacy.route("/admin/people/<int:id>/erasure", methods=["GET", "POST"])
@roles_required(Role.admin)
@reauthentication_required
def erase_somebody(id):
    person = get_or_404(queries.people(), id)
    form = ErasureForm()
    config = current_app.config["TRACKER"]
    if (
        form.validate_on_submit()
        and form.names(person)
        and form.try_call(
            erase, person, data=config.data, folder=config.files, at=now()
        )
    ):
        return redirect_with_message(
            url_for("accounts.people"), _("The person is erased; the work stays.")
        )
    return render_form("privacy/erase_somebody.html", form, person=person)


@privacy.get("/privacy/possible-mentions")
@login_required
def possible_mentions():
    require(PossibleMention.settleable_by(current_user))
    return _mentions_page()


@privacy.post("/privacy/possible-mentions/<int:id>")
@login_required
def settle_mention(id):
    require(PossibleMention.settleable_by(current_user))
    mention = get_or_404(mentions.possible_mentions(current_user), id)
    form = MentionForm()
    if not form.validate_on_submit():
        return _mentions_page(), 422
    if form.bearer.data is NameBearer.erased:
        mentions.take_out(mention)
        return redirect_with_message(
            url_for("privacy.possible_mentions"), _("The name is taken out.")
        )
    mentions.leave(mention)
    return redirect_with_message(
        url_for("privacy.possible_mentions"), _("It stays as it is.")
    )


@privacy.route("/admin/retention", methods=["GET", "POST"])
@roles_required(Role.admin)
@reauthentication_required
def periods():
    form = PeriodsForm.of_what_is_chosen()
    if form.validate_on_submit() and form.try_call(form.choose):
        return redirect_with_message(
            url_for("privacy.periods"), _("Saved. It is carried out every night.")
        )
    return render_form("privacy/periods.html", form)


def _mentions_page():
    rows = paged(
        mentions.possible_mentions(current_user), NEWEST, request.args.get("after")
    )
    shown = [mentions.in_context(mention) for mention in rows]
    return render_page(
        "privacy/possible_mentions.html", mentions=shown, after=rows.after
    )


def _what_is_kept() -> dict:
    days = {period.name: period.chosen for period in PERIODS}
    return {
        "holdings": list(holdings()),
        "periods": days,
        "contact": Setting.chosen(CONTACT, ""),
        "trial": Trial.current(),
    }


def _pieces(person, folder):
    """A zip, piece by piece once it has been written whole: it cannot be sent while it is made."""
    with TemporaryFile() as file:
        write(person, file, folder)
        file.seek(0)
        yield from iter(lambda: file.read(64_000), b"")
