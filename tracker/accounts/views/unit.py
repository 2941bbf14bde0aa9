"""Views: units, as administrators keep them."""

from flask import url_for
from flask_babel import gettext as _

from tracker.accounts import queries
from tracker.accounts.forms.person import UnitForm, UnitsForm
from tracker.accounts.models import Role, Unit
from tracker.accounts.views import accounts
from tracker.web.access import found, only
from tracker.web.responses import page, seen


@accounts.route("/admin/units", methods=["GET", "POST"])
@only(Role.admin)
def units():
    form = UnitsForm()
    done = form.validate_on_submit() and form.attempt(Unit.plant, form.names.data)
    if done:
        made, there = done
        return seen(url_for("accounts.units"), _("%(made)s made; %(there)s were there already.", made=made, there=there))
    return page("accounts/units.html", form=form, units=queries.units_in_order()), 422 if form.is_submitted() else 200


@accounts.route("/admin/units/<int:id>", methods=["GET", "POST"])
@only(Role.admin)
def keep_unit(id):
    unit = found(queries.units(), id)
    form = UnitForm(obj=unit)
    if form.validate_on_submit() and form.attempt(unit.rename, form.name.data, form.parent.data):
        return seen(url_for("accounts.units"), _("Saved."))
    return page("accounts/keep_unit.html", form=form, unit=unit), 422 if form.is_submitted() else 200
