"""Views: adding, editing, removing and answering comments, with or without a script."""

from __future__ import annotations

from flask import Blueprint, jsonify, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from markupsafe import Markup

from tracker.comments import queries
from tracker.comments.forms import CommentForm, comment_box
from tracker.comments.models import AcceptedAnswer, Comment
from tracker.comments.models.mention_markup import with_names
from tracker.db import LARGEST_PUBLIC_ID
from tracker.experiments.queries import visible_experiment
from tracker.numbers import whole_number
from tracker.plaintext import within_quotes
from tracker.web.access import get_or_404, require, require_found
from tracker.web.clock import now
from tracker.web.panels import asks
from tracker.web.responses import (
    is_ajax,
    links_told,
    local_path,
    redirect_with_message,
    render_page,
)

comments = Blueprint("comments", __name__, url_prefix="/experiments")


@comments.get("/<int:id>/comments")
@login_required
def index(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(Comment.addable_by(current_user, experiment))
    return render_page(
        "comments/index.html",
        experiment=experiment,
        **_talk(experiment, _mark("before")),
    )


@comments.post("/<int:id>/comments")
@login_required
def say(id):
    experiment = require_found(visible_experiment(current_user, id))
    require(Comment.addable_by(current_user, experiment))
    form = CommentForm()
    parent = None
    if form.above:
        parent = get_or_404(queries.comments_of(experiment), form.above)
    if not form.validate_on_submit() or form.preview.data:
        return _again(experiment, form, parent)
    comment = form.try_call(
        Comment.add,
        experiment,
        body=form.body.data,
        picked=form.picked,
        parent=parent,
        asks=form.asks.data,
        about_lesson=_about_lesson(form, experiment),
        submission=form.submission.data,
        by=current_user,
        at=now(),
    )
    if not comment:
        return _again(experiment, form, parent)
    if (elsewhere := local_path(form.next.data)) and not is_ajax():
        return _back_to(elsewhere, experiment, comment)
    return _settled(experiment, comment, _("Sent."), whole=parent is None)


@comments.get("/<int:id>/comments/<int:comment_id>")
@login_required
def comment(id, comment_id):
    """Redirect to the place of a comment.

    An unknown id leads to all comments: links in old mails have ids of another kind.
    """
    experiment = require_found(visible_experiment(current_user, id))
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
    return render_page(
        _template("comments/replies.html"),
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
    is_final = form.validate_on_submit() and not form.preview.data
    if is_final and form.try_call(
        comment.amend,
        body=form.body.data,
        picked=form.picked,
        by=current_user,
        at=now(),
    ):
        return redirect_with_message(_place(experiment, comment), _("Saved."))
    page = render_page(
        "comments/edit.html",
        experiment=experiment,
        comment=comment,
        form=form,
        removable=comment.removable_by(current_user),
        preview=_preview(experiment, form),
    )
    return page, _status(form)


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
    reply = None
    number = whole_number(request.form.get("reply"), LARGEST_PUBLIC_ID)
    if number:
        reply = get_or_404(question.replies, number)
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
    experiment = require_found(visible_experiment(current_user, id))
    text = request.args.get("q", "").strip()[:60]
    rows = []
    if text:
        rows = queries.readers_matching(text, experiment, current_user)
    return jsonify(
        [
            {"id": person.id, "name": person.name, "hint": person.unit.name}
            for person in rows
        ]
    )


@asks(lambda experiment: queries.questions_about(experiment, current_user))
def experiment_panel(experiment) -> dict:
    """The comments on an experiment; nothing for a draft."""
    if experiment.is_draft:
        return {}
    return _talk(experiment)


@asks(lambda lesson: queries.questions_about(lesson.experiment, current_user, True))
def lesson_panel(lesson) -> dict:
    """The comments on a lesson, and how many there are on its experiment."""
    return _talk_about(lesson)


# Shared by several views


def _found(id: int, comment_id: int) -> tuple:
    """The experiment and its comment; 404 when the viewer may not see the experiment."""
    experiment = require_found(visible_experiment(current_user, id))
    comment = get_or_404(queries.comments_of(experiment), comment_id)
    return experiment, comment


def _about_lesson(form: CommentForm, experiment) -> bool:
    """Whether a comment was written on the page of the lesson."""
    return bool(form.about_lesson.data) and experiment.lessons.exists()


def _talk(experiment, before=None) -> dict:
    reader = current_user._get_current_object()
    talk = queries.conversation(experiment, reader, before)
    box = comment_box(experiment.id, reader.id, talk.said)
    return {"talk": talk, "comment_box": box}


def _talk_about(lesson) -> dict:
    """The comments on a lesson; its form says that it stands on the lesson's page."""
    experiment = lesson.experiment
    reader = current_user._get_current_object()
    talk = queries.conversation(experiment, reader, about_lesson=True)
    box = comment_box(experiment.id, reader.id, talk.said, lesson.id)
    return {"talk": talk, "comment_box": box, "about_lesson": True}


def _again(experiment, form, parent):
    """The form again, with its errors or a preview."""
    page = render_page(
        _template("comments/comment.html"),
        experiment=experiment,
        form=form,
        parent=parent,
        talk=queries.conversation(experiment, current_user),
        preview=_preview(experiment, form),
    )
    return page, _status(form)


def _template(page: str) -> str:
    """The template of the form alone for a script, else that of the page."""
    if is_ajax():
        return "comments/_say.html"
    return page


def _status(form) -> int:
    if form.errors:
        return 422
    return 200


def _preview(experiment, form) -> tuple | None:
    if form.preview.data and not form.errors:
        return queries.preview(form.body.data, experiment, form.picked)
    return None


def _settled(experiment, comment, message, whole=False):
    """The response after a change: a fragment for a script, else a redirect.

    Args:
        whole: Whether the fragment has all comments, not only one thread.
    """
    if not is_ajax():
        return redirect_with_message(_place(experiment, comment), message)
    if whole:
        around = _talk(experiment)
        if comment.about_lesson and (lesson := experiment.lessons.first()):
            around = _talk_about(lesson)
        return render_page(
            "comments/_comments.html",
            experiment=experiment,
            new=comment.public_id,
            settled=message,
            shortened=links_told(),
            **around,
        )
    top = comment.parent or comment
    talk = queries.thread(top, experiment, current_user)
    return render_page(
        "comments/_thread.html",
        experiment=experiment,
        talk=talk,
        it=talk.threads[0],
        new=comment.public_id,
        settled=message,
        shortened=links_told(),
    )


def _back_to(page: str, experiment, comment):
    """The page where the form stood, with a link to what no longer stands there."""
    if comment.about_lesson:
        return redirect_with_message(page, _("Sent."))
    words = _("See it under “%(title)s”", title=within_quotes(experiment.title))
    link = Markup('<a href="{}">{}</a>').format(_place(experiment, comment), words)
    return redirect_with_message(page, Markup("{} {}").format(_("Sent."), link))


def _place(experiment, comment) -> str:
    """The address of a comment on its page."""
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
    if mark:
        return url_for("comments.index", id=experiment.id, before=mark, _anchor=anchor)
    return url_for("experiments.experiment", id=experiment.id, _anchor=anchor)


def _mark(name: str) -> int | None:
    return whole_number(request.args.get(name), LARGEST_PUBLIC_ID) or None
