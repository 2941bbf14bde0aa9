"""Lists as platforms, forms and a municipality keep them come in with three clicks."""

import io
from zoneinfo import ZoneInfo

import pytest

from tests.cast import NOW, TODAY
from tests.experiments.public_lists import PUBLIC_LISTS
from tracker.experiments.imports import COLUMNS, Mapping, Run, guessed_in
from tracker.experiments.models import Experiment
from tracker.tables import open_table

MOST_CLICKS = 3


def saved_values(row: Experiment) -> dict:
    found = row.as_dict() | {
        "external_id": row.external_id,
        "title": row.title,
        "hypothesis": row.hypothesis,
        "platform": row.platform.slug,
        "starts_on": row.starts_on,
        "tags": row.tag_names(),
        "links": [link.url for link in row.links],
    }
    for card in row.conclusions:
        found |= {"outcome": card.outcome.value, "concluded_on": card.concluded_on}
    for lesson in row.lessons:
        found["lesson"] = lesson.statement
    return found


@pytest.mark.parametrize("make", PUBLIC_LISTS, ids=lambda make: make.__name__)
def test_a_list_as_others_keep_it_comes_in(cast, make):
    public = make()
    assert public.clicks <= MOST_CLICKS
    with open_table(
        io.BytesIO(public.content), public.name, score=COLUMNS.score
    ) as table:
        columns = guessed_in(table) | public.columns
        for name in public.fixed:
            columns.pop(name, None)
        run = Run(
            table,
            Mapping(columns, public.fixed),
            source="public",
            by=cast.frida,
            at=NOW,
            on=TODAY,
            zone=ZoneInfo("Europe/Copenhagen"),
        )
        for _ in run.all():
            pass
    assert (run.report.added, run.report.rejected) == (public.added, 0)
    rows = Experiment.select().where(Experiment.source == "public")
    first = saved_values(rows.order_by(Experiment.id).first())
    assert {name: first.get(name) for name in public.first} == public.first
