"""When it gets rough: only what its author shows, only to those who may see the
attempt, credited as the attempt is.
"""

import datetime as dt

import pytest

from tests.cast import NOW, TODAY, planned
from tests.experiments.bulk import people_rows
from tests.sql_counter import counted
from tracker.experiments.models import Experiment, Visibility
from tracker.guidelines.queries import hard_replies as queries
from tracker.lessons.enums import CriticalReaction, Decision, Outcome
from tracker.lessons.models import Conclusion, card_problems
from tracker.search import Query

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

SHARP = "“Har I ikke andet at lave?” Vi svarede: Jo, og nu gør vi det."


def answered(
    by,
    platform,
    kind: CriticalReaction | None = CriticalReaction.sarcasm,
    pushback=SHARP,
    **plan,
) -> Experiment:
    """An attempt that somebody reacted to, and the answer."""
    experiment = planned(by, platform, **plan)
    card = {
        "observation": "set",
        "lesson": "lært",
        "decision": Decision.adopt,
        "outcome": Outcome.refuted,
    }
    Conclusion.draw(
        experiment,
        by=by,
        at=NOW,
        on=TODAY,
        pushback=pushback,
        pushback_shared=kind,
        **card,
    )
    return experiment


def seen(visit, who, address="/guidelines/rough") -> str:
    return visit(who).get(address).text


def test_only_what_its_author_shows_is_shown(cast, visit):
    answered(cast.alma, cast.facebook, kind=None)
    assert SHARP not in seen(visit, cast.carla)
    answered(cast.alma, cast.facebook)
    text = seen(visit, cast.carla)
    assert SHARP in text
    assert "Alma Holm" in text
    assert "Sarcasm" in text


def test_what_is_shown_to_a_unit_stays_there(cast, visit):
    answered(cast.alma, cast.facebook, visibility=Visibility.unit)
    assert SHARP in seen(visit, cast.eva)
    for other in (cast.carla, cast.leif, cast.frida):
        assert SHARP not in seen(visit, other)


def test_what_was_hidden_is_not_an_example(cast, visit):
    Experiment.update(hidden_at=NOW).where(
        Experiment.id == answered(cast.alma, cast.facebook).id
    ).execute()
    for reader in (cast.alma, cast.eva, cast.frida):
        assert SHARP not in seen(visit, reader)


def test_a_withheld_name_stays_withheld(cast, visit):
    names = ["Ulla Withheld", *(f"Nummer {number}" for number in range(3))]
    colleague, *_ = people_rows(cast.service, names)
    experiment = answered(colleague, cast.facebook)
    Experiment.update(withheld=True).where(Experiment.id == experiment.id).execute()
    for reader in (cast.eva, cast.frida, cast.leif, cast.ada):
        text = seen(visit, reader)
        assert SHARP in text
        assert "a colleague" in text
        assert "Ulla" not in text
    for reader in (cast.eva, cast.frida):
        plan = visit(reader).get("/experiments/new").text
        assert "Ulla" not in plan


def test_searched_by_words_and_narrowed_by_kind_and_platform(cast, visit):
    answered(cast.alma, cast.facebook)
    answered(
        cast.bo,
        cast.facebook,
        kind=CriticalReaction.press,
        pushback="Avisen ringede. Vi gav dem tallet.",
    )
    assert [
        queries.examples(cast.eva, Query.parse(typed)).count()
        for typed in ("avis", "avis -tal", "svar", "")
    ] == [
        1,
        0,
        1,
        2,
    ]
    text = seen(visit, cast.eva, "/guidelines/rough?kind=press")
    assert "Avisen ringede" in text
    assert SHARP not in text
    assert "<mark>Avisen</mark>" in seen(visit, cast.eva, "/guidelines/rough?q=avis")
    assert "No example of that yet" in seen(
        visit, cast.eva, "/guidelines/rough?platform=tiktok&kind=nothing"
    )
    assert queries.counts(cast.eva, Query())[0]["press"] == 1


def test_it_stands_ready_beside_the_plan_card(cast, visit):
    answered(cast.alma, cast.facebook)
    text = seen(visit, cast.carla, "/experiments/new")
    assert "When it gets rough" in text
    assert "Har I ikke andet at lave?" in text


def test_shared_and_taken_back_on_the_learning_card_with_its_history(cast, visit):
    alma = visit(cast.alma)
    place = f"/experiments/{cast.passport.id}"
    conclusion = cast.passport.conclusions.get()
    card = {
        "outcome": "refuted",
        "observation": "set",
        "lesson": "lært",
        "decision": "adapt",
        "version": str(conclusion.version),
    }
    assert "May it be shown as an example" in alma.get(f"{place}/conclusion").text
    lacking = alma.post(
        f"{place}/conclusion", data={**card, "pushback_shared": "anger"}
    )
    assert lacking.status_code == 422
    assert "leave it unshared" in lacking.text
    alma.post(
        f"{place}/conclusion",
        data={**card, "pushback": SHARP, "pushback_shared": "anger"},
    )
    assert conclusion.reload().pushback_shared is CriticalReaction.anger
    assert "Shown as an example of a good answer" in alma.get(f"{place}/history").text
    again = {
        **card,
        "version": str(conclusion.reload().version),
        "pushback": SHARP,
        "pushback_shared": "",
    }
    alma.post(f"{place}/conclusion", data=again)
    assert conclusion.reload().pushback_shared is None


@pytest.mark.parametrize(
    ("pushback", "kind", "fine"),
    [
        ("", None, True),
        ("x", None, True),
        ("x", CriticalReaction.case, True),
        (" ", CriticalReaction.case, False),
    ],
)
def test_nothing_is_shown_that_was_not_written(pushback, kind, fine):
    wrong = [
        p.field
        for p in card_problems(
            {"pushback": pushback, "pushback_shared": kind}, imported=True
        )
    ]
    assert ("pushback" not in wrong) == fine


def test_the_page_asks_the_same_few_queries_however_long_it_is(cast, visit):
    alma = visit(cast.alma)
    answered(cast.alma, cast.facebook)
    with counted() as few:
        alma.get("/guidelines/rough")
    for number in range(3):
        answered(
            cast.alma,
            cast.facebook,
            title=f"Nr. {number}",
            starts_on=TODAY - dt.timedelta(days=number),
        )
    with counted() as many:
        alma.get("/guidelines/rough")
    assert len(many) <= len(few)
