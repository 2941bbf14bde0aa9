""" "May I?": from answers to the word, the clauses and the words to use."""

from tests.examples import for_each_case
from tracker.guidelines.enums import About, CheckVerdict, People, SpeakingFor
from tracker.guidelines.models import Clause, ClauseKind, Guideline, Stance, Touches
from tracker.guidelines.queries.check import Answers, check_answers
from tracker.guidelines.queries.guideline import everywhere


def asked(speaking="myself", people="nobody", about="nothing", on=None):
    place = [Guideline.get(Guideline.slug == on)] if on else []
    answers = Answers(SpeakingFor(speaking), People(people), About(about))
    return check_answers([*place, everywhere()], answers)


@for_each_case(
    ("answers", "told"),
    [
        ({"speaking": "private"}, "free"),
        ({"speaking": "private", "people": "not_asked", "about": "case"}, "free"),
        ({}, "yes"),
        ({"on": "facebook"}, "yes"),
        ({"on": "x"}, "yes"),  # under one's own name, where we only listen
        ({"on": "x", "speaking": "organisation"}, "ask"),
        # Before a page is opened in our name
        ({"on": "facebook", "speaking": "organisation"}, "ask"),
        # Not now, and not on a phone for work
        ({"on": "tiktok", "speaking": "organisation"}, "leave"),
        ({"people": "agreed"}, "yes"),
        ({"people": "not_asked"}, "ask"),
        ({"people": "children"}, "ask"),
        ({"about": "colleague"}, "ask"),
        ({"about": "colleague", "people": "agreed"}, "yes"),
        ({"about": "case"}, "leave"),
        ({"about": "case", "people": "agreed", "on": "facebook"}, "leave"),
    ],
)
def test_what_one_is_told(rows, answers, told):
    assert asked(**answers).verdict.value == told


def test_a_yes_has_words_to_use_and_those_of_the_platform_come_first(rows):
    answer = asked(on="facebook")
    assert (
        answer.words
        and answer.leading[0].guideline.slug == "facebook"
        and not any(clause.stops for clause in answer.leading)
    )
    assert not any(clause.stops for clause in answer.more + answer.words + answer.safe)


def test_a_no_begins_with_what_one_may_do_instead(rows):
    answer = asked(about="case")
    assert (
        answer.leading[0].kind is ClauseKind.recommend
        and answer.words[0] == answer.leading[0]
    )
    assert any(clause.kind is ClauseKind.dont for clause in answer.leading)
    assert answer.safe and all(
        clause.kind is ClauseKind.may and clause.touches is Touches.work
        for clause in answer.safe
    )


def test_children_are_told_of_before_other_people(rows):
    assert asked(people="children").leading[0].touches is Touches.children
    assert not any(
        clause.touches is Touches.children
        for clause in asked(people="not_asked").leading
    )


def test_it_says_what_the_organisation_has_written_but_never_that_a_case_may_be_told(
    rows,
):
    Clause.update(retired_at=Clause.made_at).where(
        Clause.kind.in_([ClauseKind.ask, ClauseKind.dont])
    ).execute()
    assert asked(people="not_asked").verdict is CheckVerdict.yes
    assert asked(about="case").verdict is CheckVerdict.leave


def test_where_we_listen_nobody_posts_for_us_unasked_even_if_no_clause_says_so(rows):
    Clause.update(retired_at=Clause.made_at).execute()
    answer = asked(on="x", speaking="organisation")
    assert answer.verdict is CheckVerdict.ask and answer.listens
    Guideline.update(stance=Stance.active).where(Guideline.slug == "x").execute()
    assert asked(on="x", speaking="organisation").verdict is CheckVerdict.yes
