"""The API: what it reads and writes, by the rules of the pages."""

import pytest

from tests.api.program import Program
from tests.cast import NOW, concluded, planned
from tests.examples import for_each_case
from tests.experiments.anonymous_experiment import (
    canary,
    much_happens,
    traces,
    withheld,
)
from tracker.accounts.models import Person, Setting
from tracker.comments.models import Comment
from tracker.experiments.models import (
    Experiment,
    ExperimentQuestion,
    Stage,
    Visibility,
)
from tracker.questions.models import OpenQuestion
from tracker.tokens.enums import Scope

NUMBER = "010203-1234"
PLAN = {
    "title": "Kort svar først",
    "hypothesis": "at flere læser med",
    "platform": "facebook",
    "tags": ["korte svar", "tone"],
    "baseline": 12.5,
    "target": 20,
    "starts_on": "2026-12-01",
}
CARD = {
    "outcome": "refuted",
    "could_tell": "yes",
    "observation": "Ingen læste med.",
    "lesson": "Korte svar er ikke nok.",
    "decision": "stop",
}

# The rules are tested where they live, on both databases
pytestmark = [pytest.mark.usefixtures("visit"), pytest.mark.sqlite_by_default]


@pytest.fixture
def alma(app, cast):
    return Program(app, cast.alma)


# Reading


def test_whoever_calls_sees_what_they_see_on_the_pages(app, cast, alma):
    def titles(person):
        return {it["title"] for it in Program(app, person).items("/experiments")}

    assert titles(cast.eva) == {cast.passport.title, cast.quiz.title}
    assert titles(cast.carla) == {cast.passport.title}
    drafts = alma.items("/experiments?stage=draft")
    assert [it["title"] for it in drafts] == [cast.dream.title]
    assert not Program(app, cast.bo).items("/experiments?stage=draft")


@for_each_case("part", ["", "/evidence", "/conclusion", "/comments"])
def test_what_is_not_theirs_to_see_is_not_there(app, cast, part):
    carla = Program(app, cast.carla)
    for hidden in (cast.quiz, cast.dream):
        answer = carla.get(f"/experiments/{hidden.id}{part}")
        assert answer.status_code == 404
        assert answer.content_type == "application/problem+json"


def test_a_page_of_the_list_leads_to_the_next(app, cast, alma):
    for n in range(5):
        planned(cast.alma, cast.facebook, title=f"Nummer {n}")
    first = alma.get("/experiments?per_page=2").json
    assert len(first["items"]) == 2 and "after=" in first["next"]
    found = alma.items("/experiments?per_page=2")
    ids = [it["id"] for it in found]
    assert len(ids) == len(set(ids)) == 7


def test_filters_are_those_of_the_page(app, cast, alma):
    assert alma.get("/experiments?outcome=refuted").json["items"]
    assert not alma.get("/experiments?outcome=supported").json["items"]
    for query in ("unit=999999", "outcome=won", "since=yesterday", "page=2", "sort=x"):
        answer = alma.get(f"/experiments?{query}")
        assert answer.status_code == 400, query
        assert answer.json["status"] == 400


def test_words_find_attempts_and_lessons(app, cast, alma):
    word = cast.passport.title.split()[0]
    found = alma.get(f"/search?q={word}").json
    assert found["exact"] and found["experiments"][0]["id"] == cast.passport.id
    assert not alma.get("/search?q=").json["experiments"]


def test_what_is_unchanged_is_not_sent_again(app, cast, alma):
    path = f"/experiments/{cast.passport.id}"
    mark = alma.get(path).headers["ETag"]
    again = alma.get(path, **{"If-None-Match": mark})
    assert again.status_code == 304 and not again.data
    cast.passport.amend(
        version=cast.passport.version, by=cast.alma, at=NOW, metric="læsere"
    )
    assert alma.get(path, **{"If-None-Match": mark}).status_code == 200


def test_errors_are_in_the_language_of_the_owner(app, cast):
    for person, locale in ((cast.alma, "da"), (cast.carla, "en")):
        Person.update(locale=locale).where(Person.id == person.id).execute()
    texts = [
        Program(app, person.reload()).get("/experiments/999999").json["title"]
        for person in (cast.alma, cast.carla)
    ]
    assert texts == ["Her er ikke noget", "There is nothing here"]


def test_unknown_address_is_a_problem_too(app, cast, alma):
    assert alma.get("/nonsense").content_type == "application/problem+json"
    wrong = alma.client.delete("/api/v1/experiments", headers=alma.headers)
    assert wrong.status_code == 405
    assert wrong.content_type == "application/problem+json"
    assert "GET" in wrong.headers["Allow"]


def test_figures_are_for_those_who_may_read_the_dashboard(app, cast):
    assert Program(app, cast.eva).get("/measures").json["items"]
    Setting.choose("dashboard", "leaders")
    assert Program(app, cast.eva).get("/measures").status_code == 403
    assert Program(app, cast.leif).get("/measures").status_code == 200


# What must not be told


def test_nobody_is_told_who_wrote_without_a_name(app, cast, request):
    """Each address by one of those who see most, in turn; with --faults by all of them."""
    shy = canary(cast)
    secret = withheld(cast, shy)
    much_happens(app, cast, shy, secret)
    lesson = secret.lessons.get().id
    question = OpenQuestion.add(body="Hvem tør?", by=cast.bo, at=NOW)
    ExperimentQuestion.add(secret, question, by=shy, at=NOW)
    paths = [
        "/experiments",
        "/experiments?sort=built_on",
        f"/experiments/{secret.id}",
        f"/experiments/{secret.id}/evidence",
        f"/experiments/{secret.id}/conclusion",
        f"/experiments/{secret.id}/comments",
        f"/experiments/{secret.id}/endorsements",
        "/questions",
        f"/questions/{question.id}/attempts",
        "/lessons",
        f"/lessons/{lesson}",
        f"/lessons/{lesson}/reuses",
        "/search?q=regneark",
        "/measures",
    ]
    readers = (cast.eva, cast.frida, cast.leif, cast.ada)
    share = 1 if request.config.getoption("--faults") else len(readers)
    for turn, who in enumerate(readers):
        program = Program(app, who)
        for path in paths[turn % share :: share]:
            answer = program.get(path)
            assert answer.status_code == 200, path
            assert not traces(answer.text, shy), path
    item = Program(app, cast.eva).get(f"/experiments/{secret.id}").json
    assert item["anonymous"] and not item["authors"]
    talk = Program(app, cast.eva).items(f"/experiments/{secret.id}/comments")
    replies = [reply for it in talk for reply in it["replies"]]
    assert {it["author"] for it in talk + replies if it["by_author"]} == {None}


def test_unit_of_one_who_wrote_without_a_name_is_not_told_where_it_is_small(app, cast):
    shy = canary(cast)
    secret = withheld(cast, shy)
    program = Program(app, cast.carla)
    assert program.get(f"/experiments/{secret.id}").json["unit"]["name"]
    cast.eva.disable(NOW)
    assert program.get(f"/experiments/{secret.id}").json["unit"] is None


def test_hidden_text_is_gone_for_all_but_those_who_mend_it(app, cast):
    Experiment.update(hidden_at=NOW).where(Experiment.id == cast.passport.id).execute()
    path = f"/experiments/{cast.passport.id}"
    assert Program(app, cast.carla).get(path).status_code == 404
    assert Program(app, cast.frida).get(path).status_code == 200
    assert Program(app, cast.ada, Scope.read, service=True).get(path).status_code == 404


def test_hidden_and_removed_comments_have_no_text(app, cast):
    said = [
        Comment.add(cast.passport, body=text, by=cast.carla, at=NOW)
        for text in ("Skjult ord", "Slettet ord")
    ]
    Comment.update(hidden_at=NOW).where(Comment.id == said[0].id).execute()
    said[1].remove(by=cast.carla, at=NOW)
    answer = Program(app, cast.eva).get(f"/experiments/{cast.passport.id}/comments")
    assert "ord" not in answer.text
    assert {it["author"] for it in answer.json["items"]} == {None}


def test_erased_name_is_gone(app, cast):
    path = f"/experiments/{cast.passport.id}"
    eva = Program(app, cast.eva)
    assert "Alma Holm" in eva.get(path).json["authors"]
    cast.alma.erase(NOW)
    assert "Alma" not in eva.get(path).text


def test_service_sees_what_everybody_sees_and_no_names(app, cast):
    Comment.add(cast.passport, body="Godt set", by=cast.carla, at=NOW)
    service = Program(app, cast.ada, Scope.read, service=True)
    titles = [it["title"] for it in service.items("/experiments")]
    assert titles == [cast.passport.title]
    assert service.get(f"/experiments/{cast.passport.id}").json["authors"] == []
    assert "Carla" not in service.get(f"/experiments/{cast.passport.id}/comments").text
    assert service.get(f"/experiments/{cast.quiz.id}").status_code == 404
    assert service.get("/summaries").status_code == 200


def test_lists_tell_no_author(app, cast):
    answer = Program(app, cast.ada).get("/experiments")
    assert "Alma" not in answer.text and "Bo Friis" not in answer.text


# Writing


def test_draft_is_logged_then_shared_started_and_concluded(app, cast, alma):
    made = alma.post("/experiments", PLAN)
    assert made.status_code == 201, made.text
    it = made.json
    assert made.headers["Location"].endswith(f"/api/v1/experiments/{it['id']}")
    assert (it["stage"], it["baseline"], it["tags"]) == (
        "draft",
        12.5,
        ["korte svar", "tone"],
    )
    assert Program(app, cast.bo).get(f"/experiments/{it['id']}").status_code == 404
    path = f"/experiments/{it['id']}"
    assert alma.post(f"{path}/publication").json["stage"] == "planned"
    started = alma.post(f"{path}/start", {"criterion": "20 læser med"})
    assert started.json["stage"] == "running"
    drawn = alma.post(f"{path}/conclusion", CARD)
    assert drawn.status_code == 201, drawn.text
    seen = Program(app, cast.carla).get(path).json
    assert (seen["outcome"], seen["lesson"]) == ("refuted", CARD["lesson"])


def test_shared_at_once(app, cast, alma):
    made = alma.post("/experiments", PLAN | {"publish": True})
    assert made.json["stage"] == "planned"
    assert Experiment.get_by_id(made.json["id"]).author == cast.alma


def test_same_key_makes_one(app, cast, alma):
    before = Experiment.select().count()
    sent = [
        alma.post(
            "/experiments", PLAN | {"publish": True}, **{"Idempotency-Key": "mandag"}
        )
        for _ in range(3)
    ]
    assert len({answer.json["id"] for answer in sent}) == 1
    assert Experiment.select().count() == before + 1
    other = alma.post(
        f"/experiments/{cast.passport.id}/comments",
        {"text": "Hej"},
        **{"Idempotency-Key": "mandag"},
    )
    assert other.status_code == 422


@for_each_case(
    ("more", "field"),
    [
        ({"title": "x" * 201}, "title"),
        ({"cost": 1.5}, "cost"),
        ({"ends_on": "snart"}, "ends_on"),
        ({"ends_on": "24. december 2026"}, "ends_on"),
        ({"platform": "myspace"}, "platform"),
        ({"author": 1}, "author"),
        ({"withheld": True}, "withheld"),
        ({"title": 5}, "title"),
        ({"cost": 10**400}, "cost"),
        ({"builds_on": [-1]}, "builds_on"),
        ({"tags": "a"}, "tags"),
        ({"title": "\ud800"}, "title"),
        ({"visibility": "world"}, "visibility"),
        ({"hypothesis": ""}, "hypothesis"),
    ],
)
def test_errors_stand_beside_their_fields(app, cast, alma, more, field):
    answer = alma.post("/experiments", PLAN | {"publish": True} | more)
    assert answer.status_code == 422
    assert field in {row["field"] for row in answer.json["errors"]}


def test_cpr_number_is_asked_about_in_every_text(app, cast, alma):
    passport = cast.passport
    quiz = f"/experiments/{cast.quiz.id}"
    asked = [
        (alma, "/experiments", PLAN | {"method": f"Ring til {NUMBER}"}),
        (alma, f"{quiz}/conclusion", CARD | {"observation": f"Vi så {NUMBER}"}),
        (alma, f"/experiments/{passport.id}/comments", {"text": f"Hej {NUMBER}"}),
    ]
    lesson = passport.lessons.get().id
    carla = Program(app, cast.carla)
    asked.append((carla, f"/lessons/{lesson}/reuses", {"note": NUMBER}))
    for program, path, body in asked:
        assert program.post(path, body).status_code == 422, path
        answer = program.post(path, body | {"not_cpr": True})
        assert answer.status_code == 201, (path, answer.text)


def test_draft_with_a_cpr_number_is_not_shared_unasked(app, cast, alma):
    Experiment.update(hypothesis=f"Ring til {NUMBER}").where(
        Experiment.id == cast.dream.id
    ).execute()
    path = f"/experiments/{cast.dream.id}/publication"
    assert alma.post(path).status_code == 422
    assert cast.dream.reload().is_draft
    assert alma.post(path, {"not_cpr": True}).status_code == 200


def test_only_authors_start_share_and_conclude(app, cast):
    eva = Program(app, cast.eva)
    for act, body in (
        ("start", {"criterion": "x"}),
        ("publication", {}),
        ("conclusion", CARD),
    ):
        assert eva.post(f"/experiments/{cast.quiz.id}/{act}", body).status_code == 403
        assert eva.post(f"/experiments/{cast.dream.id}/{act}", body).status_code == 404
    assert cast.quiz.reload().stage is Stage.running


def test_what_has_begun_or_is_not_shared_is_not_started(app, cast, alma):
    for experiment in (cast.quiz, cast.dream):
        path = f"/experiments/{experiment.id}/start"
        assert alma.post(path, {"criterion": "x"}).status_code == 422


def test_nothing_closes_without_a_lesson(app, cast, alma):
    card = {name: value for name, value in CARD.items() if name != "lesson"}
    answer = alma.post(f"/experiments/{cast.quiz.id}/conclusion", card)
    assert answer.status_code == 422
    assert cast.quiz.reload().stage is Stage.running


def test_question_and_reply(app, cast):
    eva = Program(app, cast.eva)
    path = f"/experiments/{cast.passport.id}/comments"
    asked = eva.post(path, {"text": "Hvor mange?", "asks": True})
    assert asked.status_code == 201 and asked.json["asks"]
    told = Program(app, cast.alma).post(
        path, {"text": "Ti.", "reply_to": asked.json["id"]}
    )
    assert told.json["replies"][-1]["text"] == "Ti."
    for number, status in ((12, 404), (0, 422), (-1, 422)):
        gone = eva.post(path, {"text": "Ti.", "reply_to": number})
        assert gone.status_code == status


def test_lesson_is_used(app, cast):
    lesson = cast.passport.lessons.get()
    carla = Program(app, cast.carla)
    told = carla.post(f"/lessons/{lesson.id}/reuses", {"note": "Flyttet til frokost"})
    assert told.status_code == 201 and told.json["times_used"] == 1
    uses = carla.items(f"/lessons/{lesson.id}/reuses")
    assert uses[0]["unit"]["name"] == "Bibliotek" and "Carla" not in str(uses)
    own = Program(app, cast.alma).post(f"/lessons/{lesson.id}/reuses", {"note": "Selv"})
    assert own.status_code == 403


def test_attempt_of_a_unit_builds_on_what_one_may_see_alone(app, cast):
    carla = Program(app, cast.carla)
    refused = carla.post("/experiments", PLAN | {"builds_on": [cast.quiz.id]})
    assert refused.status_code == 404
    built = carla.post("/experiments", PLAN | {"builds_on": [cast.passport.id]})
    assert built.status_code == 201


@for_each_case(
    ("data", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"NaN", 400),
        (b'{"baseline": NaN}', 400),
        (b'{"baseline": 1e999}', 422),
        (b"[" * 100_000, 400),
        (b'"\xff"', 400),
    ],
)
def test_what_is_no_json_is_refused(app, cast, alma, data, status):
    answer = alma.client.post(
        "/api/v1/experiments",
        data=data,
        headers=alma.headers | {"Content-Type": "application/json"},
    )
    assert answer.status_code == status, answer.text
    form = alma.client.post("/api/v1/experiments", data=PLAN, headers=alma.headers)
    assert form.status_code == 415


# Accounts


def test_accounts_are_listed_closed_and_opened(app, cast):
    ada = Program(app, cast.ada, Scope.people)
    bo = Program(app, cast.bo)
    assert {it["name"] for it in ada.items("/people")} >= {"Alma Holm", "Dan Bech"}
    assert bo.get("/people").status_code == 403
    closed = ada.post(f"/people/{cast.bo.id}/closing")
    assert closed.json["open"] is False
    assert bo.get("/experiments").status_code == 401
    assert ada.post(f"/people/{cast.bo.id}/opening").json["open"] is True
    assert bo.get("/experiments").status_code == 401, "its token stays ended"


def test_last_administrator_cannot_be_closed(app, cast):
    service = Program(app, cast.ada, Scope.people, service=True)
    assert service.post(f"/people/{cast.ada.id}/closing").status_code == 409
    assert cast.ada.reload().is_active


def test_unit_only_lesson_stays_in_the_unit(app, cast):
    ours = concluded(cast.alma, cast.facebook, visibility=Visibility.unit)
    lesson = ours.lessons.get().id
    assert Program(app, cast.eva).get(f"/lessons/{lesson}").status_code == 200
    carla = Program(app, cast.carla)
    assert carla.get(f"/lessons/{lesson}").status_code == 404
    assert carla.get(f"/lessons/{lesson}/reuses").status_code == 404
    assert lesson not in {it["id"] for it in carla.items("/lessons")}
