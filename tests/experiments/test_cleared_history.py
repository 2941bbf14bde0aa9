"""What a text said before can be removed from the history, by its authors and by
facilitators; that it changed, and that somebody removed it, stays.
"""

import pytest

from tests.cast import NOW
from tracker.experiments.models import Change

FORGOTTEN = ["…", "…"]


@pytest.fixture
def mended(cast):
    """The quiz, whose hypothesis named somebody twice and was mended twice."""
    quiz = cast.passport
    for text in ("Rikke fra 4. sal kommer", "Rikke kommer", "de kommer"):
        quiz = quiz.reload()
        quiz.amend(version=quiz.version, by=cast.alma, at=NOW, hypothesis=text)
    return quiz.reload()


def last(experiment, field="hypothesis") -> Change:
    rows = Change.of(experiment).order_by(Change.id.desc())
    return next(row for row in rows if field in row.changes)


def address(change: Change) -> str:
    return f"/experiments/{change.experiment_id}/history/{change.id}/removal"


@pytest.mark.parametrize("who", ["alma", "bo", "frida"])
def test_authors_and_facilitators_remove_it_from_all_acts(cast, visit, mended, who):
    browser = visit(getattr(cast, who))
    history = f"/experiments/{mended.id}/history"
    page = browser.get(history).text
    assert "Rikke fra 4. sal" in page and "Remove what it said before" in page
    assert browser.post(address(last(mended))).status_code == 303
    page = browser.get(history).text
    assert "Rikke" not in page and "Removed for good" in page
    rows = [row for row in Change.of(mended) if "hypothesis" in row.changes]
    assert len(rows) == 3
    assert all(row.changes["hypothesis"] == FORGOTTEN for row in rows)
    assert mended.reload().hypothesis == "de kommer"


def test_later_acts_and_other_fields_stay(cast, visit, mended):
    mended.amend(version=mended.version, by=cast.alma, at=NOW, title="Nyt navn")
    first = min(
        Change.of(mended), key=lambda row: ("hypothesis" not in row.changes, row.id)
    )
    visit(cast.alma).post(address(first))
    assert last(mended).changes["hypothesis"] == ["Rikke kommer", "de kommer"]
    assert last(mended, "title").changes["title"][1] == "Nyt navn"


def test_nobody_else_may(cast, visit, mended):
    for who in (cast.eva, cast.carla, cast.leif):
        browser = visit(who)
        page = browser.get(f"/experiments/{mended.id}/history").text
        assert "Remove what it said before" not in page, who.name
        assert browser.post(address(last(mended))).status_code == 403, who.name
    assert last(mended).changes["hypothesis"] == ["Rikke kommer", "de kommer"]


def test_an_author_does_not_remove_the_criterion(cast, visit, mended):
    mended.amend(version=mended.version, by=cast.alma, at=NOW, criterion="færre")
    change = last(mended, "criterion")
    assert visit(cast.alma).post(address(change)).status_code == 404
    assert visit(cast.frida).post(address(change)).status_code == 303
    assert last(mended, "criterion").changes["criterion"] == FORGOTTEN


def test_an_act_of_another_attempt_is_not_there(cast, visit, mended):
    change = last(mended)
    wrong = f"/experiments/{cast.quiz.id}/history/{change.id}/removal"
    assert visit(cast.alma).post(wrong).status_code == 404


def test_a_withheld_author_is_not_named_by_it(cast, visit, mended):
    type(mended).update(withheld=True).where(type(mended).id == mended.id).execute()
    visit(cast.alma).post(address(last(mended)))
    page = visit(cast.carla).get(f"/experiments/{mended.id}/history").text
    assert "Removed for good" in page and cast.alma.name not in page
