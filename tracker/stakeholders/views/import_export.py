"""Views: the default stakeholders, owners of several, and import and export."""

from __future__ import annotations

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user, login_required

from tracker.accounts.models import Role
from tracker.core.conflicts import EditConflict
from tracker.core.validation import N_, FieldError
from tracker.experiments.forms import import_report
from tracker.stakeholders import queries
from tracker.stakeholders.forms.import_export import EntrustForm, FileForm, TypicalForm
from tracker.stakeholders.imports import COLUMNS, StakeholderReport, read
from tracker.stakeholders.models import Stakeholder
from tracker.stakeholders.queries.export import COLUMNS as EXPORTED
from tracker.stakeholders.queries.export import exported
from tracker.stakeholders.starting_set import DefaultStakeholder
from tracker.stakeholders.views import stakeholders
from tracker.tables import UnreadableTable
from tracker.web.access import roles_required
from tracker.web.clock import now, today
from tracker.web.i18n import translated
from tracker.web.responses import redirect_with_message, render_page
from tracker.web.table_file import csv_file, xlsx_file


@stakeholders.route("/stakeholders/typical", methods=["GET", "POST"])
@roles_required(Role.facilitator, Role.admin)
def typical():
    form = TypicalForm()
    if form.validate_on_submit():
        n = Stakeholder.add_many(form.cards(), at=now(), by=current_user)
        message = ngettext(
            "One is on the map. Adapt it.",
            "%(num)s are on the map. Adapt them one by one.",
            n,
        )
        if n == 0:
            message = _("Nobody was chosen, or they are here already.")
        return redirect_with_message(url_for("stakeholders.index"), message)
    return render_page(
        "stakeholders/typical.html",
        form=form,
        hints={one.key: _hint(one) for one in form.offered},
    )


@stakeholders.route("/stakeholders/owner", methods=["GET", "POST"])
@roles_required(Role.facilitator, Role.admin)
def entrust():
    form = EntrustForm(queries.ranked())
    try:
        if form.validate_on_submit() and (
            n := form.try_call(
                Stakeholder.assign_owner,
                **form.cleaned_data(),
                at=now(),
                by=current_user,
            )
        ):
            return redirect_with_message(
                url_for("stakeholders.index"),
                ngettext("Saved for one.", "Saved for %(num)s.", n),
            )
    except EditConflict:
        form.add_errors(
            FieldError(
                "",
                N_(
                    "Somebody saved while you were writing. Look once more, and save again."
                ),
            )
        )
        return _entrusting(form), 409
    status = 422 if form.is_submitted() else 200
    return _entrusting(form), status


@stakeholders.get("/stakeholders/export.csv")
@login_required
def export():
    return csv_file(EXPORTED, exported(), file_name())


@stakeholders.get("/stakeholders/export.xlsx")
@login_required
def export_xlsx():
    return xlsx_file(EXPORTED, exported(), file_name())


def file_name() -> str:
    """The name of the file without its ending."""
    return f"stakeholders-{today().isoformat()}"


@stakeholders.route("/stakeholders/import", methods=["GET", "POST"])
@roles_required(Role.facilitator, Role.admin)
def take_in():
    form = FileForm()
    if form.validate_on_submit() and (report := _taken(form)):
        return render_page(
            "stakeholders/report.html",
            report=report,
            where=import_report.where,
            say=import_report.say,
        )
    status = 422 if form.is_submitted() else 200
    page = render_page("stakeholders/take_in.html", form=form, columns=list(COLUMNS))
    return page, status


def _taken(form: FileForm) -> StakeholderReport | None:
    upload = form.file.data
    try:
        return read(
            upload.read(),
            upload.filename,
            at=now(),
            by=current_user,
            zone=current_app.config["TRACKER"].time_zone,
        )
    except UnreadableTable as error:
        form.add_errors(FieldError("file", error.message, error.params))
        return None


def _entrusting(form: EntrustForm):
    hints = {str(row.id): _whose(row) for row in form.rows}
    return render_page("stakeholders/entrust.html", form=form, hints=hints)


def _whose(row: Stakeholder) -> str:
    owner = _("nobody yet")
    if row.owner_id:
        owner = row.owner.name
    return _("priority %(n)s", n=row.priority) + f", {owner}"


def _hint(one: DefaultStakeholder) -> str:
    numbers = _(
        "interest %(interest)s, influence %(influence)s",
        interest=one.interest,
        influence=one.influence,
    )
    return f"“{translated(one.worry)}” {numbers}"
