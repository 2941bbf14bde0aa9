"""Views: the public work of a person, the learning of a unit."""

from flask import request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.accounts import queries
from tracker.accounts.forms.person import MoveForm
from tracker.accounts.views import accounts
from tracker.commitments.queries import of_leader, told
from tracker.experiments.queries.search import rows_of
from tracker.follows.queries import following
from tracker.web.access import get_or_404, require
from tracker.web.clock import today
from tracker.web.pagination import paged
from tracker.web.responses import redirect_with_message, render_page


@accounts.get("/people/<int:id>")
@login_required
def person(id):
    person = get_or_404(queries.people(), id)
    work = paged(
        queries.work_of(person, current_user),
        queries.NEWEST_WORK,
        request.args.get("after"),
    )
    rows = rows_of([row.id for row in work], current_user)
    promises = told(of_leader(person), current_user, today())
    own = (
        rows_of(queries.did_not_hold(person, current_user), current_user)
        if person.leads
        else []
    )
    return render_page(
        "accounts/person.html",
        person=person,
        rows=rows,
        after=work.after,
        promises=promises,
        own=own,
    )


@accounts.route("/people/<int:id>/unit", methods=["GET", "POST"])
@login_required
def move(id):
    person = get_or_404(queries.people(), id)
    require(current_user.facilitates)
    form = MoveForm(obj=person)
    if form.validate_on_submit():
        person.move(form.unit.data)
        return redirect_with_message(
            url_for("accounts.person", id=person.id),
            _("%(name)s now belongs to %(unit)s.", name=person.name, unit=person.unit),
        )
    return render_page("accounts/move.html", form=form, person=person), (
        422 if form.is_submitted() else 200
    )


@accounts.get("/units/<int:id>")
@login_required
def unit(id):
    unit = get_or_404(queries.units(), id)
    work = paged(
        queries.work_in(unit, current_user),
        queries.NEWEST_WORK,
        request.args.get("after"),
    )
    rows = rows_of([row.id for row in work], current_user)
    lessons = paged(
        queries.lessons_in(unit, current_user), queries.NEWEST_LESSONS, None, per_page=5
    )
    people = queries.headcount(unit)
    around = {
        "lessons": lessons,
        "people": people,
        "following": following(current_user),
    }
    return render_page(
        "accounts/unit.html", unit=unit, rows=rows, after=work.after, **around
    )
