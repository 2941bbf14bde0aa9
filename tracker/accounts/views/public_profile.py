"""Views: the public pages of a person and of a unit."""

from flask import redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.accounts import queries
from tracker.accounts.forms.person import MoveForm
from tracker.accounts.views import accounts
from tracker.small_groups import Figure
from tracker.web.access import get_or_404, require
from tracker.web.panels import panels_of
from tracker.web.responses import redirect_with_message, render_form, render_page


@accounts.get("/people/<int:id>")
@login_required
def person(id):
    person = get_or_404(queries.people(), id)
    return render_page(
        "accounts/person.html", person=person, **panels_of("accounts.person", person)
    )


@accounts.route("/people/<int:id>/unit", methods=["GET", "POST"])
@login_required
def move(id):
    person = get_or_404(queries.people(), id)
    require(current_user.facilitates)
    form = MoveForm(obj=person)
    if form.validate_on_submit():
        person.change_unit(form.unit.data)
        return redirect_with_message(
            url_for("accounts.person", id=person.id),
            _("%(name)s now belongs to %(unit)s.", name=person.name, unit=person.unit),
        )
    return render_form("accounts/move.html", form, person=person)


@accounts.get("/units/<int:id>")
@login_required
def unit(id):
    unit = get_or_404(queries.units(), id)
    if unit.merged_into_id:
        return redirect(url_for("accounts.unit", id=unit.merged_into_id))
    return render_page(
        "accounts/unit.html",
        unit=unit,
        people=Figure.about(queries.headcount(unit)),
        **panels_of("accounts.unit", unit),
    )
