"""What a summary says from data: everything is counted, and only what everybody may
read is told.
"""

import pytest

from tests.cast import TODAY, concluded
from tests.experiments.bulk import concluded_rows
from tests.sql_counter import counted
from tests.summaries.factories import AT, Q3, Q4, ZONE, signed
from tracker.commitments.models import Commitment
from tracker.dashboard.queries import Period
from tracker.experiments.models import Experiment
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Reuse
from tracker.quarters import Quarter
from tracker.summaries.queries import taken
from tracker.summaries.queries.detail import to_draft

PERIOD = Period(Q4, AT.date(), ZONE)


def test_figures_worked_out_by_hand(cast):
    concluded(cast.carla, cast.facebook, Outcome.supported, hours=3, cost=200)
    mine = concluded(cast.eva, cast.facebook, Outcome.stopped, hours=4)
    Reuse.add(mine.lessons.get(), note="Brugt", hours=2, by=cast.carla, at=AT, on=TODAY)
    figures = {
        name: {k: v for k, v in said.items() if k != "before"}
        for name, said in taken(PERIOD)["figures"].items()
    }
    # The quiz has passed its review day
    assert figures["learning_rate"] == {"part": 3, "whole": 4}
    assert [figures[word.value]["part"] for word in Outcome] == [1, 1, 0, 0, 1]
    assert figures["hours_spent"] == {"value": 7.0, "n": 2} and figures[
        "money_spent"
    ] == {
        "value": 200,
        "n": 1,
    }
    assert figures["hours_saved"] == {"value": 2.0, "n": 1} and figures["uses"] == {
        "value": 1
    }
    assert figures["lessons_emerging"] == {"value": 3}
    assert figures["first_timers"] == {} == figures["participation"], (
        "fewer than five people"
    )


def test_what_only_a_unit_sees_is_counted_and_not_told(cast):
    inside = concluded(cast.alma, cast.facebook, visibility="unit")
    hidden = concluded(cast.alma, cast.facebook)
    hidden.hide(AT)
    taught = taken(PERIOD)
    group = taught["known"]["refuted"]
    assert (
        group["n"],
        [row["experiment"] for row in group["told"]],
        group["more"],
    ) == (
        3,
        [cast.passport.id],
        2,
    )
    assert {inside.id, hidden.id} <= set(taught["rows"]["refuted"])
    assert str(hidden.id) not in [
        str(row["experiment"])
        for row in taught["reused"]["told"] + taught["stopped"]["told"]
    ]


def test_what_has_no_name_put_to_it_has_no_unit_either(cast):
    one = concluded(cast.alma, cast.facebook, Outcome.supported)
    Experiment.update(withheld=True).where(Experiment.id == one.id).execute()
    [row] = taken(PERIOD)["known"]["supported"]["told"]
    assert row["unit"] == "" and "alma" not in str(taken(PERIOD)).lower()


def test_people_are_ids(cast):
    Commitment.add(
        cast.passport,
        text="Jeg svarer om fredagen",
        due_on=TODAY,
        by=cast.leif,
        at=AT,
        on=TODAY,
    )
    said = taken(PERIOD)
    assert [(row["leader"], row["text"], row["settled"]) for row in said["due"]] == [
        (cast.leif.id, "Jeg svarer om fredagen", "")
    ]
    assert "Leif" not in str(said)


def test_a_signed_quarter_speaks_as_it_was_signed(cast):
    """What is learnt of it later changes neither what it is compared with nor its place
    in the trend.
    """
    signed(cast)
    Experiment.update(hours=99).where(Experiment.id == cast.passport.id).execute()
    concluded(cast.carla, cast.facebook, Outcome.inconclusive)
    later = taken(Period(Quarter(2027, 1), AT.date(), ZONE))
    assert later["figures"]["learning_rate"]["before"] == {"part": 1, "whole": 2}
    assert later["figures"]["hours_spent"]["before"]["value"] == 0
    assert later["trend"][-2] == {"quarter": "2026-Q4", "part": 1, "whole": 2}


def test_an_empty_quarter_says_so(cast):
    said = taken(Period(Q3, AT.date(), ZONE))
    assert said["figures"]["learning_rate"] == {
        "part": 0,
        "whole": 0,
        "before": {"part": 0, "whole": 0},
    }
    assert said["known"]["open"] == {"n": 0, "told": [], "more": 0}


def test_what_may_be_drafted(cast):
    assert to_draft(AT.date()) == [Q4]
    signed(cast)
    assert to_draft(AT.date()) == []


@pytest.mark.parametrize("many", [1, 9])
def test_a_bounded_number_of_questions(cast, many):
    outcomes = [Outcome.refuted] * many
    concluded_rows([cast.carla] * many, cast.facebook, outcomes, lesson="Det lærte vi")
    with counted() as asked:
        taken(PERIOD)
    assert len(asked) <= 44
