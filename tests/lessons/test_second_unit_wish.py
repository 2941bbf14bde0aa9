"""Wanted: a second unit. Who is shown a wish, and until when."""

import datetime as dt

import pytest

from tests.cast import NOW, TODAY, concluded, planned
from tests.examples import for_each_case
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import CoAuthor, Visibility
from tracker.guidelines.models import Platform
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.models import Evidence, SecondUnitWish
from tracker.lessons.queries import helpers_of, wish_for

WANTED = "Wanted: a second unit"


@pytest.fixture
def wished(cast):
    """Alma wishes that another unit tries what her attempt taught."""
    lesson = cast.passport.lessons.get()
    SecondUnitWish.add(lesson, by=cast.alma, at=NOW)
    return lesson


@pytest.fixture
def alike(cast):
    """The library has tried something on the same platform."""
    return planned(cast.carla, cast.facebook, title="Bogbussen på Facebook")


def test_a_colleague_in_a_unit_on_the_same_platform_sees_it(cast, visit, wished, alike):
    wish = wish_for(cast.carla, TODAY)
    assert wish.lesson == wished and cast.alma in wish.credit.people
    home = visit(cast.carla).get("/").text
    assert WANTED in home and "Alma Holm offers to help" in home
    plan = visit(cast.carla).get(f"/experiments/new?retry={cast.passport.id}").text
    assert cast.passport.hypothesis in plan and "offers to help" in plan


def test_nobody_in_the_own_unit_or_on_other_platforms_does(cast, wished):
    assert wish_for(cast.eva, TODAY) is None
    assert wish_for(cast.carla, TODAY) is None
    planned(cast.carla, Platform.get(Platform.slug == "x"), title="På X")
    assert wish_for(cast.carla, TODAY) is None


def test_a_colleagues_draft_does_not_tell_that_the_unit_meets_the_same_people(
    cast, wished
):
    type(cast.dream).create(
        by=cast.frida, at=NOW, title="Kladde", platform=cast.facebook
    )
    assert wish_for(cast.carla, TODAY) is None


@for_each_case("bearing", EvidenceDirection)
def test_it_is_over_whichever_way_the_second_attempt_goes(cast, wished, alike, bearing):
    second = concluded(cast.carla, cast.facebook, title="Bogbussen igen")
    Evidence.add(wished, experiment=second, bearing=bearing, by=cast.carla, at=NOW)
    assert wish_for(cast.frida, TODAY) is None
    with pytest.raises(ValidationFailed):
        SecondUnitWish.add(wished, by=cast.alma, at=NOW)


@for_each_case("how", ["unit", "hidden", "disabled", "taken back"])
def test_it_is_shown_while_the_attempt_is_and_its_author_is_here(
    cast, wished, alike, how
):
    if how == "unit":
        cast.passport.visibility = Visibility.unit
        cast.passport.save()
    if how == "hidden":
        cast.passport.hide(NOW)
    if how == "disabled":
        cast.alma.disable(NOW)
    if how == "taken back":
        SecondUnitWish.withdraw(wished)
    assert wish_for(cast.carla, TODAY) is None


def test_an_author_without_a_name_offers_no_help_by_name(cast, visit, alike):
    attempt = concluded(cast.alma, cast.facebook, title="Uden navn")
    attempt.withheld = True
    attempt.save()
    SecondUnitWish.add(attempt.lessons.get(), by=cast.alma, at=NOW)
    home = visit(cast.carla).get("/").text
    assert WANTED in home and "Alma" not in home
    plan = visit(cast.carla).get(f"/experiments/new?retry={attempt.id}").text
    assert "offers to help" not in plan


def test_a_co_author_who_did_not_wish_has_offered_nothing(cast, visit, wished, alike):
    CoAuthor.create(experiment=cast.passport, person=cast.eva)
    assert cast.eva in wish_for(cast.carla, TODAY).credit.people
    assert helpers_of([cast.passport], cast.carla) == [cast.alma]
    home = visit(cast.carla).get("/").text
    assert "Alma Holm offers to help" in home
    assert f"{cast.eva.name} offers to help" not in home


def test_the_author_asks_with_one_button(cast, visit):
    lesson = cast.passport.lessons.get()
    page = f"/lessons/{lesson.id}"
    alma = visit(cast.alma)
    assert "another unit to try this" in alma.get(page).text
    alma.post(f"{page}/wish")
    assert SecondUnitWish.select().count() == 1
    assert "another unit to try this" not in visit(cast.carla).get(page).text
    alma.post(f"{page}/wish/withdrawal")
    assert not SecondUnitWish.select().exists()


def test_several_take_turns_from_day_to_day(cast, wished, alike):
    other = concluded(cast.alma, cast.facebook, title="Et andet")
    SecondUnitWish.add(other.lessons.get(), by=cast.alma, at=NOW)
    days = [wish_for(cast.carla, TODAY + dt.timedelta(n)).lesson for n in range(2)]
    assert set(days) == {wished, other.lessons.get()}
