"""A rough thread that was met well has its place in the quarter."""

import pytest

from tests.cast import NOW, concluded
from tests.summaries.factories import AT, Q4, ZONE, drafted, words
from tracker.dashboard.queries import Period
from tracker.experiments.models import Experiment, Visibility
from tracker.lessons.enums import CriticalReaction, Outcome
from tracker.lessons.models import Conclusion
from tracker.summaries import queries
from tracker.summaries.models import SummarySignature

REPLY = "Nogle kaldte det spild af penge. Vi viste regnestykket og sagde tak."


def rough(cast, **changes):
    """An attempt of Carla's that met anger, whose answer she shows."""
    told = concluded(cast.carla, cast.facebook, Outcome.refuted)
    values = {"pushback": REPLY, "pushback_shared": CriticalReaction.anger} | changes
    Conclusion.update(values).where(Conclusion.experiment == told.id).execute()
    return told


def offered() -> list[int]:
    """Ids of the attempts that may be chosen."""
    rows = queries.well_met(Period(Q4, AT.date(), ZONE))
    return [row.experiment_id for row in rows]


def signed_with(cast, lesson):
    summary = drafted(cast)
    summary.amend(version=1, by=cast.frida, at=AT, rough=lesson, **words())
    summary.offer(version=2, by=cast.frida, at=AT)
    return SummarySignature.sign(
        summary, version=3, word="Tak", why_not="Intet", by=cast.leif, at=AT
    )


def test_it_is_offered_where_the_author_shows_the_answer_to_everybody(cast):
    told = rough(cast)
    stopped = rough(cast, outcome=Outcome.stopped, reason="For hårdt")
    kept = rough(cast, pushback_shared=None)
    assert offered() == [told.id]
    assert stopped.id not in offered() and kept.id not in offered()
    Experiment.update(visibility=Visibility.unit).where(
        Experiment.id == told.id
    ).execute()
    assert offered() == []


def test_the_signature_freezes_it_and_what_is_personal_is_withdrawn(cast, visit):
    told = rough(cast)
    signature = signed_with(cast, told.lessons.get())
    frozen = signature.content["rough"]
    assert frozen["statement"] == REPLY and frozen["kind"] == "anger"
    Conclusion.update(pushback="Noget andet").where(
        Conclusion.experiment == told.id
    ).execute()
    page = visit(cast.bo).get("/summaries/2026-Q4").text
    assert REPLY in page and "Noget andet" not in page
    Experiment.update(hidden_at=NOW).where(Experiment.id == told.id).execute()
    assert REPLY not in visit(cast.bo).get("/summaries/2026-Q4").text


@pytest.mark.parametrize("change", ["unit", "unshared"])
def test_what_is_no_longer_shown_is_not_frozen(cast, change):
    told = rough(cast)
    if change == "unit":
        Experiment.update(visibility=Visibility.unit).execute()
    else:
        Conclusion.update(pushback_shared=None).execute()
    assert signed_with(cast, told.lessons.get()).content["rough"] is None


def test_a_withheld_author_is_not_told_by_it(cast, visit):
    told = rough(cast)
    Experiment.update(withheld=True).where(Experiment.id == told.id).execute()
    signature = signed_with(cast, told.lessons.get())
    assert set(signature.content["rough"]) == {
        "lesson",
        "experiment",
        "title",
        "statement",
        "kind",
    }
    assert cast.carla.name not in visit(cast.bo).get("/summaries/2026-Q4").text


def test_a_facilitator_chooses_it_in_the_form(cast, visit):
    lesson = rough(cast).lessons.get()
    drafted(cast)
    browser = visit(cast.frida)
    page = browser.get("/summaries/2026-Q4/edit").text
    assert REPLY in page
    form = words() | {"rough": lesson.id, "version": 1}
    assert browser.post("/summaries/2026-Q4/edit", data=form).status_code == 303
    assert REPLY in browser.get("/summaries/2026-Q4").text
