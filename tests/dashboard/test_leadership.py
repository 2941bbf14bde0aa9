"""When one leads here: critical replies in figures, what leaders tried, and one to answer."""

import datetime as dt
import re

from tests.cast import NOW, TODAY, concluded
from tracker.comments.models import Comment
from tracker.dashboard.queries.leadership import (
    CriticalReplies,
    critical_replies,
    one_to_answer,
    tried_by_leaders,
)
from tracker.experiments.models import Experiment
from tracker.lessons.enums import Decision
from tracker.lessons.models import Conclusion


def met(experiment, decision, pushback="Nogle blev vrede."):
    Conclusion.update(pushback=pushback, decision=decision, concluded_on=TODAY).where(
        Conclusion.experiment == experiment
    ).execute()


def test_critical_replies_are_counted_in_attempts_of_a_year(cast):
    first = concluded(cast.carla, cast.facebook)
    second = concluded(cast.eva, cast.facebook)
    met(cast.passport, Decision.adopt)
    met(first, Decision.stop)
    met(second, Decision.stop, pushback="")
    assert critical_replies(TODAY) == CriticalReplies(3, 2, 1, 1)
    assert critical_replies(TODAY + dt.timedelta(days=365)) == CriticalReplies(
        0, 0, 0, 0
    )


def test_only_what_leaders_stand_by_with_their_names_is_theirs(cast):
    own = concluded(cast.leif, cast.facebook)
    assert [row.experiment for row in tried_by_leaders(cast.alma)] == [own]
    assert tried_by_leaders(cast.leif) == []
    Experiment.update(withheld=True).where(Experiment.id == own.id).execute()
    assert tried_by_leaders(cast.alma) == []


def test_one_to_answer_is_named_and_unanswered(cast):
    newest = concluded(cast.carla, cast.facebook)
    Experiment.update(published_at=NOW).where(Experiment.id == newest.id).execute()
    assert one_to_answer(cast.leif, NOW).experiment == newest
    Experiment.update(withheld=True).where(Experiment.id == newest.id).execute()
    assert one_to_answer(cast.leif, NOW).experiment != newest
    Experiment.update(withheld=False).where(Experiment.id == newest.id).execute()
    Comment.add(newest, body="Tak", by=cast.leif, at=NOW)
    assert one_to_answer(cast.leif, NOW).experiment != newest


def test_a_leader_answers_in_place_beginning_with_a_ready_sentence(cast, visit):
    leif = visit(cast.leif)
    page = leif.get("/dashboard?opener=2").text
    assert re.search(r'href="[^"]+opener=3#answer-one"', page)
    form = page[page.index('id="answer-one"') :]
    assert "What would you need from me to go on?</textarea>" in form
    action = re.search(r'action="(/experiments/\d+/comments)"', form)[1]
    said = {"body": "Tak.", "next": "/dashboard"}
    assert leif.post(action, data=said).location == "/dashboard"
    assert Comment.get(Comment.body == "Tak.").by_leader


def test_the_page_is_everybodys(cast, visit):
    page = visit(cast.alma).get("/leading").text
    assert "What you lose, and had lost before" in page and "Answer one now" not in page
    page = visit(cast.leif).get("/leading").text
    assert "Answer one now" in page
    assert f'<a href="/units/{cast.leif.unit_id}">Follow your own unit</a>' in page
