"""The API changes and takes back what its owner may on the pages, and nothing else."""

import pytest

from tests.api.program import Program
from tests.cast import NOW, concluded, planned
from tests.examples import for_each_case
from tests.experiments.anonymous_experiment import canary, withheld
from tracker.comments.models import AcceptedAnswer, Comment
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment, Link, MetricReading, Stage
from tracker.lessons.models import Evidence, Reuse
from tracker.questions.models import OpenQuestion

# The rules are tested where they live, on both databases
pytestmark = [pytest.mark.usefixtures("visit"), pytest.mark.sqlite_by_default]
NUMBER = "010203-1234"
BODIES = {
    "endorsements": {"kind": "courage"},
    "links": {"url": "https://example.org/"},
    "readings": {"metric": "svar", "value": 1, "read_on": "2026-01-05"},
    "comments": {"text": "Hej"},
}


@pytest.fixture
def alma(app, cast):
    return Program(app, cast.alma)


@pytest.fixture
def carla(app, cast):
    return Program(app, cast.carla)


def path_of(experiment, part=""):
    return f"/experiments/{experiment.id}{part}"


# Drafts and plans


def test_draft_changes_where_something_is_sent(cast, alma):
    draft = cast.dream
    before = alma.get(path_of(draft)).json
    answer = alma.change(path_of(draft), {"title": "Live fra pladsen", "target": 12.5})
    assert answer.status_code == 200, answer.text
    assert answer.json == before | {"title": "Live fra pladsen", "target": 12.5}
    assert alma.get(path_of(draft)).json == answer.json
    row = Experiment.get_by_id(draft.id)
    assert row.stage is Stage.draft and row.version == draft.version + 1


def test_fields_are_emptied_by_null(cast, alma):
    made = alma.post("/experiments", {"hypothesis": "a", "target": 3, "format": "post"})
    path = f"/experiments/{made.json['id']}"
    answer = alma.change(path, {"target": None, "format": None, "tags": ["tone"]})
    assert (answer.json["target"], answer.json["format"]) == (None, None)
    assert answer.json["tags"] == ["tone"] and answer.json["hypothesis"] == "a"


def test_what_the_draft_keeps_beside_stays(cast, alma):
    """Co-authors, the link, an unfinished learning card."""
    draft = cast.dream
    extras = {"link": "https://example.org/a", "already": True, "card": {"lesson": "x"}}
    Experiment.update(draft_extras=extras).where(Experiment.id == draft.id).execute()
    assert alma.change(path_of(draft), {"title": "Ny"}).status_code == 200
    assert Experiment.get_by_id(draft.id).draft_extras == extras


def test_change_of_what_was_changed_meanwhile_is_refused(cast, alma):
    path = path_of(cast.dream)
    read = alma.get(path).headers["ETag"]
    alma.change(path, {"title": "Den første"})
    late = alma.patch(path, {"title": "Den anden"}, **{"If-Match": read})
    assert late.status_code == 412 and late.json["title"]
    assert Experiment.get_by_id(cast.dream.id).title == "Den første"
    blind = alma.patch(path, {"title": "Uden at se"})
    assert blind.status_code == 428


def test_two_changes_at_once_lose_nothing(cast, alma, monkeypatch):
    """The version is looked at by the verb too, after the digests were compared."""
    from tracker.api.views import edit

    path = path_of(cast.dream)

    def meanwhile(found):
        Experiment.update(version=Experiment.version + 1).where(
            Experiment.id == cast.dream.id
        ).execute()

    monkeypatch.setattr(edit, "unmatched", meanwhile)
    assert alma.patch(path, {"title": "Ny"}).status_code == 412


def test_plan_stays_within_its_rules(cast, alma):
    plan = planned(cast.alma, cast.facebook)
    for body in ({"hypothesis": ""}, {"platform": None}, {"platform": "nowhere"}):
        assert alma.change(path_of(plan), body).status_code == 422, body
    asked = alma.change(path_of(plan), {"method": NUMBER})
    assert asked.status_code == 422 and "not_cpr" in asked.json["detail"]
    assert alma.change(path_of(plan), {"publish": True}).status_code == 422
    answer = alma.change(path_of(plan), {"method": "Vi spørger først."})
    assert answer.json["method"] == "Vi spørger først."
    assert Experiment.get_by_id(plan.id).changes.count() >= 1, "it is in the history"


def test_only_authors_change_and_discard(cast, alma, carla):
    shared = path_of(cast.passport)
    assert carla.change(shared, {"title": "Min"}).status_code == 403
    assert carla.patch(path_of(cast.dream), {}, **{"If-Match": "x"}).status_code == 404
    assert carla.delete(path_of(cast.dream)).status_code == 404
    assert alma.delete(shared).status_code == 403
    assert alma.delete(path_of(cast.dream)).status_code == 204
    assert alma.get(path_of(cast.dream)).status_code == 404


def test_nobody_is_told_who_changes_a_plan_without_a_name(app, cast):
    shy = canary(cast)
    secret = withheld(cast, shy)
    path = path_of(secret)
    author = Program(app, shy)
    answer = author.change(path, {"method": "Anderledes"})
    assert answer.status_code == 200 and answer.json["anonymous"]
    shown = Program(app, cast.carla).get(path).json
    assert shown["method"] == "Anderledes" and shown["authors"] == []


# What documents an attempt


def test_links_and_readings_are_added_once_and_removed(cast, alma, carla):
    path = path_of(cast.passport)
    for _ in range(2):
        link = alma.post(
            f"{path}/links", {"url": "https://example.org/1", "label": "a"}
        )
        body = {"metric": "svar", "value": 2.5, "read_on": "2026-01-05"}
        reading = alma.post(f"{path}/readings", body)
        assert (link.status_code, reading.status_code) == (201, 201), link.text
    assert Link.select().where(Link.url == "https://example.org/1").count() == 1
    found = alma.get(f"{path}/evidence").json
    assert link.json in found["links"] and reading.json in found["readings"]
    gone = (f"{path}/links/{link.json['id']}", f"{path}/readings/{reading.json['id']}")
    assert [carla.delete(one).status_code for one in gone] == [403, 403]
    assert [alma.delete(one).status_code for one in gone] == [204, 204]
    assert [alma.delete(one).status_code for one in gone] == [404, 404]
    assert not MetricReading.select().where(MetricReading.metric == "svar").exists()


def test_parts_are_of_the_attempt_that_is_named(cast, alma):
    """Another's link is not removed by way of an own attempt."""
    other = concluded(cast.carla, cast.facebook)
    link = Link.add(other, url="https://example.org/2", by=cast.carla, at=NOW)
    assert (
        alma.delete(path_of(cast.dream, f"/links/{link.public_id}")).status_code == 404
    )
    assert Link.select().where(Link.id == link.id).exists()


@for_each_case(
    ("part", "body"),
    [
        ("links", {"url": "javascript:alert(1)"}),
        ("links", {"url": "https://example.org/", "label": NUMBER}),
        ("readings", {"metric": "svar", "value": 1, "read_on": "2999-01-01"}),
        ("readings", {"metric": "svar", "value": 1}),
    ],
)
def test_parts_have_the_errors_of_the_page(cast, alma, part, body):
    answer = alma.post(path_of(cast.passport, f"/{part}"), body)
    assert answer.status_code == 422 and answer.json["errors"]


def test_evidence_is_given_and_taken_back(cast, alma, carla):
    lesson = cast.passport.lessons.get()
    against = concluded(cast.carla, cast.facebook)
    body = {"experiment": against.id, "bearing": "contradicts", "note": "Ikke her"}
    given = carla.post(f"/lessons/{lesson.id}/evidence", body)
    assert given.status_code == 201, given.text
    assert given.json["status"] == "contested"
    draft = {"experiment": cast.dream.id, "bearing": "supports"}
    assert carla.post(f"/lessons/{lesson.id}/evidence", draft).status_code == 422
    path = f"/lessons/{lesson.id}/evidence/{against.id}"
    assert alma.delete(path).status_code == 403
    assert carla.delete(path).status_code == 204 and not Evidence.select().exists()
    assert carla.delete(path).status_code == 404


def test_conclusion_is_changed_as_it_was_read(cast, alma):
    path = path_of(cast.passport, "/conclusion")
    before = alma.get(path).json
    answer = alma.change(path, {"surprise": "Det var de unge."})
    assert answer.status_code == 200, answer.text
    assert answer.json == before | {"surprise": "Det var de unge."}
    assert alma.patch(path, {"surprise": ""}, **{"If-Match": '"x"'}).status_code == 412
    assert alma.change(path, {"lesson": ""}).status_code == 422
    assert cast.passport.lessons.get().statement, "nothing closes without a lesson"


# What colleagues say


def test_endorsement_is_given_once_and_taken_back(cast, alma, carla):
    path = path_of(cast.passport, "/endorsements")
    for _ in range(2):
        said = carla.post(path, {"kind": "courage"})
        assert said.status_code == 201, said.text
    row = next(it for it in said.json["items"] if it["kind"] == "courage")
    assert row == {"kind": "courage", "count": 1, "own": True}
    assert cast.carla.name not in alma.get(path).text
    assert alma.post(path, {"kind": "courage"}).status_code == 403, "one's own"
    assert carla.delete(f"{path}/courage").status_code == 204
    assert carla.delete(f"{path}/applause").status_code == 404
    kept = Endorsement.kind == EndorsementKind.courage
    assert not Endorsement.select().where(kept).exists()


def test_use_is_changed_and_taken_back_by_its_owner(app, cast, carla):
    lesson = cast.passport.lessons.get()
    path = f"/lessons/{lesson.id}/reuses"
    assert carla.post(path, {"note": "Brugt", "hours": 2}).status_code == 201
    row = carla.get(path).json["items"][0]
    frida = Program(app, cast.frida)
    assert frida.get(path).json["items"][0]["id"] is None, "no handle on a colleague's"
    one = f"{path}/{row['id']}"
    assert frida.delete(one).status_code == 403
    assert carla.patch(one, {"note": "Brugt igen"}).status_code == 200
    reuse = Reuse.get_by_id(row["id"])
    assert (reuse.note, reuse.hours) == ("Brugt igen", 2)
    assert carla.delete(one).status_code == 204 and not Reuse.select().exists()


def test_comment_is_changed_and_removed_by_its_author(cast, alma, carla):
    path = path_of(cast.passport, "/comments")
    made = carla.post(path, {"text": "Hej"}).json
    one = f"{path}/{made['id']}"
    assert alma.patch(one, {"text": "Nej"}).status_code == 403
    changed = carla.patch(one, {"text": "Hej igen"})
    assert changed.json["text"] == "Hej igen"
    assert carla.patch(one, {"text": " "}).status_code == 422
    assert alma.delete(one).status_code == 403
    assert carla.delete(one).status_code == 204
    assert Comment.get(Comment.public_id == made["id"]).body == ""
    assert carla.patch(one, {"text": "Tilbage"}).status_code == 403


def test_question_is_closed_by_who_asked_it(app, cast, alma, carla):
    path = path_of(cast.passport, "/comments")
    asked = carla.post(path, {"text": "Hvor længe?", "asks": True}).json
    reply = alma.post(path, {"text": "En uge", "reply_to": asked["id"]}).json
    closing = f"{path}/{asked['id']}/answer"
    body = {"reply": reply["replies"][0]["id"]}
    frida = Program(app, cast.frida)
    assert frida.post(closing, body).status_code == 403
    closed = carla.post(closing, body)
    assert closed.status_code == 201 and closed.json["answered"] is True
    assert AcceptedAnswer.get().reply.body == "En uge"
    assert carla.post(closing, {"reply": 1}).status_code == 404
    assert carla.delete(closing).status_code == 204
    assert not AcceptedAnswer.select().exists()


# Open questions


def test_open_question_is_asked_looked_into_and_removed(cast, alma, carla):
    asked = carla.post(
        "/questions", {"text": "Svarer de om aftenen?", "platform": "facebook"}
    )
    assert asked.status_code == 201, asked.text
    assert asked.json["asker"] is None and asked.json["told"] is True
    path = f"/questions/{asked.json['id']}"
    assert alma.get(path).json["told"] is False
    assert alma.items("/questions?q=aftenen")[0]["state"] == "open"
    body = {"experiment": cast.passport.id}
    assert carla.post(f"{path}/attempts", body).status_code == 403
    linked = alma.post(f"{path}/attempts", body)
    assert [it["id"] for it in linked.json["items"]] == [cast.passport.id]
    assert alma.get(path).json["state"] == "answered"
    assert alma.delete(f"{path}/attempts/{cast.passport.id}").status_code == 204
    assert (
        alma.post(f"{path}/attempts", {"experiment": cast.dream.id}).status_code == 403
    )
    assert alma.delete(path).status_code == 403
    assert carla.delete(path).status_code == 204
    assert carla.get(path).status_code == 404
    assert OpenQuestion.get().body == ""


def test_same_key_asks_once(cast, carla):
    key = {"Idempotency-Key": "tirsdag"}
    ids = {
        carla.post("/questions", {"text": "Hvornår?"}, **key).json["id"]
        for _ in range(2)
    }
    assert len(ids) == 1 and OpenQuestion.select().count() == 1


def test_named_asker_is_told_but_not_to_services(app, cast, carla):
    carla.post("/questions", {"text": "Hvem tør?", "named": True})
    assert carla.items("/questions")[0]["asker"] == cast.carla.name
    service = Program(app, cast.ada, "read", service=True)
    assert service.items("/questions")[0]["asker"] is None


def test_attempts_of_a_unit_are_not_told_behind_a_question(app, cast, alma, carla):
    """What only the unit sees is neither listed nor counted for others."""
    asked = carla.post("/questions", {"text": "Virker en quiz?"}).json
    path = f"/questions/{asked['id']}"
    alma.post(f"{path}/attempts", {"experiment": cast.quiz.id})
    eva = Program(app, cast.eva)
    assert [it["id"] for it in eva.get(f"{path}/attempts").json["items"]] == [
        cast.quiz.id
    ]
    assert carla.get(f"{path}/attempts").json["items"] == []
    assert carla.get(path).json["state"] == "open"
    for part in ("endorsements", "links", "readings", "comments"):
        assert (
            carla.post(path_of(cast.quiz, f"/{part}"), BODIES[part]).status_code == 404
        )


@for_each_case("part", ["endorsements", "links", "comments"])
def test_a_draft_is_there_for_its_authors_only(cast, carla, part):
    answer = carla.post(path_of(cast.dream, f"/{part}"), BODIES[part])
    assert answer.status_code == 404
