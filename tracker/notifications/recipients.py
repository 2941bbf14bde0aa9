"""Telling: from an act to the people it concerns.

Stands with the queries, may use any feature's models, and can be run again.

An act asks, in its own transaction, ``Job.enqueue("tell", at=at, what=…, by=person.id,
experiment=experiment.id, **ids)``; `notify` finds out whom that concerns. An act that is
about no experiment, or knows itself whom it concerns, says so, where it is to be seen,
and what it is called: ``to=[ids] | "facilitators" | "leaders" | "admins" | "everyone",
path="/commitments", event="kept:7"``. Nobody is told of an own act, or of an experiment
that is not theirs to see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

import peewee

from tracker.accounts.models import Person, Role
from tracker.comments.models import Comment, Mention
from tracker.comments.queries import is_question
from tracker.db import chunked
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import (
    CoAuthor,
    Experiment,
    ExperimentQuestion,
    Stage,
    Visibility,
)
from tracker.follows.models import Follow
from tracker.lessons.models import Reuse
from tracker.lineage.models import BuildsOn
from tracker.notifications.enums import Audience, NoticeKind
from tracker.notifications.models import Notice
from tracker.notifications.queries.recall import recalled_to
from tracker.questions.models import QuestionAsker

# What whoever follows is told of has the act as its word, beside the bearing of evidence
FOLLOWED_ACTS = ("conclusion", "reuse")


def notify(told: Mapping, *, at: dt.datetime, zone: ZoneInfo) -> int:
    """Notify the people whom an act concerns, each once, however often it runs.

    Args:
        told: What the job carries: `what`, `by`, `experiment` and the ids of what
            was made, or `to`, `path` and `event`.
        zone: Where the organisation is: what happens on one day there is told together.

    Returns:
        How many were told.
    """
    kind = NoticeKind(told["what"])
    day = at.astimezone(zone).date()
    if told.get("experiment") is not None:
        return _notify_of_experiment(kind, told, at, day)
    people = dict.fromkeys(addressed(told["to"]) - {told["by"]}, kind)
    return Notice.add(
        people,
        event=told["event"],
        at=at,
        day=day,
        by=told["by"],
        path=told["path"],
        word=told.get("word", ""),
    )


def _notify_of_experiment(
    kind: NoticeKind, told: Mapping, at: dt.datetime, day: dt.date
) -> int:
    experiment = Experiment.get_or_none(Experiment.id == told["experiment"])
    about = _about(told)
    if (
        experiment is None
        or (experiment.is_draft and kind is not NoticeKind.concern)
        or (about is not None and not about.id)
    ):
        return 0
    people = _audience(kind, experiment, about, told)
    if kind is not NoticeKind.concern:
        people = who_may_see(people, experiment, about)
    return Notice.add(
        people,
        event=event_of(told),
        at=at,
        day=day,
        experiment=experiment,
        about=about,
        by=told["by"],
        path=told.get("path", ""),
        silent=told["by"] is None and (about or experiment).is_withheld,
        **_details(told),
    )


def _audience(
    kind: NoticeKind,
    experiment: Experiment | None,
    about: Experiment | None,
    told: Mapping,
) -> dict[int, NoticeKind]:
    """The people whom an act concerns, without those who may have done it themselves."""
    if "to" in told:
        people = _to_those(experiment, told)
        withheld = set()
    else:
        people = WHOM[kind.audience](experiment, told)
        withheld = authors_of((about or experiment).id)
    doers = withheld
    if told["by"]:
        doers = {told["by"]}
    return {id: kind for id, kind in people.items() if id not in doers}


def event_of(told: Mapping) -> str:
    """The key of an event: equal for the same event, different for others."""
    if "event" in told:
        return told["event"]
    parts = [told["what"]]
    if told["what"] in ("comment", "reply", "question"):
        parts = ["said"]
    for name in NoticeKind(told["what"]).event:
        if told.get(name) is not None:
            parts.append(f"{name}={told[name]}")
    return ":".join(parts)


def authors_of(*experiments: int) -> set[int]:
    """Ids of the authors and co-authors of these experiments."""
    ids = list(experiments) or [0]
    wrote = Experiment.select(Experiment.author).where(Experiment.id.in_(ids)).tuples()
    together = (
        CoAuthor.select(CoAuthor.person).where(CoAuthor.experiment.in_(ids)).tuples()
    )
    return {id for rows in (wrote, together) for (id,) in rows}


def addressed(to: str | list[int]) -> set[int]:
    """Ids of the active people whom an act names: some of them, a role, or everyone;
    administrators where nobody facilitates.
    """
    active = Person.select(Person.id).where(Person.disabled_at.is_null()).tuples()
    if not isinstance(to, str):
        return {
            id
            for some in chunked(sorted(to), 500)
            for (id,) in active.where(Person.id.in_(some))
        }
    roles = {
        "facilitators": Role.facilitator,
        "leaders": Role.leader,
        "admins": Role.admin,
    }
    if to != "everyone":
        active = active.where(Person.role == roles[to])
    found = {id for (id,) in active}
    if to == "facilitators" and not found:
        return addressed("admins")
    return found


def _to_those(experiment: Experiment, told: Mapping) -> dict[int, NoticeKind]:
    return dict.fromkeys(addressed(told["to"]), NoticeKind(told["what"]))


def _authors(experiment: Experiment, told: Mapping) -> dict[int, NoticeKind]:
    return dict.fromkeys(authors_of(experiment.id), NoticeKind(told["what"]))


def _spoken_to(experiment: Experiment, told: Mapping) -> dict[int, NoticeKind]:
    """The authors, and whom it replies to; those who are mentioned in it are told of
    that instead.
    """
    kind = NoticeKind.comment
    if Comment.select().where(Comment.id == told["comment"], is_question()).exists():
        kind = NoticeKind.question
    people = _followers(Follow.experiment == experiment)
    people |= dict.fromkeys(authors_of(experiment.id), kind)
    above = Comment.get_or_none(Comment.id == told.get("parent", 0))
    if above is not None:
        people[above.person_id] = NoticeKind.reply
    mentioned = {
        id
        for (id,) in (
            Mention.select(Mention.person)
            .where(Mention.comment == told["comment"])
            .tuples()
        )
    }
    return {id: kind for id, kind in people.items() if id not in mentioned}


def _mentioned(experiment: Experiment, told: Mapping) -> dict[int, NoticeKind]:
    return dict.fromkeys(told["people"], NoticeKind.mention)


def _took_part(experiment: Experiment, told: Mapping) -> dict[int, NoticeKind]:
    """Those who endorsed, commented or built on it, and whose work it builds on: what
    came of it concerns them.
    """
    endorsed = Endorsement.select(Endorsement.person).where(
        Endorsement.experiment == experiment
    )
    spoke = Comment.select(Comment.person).where(
        Comment.experiment == experiment, Comment.removed_at.is_null()
    )
    built = BuildsOn.select(BuildsOn.child).where(BuildsOn.parent == experiment)
    from_it = BuildsOn.select(BuildsOn.parent).where(BuildsOn.child == experiment)
    followed = Follow.select(Follow.person).where(Follow.experiment == experiment)
    people = {id for rows in (endorsed, spoke, followed) for (id,) in rows.tuples()}
    others = [id for rows in (built, from_it) for (id,) in rows.tuples()]
    people |= authors_of(*others)
    authors = authors_of(experiment.id)
    told_so = dict.fromkeys(people - authors, NoticeKind(told["what"]))
    if told["what"] != "conclusion":
        return told_so
    return _of_topics(experiment, told) | told_so


def _of_topics(experiment: Experiment, told: Mapping) -> dict[int, NoticeKind]:
    """Those who follow a tag, the platform or the unit of it, without its authors."""
    rows = Follow.of_topics(experiment).select(Follow.person).tuples()
    authors = authors_of(experiment.id)
    return {id: NoticeKind.followed for (id,) in rows if id not in authors}


def _of_lesson(experiment: Experiment, told: Mapping) -> dict[int, NoticeKind]:
    """The authors of a lesson, and those who follow it."""
    return _followers(Follow.lesson == told["lesson"]) | _authors(experiment, told)


def _followers(condition) -> dict[int, NoticeKind]:
    rows = Follow.select(Follow.person).where(condition).tuples()
    return {id: NoticeKind.followed for (id,) in rows}


def _askers(experiment: Experiment, told: Mapping) -> dict[int, NoticeKind]:
    """Those who asked an open question that it looks into, and wished to be told."""
    questions = ExperimentQuestion.select(ExperimentQuestion.question).where(
        ExperimentQuestion.experiment == experiment
    )
    rows = QuestionAsker.select(QuestionAsker.person).where(
        QuestionAsker.question.in_(questions), QuestionAsker.told
    )
    return {id: NoticeKind.looked_into for (id,) in rows.tuples()}


def _waited_for_result(experiment: Experiment, told: Mapping) -> dict[int, NoticeKind]:
    """Those who took part, and those whose question it answers: each is told once."""
    return _took_part(experiment, told) | _askers(experiment, told)


def _facilitators(experiment: Experiment, told: Mapping) -> dict[int, NoticeKind]:
    return dict.fromkeys(addressed("facilitators"), NoticeKind.concern)


def _dependants(experiment: Experiment, told: Mapping) -> dict[int, NoticeKind]:
    return dict.fromkeys(recalled_to(told), NoticeKind(told["what"]))


WHOM: dict[Audience, Callable[[Experiment, Mapping], dict[int, NoticeKind]]] = {
    Audience.authors: _authors,
    Audience.spoken_to: _spoken_to,
    Audience.mentioned: _mentioned,
    Audience.took_part: _took_part,
    Audience.dependants: _dependants,
    Audience.waited_for_result: _waited_for_result,
    Audience.askers: _askers,
    Audience.followers: _of_topics,
    Audience.of_lesson: _of_lesson,
    Audience.facilitators: _facilitators,
}


def who_may_see(
    people: dict[int, NoticeKind], *experiments: Experiment | None
) -> dict[int, NoticeKind]:
    """Those among them who are active and may see all of these."""
    rows = Person.select(Person.id, Person.unit).where(
        Person.id.in_(list(people) or [0]), Person.disabled_at.is_null()
    )
    units = dict(rows.tuples())
    for experiment in filter(None, experiments):
        wrote = authors_of(experiment.id)
        shown = (
            experiment.stage is not Stage.draft
            and experiment.visibility is Visibility.everyone
        )
        inside = experiment.stage is not Stage.draft and experiment.unit_id
        units = {
            id: unit
            for id, unit in units.items()
            if shown or unit == inside or id in wrote
        }
    return {id: kind for id, kind in people.items() if id in units}


def _about(told: Mapping) -> Experiment | None:
    """The other experiment of an act; one without an id if it is gone."""
    other = told.get("child") or told.get("source")
    return other and (Experiment.get_or_none(Experiment.id == other) or Experiment())


def _details(told: Mapping) -> dict:
    """What the notice points at, as far as it still is there."""
    found = {"word": told.get("word") or told.get("bearing") or ""}
    if told["what"] in FOLLOWED_ACTS:
        found["word"] = found["word"] or told["what"]
    for name, noun in (("comment", Comment), ("reuse", Reuse)):
        id = told.get(name)
        found[name] = None
        if id and noun.select(peewee.Value(1)).where(noun.id == id).exists():
            found[name] = id
    return found
