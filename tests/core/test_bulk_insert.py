"""Inserting many rows at once, with defaults, moments and public ids."""

import peewee
import pytest

from tests.cast import NOW, planned
from tracker.core.bulk_insert import ROWS, insert_rows
from tracker.experiments.models import Change, Experiment, Link, Stage, Tag

pytestmark = pytest.mark.both_databases("core.bulk_insert")

MANY = 2 * ROWS + 2


def test_many_rows_are_as_if_each_had_been_saved(cast):
    experiment = planned(cast.frida, cast.facebook)
    rows = [
        {
            "experiment": experiment.id,
            "url": f"https://example.org/{n}",
            "by": cast.frida.id,
            "at": NOW,
        }
        for n in range(MANY)
    ]
    insert_rows(Link, rows)
    links = list(Link.select().where(Link.experiment == experiment).order_by(Link.id))
    assert [link.url for link in links] == [row["url"] for row in rows]
    assert {(link.at, link.label) for link in links} == {(NOW, "")}
    assert len({link.public_id for link in links}) == MANY


def test_what_all_rows_have_is_given_once_and_a_row_s_own_goes_first(cast):
    experiment = planned(cast.frida, cast.facebook)
    rows = [{"url": "https://example.org/1", "label": "Own"}]
    same = {"experiment": experiment.id, "by": cast.frida.id, "at": NOW, "label": "All"}
    insert_rows(Link, rows, same=same)
    insert_rows(Link, [{"url": "https://example.org/2"}], same=same)
    links = Link.select().where(Link.experiment == experiment).order_by(Link.id)
    assert [(link.label, link.at) for link in links] == [("Own", NOW), ("All", NOW)]


@pytest.mark.parametrize("baselines", [[None, 1.5], [1.5, None], [None, None]])
def test_what_no_row_has_is_empty_and_what_some_have_is_theirs(cast, baselines):
    own = {"author": cast.frida.id, "unit": cast.frida.unit_id, "stage": Stage.draft}
    insert_rows(
        Experiment,
        [own | {"title": "Ny", "baseline": baseline} for baseline in baselines],
        same={"made_at": NOW, "changed_at": NOW, "criterion_afterwards": True},
    )
    rows = Experiment.select().where(Experiment.title == "Ny").order_by(Experiment.id)
    assert [row.baseline for row in rows] == baselines
    assert {row.criterion_afterwards for row in rows} == {True}
    assert {row.platform_id for row in rows} == {None}


def test_a_default_of_json_is_kept(cast):
    experiment = planned(cast.frida, cast.facebook)
    row = {
        "experiment": experiment.id,
        "by": cast.frida.id,
        "at": NOW,
        "act": "imported",
    }
    insert_rows(Change, [row])
    assert Change.get(Change.act == "imported").changes == {}


def test_no_rows_are_no_statement(cast):
    before = Tag.select().count()
    insert_rows(Tag, [])
    assert Tag.select().count() == before


def test_a_row_that_does_not_fit_is_told_as_such(cast):
    with pytest.raises(peewee.IntegrityError), Tag._meta.database.atomic():
        insert_rows(Tag, [{"name": "twice"}, {"name": "twice"}])
    assert not Tag.select().where(Tag.name == "twice").exists()
