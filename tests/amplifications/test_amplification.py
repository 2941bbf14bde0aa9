"""Lessons carried onward: to a unit, to its next meeting; and units with the same trouble."""

import pytest

from tests.cast import NOW, TODAY, planned
from tests.readiness.pulse_factories import crowd
from tracker.accounts.models import Person, Unit
from tracker.amplifications.enums import Place
from tracker.amplifications.models import Amplification
from tracker.amplifications.queries import (
    brought_before,
    for_next_meeting,
    same_trouble,
    shared_with,
    times_carried,
)
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment, Visibility
from tracker.questions.models import OpenQuestion, QuestionAsker


@pytest.fixture
def lesson(cast):
    return cast.passport.lessons.get()


def test_a_lesson_stands_once_in_a_unit_and_once_on_its_list(cast, lesson):
    for person in (cast.carla, cast.frida):
        for place in Place:
            carry(lesson, person, place, f"fra {person.name}")
    assert times_carried(lesson) == 2
    [row] = shared_with(cast.library, cast.alma)
    assert (row.person, row.word) == (cast.carla, "fra Carla Munk")
    assert shared_with(cast.service, cast.alma) == []


def test_what_the_meeting_has_talked_about_stands_among_what_was_brought(cast, lesson):
    carry(lesson, cast.carla, Place.meeting)
    [row] = for_next_meeting(cast.library, cast.carla)
    assert row.bringable_by(cast.frida) and not row.bringable_by(cast.alma)
    assert row.removable_by(cast.carla) and not row.removable_by(cast.leif)
    row.bring(on=TODAY)
    assert for_next_meeting(cast.library, cast.carla) == []
    assert [row.brought_on for row in brought_before(cast.library, cast.carla)] == [
        TODAY
    ]


def test_a_lesson_that_is_hidden_is_on_no_page(cast, lesson):
    for place in Place:
        carry(lesson, cast.carla, place)
    Experiment.update(hidden_at=NOW).where(Experiment.id == cast.passport.id).execute()
    assert not shared_with(cast.library, cast.carla)
    assert not for_next_meeting(cast.library, cast.carla)


def test_a_withheld_author_carries_no_lesson_that_would_point_to_them(cast, lesson):
    Experiment.update(withheld=True).where(Experiment.id == cast.passport.id).execute()
    own = type(lesson).get_by_id(lesson.id)
    assert not Amplification.addable_by(cast.alma, own)
    with pytest.raises(ValidationFailed):
        carry(own, cast.alma, Place.unit)
    assert Amplification.addable_by(cast.carla, own)


def test_two_large_units_with_the_same_trouble_are_each_shown_the_other(cast):
    crowd(cast.service, 3)
    theirs = tried(cast.carla, cast, "Køen på telefonen om mandagen i biblioteket")
    ours = tried(cast.eva, cast, "Køen på telefonen om mandagen i borgerservice")
    assert same_trouble(cast.service, cast.eva) == [], "four work in the library"
    crowd(Unit.get_by_id(cast.library.id), 2)
    [one] = same_trouble(cast.service, cast.eva)
    assert (one.unit, one.own.id, one.other.id) == (cast.library, ours.id, theirs.id)
    [one] = same_trouble(cast.library, cast.carla)
    assert (one.unit, one.other.id) == (cast.service, ours.id)


def test_questions_are_compared_where_the_asker_shows_a_name(cast):
    """With attempts, and with one another; the unit of an unnamed asker is not told."""
    crowd(cast.service, 3)
    crowd(cast.library, 2)
    words = "Hvad gør vi ved køen på telefonen om mandagen?"
    ours = tried(cast.eva, cast, "Køen på telefonen om mandagen i borgerservice")
    asked = ask(cast.carla, words, named=False)
    assert same_trouble(cast.service, cast.eva) == []
    QuestionAsker.update(named=True).where(QuestionAsker.question == asked).execute()
    [one] = same_trouble(cast.service, cast.eva)
    assert (one.other.kind, one.other.id, one.own.id) == (
        "question",
        asked.id,
        ours.id,
    )
    own = ask(cast.eva, "Hvem tager køen på telefonen om mandagen?", named=True)
    [one] = same_trouble(cast.library, cast.carla)
    assert (one.other.kind, one.other.id) == ("question", own.id)
    asked.remove(NOW)
    assert same_trouble(cast.service, cast.eva) == []


def test_a_small_unit_is_told_by_no_question(cast):
    crowd(cast.service, 3)
    tried(cast.eva, cast, "Køen på telefonen om mandagen i borgerservice")
    ask(cast.carla, "Hvad gør vi ved køen på telefonen om mandagen?", named=True)
    assert same_trouble(cast.service, cast.eva) == [], "four work in the library"
    assert same_trouble(cast.library, cast.carla) == []


def test_what_only_a_unit_sees_is_not_compared(cast):
    """Not even for those who see it: the pages of both units say the same."""
    crowd(cast.service, 3)
    crowd(cast.library, 2)
    tried(cast.carla, cast, "Køen på telefonen om mandagen i biblioteket")
    ours = tried(cast.eva, cast, "Køen på telefonen om mandagen i borgerservice")
    ours.visibility = Visibility.unit
    ours.save()
    assert same_trouble(cast.service, cast.eva) == []
    assert same_trouble(cast.library, cast.carla) == []


def ask(by, body: str, named: bool) -> OpenQuestion:
    return OpenQuestion.add(body=body, by=by, at=NOW, named=named)


def carry(lesson, by, place, word="") -> None:
    Amplification.add(lesson, place=place, word=word, by=by, at=NOW)


def tried(author, cast, title: str) -> Experiment:
    hypothesis = "køen bliver kortere, når vi ringer tilbage"
    return planned(author, cast.facebook, title=title, hypothesis=hypothesis)


@pytest.mark.parametrize("size", [4, 5])
def test_the_unit_of_a_withheld_attempt_is_told_from_five_on(cast, size):
    """The attack of whoever compares both pages day by day while colleagues come and go."""
    crowd(cast.service, 3)
    crowd(cast.library, size - working(cast.library))
    theirs = tried(cast.carla, cast, "Køen på telefonen om mandagen i biblioteket")
    Experiment.update(withheld=True).where(Experiment.id == theirs.id).execute()
    tried(cast.eva, cast, "Køen på telefonen om mandagen i borgerservice")
    told = same_trouble(cast.service, cast.eva)
    assert len(told) == (size == 5)
    # And the same to everybody, the author too
    for viewer in (cast.carla, cast.frida, cast.leif):
        seen = same_trouble(cast.service, viewer)
        assert [one.other for one in seen] == [one.other for one in told]


def working(unit: Unit) -> int:
    return (
        Person.select().where(Person.unit == unit, Person.disabled_at.is_null()).count()
    )
