"""What the authors of an attempt feared, what became of it, and who is told."""

import datetime as dt

import pytest

from tests import examples
from tests.cast import NOW, TODAY, planned
from tests.examples import for_each_case
from tests.fears.authors import CARD, authors, feared, feared_rows
from tracker.core.validation import ValidationFailed
from tracker.fears.enums import FearResult
from tracker.fears.models import ExpectedFear, FearBatch
from tracker.fears.queries import shared_answers, sums
from tracker.folder import DiskFolder
from tracker.lessons.models import Conclusion
from tracker.privacy.data_export import personal_rows
from tracker.privacy.erasure import erase
from tracker.readiness.enums import Fear

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

START = {"criterion": "200 svar", "review_in": "fortnight"}
LEARNT = {
    "outcome": "refuted",
    "observation": "ingen svarede",
    "lesson": "Spørg om noget, folk kan svare på.",
    "decision": "adapt",
}


def fears_of(experiment) -> dict:
    rows = ExpectedFear.select().where(ExpectedFear.experiment == experiment)
    return {row.fear: row.result for row in rows}


def test_a_tap_at_the_start_and_one_at_the_end(cast, visit):
    quiz = planned(cast.alma, cast.facebook)
    page = f"/experiments/{quiz.id}"
    alma = visit(cast.alma)
    assert "What could go wrong?" in alma.get(page).text
    sent = START | {"feared": ["angry", "boss"], "version": quiz.version}
    assert alma.post(f"{page}/start", data=sent).status_code == 303
    assert fears_of(quiz) == {Fear.angry: None, Fear.boss: None}
    assert "Angry replies" in alma.get(f"{page}/conclusion").text
    answers = LEARNT | {"result-angry": "hurt"}
    assert alma.post(f"{page}/conclusion", data=answers).status_code == 303
    assert fears_of(quiz) == {Fear.angry: FearResult.hurt, Fear.boss: None}
    alma.post(f"{page}/fears/result", data={"fear": "boss", "result": "no"})
    assert fears_of(quiz)[Fear.boss] is FearResult.no


def test_both_taps_may_be_left_out(cast, visit):
    quiz = planned(cast.alma, cast.facebook)
    page = f"/experiments/{quiz.id}"
    alma = visit(cast.alma)
    alma.post(f"{page}/start", data=START | {"version": quiz.version})
    alma.post(f"{page}/conclusion", data=LEARNT)
    assert quiz.reload().conclusions.exists() and fears_of(quiz) == {}


def test_nothing_is_an_answer(cast, visit):
    quiz = planned(cast.alma, cast.facebook)
    sent = START | {"feared": "nothing", "version": quiz.version}
    visit(cast.alma).post(f"/experiments/{quiz.id}/start", data=sent)
    assert fears_of(quiz) == {None: None}


def test_only_its_authors_see_what_was_feared(cast, visit):
    quiz = feared(cast.alma, cast.facebook, FearResult.hurt)
    ExpectedFear.get().tell_help(help="En kollega læste med.", shared=False)
    page = f"/experiments/{quiz.id}"
    assert "En kollega læste med." in visit(cast.alma).get(page).text
    pages = [page, "/readiness/fears", "/readiness/fear", f"{page}/history"]
    for reader in (cast.frida, cast.eva, cast.carla, cast.leif, cast.ada):
        all_of_them = reader == cast.frida or examples.thorough
        for address in pages if all_of_them else pages[:1]:
            assert "En kollega læste med." not in visit(reader).get(address).text


def test_what_helped_is_shown_where_people_let_it_be(cast, visit):
    quiz = feared(cast.alma, cast.facebook, FearResult.passed)
    there = f"/experiments/{quiz.id}/fears/help?fear=angry"
    sent = {"help": "Jeg svarede én gang, venligt.", "shared": "y"}
    assert visit(cast.alma).post(there, data=sent).status_code == 303
    page = visit(cast.carla).get("/readiness/fears").text
    assert "Jeg svarede én gang, venligt." in page and quiz.title in page
    cast_off = sent | {"help": "x" * 281}
    assert visit(cast.alma).post(there, data=cast_off).status_code == 422


@for_each_case("how", ["unit", "hidden", "withheld", "taken away"])
def test_a_shared_answer_goes_no_further_than_its_attempt(cast, how):
    plan = {"visibility": "unit"} if how == "unit" else {}
    quiz = feared(cast.alma, cast.facebook, FearResult.passed, **plan)
    ExpectedFear.get().tell_help(help="Vi lo af det.", shared=True)
    if how == "hidden":
        quiz.hide(NOW)
    if how == "taken away":
        quiz.delete_instance()
    if how == "withheld":
        quiz.withheld = True
        quiz.save()
    found = shared_answers(cast.carla).get(Fear.angry, [])
    if how == "withheld":
        assert [one.credit.people for one in found] == [()]
    else:
        assert found == []


def test_what_did_not_happen_has_no_help_to_share(cast):
    feared(cast.alma, cast.facebook, FearResult.no)
    with pytest.raises(ValidationFailed):
        ExpectedFear.get().tell_help(help="Intet", shared=True)


def test_fears_are_told_before_the_end_and_results_after_it(cast):
    quiz = planned(cast.alma, cast.facebook)
    ExpectedFear.replace_all(quiz, [Fear.angry])
    with pytest.raises(ValidationFailed):
        ExpectedFear.get().tell_result(FearResult.no, on=TODAY)
    Conclusion.draw(quiz, by=cast.alma, at=NOW, on=TODAY, **CARD)
    with pytest.raises(ValidationFailed):
        ExpectedFear.replace_all(quiz.reload(), [Fear.boss])


@pytest.mark.both_databases("fears.models.fear_batch")
def test_the_sums_need_five_people_and_stay_as_they_are(cast):
    people = authors(cast.service, 5)
    feared_rows(people[:4], cast.facebook)
    feared_rows(people[:1], cast.facebook, FearResult.hurt)
    FearBatch.close_due(TODAY)
    assert not sums()[Fear.angry].quiet.shown
    feared(people[4], cast.facebook, FearResult.passed)
    FearBatch.close_due(TODAY)
    told = sums()[Fear.angry]
    assert (told.quiet.value, told.quiet.n, told.happened.value) == (4, 6, 2)
    with pytest.raises(ValidationFailed):
        ExpectedFear.get().tell_result(FearResult.hurt, on=TODAY)
    feared_rows(people[:1], cast.facebook)
    FearBatch.close_due(TODAY)
    assert sums()[Fear.angry] == told


def test_what_waits_four_weeks_is_counted_with_other_platforms(cast):
    instagram = (
        cast.facebook.select().where(cast.facebook._meta.model.slug == "x").get()
    )
    people = authors(cast.service, 5)
    feared_rows(people[:3], cast.facebook)
    feared_rows(people[3:], instagram)
    FearBatch.close_due(TODAY)
    assert not sums()[Fear.angry].quiet.shown
    FearBatch.close_due(TODAY + dt.timedelta(28))
    assert sums()[Fear.angry].quiet.n == 5
    assert not sums(cast.facebook.id)[Fear.angry].quiet.shown


@for_each_case("how", ["hidden", "reopened"])
def test_what_is_hidden_or_not_concluded_is_not_counted(cast, how):
    *others, author = authors(cast.service, 5)
    feared_rows(others, cast.facebook)
    quiz = feared(author, cast.facebook)
    if how == "hidden":
        quiz.hide(NOW)
    else:
        quiz.conclusions.get().delete_instance()
        type(quiz).update(stage="running").where(type(quiz).id == quiz.id).execute()
    FearBatch.close_due(TODAY)
    assert not FearBatch.select().exists()


def test_one_takes_ones_fears_along_and_they_go_with_one(cast, tmp_path):
    feared(cast.carla, cast.facebook, FearResult.hurt)
    ExpectedFear.get().tell_help(help="Carla sov på det.", shared=False)
    rows = dict(personal_rows(cast.carla))["expected_fear.experiment"]
    assert [(row["fear"], row["help"]) for row in rows] == [
        ("angry", "Carla sov på det.")
    ]
    assert "expected_fear.experiment" not in dict(personal_rows(cast.eva))
    erase(cast.carla, data=tmp_path, folder=DiskFolder(tmp_path), at=NOW)
    assert not ExpectedFear.select().exists()
