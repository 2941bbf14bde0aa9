"""Edit conflicts: one mixin merges, and each field says how its values are shown."""

from pathlib import Path

from werkzeug.datastructures import MultiDict

from tests.cast import NOW
from tracker.stakeholders.forms.stakeholder import StakeholderForm
from tracker.stakeholders.models import Stakeholder
from tracker.web.conflicts import answer_conflict

TRACKER = Path(__file__).parents[2] / "tracker"


def conflict(app, cast, **mine):
    """What the form shows after somebody else gave the stakeholder an owner and a day."""
    card = {"name": "Pressen", "interest": 3, "influence": 3}
    row = Stakeholder.add(at=NOW, by=cast.frida, **card)
    row.change(version=1, at=NOW, by=cast.bo, **{**card, "owner": cast.bo})
    sent = MultiDict({**card, "version": "1", **mine})
    with app.test_request_context(
        method="POST", data=sent, headers={"Accept-Language": "en"}
    ):
        form = StakeholderForm.onto(row)
        form.platforms.data = []
        found = form.conflicts(row.reload())
        assert form.made_from == row.reload().version
        return found


def test_a_colleague_a_day_and_a_choice_are_told_in_words(app, cast):
    told = conflict(app, cast, owner="Alma", next_contact="2026-10-01", interest="5")
    assert {(one.label, one.mine, one.theirs) for one in told} >= {
        ("Next contact", "1 Oct 2026", ""),
        ("Interest", "5 – very high", "3 – medium"),
    }


def test_no_conflict_is_answered_as_saved():
    class Same:
        def conflicts(self, row):
            return []

    class Other:
        def conflicts(self, row):
            return ["one"]

    def page(row, conflicts):
        return f"{row}: {conflicts}"

    assert answer_conflict(Same(), "row", page, lambda: "saved") == "saved"
    assert answer_conflict(Other(), "row", page, None) == ("row: ['one']", 409)


def test_who_catches_an_edit_conflict_answers_it_in_the_one_place():
    """Merging by hand in a view is what this replaces."""
    assert not [
        path
        for path in TRACKER.rglob("views/*.py")
        if ".merge(" in path.read_text() or ".meet(" in path.read_text()
    ]
