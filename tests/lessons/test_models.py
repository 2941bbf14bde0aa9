"""What a learning card demands, whoever fills it in."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.cast import NOW, TODAY, planned
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment, Stage
from tracker.lessons.enums import Decision, Outcome
from tracker.lessons.models import Conclusion, Lesson, card_problems
from tracker.plaintext import is_seen

CARD = {
    "observation": "set",
    "lesson": "lært",
    "decision": Decision.adopt,
    "outcome": Outcome.supported,
}
DRAWN = {"at": NOW, "on": TODAY}

words = some.text(max_size=300)
cards = some.fixed_dictionaries(
    {},
    optional={
        "outcome": some.none() | some.sampled_from(list(Outcome)),
        "decision": some.none() | some.sampled_from(list(Decision)),
        **dict.fromkeys(
            ("observation", "lesson", "reason", "context", "surprise"), words
        ),
        **{
            name: some.none() | some.dates() for name in ("concluded_on", "measured_on")
        },
    },
)


@given(cards)
def test_no_card_passes_without_its_four_answers(card):
    named = {problem.field for problem in card_problems(card, on=TODAY)}
    for name in ("outcome", "observation", "lesson", "decision"):
        given = card.get(name)
        assert (name in named) == (
            given is None
            or (isinstance(given, str) and not is_seen(given))
            or (name == "lesson" and len(given) > 280)
        )
    stopped_without = card.get("outcome") is Outcome.stopped and not is_seen(
        card.get("reason", "")
    )
    assert ("reason" in named) == stopped_without
    for name in ("concluded_on", "measured_on"):
        assert (name in named) == (card.get(name) is not None and card[name] > TODAY)


@given(cards)
def test_imported_history_needs_an_outcome_and_no_more(card):
    needs = [
        p
        for p in card_problems(card, imported=True)
        if p.message == "Please fill this in."
    ]
    assert [p.field for p in needs] == ([] if card.get("outcome") else ["outcome"])


def test_refused_leaves_nothing_behind(cast):
    with pytest.raises(ValidationFailed):
        Conclusion.draw(
            cast.quiz, by=cast.alma, **DRAWN, **{**CARD, "lesson": "x" * 281}
        )
    assert cast.quiz.reload().stage is Stage.running
    assert not Conclusion.select().where(Conclusion.experiment == cast.quiz).exists()


def test_concluded_once(cast):
    old = cast.quiz.reload()
    Conclusion.draw(cast.quiz, by=cast.alma, **DRAWN, **CARD)
    with pytest.raises(ValidationFailed):
        Conclusion.draw(old, by=cast.bo, **DRAWN, **CARD)
    assert Lesson.select().where(Lesson.experiment == cast.quiz).count() == 1


def test_a_draft_is_published_before_it_is_concluded(cast):
    with pytest.raises(ValidationFailed):
        Conclusion.draw(cast.dream, by=cast.alma, **DRAWN, **CARD)


def test_an_amended_card_tells_its_history_and_is_found_by_its_new_words(cast):
    card = cast.passport.conclusions.get()
    card.amend(
        version=card.version,
        lesson="Ring om morgenen",
        by=cast.bo,
        **DRAWN,
        result=57.5,
    )
    change = cast.passport.changes.order_by(-cast.passport.changes.model.id).first()
    assert change.by == cast.bo and change.changes["result"] == ["", "57.5"]
    assert change.changes["lesson"][1] == "Ring om morgenen"
    assert "morgenen" in cast.passport.reload().words


def test_a_stale_card_writes_nothing(cast):
    old = cast.passport.conclusions.get()
    card = cast.passport.conclusions.get()
    card.amend(version=card.version, lesson="Ny", by=cast.bo, **DRAWN)
    with pytest.raises(EditConflict):
        old.amend(version=old.version, lesson="Anden", by=cast.alma, **DRAWN)
    assert card.lesson.statement == "Ny"


def imported(cast) -> Conclusion:
    """History that came in with an outcome only."""
    made = planned(cast.alma, cast.facebook)
    changes = {
        "source": "gammelt.csv",
        "external_id": "1",
        "stage": Stage.concluded,
        "imported_version": made.version,
    }
    Experiment.update(**changes).where(Experiment.id == made.id).execute()
    return Conclusion.create(
        experiment=made.reload(),
        outcome=Outcome.refuted,
        by=cast.alma,
        at=NOW,
        imported=True,
    )


def test_imported_history_may_go_on_lacking_what_it_lacked_and_is_ahead_of_its_file_when_edited(
    cast,
):
    card = imported(cast)
    card.amend(
        version=card.version,
        lesson="",
        by=cast.alma,
        **DRAWN,
        surprise="det gjorde det",
    )
    now = card.reload()
    assert now.surprise == "det gjorde det" and now.lesson is None
    assert now.experiment.version > now.experiment.imported_version


def test_a_lesson_that_imported_history_was_given_is_not_lost_again(cast):
    card = imported(cast)
    card.amend(version=card.version, lesson="Nu ved vi det", by=cast.alma, **DRAWN)
    assert card.reload().lesson.statement == "Nu ved vi det"
    with pytest.raises(ValidationFailed):
        card.amend(version=card.version, lesson="", by=cast.alma, **DRAWN)


def test_a_day_to_come_is_refused(cast):
    with pytest.raises(ValidationFailed):
        Conclusion.draw(
            cast.quiz,
            by=cast.alma,
            **DRAWN,
            **CARD,
            concluded_on=TODAY + dt.timedelta(days=1),
        )
