"""Views: the audit log, for administrators."""

from flask import Blueprint, request
from flask_login import current_user

from tracker.accounts.models import Role
from tracker.accounts.reauthentication import reauthentication_required
from tracker.audit import queries
from tracker.audit.forms import AuditForm
from tracker.audit.models import AuditEvent, EventType
from tracker.web.access import roles_required
from tracker.web.clock import today
from tracker.web.pagination import paged
from tracker.web.responses import render_page
from tracker.web.table_file import csv_file

audit = Blueprint("audit", __name__)


@audit.get("/admin/audit")
@roles_required(Role.admin)
def index():
    form = AuditForm(formdata=request.args)
    acts = paged(
        queries.events(form.asked()),
        queries.NEWEST,
        request.args.get("after"),
        per_page=50,
    )
    asked = {
        name: value for name, value in request.args.items() if value and name != "after"
    }
    return render_page(
        "audit/index.html",
        form=form,
        acts=acts,
        asked=asked,
        names=queries.names_in(acts.rows),
        units=queries.units_in(acts.rows),
    )


@audit.get("/admin/audit.csv")
@roles_required(Role.admin)
@reauthentication_required
def export():
    asked = AuditForm(formdata=request.args).asked()
    AuditEvent.try_to_record(EventType.audit_exported, on=current_user)
    return csv_file(queries.COLUMNS, queries.export_rows(asked), f"audit-{today()}")
