"""Where attempts stall: worked out by hand, and never about so few that it would be
about somebody.
"""

import datetime as dt
import re

from hypothesis import example, given
from hypothesis import strategies as some

from tests.cast import NOW, TODAY, running
from tests.examples import tries
from tests.experiments.bulk import concluded_rows, people_rows
from tracker.accounts.models import Person, Unit
from tracker.core.bulk_insert import insert_rows
from tracker.dashboard.queries.stalls import (
    drafts_left,
    not_concluded,
    units_without_refuted,
)
from tracker.experiments.models import Experiment, Visibility
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion
from tracker.small_groups import MIN_GROUP_SIZE

LONG_AGO = NOW - dt.timedelta(days=40)


def people_in(unit: Unit, many: int) -> list[Person]:
    return people_rows(unit, [f"{unit.name} {n}" for n in range(many)])


def unit(name: str, people: int, drafting: int = 0, each: int = 1) -> Unit:
    """A unit of so many people, some of whom have so many drafts that have lain long."""
    made = Unit.named(name)
    drafts = [by for by in people_in(made, people)[:drafting] for _ in range(each)]
    rows = [
        {
            "author": by,
            "unit": made,
            "made_at": LONG_AGO,
            "changed_at": LONG_AGO,
            "title": "x",
        }
        for by in drafts
    ]
    if rows:
        insert_rows(Experiment, rows)
    return made


def shown(at=NOW) -> dict:
    _, by_unit = drafts_left(at)
    return {row.unit.name: (row.people.value, row.drafts.value) for row in by_unit}


# Drafts


def test_drafts_are_counted_in_units_large_enough(cast):
    Experiment.delete().where(Experiment.id == cast.dream.id).execute()
    unit("Drift", 12, drafting=6, each=2)
    unit("Affald", 20, drafting=5)
    whole, _ = drafts_left(NOW)
    assert (whole.people.value, whole.drafts.value) == (11, 17)
    assert list(shown().items()) == [("Affald", (5, 5)), ("Drift", (6, 12))]


def test_four_with_a_draft_are_not_shown_nor_what_is_left_of_the_whole(cast):
    """Affald's five would tell of Drift's four, when the whole is known."""
    Experiment.delete().where(Experiment.id == cast.dream.id).execute()
    unit("Drift", 12, drafting=4)
    unit("Affald", 20, drafting=5)
    whole, _ = drafts_left(NOW)
    assert whole.people.value == 9 and shown() == {}


def test_where_nearly_all_have_one_the_others_are_not_pointed_at(cast):
    Experiment.delete().where(Experiment.id == cast.dream.id).execute()
    unit("Drift", 8, drafting=6)
    unit("Affald", 20, drafting=5)
    assert "Drift" not in shown()


def test_what_was_touched_lately_and_whose_author_has_left_is_not_counted(cast):
    unit("Drift", 12, drafting=6)
    assert not shown(NOW - dt.timedelta(days=15))
    Person.update(disabled_at=NOW).where(Person.unit == Unit.named("Drift")).execute()
    whole, by_unit = drafts_left(NOW)
    assert not whole.people.shown and not by_unit


@tries(4, 15)
@example([(12, 2), (14, 6), (14, 7)])  # what is left of the whole would be two
@given(
    some.lists(
        some.tuples(some.integers(1, 14), some.integers(0, 14)), min_size=1, max_size=5
    )
)
def test_no_arithmetic_tells_of_fewer_than_five(cast, sizes):
    """Neither of those with a draft, nor of those without, in any unit or in what is
    left of the whole.
    """
    with Experiment._meta.database.atomic() as step:
        Experiment.delete().where(Experiment.id == cast.dream.id).execute()
        for n, (people, drafting) in enumerate(sizes):
            unit(f"Enhed {n}", people, drafting=min(people, drafting))
        whole, by_unit = drafts_left(NOW)
        working = Person.select().where(Person.disabled_at.is_null()).count()
        seen = {
            row.unit.id: int(row.people.value) for row in by_unit if row.people.shown
        }
        heads = {id: Person.select().where(Person.unit == id).count() for id in seen}
        told = [(seen[id], heads[id] - seen[id]) for id in seen]
        if whole.people.shown:
            total = int(whole.people.value)
            told += [
                (total, working - total),
                (
                    total - sum(seen.values()),
                    working - total - sum(heads.values()) + sum(seen.values()),
                ),
            ]
        assert all(n == 0 or n >= MIN_GROUP_SIZE for pair in told for n in pair)
        step.rollback(begin=False)


# Begun and not concluded


def late(by, **plan):
    return running(by, plan.pop("on"), TODAY - dt.timedelta(days=9), **plan)


def test_units_of_five_stand_apart_and_the_small_ones_together(cast):
    drift = unit("Drift", 5)
    author = drift.people.first()
    for _ in range(3):
        late(author, on=cast.facebook)
    late(author, on=cast.facebook, visibility=Visibility.unit)
    late(cast.alma, on=cast.facebook)
    late(cast.carla, on=cast.facebook, visibility=Visibility.unit)
    rows = [
        (row.unit and row.unit.name, row.seen, row.unseen)
        for row in not_concluded(cast.eva, TODAY)
    ]
    assert rows == [("Drift", 3, 1), (None, 1, 1)]
    assert [(row.seen, row.unseen) for row in not_concluded(author, TODAY)] == [
        (4, 0),
        (1, 1),
    ]


def test_what_somebody_looks_at_because_of_something_personal_is_not_counted_for_others(
    cast,
):
    hidden = late(cast.alma, on=cast.facebook)
    hidden.hide(NOW)
    assert not not_concluded(cast.eva, TODAY)
    assert [row.n for row in not_concluded(cast.frida, TODAY)] == [1]


def test_an_unnamed_attempt_of_a_unit_grown_small_is_of_none(cast):
    drift = unit("Drift", 5)
    unnamed = late(drift.people.first(), on=cast.facebook)
    Experiment.update(withheld=True).where(Experiment.id == unnamed.id).execute()
    assert [row.unit.name for row in not_concluded(cast.eva, TODAY)] == ["Drift"]
    drift.people.get().disable(NOW)
    assert [row.unit for row in not_concluded(cast.eva, TODAY)] == [None]


def test_each_number_leads_to_as_many_rows(cast, visit, app):
    drift = unit("Drift", 5)
    for _ in range(3):
        shown_late = late(drift.people.first(), on=cast.facebook)
        Experiment.update(review_on=dt.date.today() - dt.timedelta(days=3)).where(
            Experiment.id == shown_late.id
        ).execute()
    page = visit(cast.eva).get("/dashboard/stalls").text
    link = f"/experiments?stage=awaiting&amp;unit={drift.id}"
    assert re.search(rf'href="{re.escape(link)}"\s*>\s*3\s*</a>', page)
    assert (
        visit(cast.eva)
        .get(f"/experiments?stage=awaiting&unit={drift.id}")
        .text.count("awaiting its lesson</span>")
        == 3
    )


# Quarters in which everything held


def test_units_that_told_only_the_good_ones(cast):
    for name, people, outcomes in (
        ("Drift", 5, [Outcome.supported] * 10),
        ("Affald", 5, [Outcome.supported] * 10 + [Outcome.refuted]),
        ("Vagt", 5, [Outcome.supported] * 9),
        ("Havn", 4, [Outcome.mixed] * 12),
    ):
        author = unit(name, people).people.first()
        concluded_rows([author] * len(outcomes), cast.facebook, outcomes)
    assert [(row.unit.name, row.concluded) for row in units_without_refuted(TODAY)] == [
        ("Drift", 10)
    ]


def test_a_quarter_of_only_good_ones_is_asked_about(cast, visit):
    page = visit(cast.eva).get("/dashboard/stalls").text
    assert "Are we only telling the good ones?" not in page
    author = unit("Drift", 5).people.first()
    concluded_rows([author] * 9, cast.facebook, [Outcome.supported] * 9)
    Conclusion.update(outcome=Outcome.supported, concluded_on=dt.date.today()).execute()
    page = visit(cast.eva).get("/dashboard/stalls").text
    assert (
        page.count("Are we only telling the good ones?") == 1
        and "<li>Drift, 9" not in page
    )
    assert "measure=concluded&amp;quarter=" in page


def test_the_page_says_what_would_help(cast, visit):
    page = visit(cast.eva).get("/dashboard/stalls").text
    assert page.count("What would help") == 4
    assert "Too few colleagues" in page and "Alma" not in page


def test_many_units_stand_on_several_pages(cast, visit, monkeypatch):
    monkeypatch.setattr("tracker.dashboard.views.stalls.AT_ONCE", 2)
    for n in range(3):
        by = unit(f"Enhed {n:02}", 5).people.first()
        attempt = late(by, on=cast.facebook)
        Experiment.update(review_on=dt.date.today() - dt.timedelta(days=3)).where(
            Experiment.id == attempt.id
        ).execute()
    page = visit(cast.eva).get("/dashboard/stalls").text
    assert "Enhed 01" in page and "Enhed 02" not in page
    assert "3 attempts have passed" in page
    link = re.search(r'href="(/dashboard/stalls\?from=3)#late"', page)[1]
    page = visit(cast.eva).get(link).text
    assert "Enhed 02" in page and "Enhed 01" not in page and "Further units" not in page
    assert visit(cast.eva).get("/dashboard/stalls?from=x9").status_code == 200
