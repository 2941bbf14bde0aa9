"""Views: units, for administrators."""

from flask import flash, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from tracker.accounts import queries
from tracker.accounts.forms.person import UnitForm, UnitMergeForm, UnitsForm
from tracker.accounts.models import Role, Unit
from tracker.accounts.views import accounts
from tracker.cache import cached_by_reads
from tracker.plaintext import within_quotes
from tracker.web.access import get_or_404, roles_required
from tracker.web.clock import now
from tracker.web.forms import Form
from tracker.web.i18n import locale_code
from tracker.web.panels import panels_of
from tracker.web.responses import redirect_with_message, render_form, render_page
from tracker.web.templates import rendered_part


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
    return render_form(
        "accounts/units.html",
        form,
        tree=cached_by_reads(("units", locale_code(), request.script_root), _tree),
    )


def _tree() -> Markup:
    """All units, drawn once for all readers: there may be a thousand."""
    return rendered_part(
        "accounts/_unit_tree.html",
        units=queries.units_in_order(),
        alike=queries.lookalike_units(),
    )


@accounts.route("/admin/units/<int:id>", methods=["GET", "POST"])
@roles_required(Role.admin)
def keep_unit(id):
    unit = get_or_404(queries.units(), id)
    form = UnitForm(obj=unit)
    if form.validate_on_submit() and form.try_call(
        unit.rename, form.name.data, form.parent.data
    ):
        _warn_of_lookalikes(unit)
        return redirect_with_message(url_for("accounts.units"), _("Saved."))
    return _unit_page(unit, form)


@accounts.post("/admin/units/<int:id>/closure")
@roles_required(Role.admin)
def close_unit(id):
    unit = get_or_404(queries.units(), id)
    form = Form()
    if form.try_call(unit.close, now()):
        return redirect_with_message(
            url_for("accounts.keep_unit", id=id), _("The unit is closed.")
        )
    for sentence in form.form_errors:
        flash(sentence, "error")
    return redirect_with_message(url_for("accounts.keep_unit", id=id))


@accounts.post("/admin/units/<int:id>/reopening")
@roles_required(Role.admin)
def reopen_unit(id):
    unit = get_or_404(queries.units(), id)
    unit.reopen()
    return redirect_with_message(
        url_for("accounts.keep_unit", id=id), _("The unit is open again.")
    )


@accounts.route("/admin/units/<int:id>/merge", methods=["GET", "POST"])
@roles_required(Role.admin)
def merge_unit(id):
    unit = get_or_404(queries.units(), id)
    form = UnitMergeForm()
    into = None
    if form.validate_on_submit():
        into = form.into.data
        if form.sure.data and form.try_call(unit.merge, into, at=now()):
            return redirect_with_message(
                url_for("accounts.keep_unit", id=into.id),
                _("The unit %(name)s is merged into this one.", name=unit.name),
            )
        if not form.errors:
            form.add_errors(*unit.merge_problems(into))
    return render_form(
        "accounts/merge_unit.html",
        form,
        unit=unit,
        into=into if not form.errors else None,
        people=queries.headcount(unit),
        **panels_of("accounts.merge_unit", unit),
    )


def _warn_of_lookalikes(unit: Unit) -> None:
    """Tell whoever names a unit like another one; nothing is refused."""
    for group in queries.lookalike_units():
        if unit in group:
            others = ", ".join(other.name for other in group if other != unit)
            flash(
                _(
                    "It looks like “%(name)s”. Is it the same?",
                    name=within_quotes(others),
                )
            )


def _unit_page(unit: Unit, form: UnitForm):
    status = 422 if form.errors else 200
    page = render_page(
        "accounts/keep_unit.html",
        form=form,
        unit=unit,
        people=queries.headcount(unit),
    )
    return page, status
