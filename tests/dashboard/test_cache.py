"""The measures of a large organisation are cached for some minutes; erasing and hiding
empty the cache of every process at once.
"""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tests.cast import NOW, TODAY
from tests.examples import for_each_case
from tests.readiness.pulse_factories import crowd
from tests.sql_counter import counted
from tracker.comments.models import Comment
from tracker.dashboard.queries import Period, cache
from tracker.dashboard.queries.cache import recent_measures
from tracker.dashboard.queries.leadership import one_to_answer
from tracker.dashboard.queries.measures import Measures
from tracker.dashboard.queries.reuse_between_units import cross_unit_reuses
from tracker.folder import DiskFolder
from tracker.lessons.models import Reuse
from tracker.privacy.erasure import erase
from tracker.quarters import Quarter
from tracker.revision import Revision
from tracker.web.clock import now

PERIOD = Period(Quarter(2026, 4), TODAY, ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def clock(monkeypatch):
    """Seconds that a process has run, to be set."""
    seconds = [1000.0]
    monkeypatch.setattr(cache, "monotonic", lambda: seconds[0])
    return seconds


@pytest.fixture
def only_across(monkeypatch):
    """One measure for all: it is about whether they are computed."""

    def measured(period: Period) -> Measures:
        asked = cross_unit_reuses(period, [period.quarter])
        return Measures(period, {"across": asked})

    monkeypatch.setattr(cache, "measures", measured)


@pytest.fixture
def large(monkeypatch, clock):
    """An organisation with more experiments than are computed for each page."""
    monkeypatch.setattr(cache, "MANY", 0)
    cache.clear()
    yield
    cache.clear()


def use(cast) -> None:
    Reuse.create(
        lesson=cast.passport.lessons.get(),
        person=cast.carla,
        note="Det virkede.",
        used_on=TODAY,
        at=NOW,
    )


def uses() -> int:
    return recent_measures(PERIOD)["across"][PERIOD.quarter].n


def test_small_organisation_is_computed_each_time(cast, only_across):
    assert uses() == 0
    use(cast)
    assert uses() == 1


def test_large_organisation_is_computed_once_in_five_minutes(
    cast, large, clock, only_across
):
    assert uses() == 0
    use(cast)
    with counted() as sent:
        assert uses() == 0
    assert len(sent) == 2, "how many there are, and the revision"
    clock[0] += cache.MOST_SECONDS
    assert uses() == 1


OLD = "The figures are up to five minutes old."


def test_page_says_how_old_its_figures_may_be(cast, visit, large):
    assert OLD in visit(cast.eva).get("/dashboard").text


def test_of_few_the_page_says_nothing_of_it(cast, visit):
    page = visit(cast.alma).get("/dashboard").text
    assert "</h1>" in page and OLD not in page
    assert 'id="answer-one"' not in page  # there is one, and a leader's to answer
    assert one_to_answer(cast.leif, now())


def test_threshold_is_more_than_five_thousand(cast, monkeypatch):
    newest = max(cast.passport.id, cast.quiz.id, cast.dream.id)
    assert cache.MANY == 5_000
    monkeypatch.setattr(cache, "MANY", newest)
    assert not cache.is_large()
    monkeypatch.setattr(cache, "MANY", newest - 1)
    assert cache.is_large()


def test_what_a_period_asks_for_is_part_of_the_key(cast, large, only_across):
    asked = [
        PERIOD,
        Period(PERIOD.quarter.previous, PERIOD.on, PERIOD.zone),
        Period(PERIOD.quarter, PERIOD.on + dt.timedelta(days=1), PERIOD.zone),
        Period(PERIOD.quarter, PERIOD.on, ZoneInfo("UTC")),
        Period(PERIOD.quarter, PERIOD.on, PERIOD.zone, unit=cast.service.id),
        Period(PERIOD.quarter, PERIOD.on, PERIOD.zone, platform=cast.facebook.id),
    ]
    found = [recent_measures(period) for period in asked]
    assert [measures.period for measures in found] == asked
    assert [recent_measures(period) for period in asked] == found


def test_another_database_is_another_key(cast, large, monkeypatch, only_across):
    first = recent_measures(PERIOD)
    monkeypatch.setattr(cache, "connected_to", lambda: "sqlite:///another")
    assert recent_measures(PERIOD) is not first


def erase_bo(cast, folder) -> None:
    erase(cast.bo, data=folder, folder=DiskFolder(folder), at=NOW)


def hide_experiment(cast, folder) -> None:
    assert cast.passport.hide(NOW)


def hide_picture(cast, folder) -> None:
    picture = cast.passport.pictures.model.create(
        experiment=cast.passport,
        file="x.webp",
        width=1,
        height=1,
        alt="Et skilt",
        by=cast.alma,
        at=NOW,
    )
    assert picture.hide(NOW)


def written(cast) -> Comment:
    return Comment.create(
        experiment=cast.passport, person=cast.carla, body="Godt.", at=NOW
    )


def hide_comment(cast, folder) -> None:
    assert written(cast).hide(NOW)


def remove_comment(cast, folder) -> None:
    written(cast).remove(by=cast.carla, at=NOW)


def publish_withheld(cast, folder) -> None:
    crowd(cast.service, 5)
    dream = cast.dream
    dream.platform = cast.facebook
    dream.hypothesis = "livevideo viser, hvad der sker med affaldet"
    dream.publish(by=cast.alma, at=NOW, withheld=True)


@for_each_case(
    "act",
    [
        erase_bo,
        hide_experiment,
        hide_picture,
        hide_comment,
        remove_comment,
        publish_withheld,
    ],
)
def test_erasing_and_hiding_empty_the_cache(cast, large, only_across, tmp_path, act):
    cache.clear()
    assert uses() == 0
    use(cast)
    act(cast, tmp_path)
    assert uses() == 1


def test_revision_raised_by_another_process_empties_the_cache(cast, large, only_across):
    """Another process is known by the number in the database only."""
    Revision.advance()
    assert uses() == 0
    use(cast)
    Revision._meta.database.execute_sql('UPDATE "revision" SET "number" = "number" + 1')
    assert uses() == 1


def test_revision_counts_up(rows):
    before = Revision.current()
    Revision.advance()
    Revision.advance()
    assert Revision.current() == before + 2
    with rows.atomic() as transaction:
        Revision.advance()
        transaction.rollback()
    assert Revision.current() == before + 2, "what is rolled back hid nothing"
