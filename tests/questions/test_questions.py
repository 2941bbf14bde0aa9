"""Open questions: kept without a name, found by whoever plans, answered by an attempt."""

from zoneinfo import ZoneInfo

import pytest

from tests.cast import NOW, TODAY, planned
from tests.sql_counter import counted
from tracker.accounts.models import FormSubmission
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment, ExperimentQuestion, Visibility
from tracker.jobs.models import Job
from tracker.lessons.enums import Decision, Outcome
from tracker.lessons.models import Conclusion
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Notice
from tracker.notifications.recipients import notify
from tracker.privacy.data_export import personal_rows
from tracker.questions import queries
from tracker.questions.models import OpenQuestion, QuestionAsker
from tracker.search import Query

ZONE = ZoneInfo("Europe/Copenhagen")
WHAT = "Kommer der flere på genbrugspladsen, hvis vi viser den på video?"


def asked(by, body=WHAT, **more) -> OpenQuestion:
    return OpenQuestion.add(body=body, by=by, at=NOW, **more)


def looked_into(question, author, platform, **plan) -> Experiment:
    plan = {"title": "Video fra pladsen", "hypothesis": "flere kommer", **plan}
    return planned(author, platform, questions=[question.id], **plan)


def conclude(experiment, by) -> None:
    experiment.start(criterion="ti flere", by=by, on=TODAY, at=NOW)
    Conclusion.draw(
        experiment,
        outcome=Outcome.supported,
        observation="Der kom tolv flere.",
        lesson="Video viser vejen.",
        decision=Decision.adapt,
        by=by,
        at=NOW,
        on=TODAY,
    )


def tell_all() -> None:
    for job in Job.select().where(Job.kind == "tell").order_by(Job.id):
        notify(job.payload, at=NOW, zone=ZONE)
    Job.delete().execute()


def notices(person) -> list[NoticeKind]:
    rows = Notice.select(Notice.kind).where(Notice.person == person)
    return [row.kind for row in rows.order_by(Notice.id)]


def test_who_leaves_neither_name_nor_wish_is_not_kept(cast):
    question = asked(cast.carla, told=False, submission="k")
    assert question.askers.count() == 0
    assert (
        FormSubmission.select().where(FormSubmission.person == cast.carla).count() == 0
    )
    assert question.asked_at.hour == question.asked_at.minute == 0
    assert asked(cast.carla, told=False) == question
    assert not question.removable_by(cast.carla)
    assert question.removable_by(cast.frida)


def test_an_empty_or_long_question_is_refused(cast):
    for body in ("", "a" * 401):
        with pytest.raises(ValidationFailed):
            asked(cast.carla, body=body)


def test_a_form_sent_twice_asks_once(cast):
    assert asked(cast.carla, submission="k") == asked(cast.carla, submission="k")
    assert OpenQuestion.select().count() == 1


def test_the_name_is_shown_only_if_wished(cast, visit):
    quiet = asked(cast.carla)
    named = asked(cast.carla, named=True)
    for reader in (cast.bo, cast.frida, cast.leif):
        page = visit(reader).get(f"/questions/{quiet.id}").text
        assert WHAT in page and "Carla" not in page
    assert "Carla Munk" in visit(cast.bo).get(f"/questions/{named.id}").text


def test_the_state_follows_from_what_the_viewer_may_see(cast):
    question = asked(cast.carla)
    attempt = looked_into(
        question, cast.alma, cast.facebook, visibility=Visibility.unit
    )
    for viewer, state in ((cast.bo, queries.TRIED), (cast.carla, queries.OPEN)):
        assert queries.question_views([question], viewer)[0].state == state
        assert queries.state_counts(Query(), viewer)[state] == 1
        assert [row.id for row in queries.fitting(Query(), state, viewer)] == [
            question.id
        ]
    conclude(attempt, cast.alma)
    assert queries.question_views([question], cast.bo)[0].state == queries.ANSWERED
    assert list(queries.unanswered(cast.bo)) == []
    assert list(queries.unanswered(cast.carla)) == [question]


def test_the_list_leads_to_the_attempt_that_tells_most(cast, visit):
    question = asked(cast.alma)
    answer = looked_into(question, cast.bo, cast.facebook, title="Tolv flere")
    conclude(answer, cast.bo)
    looked_into(question, cast.bo, cast.facebook, title="Endnu et")
    inside = {"visibility": Visibility.unit, "title": "Kun hos os"}
    looked_into(question, cast.alma, cast.facebook, **inside)
    page = visit(cast.carla).get("/questions").text
    assert f'href="/experiments/{answer.id}">Tolv flere</a>' in page
    assert "Endnu et" not in page and "Kun hos os" not in page


def test_a_draft_that_looks_into_it_is_told_nowhere(cast, visit):
    question = asked(cast.carla)
    Experiment.create(
        by=cast.alma, at=NOW, title="Hemmelig video", questions=[question.id]
    )
    assert queries.question_views([question], cast.alma)[0].state == queries.OPEN
    page = visit(cast.carla).get(f"/questions/{question.id}").text
    assert "Hemmelig" not in page


def test_askers_are_told_once_when_it_is_concluded(cast):
    question = asked(cast.carla)
    question.join(by=cast.eva, at=NOW)
    silent = asked(cast.leif, named=True, told=False)
    attempt = looked_into(question, cast.alma, cast.facebook)
    ExperimentQuestion.add(attempt, silent, by=cast.alma, at=NOW)
    tell_all()
    assert notices(cast.carla) == []
    conclude(attempt, cast.alma)
    tell_all()
    assert notices(cast.carla) == notices(cast.eva) == [NoticeKind.looked_into]
    assert notices(cast.leif) == []


def test_nobody_is_told_of_what_only_another_unit_may_see(cast):
    question = asked(cast.carla)
    question.join(by=cast.eva, at=NOW)
    attempt = looked_into(
        question, cast.alma, cast.facebook, visibility=Visibility.unit
    )
    conclude(attempt, cast.alma)
    tell_all()
    assert notices(cast.carla) == []
    assert notices(cast.eva) == [NoticeKind.looked_into]


def test_a_concluded_attempt_that_is_pointed_out_tells_at_once_and_once(cast):
    question = asked(cast.carla)
    for _ in range(2):
        ExperimentQuestion.add(cast.passport, question, by=cast.alma, at=NOW)
    assert Job.select().where(Job.kind == "tell").count() == 1
    tell_all()
    assert notices(cast.carla) == [NoticeKind.looked_into]


def test_whoever_leaves_is_not_told(cast):
    question = asked(cast.carla)
    question.join(by=cast.eva, at=NOW)
    for person in (cast.carla, cast.eva):
        question.leave(person)
    conclude(looked_into(question, cast.alma, cast.facebook), cast.alma)
    tell_all()
    assert notices(cast.carla) == notices(cast.eva) == []
    assert question.removable_by(cast.carla)


def test_it_is_followed_like_anything_else(cast, visit):
    question = asked(cast.carla)
    eva = visit(cast.eva)
    where = f"/questions/{question.id}"
    sent = {"kind": "question", "id": question.id, "next": where}
    assert "Follow it" in eva.get(where).text
    assert (
        "Follow no more" in eva.post("/follows", data=sent, follow_redirects=True).text
    )
    assert "You are told when" in eva.get(where).text
    assert WHAT in eva.get("/me/notifications").text
    conclude(looked_into(question, cast.alma, cast.facebook), cast.alma)
    tell_all()
    assert notices(cast.eva) == [NoticeKind.looked_into]
    page = eva.post("/follows/withdrawal", data=sent, follow_redirects=True).text
    assert "Follow it" in page
    assert WHAT not in eva.get("/me/notifications").text
    question.remove(NOW)
    assert eva.post("/follows", data=sent).status_code == 404


def test_similar_questions_share_more_than_a_common_word(cast):
    video = asked(cast.carla)
    other = asked(cast.carla, body="Kommer der flere til borgermødet om aftenen?")
    found = queries.similar_questions("en video fra genbrugspladsen", cast.bo)
    assert found == [video]
    assert queries.similar_questions("flere svar på mails i weekenden", cast.bo) == []
    assert other in queries.similar_questions("borgermødet", cast.bo)


def test_answered_questions_are_not_offered(cast):
    question = asked(cast.carla)
    ExperimentQuestion.add(cast.passport, question, by=cast.alma, at=NOW)
    assert queries.similar_questions(WHAT, cast.bo) == []


def test_removing_takes_the_words_and_the_askers(cast, visit):
    question = asked(cast.carla, named=True)
    looked_into(question, cast.alma, cast.facebook)
    assert visit(cast.bo).post(f"/questions/{question.id}/removal").status_code == 403
    assert (
        visit(cast.carla).post(f"/questions/{question.id}/removal").status_code == 303
    )
    assert visit(cast.bo).get(f"/questions/{question.id}").status_code == 404
    row = OpenQuestion.get_by_id(question.id)
    assert (row.body, row.words) == ("", "")
    assert QuestionAsker.select().count() == 0
    assert queries.questions_of_ids([question.id]) == []


def test_a_search_without_answers_leads_to_the_nearest_and_to_an_open_question(
    cast, visit
):
    bo = visit(cast.bo)
    page = bo.get("/experiments?q=spørgetime+drone").text
    assert "None with just those words. The nearest:" in page
    assert "Was it none of these?" in page
    assert f'/experiments/{cast.passport.id}"' in page
    assert "/questions/new?q=sp%C3%B8rgetime+drone" in page
    assert "/experiments/new?q=sp%C3%B8rgetime+drone" in page
    assert "spørgetime drone" in bo.get("/questions/new?q=spørgetime+drone").text
    assert (
        'value="Spørgetime drone"' in bo.get("/experiments/new?q=spørgetime+drone").text
    )


def test_what_comes_nearest_is_only_what_one_may_see(cast, visit):
    for reader, seen in ((cast.eva, True), (cast.carla, False)):
        page = visit(reader).get("/experiments?q=quiz+drone").text
        assert (f'/experiments/{cast.quiz.id}"' in page) == seen
        page = visit(reader).get("/experiments?q=livevideo+drone").text
        assert f'/experiments/{cast.dream.id}"' not in page


def test_asked_taken_up_and_answered_by_following_the_pages(cast, visit):
    carla = visit(cast.carla)
    place = carla.post("/questions", data={"body": WHAT, "told": "y"}).location
    number = place.rpartition("/")[2]
    alma = visit(cast.alma)
    assert WHAT in alma.get("/questions").text
    form = alma.get(f"/experiments/new?question={number}").text
    assert f'value="{number}" checked' in form
    plan = {
        "title": "Video fra pladsen",
        "hypothesis": "flere kommer",
        "platform": cast.facebook.id,
        "visibility": "everyone",
        "questions": ["", number],
        "publish": "1",
    }
    page = alma.get(alma.post("/experiments/new", data=plan).location).text
    assert WHAT in page
    assert "Video fra pladsen" in carla.get(place).text
    assert "Somebody is at it" in carla.get(place).text


def test_whoever_plans_something_like_it_sees_it(cast, visit):
    question = asked(cast.carla)
    bo = visit(cast.bo)
    assert WHAT in bo.get("/experiments/new?q=video+fra+genbrugspladsen").text
    found = bo.get("/questions/similar?q=video+fra+genbrugspladsen").text
    assert f'value="{question.id}"' in found


def test_only_authors_and_facilitators_say_what_an_attempt_answers(cast, visit):
    question = asked(cast.carla)
    place = f"/questions/{question.id}/attempts"
    told = {"experiment": cast.passport.id}
    assert visit(cast.carla).post(place, data=told).status_code == 403
    assert (
        visit(cast.carla).post(place, data={"experiment": cast.quiz.id}).status_code
        == 404
    )
    for who in (cast.bo, cast.frida):
        browser = visit(who)
        assert browser.post(place, data=told).status_code == 303
        assert question.experiment_questions.count() == 1
        assert browser.post(f"{place}/withdrawal", data=told).status_code == 303
        assert question.experiment_questions.count() == 0


def test_a_cpr_number_is_held_back(cast, visit):
    answer = visit(cast.bo).post("/questions", data={"body": "Hvad med 010203-1234?"})
    assert answer.status_code == 422
    assert OpenQuestion.select().count() == 0


def test_an_asker_takes_the_question_along(cast):
    question = asked(cast.carla)
    question.join(by=cast.eva, at=NOW)
    asked(cast.bo, body="En anden")
    rows = dict(personal_rows(cast.carla))
    assert [row["body"] for row in rows["open_question.asker"]] == [WHAT]
    assert "open_question.asker" not in dict(personal_rows(cast.eva))
    assert len(dict(personal_rows(cast.eva))["question_asker.person"]) == 1


def test_the_list_takes_few_queries(cast, visit):
    for i in range(7):
        question = asked(cast.carla, body=f"{WHAT} {i}")
        ExperimentQuestion.add(cast.passport, question, by=cast.alma, at=NOW)
    bo = visit(cast.bo)
    bo.get("/questions")
    with counted() as statements:
        bo.get("/questions")
    assert len(statements) <= 16
