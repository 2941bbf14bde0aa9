"""Concluding, as its authors meet it."""

from tests.cast import NOW, TODAY, planned
from tests.examples import for_each_case
from tests.lessons.test_models import imported
from tracker.experiments.models import MetricReading, Stage
from tracker.lessons.enums import Decision, Outcome
from tracker.lessons.models import Conclusion

CARD = {
    "outcome": "mixed",
    "observation": "både og",
    "lesson": "spørg først",
    "decision": "adapt",
}


def path(experiment) -> str:
    return f"/experiments/{experiment.id}/conclusion"


def test_none_of_the_four_answers_may_lack_and_what_was_typed_stays(cast, visit):
    alma = visit(cast.alma)
    for missing in ("outcome", "observation", "lesson", "decision"):
        sent = {**CARD, missing: "", "surprise": "at det regnede"}
        answer = alma.post(path(cast.quiz), data=sent)
        assert answer.status_code == 422, missing
        assert "Please fill this in." in answer.text, missing
        assert "at det regnede" in answer.text, missing
        assert cast.quiz.reload().stage is Stage.running, missing


def test_stopping_early_asks_for_its_reason(cast, visit):
    alma = visit(cast.alma)
    page = alma.get(path(cast.quiz) + "?outcome=stopped").text
    assert 'checked id="outcome-4"' in page
    stopped = {**CARD, "outcome": "stopped"}
    assert alma.post(path(cast.quiz), data=stopped).status_code == 422
    assert (
        alma.post(
            path(cast.quiz), data={**stopped, "reason": "det blev jul"}
        ).status_code
        == 303
    )
    assert "det blev jul" in visit(cast.bo).get(f"/experiments/{cast.quiz.id}").text


WRONG = (
    {"outcome": "won"},
    {"decision": "fire"},
    {"result": "tolv"},
    {"concluded_on": "9999-01-01"},
    {"lesson": "x" * 281},
    {"observation": "x" * 8001},
    {"confidence": "9"},
)


def test_what_cannot_be_is_told_beside_its_field(cast, visit):
    alma = visit(cast.alma)
    for wrong in WRONG:
        answer = alma.post(path(cast.quiz), data={**CARD, **wrong})
        assert answer.status_code == 422, wrong


def test_a_double_click_concludes_once(cast, visit):
    alma = visit(cast.alma)
    answers = [
        alma.post(path(cast.quiz), data={**CARD, "submission": "k"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location


def test_two_who_concluded_it_see_both_texts_and_the_loser_may_merge(cast, visit):
    alma = visit(cast.alma)
    cast.passport.reload()
    Conclusion.draw(
        cast.quiz,
        by=cast.bo,
        at=NOW,
        on=TODAY,
        outcome=Outcome.refuted,
        observation="Bos",
        lesson="Bos lære",
        decision=Decision.stop,
    )
    answer = alma.post(path(cast.quiz), data=CARD)
    assert answer.status_code == 409
    for text in ("Bos lære", "spørg først", "leave it", "adapt it"):
        assert text in answer.text
    card = cast.quiz.conclusions.get()
    merged = {**CARD, "lesson": "spørg først, og så Bos", "version": card.version}
    assert alma.post(path(cast.quiz), data=merged).status_code == 303
    assert cast.quiz.lessons.get().statement == "spørg først, og så Bos"


def test_an_amended_card_needs_the_version_it_was_made_from(cast, visit):
    card = cast.passport.conclusions.get()
    alma = visit(cast.alma)
    sent = {**CARD, "version": card.version}
    card.amend(version=card.version, lesson="Bos", by=cast.bo, at=NOW, on=TODAY)
    assert alma.post(path(cast.passport), data=sent).status_code == 409
    assert cast.passport.lessons.get().statement == "Bos"


def test_a_criterion_that_is_only_remembered_says_so(cast, visit):
    made = planned(cast.alma, cast.facebook)
    page = visit(cast.alma).get(path(made)).text
    assert 'name="criterion"' in page
    visit(cast.alma).post(path(made), data={**CARD, "criterion": "vist nok 200"})
    assert "written afterwards" in visit(cast.carla).get(f"/experiments/{made.id}").text


def test_an_imported_attempt_tells_where_it_came_from_and_what_it_lacks(cast, visit):
    card = imported(cast)
    page = visit(cast.carla).get(f"/experiments/{card.experiment_id}").text
    assert "gammelt.csv" in page and "No lesson or decision was written" in page
    assert visit(cast.alma).get(path(card.experiment)).status_code == 200


def test_concluding_a_draft_leads_back_to_it(cast, visit):
    assert visit(cast.alma).get(path(cast.dream)).status_code == 303
    assert visit(cast.alma).post(path(cast.dream), data=CARD).status_code == 422


def test_what_was_believed_stands_beside_the_first_question(cast, visit):
    plan = planned(
        cast.alma,
        cast.facebook,
        metric="opkald",
        baseline=58.0,
        target=45.0,
    )
    plan.start(criterion="under 45 opkald", by=cast.alma, on=TODAY, at=NOW)
    reading = {"metric": "Opkald", "read_on": TODAY, "by": cast.alma, "at": NOW}
    MetricReading.take(plan, value=52.5, **reading)
    MetricReading.take(plan, value=47.5, **reading)
    MetricReading.take(plan, value=3, **{**reading, "metric": "klager"})
    page = visit(cast.alma).get(path(plan)).text
    criterion, outcome = page.index("under 45 opkald"), page.index('name="outcome"')
    assert criterion < page.index("at spørge dér") < outcome
    assert page.index("Last reading") < outcome
    assert 'value="47.5"' in page and f'value="{TODAY.isoformat()}"' in page


def test_what_could_not_tell_answers_nothing(cast, visit):
    alma = visit(cast.alma)
    for outcome in ("supported", "refuted", "mixed"):
        said = {**CARD, "outcome": outcome, "could_tell": "no"}
        answer = alma.post(path(cast.quiz), data=said)
        assert answer.status_code == 422, outcome
        assert "What could not tell is unsettled" in answer.text, outcome
        assert cast.quiz.reload().stage is Stage.running, outcome


@for_each_case(
    ("outcome", "could_tell"),
    [("inconclusive", "no"), ("mixed", "barely"), ("refuted", "yes"), ("mixed", "")],
)
def test_whether_it_could_tell_is_one_tap_and_may_be_left_out(
    cast, visit, outcome, could_tell
):
    said = {**CARD, "outcome": outcome, "could_tell": could_tell}
    assert visit(cast.alma).post(path(cast.quiz), data=said).status_code == 303
    told = cast.quiz.conclusions.get()
    assert told.could_tell == (could_tell or None)
    page = visit(cast.bo).get(f"/experiments/{cast.quiz.id}").text
    assert ("Could the attempt tell?" in page) == bool(could_tell)
