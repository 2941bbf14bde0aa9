"""Saying something, replying, wording it better, taking it away; with or without a script."""

from __future__ import annotations

from flask import Blueprint, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required

from tracker.comments import queries
from tracker.comments.forms import CommentForm
from tracker.comments.models import AcceptedAnswer, Comment
from tracker.comments.models.mention_markup import with_names
from tracker.db import LARGEST_PUBLIC_ID
from tracker.experiments.queries import visible_to
from tracker.numbers import whole_number
from tracker.web.access import get_or_404, require
from tracker.web.clock import now
from tracker.web.responses import (
    is_ajax,
    local_path,
    redirect_with_message,
    render_page,
)

comments = Blueprint("comments", __name__, url_prefix="/experiments")


@comments.get("/<int:id>/comments")
@login_required
def index(id):
    experiment = get_or_404(visible_to(current_user), id)
    require(Comment.addable_by(current_user, experiment))
    return render_page(
        "comments/index.html",
        experiment=experiment,
        **_talk(experiment, _mark("before")),
    )


@comments.post("/<int:id>/comments")
@login_required
def say(id):
    experiment = get_or_404(visible_to(current_user), id)
    require(Comment.addable_by(current_user, experiment))
    form = CommentForm()
    parent = (
        get_or_404(queries.comments_of(experiment), form.above) if form.above else None
    )
    if not form.validate_on_submit() or form.preview.data:
        return _again(experiment, form, parent)
    said = {
        "parent": parent,
        "asks": form.asks.data,
        "submission": form.submission.data,
        **form.cleaned_data(),
    }
    comment = form.try_call(Comment.add, experiment, by=current_user, at=now(), **said)
    if not comment:
        return _again(experiment, form, parent)
    if (elsewhere := local_path(form.next.data)) and not is_ajax():
        return redirect_with_message(elsewhere, _("Said."))
    return _settled(experiment, comment, _("Said."), whole=parent is None)


@comments.get("/<int:id>/comments/<int:comment_id>")
@login_required
def comment(id, comment_id):
    """The place where a comment stands.

    An address that names none leads to them all: older mails name comments by their
    place in the order of all, which nothing answers to any more."""
    experiment = get_or_404(visible_to(current_user), id)
    comment = (
        queries.comments_of(experiment)
        .where(Comment.public_id == min(comment_id, LARGEST_PUBLIC_ID))
        .first()
    )
    if comment is None:
        return redirect(
            url_for("experiments.experiment", id=id, _anchor="comments"), code=303
        )
    return redirect(_place(experiment, comment), code=303)


@comments.get("/<int:id>/comments/<int:comment_id>/replies")
@login_required
def replies(id, comment_id):
    experiment, top = _found(id, comment_id)
    if top.parent_id:
        return redirect(
            url_for(
                "comments.replies",
                id=id,
                comment_id=top.parent.public_id,
                _anchor=f"comment-{top.public_id}",
            ),
            code=303,
        )
    talk = queries.thread(top, experiment, current_user, _mark("before"))
    template = "comments/_say.html" if is_ajax() else "comments/replies.html"
    return render_page(
        template,
        experiment=experiment,
        talk=talk,
        top=top,
        parent=top,
        form=CommentForm(None, parent=top.public_id),
    )


@comments.route("/<int:id>/comments/<int:comment_id>/edit", methods=["GET", "POST"])
@login_required
def edit(id, comment_id):
    experiment, comment = _found(id, comment_id)
    if request.method == "GET" and comment.redactable_by(current_user):
        return redirect(
            url_for("concerns.mending_comment", id=id, comment_id=comment_id), code=303
        )
    require(comment.editable_by(current_user))
    form = CommentForm(
        data={"body": with_names(comment.body, queries.names_in(comment))}
    )
    better = form.validate_on_submit() and not form.preview.data
    if better and form.try_call(
        comment.amend, by=current_user, at=now(), **form.cleaned_data()
    ):
        return redirect_with_message(_place(experiment, comment), _("Saved."))
    around = {
        "removable": comment.removable_by(current_user),
        "preview": _preview(experiment, form),
    }
    return render_page(
        "comments/edit.html",
        experiment=experiment,
        comment=comment,
        form=form,
        **around,
    ), (422 if form.errors else 200)


@comments.get("/<int:id>/comments/<int:comment_id>/removal")
@login_required
def removal(id, comment_id):
    experiment, comment = _found(id, comment_id)
    require(comment.removable_by(current_user))
    return render_page(
        "comments/removal.html",
        experiment=experiment,
        comment=comment,
        names=queries.names_in(comment),
    )


@comments.post("/<int:id>/comments/<int:comment_id>/removal")
@login_required
def remove(id, comment_id):
    experiment, comment = _found(id, comment_id)
    require(comment.removable_by(current_user))
    comment.remove(by=current_user, at=now())
    return redirect_with_message(
        _place(experiment, comment), _("The comment is removed.")
    )


@comments.post("/<int:id>/comments/<int:comment_id>/answer")
@login_required
def answer(id, comment_id):
    experiment, question = _found(id, comment_id)
    require(AcceptedAnswer.acceptable_by(current_user, question))
    reply = whole_number(request.form.get("reply"), LARGEST_PUBLIC_ID)
    reply = get_or_404(question.replies, reply) if reply else None
    AcceptedAnswer.accept(question, by=current_user, at=now(), reply=reply)
    return _settled(experiment, question, _("Marked as answered."))


@comments.post("/<int:id>/comments/<int:comment_id>/answer/withdrawal")
@login_required
def withdraw_answer(id, comment_id):
    experiment, question = _found(id, comment_id)
    require(AcceptedAnswer.acceptable_by(current_user, question))
    AcceptedAnswer.withdraw(question)
    return _settled(experiment, question, _("The question waits again."))


@comments.get("/<int:id>/comments/people")
@login_required
def people(id):
    experiment = get_or_404(visible_to(current_user), id)
    text = request.args.get("q", "").strip()[:60]
    rows = queries.readers_matching(text, experiment, current_user) if text else []
    return jsonify(
        [
            {"id": person.id, "name": person.name, "hint": person.unit.name}
            for person in rows
        ]
    )


def experiment_panel(experiment) -> dict:
    """What colleagues say about an experiment; nothing while it is a draft."""
    if experiment.is_draft:
        return {}
    return _talk(experiment)


# Beats that several views share


def _found(id: int, comment_id: int) -> tuple:
    """The experiment and its comment; what was hidden from the viewer is not there."""
    experiment = get_or_404(visible_to(current_user), id)
    comment = get_or_404(queries.comments_of(experiment), comment_id)
    return experiment, comment


def _talk(experiment, before=None) -> dict:
    return {
        "talk": queries.conversation(experiment, current_user, before),
        "comment_form": CommentForm(None),
    }


def _again(experiment, form, parent):
    """What was typed, with what needs a second look, or as it would stand there."""
    template = "comments/_say.html" if is_ajax() else "comments/comment.html"
    around = {
        "talk": queries.conversation(experiment, current_user),
        "preview": _preview(experiment, form),
    }
    return render_page(
        template, experiment=experiment, form=form, parent=parent, **around
    ), (422 if form.errors else 200)


def _preview(experiment, form) -> tuple | None:
    if form.preview.data and not form.errors:
        return queries.preview(form.body.data, experiment, form.picked)
    return None


def _settled(experiment, comment, message, whole=False):
    """A script gets the piece anew, the thread or the whole; without one, the page is
    shown where it stands.
    """
    if not is_ajax():
        return redirect_with_message(_place(experiment, comment), message)
    if whole:
        return render_page(
            "comments/_comments.html",
            experiment=experiment,
            new=comment.public_id,
            **_talk(experiment),
        )
    top = comment.parent or comment
    talk = queries.thread(top, experiment, current_user)
    return render_page(
        "comments/_thread.html",
        experiment=experiment,
        talk=talk,
        it=talk.threads[0],
        new=comment.public_id,
    )


def _place(experiment, comment) -> str:
    """The address at which a comment stands now."""
    mark, alone = queries.place_of(comment)
    anchor = f"comment-{comment.public_id}"
    if alone:
        return url_for(
            "comments.replies",
            id=experiment.id,
            comment_id=(comment.parent or comment).public_id,
            before=mark,
            _anchor=anchor,
        )
    endpoint = "comments.index" if mark else "experiments.experiment"
    return url_for(endpoint, id=experiment.id, before=mark, _anchor=anchor)


def _mark(name: str) -> int | None:
    return whole_number(request.args.get(name), LARGEST_PUBLIC_ID) or None
