"""What is new stands in balance, by a written rule; what one follows comes first; old
lessons come back on their day.
"""

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as some

from tests.cast import NOW, TODAY, concluded, planned
from tests.examples import tries
from tests.experiments.bulk import concluded_rows, people_rows
from tests.sql_counter import counted
from tracker.accounts.models import Unit
from tracker.experiments.models import Tag, Tagging, Visibility
from tracker.experiments.queries import rows_of
from tracker.follows.models import Follow
from tracker.follows.queries import follows
from tracker.guidelines.models import Platform
from tracker.home.queries import a_year_ago, news
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion
from tracker.lessons.queries.balance import Candidate, balanced
from tracker.lineage.models import BuildsOn

ANY = some.lists(
    some.builds(
        Candidate,
        id=some.integers(1, 10**6),
        unit=some.integers(1, 5),
        outcome=some.sampled_from([None, *Outcome]),
        first=some.booleans(),
        followed=some.booleans(),
    ),
    unique_by=lambda one: one.id,
    max_size=30,
)


@tries(10, 100)
@given(ANY, some.integers(1, 12))
def test_each_stands_once_and_no_place_is_wasted(candidates, most):
    told = balanced(candidates, most)
    assert len(told) == len(set(told)) == min(most, len(candidates))
    assert set(told) <= {one.id for one in candidates}


@tries(10, 100)
@given(ANY)
def test_never_three_in_a_row_that_went_the_same_way_while_there_is_another(candidates):
    by_id = {one.id: one for one in candidates}
    told = [by_id[id] for id in balanced(candidates, len(candidates) or 1)]
    for at in range(2, len(told)):
        same = {one.outcome for one in told[at - 2 : at + 1]}
        assert len(same) > 1 or {one.outcome for one in told[at:]} == same


@tries(10, 100)
@given(ANY, some.integers(2, 12))
def test_what_one_follows_takes_half_of_the_places_at_most_while_there_is_something_else(
    candidates, most
):
    plain = [
        Candidate(one.id, one.unit, None, one.first, one.followed) for one in candidates
    ]
    followed = {one.id for one in plain if one.followed}
    first = balanced(plain, most)[: most // 2]
    assert set(first) <= followed or len(followed) < most // 2


@tries(10, 100)
@given(ANY)
def test_every_unit_has_its_turn_before_any_has_a_second(candidates):
    plain = [Candidate(one.id, one.unit, None) for one in candidates]
    units = {one.unit for one in plain}
    by_id = {one.id: one.unit for one in plain}
    assert Counter(by_id[id] for id in balanced(plain, len(units) or 1)) == Counter(
        units
    )


def test_somebodys_first_attempt_goes_before_the_others_of_the_unit():
    candidates = [
        Candidate(1, 7, None),
        Candidate(2, 7, None, first=True),
        Candidate(3, 8, None),
    ]
    assert balanced(candidates, 3) == [2, 3, 1]


def test_what_one_follows_stands_first_on_the_page(cast, visit):
    web = Platform.get(Platform.slug == "website")
    new = people_rows(cast.service, [f"Ny Kollega{n}" for n in range(6)])
    outcomes = [Outcome.refuted] * 6
    concluded_rows(new, cast.facebook, outcomes, lesson="Det lærte vi")
    old = concluded(cast.carla, web, title="Det fulgte", tags=["kø"])
    concluded(cast.frida, web, title="Skjult", visibility=Visibility.unit)
    for what in (web, old.taggings.get().tag, cast.library):
        Follow.begin(what, by=cast.alma, at=NOW)
        Follow.begin(what, by=cast.alma, at=NOW)
        assert first(cast.alma) == old.id
        Follow.end(what, by=cast.alma)
    titles = [row.experiment.title for row in rows_of(news(cast.alma), cast.alma)]
    assert "Skjult" not in titles and len(titles) == 8
    page = visit(cast.alma).get("/").text
    assert "Why do I see this?" in page and "The units take turns" in page


def test_the_first_page_asks_the_same_few_questions(cast, visit):
    concluded(cast.carla, cast.facebook)
    alma = visit(cast.alma)
    alma.get("/")
    with counted() as few:
        alma.get("/")
    for n in range(5):
        some = people_rows(Unit.named(f"Enhed {n}"), [f"A{n} B", f"C{n} D"])
        outcomes = [Outcome.refuted] * 2
        concluded_rows(some, cast.facebook, outcomes, lesson="Det lærte vi")
    with counted() as sent:
        alma.get("/")
    assert len(sent) <= len(few) <= 27


def test_following_and_no_more(cast, visit):
    carla = visit(cast.carla)
    assert "Follow Borgerservice" in carla.get(f"/units/{cast.service.id}").text
    assert "Follow Facebook" in carla.get("/experiments?platform=facebook").text
    assert "Follow Facebook" in carla.get("/lessons?platform=facebook").text
    form = {"kind": "unit", "id": cast.service.id, "next": f"/units/{cast.service.id}"}
    assert carla.post("/follows", data=form).location == form["next"]
    assert follows(cast.carla) == [("unit", cast.service, cast.service.name)]
    assert "Follow no more: Borgerservice" in carla.get(form["next"]).text
    assert "Borgerservice" in carla.get("/me/notifications").text
    assert follows(cast.alma) == []
    assert (
        carla.post(
            "/follows/withdrawal", data={**form, "next": "//evil.example"}
        ).location
        == "/me/notifications"
    )
    assert follows(cast.carla) == []
    for wrong in (
        {"kind": "person", "id": 1},
        {"kind": "tag", "id": 10**9},
        {"kind": "tag", "id": "x"},
        {},
    ):
        assert carla.post("/follows", data=wrong).status_code == 404


def test_a_tag_is_followed_by_its_name_and_only_where_it_is_seen(cast, visit):
    """Alma's draft alone has it: there is no such tag for Carla, by name or by number;
    and none that she follows once it is gone.
    """
    carla = visit(cast.carla)
    Tagging.replace_all(cast.dream, ["fyringsrunde"])
    for form in ({"name": "fyringsrunde"}, {"id": Tag.named("fyringsrunde").id}):
        assert carla.post("/follows", data={"kind": "tag", **form}).status_code == 404
    Tagging.replace_all(cast.passport, ["svar"])
    page = carla.get("/experiments?tag=svar").text
    assert "Follow svar" in page and 'name="name" value="svar"' in page
    assert (
        carla.post("/follows", data={"kind": "tag", "name": "svar"}).status_code == 303
    )
    assert "#svar" in carla.get("/me/notifications").text
    cast.passport.hide(NOW)
    assert "svar" not in carla.get("/me/notifications").text
    cast.passport.show()
    assert (
        carla.post(
            "/follows/withdrawal", data={"kind": "tag", "name": "svar"}
        ).status_code
        == 303
    )
    assert follows(cast.carla) == []


def test_a_year_ago(cast, visit):
    def told(days_off):
        Conclusion.update(
            concluded_on=dt.date(2025, 11, 20) + dt.timedelta(days=days_off)
        ).execute()
        return a_year_ago(cast.carla, TODAY)

    assert told(0) == told(3) == told(-3) == cast.passport.id
    assert told(4) is told(-4) is None
    assert a_year_ago(cast.carla, dt.date(2028, 2, 29)) is None
    Conclusion.update(concluded_on=dt.date.today() - dt.timedelta(days=365)).execute()
    assert "A year ago" in visit(cast.carla).get("/").text


def test_the_nearest_day_wins_and_what_is_hidden_does_not(cast):
    near = concluded(cast.frida, cast.facebook, title="Nær")
    hidden = concluded(
        cast.eva, cast.facebook, title="Skjult", visibility=Visibility.unit
    )
    for experiment, day in ((cast.passport, 22), (near, 19), (hidden, 20)):
        Conclusion.update(concluded_on=dt.date(2025, 11, day)).where(
            Conclusion.experiment == experiment
        ).execute()
    assert a_year_ago(cast.carla, TODAY) == near.id
    assert a_year_ago(cast.alma, TODAY) == hidden.id


def first(viewer) -> int:
    return news(viewer)[0]


def test_my_page_says_what_my_attempts_did_for_others(cast, visit):
    mine = visit(cast.alma)
    assert "of others build" not in mine.get("/me").text
    child = planned(cast.carla, cast.facebook)
    own = planned(cast.alma, cast.facebook)
    for row, who in ((child, cast.carla), (own, cast.alma)):
        BuildsOn.record(row, cast.passport, by=who, at=NOW)
    assert "1 attempt of others builds on yours" in mine.get("/me").text
