"""An outcome says everything about itself, so that one more is one place."""

from tests.examples import for_each_case
from tracker.lessons.enums import Outcome, OutcomeGroup


@for_each_case("outcome", Outcome)
def test_an_outcome_has_a_hint_short_words_a_sign_and_a_group(outcome):
    assert outcome.hint and outcome.counted and outcome.short != outcome.label
    assert outcome.glyph.startswith("<") and isinstance(outcome.group, OutcomeGroup)


def test_no_two_outcomes_look_or_sound_alike():
    for trait in ("label", "hint", "short", "counted", "glyph"):
        assert len({getattr(outcome, trait) for outcome in Outcome}) == len(Outcome)


def test_a_form_shows_sign_and_hint_of_every_outcome(cast, visit):
    page = visit(cast.alma).get(f"/experiments/{cast.quiz.id}/conclusion").text
    for outcome in Outcome:
        assert outcome.glyph in page
        assert f'value="{outcome.value}"' in page
        assert outcome.hint.replace("'", "&#39;") in page
