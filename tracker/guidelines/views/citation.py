"""Views: facilitators name the lessons that a clause rests on."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from tracker.guidelines.forms.citation import CitationForm
from tracker.guidelines.queries import guideline as queries
from tracker.guidelines.views import guidelines
from tracker.guidelines.views.detail import clause_page
from tracker.guidelines.views.edit import keepers_only
from tracker.lessons.models import Citation
from tracker.web.access import get_or_404
from tracker.web.clock import now
from tracker.web.responses import redirect_with_message


@guidelines.post("/guidelines/clauses/<int:id>/citations")
@keepers_only
def cite(id):
    clause = get_or_404(queries.clauses(), id)
    form = CitationForm()
    if not form.validate_on_submit():
        return clause_page(clause, form), 422
    Citation.add(clause, form.lesson_named, by=current_user, at=now())
    return _to(id, _("The clause rests on it. If the lesson falls, you are told."))


@guidelines.post("/guidelines/clauses/<int:id>/citations/removal")
@keepers_only
def stop_citing(id):
    clause = get_or_404(queries.clauses(), id)
    if lesson := CitationForm().lesson_named:
        Citation.remove(clause, lesson)
    return _to(id, _("The clause no longer rests on it."))


def _to(id: int, message: str):
    return redirect_with_message(
        url_for("guidelines.clause", id=id, _anchor="rests-on"), message
    )
