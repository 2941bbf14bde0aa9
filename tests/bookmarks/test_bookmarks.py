"""What somebody would like to try: bookmarks, and "would try" said to colleagues."""

import datetime as dt

from tests.cast import NOW, planned
from tracker.bookmarks.models import Bookmark
from tracker.bookmarks.queries import try_list
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment, Visibility
from tracker.lineage.models import BuildsOn

LATER = NOW + dt.timedelta(hours=1)


def listed(person) -> list[tuple[int, bool, bool, bool]]:
    return [
        (it.row.experiment.id, it.bookmarked, it.said, it.tried)
        for it in try_list(person)
    ]


def test_bookmarks_and_would_try_stand_together_the_newest_first(cast):
    other = planned(cast.bo, cast.facebook, title="Et andet")
    third = planned(cast.bo, cast.facebook, title="Et tredje")
    Bookmark.add(other, by=cast.carla, at=NOW)
    Bookmark.add(cast.passport, by=cast.carla, at=NOW)
    for kind in EndorsementKind:
        Endorsement.add(cast.passport, kind=kind, by=cast.carla, at=LATER)
    Endorsement.add(third, kind=EndorsementKind.learned, by=cast.carla, at=LATER)
    assert listed(cast.carla) == [
        (cast.passport.id, True, True, False),
        (other.id, True, False, False),
    ]
    assert listed(cast.eva) == []


def test_said_twice_it_stands_once_and_goes_with_one_word(cast):
    for _ in range(2):
        Bookmark.add(cast.passport, by=cast.carla, at=NOW)
    assert Bookmark.select().count() == 1
    Bookmark.remove(cast.passport, by=cast.eva)
    assert len(listed(cast.carla)) == 1
    Bookmark.remove(cast.passport, by=cast.carla)
    assert listed(cast.carla) == []


def test_what_one_may_no_longer_see_is_not_listed(cast):
    Bookmark.add(cast.passport, by=cast.carla, at=NOW)
    Experiment.update(visibility=Visibility.unit).execute()
    assert listed(cast.carla) == []


def test_what_one_builds_on_is_marked(cast):
    Bookmark.add(cast.passport, by=cast.carla, at=NOW)
    BuildsOn.record(planned(cast.carla, cast.facebook), cast.passport)
    assert listed(cast.carla) == [(cast.passport.id, True, False, True)]


def test_the_button_toggles_on_attempt_and_lesson_and_only_for_others(cast, visit):
    carla = visit(cast.carla)
    page = f"/experiments/{cast.passport.id}"
    lesson = f"/lessons/{cast.passport.lessons.get().id}"
    assert f"{page}/bookmark" in carla.get(page).text
    answer = carla.post(f"{page}/bookmark", data={"next": lesson})
    assert answer.location == lesson
    assert f"{page}/bookmark/withdrawal" in carla.get(lesson).text
    assert cast.passport.title in carla.get("/me/try").text
    assert "/me/try" in carla.get("/me").text
    assert carla.post(f"{page}/bookmark/withdrawal").location == page
    assert cast.passport.title not in carla.get("/me/try").text
    assert "/bookmark" not in visit(cast.bo).get(page).text
