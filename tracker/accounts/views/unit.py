"""Views: units, for administrators."""

from flask import url_for
from flask_babel import gettext as _

from tracker.accounts import queries
from tracker.accounts.forms.person import UnitForm, UnitsForm
from tracker.accounts.models import Role, Unit
from tracker.accounts.views import accounts
from tracker.web.access import get_or_404, roles_required
from tracker.web.responses import redirect_with_message, render_form


@accounts.route("/admin/units", methods=["GET", "POST"])
@roles_required(Role.admin)
def units():
    form = UnitsForm()
    done = form.validate_on_submit() and form.try_call(Unit.plant, form.names.data)
    if done:
        made, there = done
        return redirect_with_message(
            url_for("accounts.units"),
            _("%(made)s made; %(there)s were there already.", made=made, there=there),
        )
    return render_form("accounts/units.html", form, units=queries.units_in_order())


@accounts.route("/admin/units/<int:id>", methods=["GET", "POST"])
@roles_required(Role.admin)
def keep_unit(id):
    unit = get_or_404(queries.units(), id)
    form = UnitForm(obj=unit)
    if form.validate_on_submit() and form.try_call(
        unit.rename, form.name.data, form.parent.data
    ):
        return redirect_with_message(url_for("accounts.units"), _("Saved."))
    return render_form("accounts/keep_unit.html", form, unit=unit)
