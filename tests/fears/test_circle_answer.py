"""May the others see it? Who is asked, once, and what the three answers do."""

import pytest

from tests import examples
from tests.cast import NOW, concluded
from tests.examples import for_each_case
from tests.experiments.anonymous_experiment import TRACES, canary
from tests.fears.authors import authors
from tracker.core.validation import ValidationFailed
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Change, Visibility
from tracker.experiments.queries import credited, visible_experiment
from tracker.fears.enums import CircleChoice
from tracker.fears.models import CircleAnswer
from tracker.fears.queries.circle_answer import asks_author, circles_of

QUESTION = "May the others see"


@pytest.fixture
def useful(cast):
    """What an author showed the unit alone, and three colleagues learnt from."""
    shy = canary(cast, others=2)
    attempt = concluded(
        shy, cast.facebook, title="Kun for os", visibility=Visibility.unit
    )
    for person in (cast.alma, cast.bo, cast.eva):
        endorse(attempt, person)
    return attempt


def endorse(attempt, person, kind=EndorsementKind.learned):
    Endorsement.add(attempt, kind=kind, by=person, at=NOW)


def test_three_colleagues_who_found_it_useful_are_enough(cast):
    attempt = concluded(
        cast.alma, cast.facebook, title="Kun for os", visibility=Visibility.unit
    )
    one, two, three = authors(cast.service, 3)
    endorse(attempt, one)
    endorse(attempt, one, EndorsementKind.would_try)
    endorse(attempt, two)
    endorse(attempt, three, EndorsementKind.courage)
    assert not asks_author(attempt, cast.alma), "courage says nothing of use"
    endorse(attempt, three, EndorsementKind.would_try)
    assert asks_author(attempt, cast.alma)


def test_its_author_is_asked_and_nobody_else(cast, visit, useful):
    page = f"/experiments/{useful.id}"
    author = visit(useful.author)
    assert QUESTION in author.get("/").text and QUESTION in author.get(page).text
    assert "We saw that" in author.get(f"{page}/circle").text
    for reader in (cast.eva, cast.frida):
        assert QUESTION not in visit(reader).get(page).text
        assert not circles_of(reader).exists()


@for_each_case("choice", CircleChoice)
def test_the_answer_is_given_once(cast, visit, useful, choice):
    page = f"/experiments/{useful.id}"
    author = visit(useful.author)
    author.post(f"{page}/circle", data={"choice": choice.value})
    shown = visible_experiment(cast.carla, useful.id)
    assert bool(shown) is (choice is not CircleChoice.no)
    assert not asks_author(useful.reload(), useful.author)
    author.post(f"{page}/circle", data={"choice": "yes"})
    assert CircleAnswer.get().choice is choice


def test_by_name_it_stands_in_the_history(cast, useful):
    CircleAnswer.give(useful, CircleChoice.yes, by=useful.author, at=NOW)
    change = Change.of(useful).order_by(Change.id.desc()).first()
    assert change.changes["visibility"] == ["unit", "everyone"]
    assert credited(useful.reload(), cast.carla).people == (useful.author,)


@pytest.mark.sqlite_by_default
def test_without_a_name_no_page_tells_the_others_who(cast, visit, useful):
    CircleAnswer.give(useful, CircleChoice.unnamed, by=useful.author, at=NOW)
    attempt = useful.reload()
    assert attempt.is_withheld and credited(attempt, cast.carla).people == ()
    assert attempt.published_at == attempt.moment(attempt.published_at)
    addresses = ["", "/history", "/lineage", "/evidence"]
    pages = [f"/experiments/{attempt.id}{end}" for end in addresses]
    pages += ["/", "/experiments", "/lessons", "/experiments/export.csv"]
    pages += [f"/lessons/{attempt.lessons.get().id}", "/dashboard", "/readiness/fear"]
    # Those that tell most, as a colleague and as those who see more
    if not examples.thorough:
        pages = [pages[0], pages[1], "/experiments/export.csv", pages[8]]
    for reader in (cast.carla, cast.frida, cast.leif, cast.ada):
        browser = visit(reader)
        whole = reader == cast.carla or examples.thorough
        for page in pages if whole else pages[:2]:
            text = browser.get(page).text.lower()
            assert not any(trace.lower() in text for trace in TRACES), page


@for_each_case("how", ["co-author", "small unit"])
def test_without_a_name_it_goes_only_where_nobody_knows(cast, useful, how):
    if how == "co-author":
        useful.co_authors.model.create(experiment=useful, person=cast.bo)
    else:
        for person in (cast.bo, cast.eva):
            person.disable(NOW)
        type(cast.alma).update(disabled_at=NOW).where(
            type(cast.alma).name.startswith("Kollega")
        ).execute()
    with pytest.raises(ValidationFailed):
        CircleAnswer.give(
            useful.reload(), CircleChoice.unnamed, by=useful.author, at=NOW
        )
