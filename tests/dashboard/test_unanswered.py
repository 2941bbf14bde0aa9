"""What waits for a leader: what it is, when it waits no more, and that it is never
about one person.
"""

import datetime as dt

from tests.cast import NOW, TODAY, concluded, person, planned
from tests.examples import for_each_case
from tracker.comments.models import AcceptedAnswer, Comment
from tracker.dashboard.queries.unanswered import (
    first_attempts,
    leader_todo,
    surprising_lately,
    unanswered,
)
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment, Visibility
from tracker.guidelines.models import Clause, ClauseKind, Proposal, ProposalKind
from tracker.lessons.models import Conclusion

A_WEEK_AGO = NOW - dt.timedelta(days=7)
LONG_AGO = NOW - dt.timedelta(days=200)


def ask(
    cast, body="Hvor mange kom?", by=None, at=A_WEEK_AGO, asks=True, about=None, **more
):
    return Comment.add(
        about or cast.passport, body=body, by=by or cast.carla, at=at, asks=asks, **more
    )


def waits(cast) -> list[Comment]:
    return list(unanswered(cast.leif, NOW))


def shared(experiment: Experiment, at: dt.datetime) -> Experiment:
    Experiment.update(published_at=at).where(Experiment.id == experiment.id).execute()
    return experiment.reload()


# Questions


@for_each_case(
    ("said", "waiting"),
    [
        ({}, True),
        ({"asks": False}, True),  # it ends with a question mark
        ({"asks": False, "body": "Det var fint."}, False),
        ({"asks": True, "body": "Gad vide hvorfor"}, True),
        ({"at": NOW - dt.timedelta(days=2)}, False),
        ({"at": LONG_AGO}, False),
    ],
)
def test_what_is_a_question_and_when_it_waits(cast, said, waiting):
    question = ask(cast, **said)
    assert waits(cast) == ([question] if waiting else [])


@for_each_case(
    ("who", "answers"),
    [("alma", True), ("bo", True), ("leif", True), ("eva", False), ("carla", False)],
)
def test_authors_and_leaders_answer(cast, who, answers):
    question = ask(cast)
    reply = Comment.add(
        cast.passport, body="Mange", by=getattr(cast, who), at=NOW, parent=question
    )
    assert bool(waits(cast)) is not answers
    reply.remove(by=cast.frida, at=NOW)
    assert waits(cast) == [question]


def test_a_question_by_an_author_is_answered_by_anybody_else(cast):
    question = ask(cast, by=cast.bo)
    Comment.add(cast.passport, body="Mon ikke", by=cast.bo, at=NOW, parent=question)
    assert waits(cast) == [question]
    Comment.add(
        cast.passport, body="Prøv om onsdagen", by=cast.eva, at=NOW, parent=question
    )
    assert not waits(cast)


def test_what_was_marked_as_answered_removed_or_hidden_waits_no_more(cast):
    answered = ask(cast)
    removed = ask(cast)
    hidden = ask(cast)
    AcceptedAnswer.accept(answered, by=cast.carla, at=NOW)
    removed.remove(by=cast.carla, at=NOW)
    hidden.hide(NOW)
    assert not waits(cast)


def test_only_what_the_leader_may_see_and_did_not_ask(cast):
    ask(cast, about=cast.quiz, by=cast.eva)
    ask(cast, by=cast.leif)
    assert not waits(cast)


def test_a_leader_answers_there_and_is_led_back(cast, visit):
    question = ask(
        cast,
        body="Hvor mange kom, @Bo Friis?",
        at=dt.datetime.now(dt.UTC) - dt.timedelta(days=5),
    )
    leif = visit(cast.leif)
    page = leif.get("/dashboard/waiting").text
    assert (
        "Hvor mange kom" in page
        and "Bo Friis" in page
        and f'value="{question.public_id}"' in page
    )
    sent = {
        "body": "37, og de var glade",
        "parent": question.public_id,
        "next": "/dashboard/waiting",
        "submission": "k",
    }
    answer = leif.post(f"/experiments/{cast.passport.id}/comments", data=sent)
    assert (answer.status_code, answer.location) == (303, "/dashboard/waiting")
    reply = question.replies.get()
    page = leif.get("/dashboard/waiting").text
    assert reply.by_leader and "Hvor mange kom" not in page
    there = f'/experiments/{cast.passport.id}#comment-{reply.public_id}"'
    assert there in page and "See it under “Spørgetime torsdag aften”" in page


@for_each_case(
    "there",
    [
        "https://example.com/",
        "//example.com",
        "/\\example.com",
        "/%2fexample.com",
        "javascript:1",
    ],
)
def test_an_answer_leads_nowhere_else(cast, visit, there):
    sent = {"body": "Tak", "next": there}
    answer = visit(cast.leif).post(
        f"/experiments/{cast.passport.id}/comments", data=sent
    )
    assert answer.location.startswith(f"/experiments/{cast.passport.id}")


def test_an_empty_answer_keeps_the_way_back(cast, visit):
    sent = {"body": " ", "next": "/dashboard/waiting"}
    answer = visit(cast.leif).post(
        f"/experiments/{cast.passport.id}/comments", data=sent
    )
    assert answer.status_code == 422 and 'value="/dashboard/waiting"' in answer.text


# Attempts


def test_what_surprised_waits_until_a_leader_says_something(cast):
    other = concluded(cast.eva, cast.facebook)
    Endorsement.add(cast.passport, kind=EndorsementKind.learned, by=cast.carla, at=NOW)
    assert surprising_lately(cast.leif, TODAY) == [cast.passport.id, other.id]
    Comment.add(cast.passport, body="Tak for det", by=cast.carla, at=NOW)
    assert cast.passport.id in surprising_lately(cast.leif, TODAY)
    Comment.add(cast.passport, body="Tak for det", by=cast.leif, at=NOW)
    assert surprising_lately(cast.leif, TODAY) == [other.id]


def test_what_surprised_nobody_or_long_ago_or_is_ones_own_is_left_out(cast):
    own = concluded(cast.leif, cast.facebook)
    Conclusion.update(surprise="").where(
        Conclusion.experiment == cast.passport
    ).execute()
    assert not surprising_lately(cast.leif, TODAY) and own
    Conclusion.update(surprise="Jo").where(
        Conclusion.experiment == cast.passport
    ).execute()
    assert not surprising_lately(cast.leif, TODAY + dt.timedelta(days=60))


def test_first_attempts_are_the_first_of_who_shares_them(cast):
    first = planned(cast.eva, cast.facebook)
    shared(planned(cast.eva, cast.facebook), NOW + dt.timedelta(hours=1))
    assert first_attempts(cast.leif, NOW) == [cast.passport.id, first.id]
    Comment.add(first, body="Velkommen til", by=cast.leif, at=NOW)
    assert first_attempts(cast.leif, NOW) == [cast.passport.id]
    assert not first_attempts(cast.leif, NOW + dt.timedelta(days=60))


def test_whoever_took_part_before_is_not_new(cast):
    """Bo was a co-author of the passport attempt."""
    later = shared(planned(cast.bo, cast.facebook), NOW + dt.timedelta(days=1))
    assert later.id not in first_attempts(cast.leif, NOW)


def test_what_is_shared_without_a_name_tells_nothing_of_its_author(cast):
    """Neither as a first attempt, nor by keeping the author's next one from being the first."""
    unnamed = shared(planned(cast.eva, cast.facebook), NOW - dt.timedelta(days=9))
    Experiment.update(withheld=True).where(Experiment.id == unnamed.id).execute()
    named = planned(cast.eva, cast.facebook)
    assert first_attempts(cast.leif, NOW) == [cast.passport.id, named.id]


def test_an_unnamed_leaders_word_about_the_own_attempt_tells_nothing(cast):
    """If it counted as a leader's, the attempt would leave the list, and tell that a
    leader wrote it.
    """
    lone = person("Lone Krag", cast.service, cast.leif.role)
    unnamed = concluded(lone, cast.facebook)
    Experiment.update(withheld=True).where(Experiment.id == unnamed.id).execute()
    Comment.add(unnamed.reload(), body="Jeg prøver igen", by=lone, at=NOW)
    assert unnamed.id in surprising_lately(cast.leif, TODAY)


def test_a_wish_to_lift_a_dont_is_stood_behind_there(cast, visit):
    clause = Clause.get(Clause.kind == ClauseKind.dont, Clause.retired_at.is_null())
    asked = {
        "kind": ProposalKind.lift,
        "clause": clause,
        "why": "Den stopper os hver uge.",
    }
    proposal = Proposal.add(clause.guideline, **asked, by=cast.alma, at=NOW)
    leif = visit(cast.leif)
    page = leif.get("/dashboard/waiting").text
    assert (
        "Den stopper os hver uge." in page and "Alma" not in page.split('id="lifts"')[1]
    )
    answer = leif.post(
        f"/guidelines/proposals/{proposal.id}/support",
        data={"next": "/dashboard/waiting#lifts"},
    )
    assert answer.location == "/dashboard/waiting#lifts"
    assert "You stand behind it." in leif.get("/dashboard/waiting").text


def test_drafts_and_what_only_a_unit_sees_stay_there(cast):
    Experiment.update(visibility=Visibility.unit).execute()
    assert not first_attempts(cast.leif, NOW) and not surprising_lately(
        cast.leif, TODAY
    )


def test_the_page_says_what_it_counts_and_is_kind_when_nothing_waits(cast, visit):
    Experiment.update(visibility=Visibility.unit).execute()
    page = visit(cast.leif).get("/dashboard/waiting").text
    assert "Nothing waits for you" in page
    assert not leader_todo(cast.leif, at=NOW, on=TODAY)
