"""Views: the tone of the organisation, and replies to copy."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.accounts.models import Role
from tracker.core.conflicts import EditConflict
from tracker.guidelines.forms.tone import PhraseForm
from tracker.guidelines.models import Phrase, ToneKind
from tracker.guidelines.queries.tone import phrases
from tracker.guidelines.views import guidelines
from tracker.web.access import get_or_404, roles_required
from tracker.web.clock import now
from tracker.web.conflicts import answer_conflict
from tracker.web.responses import redirect_with_message, render_page


@guidelines.get("/guidelines/tone")
@login_required
def tone():
    rows = list(phrases())
    by_kind = {
        kind.value: [row for row in rows if row.kind is kind] for kind in ToneKind
    }
    keeps = Phrase.editable_by(current_user)
    return render_page("guidelines/tone.html", keeps=keeps, **by_kind)


@guidelines.route("/guidelines/tone/new", methods=["GET", "POST"])
@roles_required(Role.facilitator, Role.admin)
def add_phrase():
    form = PhraseForm.of(None)
    if form.validate_on_submit() and form.try_call(
        Phrase.add, kind=form.kind.data, by=current_user, at=now(), **form.as_dict()
    ):
        return _saved()
    status = 422 if form.is_submitted() else 200
    return _phrase(form), status


@guidelines.get("/guidelines/tone/<int:id>/edit")
@roles_required(Role.facilitator, Role.admin)
def phrase(id):
    phrase = get_or_404(phrases(), id)
    return _phrase(PhraseForm.of(phrase), phrase)


@guidelines.post("/guidelines/tone/<int:id>/edit")
@roles_required(Role.facilitator, Role.admin)
def amend_phrase(id):
    phrase = get_or_404(phrases(), id)
    form = PhraseForm()
    form.kind.data = phrase.kind
    if not form.validate():
        return _phrase(form, phrase), 422
    try:
        done = form.try_call(
            phrase.amend,
            version=form.made_from,
            by=current_user,
            at=now(),
            **form.as_dict(),
        )
    except EditConflict as stale:
        return answer_conflict(
            form,
            stale.current,
            page=lambda row, conflicts: _phrase(form, phrase, conflicts),
            saved=_saved,
        )
    if done:
        return _saved()
    return (_phrase(form, phrase), 422)


@guidelines.post("/guidelines/tone/<int:id>/removal")
@roles_required(Role.facilitator, Role.admin)
def retire_phrase(id):
    get_or_404(phrases(), id).retire(now())
    return redirect_with_message(
        url_for("guidelines.tone"), _("It is taken off the page.")
    )


def _saved():
    return redirect_with_message(url_for("guidelines.tone"), _("Saved."))


def _phrase(form: PhraseForm, phrase: Phrase | None = None, conflicts=()):
    return render_page(
        "guidelines/phrase.html", form=form, phrase=phrase, conflicts=conflicts
    )
