"""Evidence is given once per attempt, by anybody who sees both; who may not see the
attempt sees that there is one more.
"""

import pytest

from tests.cast import NOW, concluded, planned
from tests.examples import for_each_case
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Tag, Visibility
from tracker.jobs.models import Job
from tracker.lessons.enums import EvidenceDirection, Outcome
from tracker.lessons.models import Evidence
from tracker.lessons.queries import evidence_candidates, lesson_detail
from tracker.lineage.models import BuildsOn


@pytest.fixture
def lesson(cast):
    return cast.passport.lessons.get()


@pytest.fixture
def lunch(cast):
    return concluded(
        cast.carla, cast.facebook, outcome=Outcome.supported, title="Ved frokost"
    )


def give(lesson, experiment, by, bearing=EvidenceDirection.supports, **more):
    return Evidence.add(
        lesson, experiment=experiment, bearing=bearing, by=by, at=NOW, **more
    )


def told_jobs() -> list[dict]:
    return [
        row.payload
        for row in Job.select().where(Job.kind == "tell")
        if row.payload["what"] == "evidence"
    ]


def test_said_again_by_the_same_person_the_newer_words_stand(cast, lesson, lunch):
    give(lesson, lunch, cast.carla, note="også om fredagen")
    give(
        lesson, lunch, cast.carla, EvidenceDirection.contradicts, note="dog ikke i juli"
    )
    assert [(row.bearing, row.note) for row in lesson.evidence] == [
        (EvidenceDirection.contradicts, "dog ikke i juli")
    ]
    (one,) = told_jobs()
    assert (
        one["lesson"] == lesson.id
        and one["source"] == lunch.id
        and one["experiment"] == cast.passport.id
    )


def test_a_colleague_does_not_overrule_what_was_said(cast, lesson, lunch):
    give(lesson, lunch, cast.carla)
    with pytest.raises(ValidationFailed):
        give(lesson, lunch, cast.leif, EvidenceDirection.contradicts)
    assert lesson.evidence.get().bearing is EvidenceDirection.supports


def test_only_what_is_concluded_and_not_the_origin_counts(cast, lesson):
    for attempt in (cast.passport, cast.quiz, cast.dream):
        with pytest.raises(ValidationFailed):
            give(lesson, attempt, cast.alma)
    assert not Evidence.select().exists() and not told_jobs()


def test_evidence_is_given_seen_and_taken_back(cast, visit, lesson, lunch):
    carla = visit(cast.carla)
    answer = carla.post(
        f"/lessons/{lesson.id}/evidence",
        data={"experiment": lunch.id, "bearing": "supports", "note": "også her"},
    )
    assert (answer.status_code, answer.location) == (
        303,
        f"/lessons/{lesson.id}#evidence",
    )
    page = visit(cast.leif).get(f"/lessons/{lesson.id}").text
    assert (
        "Ved frokost" in page
        and "også her" in page
        and ">Supported<" in page
        and "Take it back" not in page
    )
    named = {"experiment": f"#{lunch.id}"}
    assert (
        visit(cast.leif)
        .post(f"/lessons/{lesson.id}/evidence/withdrawal", data=named)
        .status_code
        == 403
    )
    assert (
        carla.post(f"/lessons/{lesson.id}/evidence/withdrawal", data=named).status_code
        == 303
    )
    assert (
        carla.post(f"/lessons/{lesson.id}/evidence/withdrawal", data=named).status_code
        == 303
    )
    assert ">Emerging<" in carla.get(f"/lessons/{lesson.id}").text


@for_each_case(
    "wrong",
    [
        {},
        {"bearing": "supports"},
        {"bearing": "perhaps"},
        {"note": "x" * 501, "bearing": "supports"},
    ],
)
def test_what_is_missing_is_told_beside_the_field(cast, visit, lesson, lunch, wrong):
    data = (
        {"experiment": str(lunch.id), **wrong}
        if "note" in wrong or wrong.get("bearing") == "perhaps"
        else wrong
    )
    answer = visit(cast.carla).post(f"/lessons/{lesson.id}/evidence", data=data)
    assert (
        answer.status_code == 422
        and "to correct" in answer.text
        and not Evidence.select().exists()
    )


def test_an_attempt_that_is_not_the_viewers_to_see_is_a_number(cast, visit, lesson):
    secret = concluded(
        cast.alma, cast.facebook, title="Hemmelig prøve", visibility=Visibility.unit
    )
    answer = visit(cast.carla).post(
        f"/lessons/{lesson.id}/evidence",
        data={"experiment": secret.id, "bearing": "supports"},
    )
    assert answer.status_code == 422 and "Hemmelig" not in answer.text
    give(lesson, secret, cast.alma, note="kun for os")
    page = visit(cast.carla).get(f"/lessons/{lesson.id}").text
    assert (
        "Hemmelig" not in page
        and "kun for os" not in page
        and "1 more, visible to its unit" in page
        and ">Supported<" in page
    )
    assert "Hemmelig prøve" in visit(cast.eva).get(f"/lessons/{lesson.id}").text
    known = lesson_detail(lesson, cast.carla)
    assert known.unseen == (1, 0) and known.supporting == 2 and len(known.supports) == 1


def test_concluding_asks_what_it_bears_on_and_each_answer_is_noted(cast, visit, lesson):
    child = concluded(
        cast.carla,
        cast.facebook,
        title="Noget helt andet",
        hypothesis="en film slår et opslag",
    )
    BuildsOn.record(child, cast.passport)
    assert [row.lesson for row in evidence_candidates(child, cast.carla)] == [lesson]
    carla = visit(cast.carla)
    page = carla.get(f"/experiments/{child.id}/bearings").text
    assert lesson.statement in page and "None of these" in page
    back = f"/experiments/{child.id}/bearings"
    sent = {"experiment": f"#{child.id}", "bearing": "contradicts", "next": back}
    assert carla.post(f"/lessons/{lesson.id}/evidence", data=sent).location == back
    page = carla.get(back).text
    assert (
        "You have said" in page
        and "Contradicts it" in page
        and evidence_candidates(child, cast.carla) == []
    )
    assert "Contradicts it" in carla.get(f"/experiments/{child.id}").text


def test_it_finds_by_words_and_tags_but_not_by_platform_alone(cast, lesson):
    plain = {"hypothesis": "en film slår et opslag", "title": "Noget helt andet"}
    child = concluded(cast.carla, cast.facebook, **plain)
    for number in range(6):  # what nearly all say is no likeness
        planned(cast.bo, cast.facebook, title=f"Nummer {number}", hypothesis="x")
    # The cast's lessons are all the same sentence
    assert lesson in [row.lesson for row in evidence_candidates(child, cast.carla)]
    child.lessons.get().restate("Katte sover længe", "")
    assert evidence_candidates(child.reload(), cast.carla) == []
    Tag.named("pas")
    for attempt in (child, cast.passport):
        attempt.amend(
            version=attempt.reload().version, by=cast.alma, at=NOW, tags=["pas"]
        )
    assert [row.lesson for row in evidence_candidates(child.reload(), cast.carla)] == [
        lesson
    ]


def test_answering_leads_only_to_places_here(cast, visit, lesson, lunch):
    sent = {"experiment": lunch.id, "bearing": "supports", "next": "//evil.example"}
    assert (
        visit(cast.carla).post(f"/lessons/{lesson.id}/evidence", data=sent).location
        == f"/lessons/{lesson.id}#evidence"
    )
