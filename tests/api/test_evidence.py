"""Pictures, documents and readings by the API: the limits, checks and readers of the pages."""

import datetime as dt
import io

import pytest
from PIL import Image

from tests.api.program import Program
from tests.cast import NOW
from tests.examples import for_each_case
from tests.experiments.anonymous_experiment import canary, withheld
from tests.experiments.pictures import CANARY, picture, telling_photo
from tracker.experiments import files
from tracker.experiments.files import budget
from tracker.experiments.models import Document, Experiment, MetricReading, Picture
from tracker.tokens.enums import Scope

# The rules are tested where they live, on both databases
pytestmark = [pytest.mark.usefixtures("visit"), pytest.mark.sqlite_by_default]
NUMBER = "010203-1234"
PDF = b"%PDF-1.7 en plan"


@pytest.fixture
def alma(app, cast):
    return Program(app, cast.alma)


@pytest.fixture
def carla(app, cast):
    return Program(app, cast.carla)


def path_of(experiment, part=""):
    return f"/experiments/{experiment.id}{part}"


def hang(program, experiment, **fields):
    fields = {"picture": (picture(), "skilt.png"), **fields}
    return program.upload(path_of(experiment, "/pictures"), fields)


def place(address: str) -> str:
    """The path below the API of an address that it gave."""
    return address.partition("/api/v1")[2]


# Pictures


def test_picture_is_sent_listed_read_described_and_removed(cast, alma, carla):
    made = hang(alma, cast.passport, description="Et skilt")
    assert made.status_code == 201, made.text
    shown = carla.get(path_of(cast.passport, "/evidence")).json["pictures"]
    assert shown == [made.json] and made.json["description"] == "Et skilt"
    file = place(made.json["file"])
    read = carla.get(file)
    assert read.mimetype == "image/webp" and read.data[:4] == b"RIFF"
    small = carla.get(f"{file}?size=small")
    assert small.headers["ETag"] != read.headers["ETag"]
    again = carla.get(file, **{"If-None-Match": read.headers["ETag"]})
    assert again.status_code == 304 and not again.data
    assert "Last-Modified" not in read.headers, "it would tell when it was sent"
    said = alma.patch(file, {"description": "Et nyt skilt"})
    assert said.json["description"] == "Et nyt skilt"
    assert carla.patch(file, {"description": "Nej"}).status_code == 403
    assert carla.delete(file).status_code == 403
    assert alma.delete(file).status_code == 204
    assert not Picture.select().exists()
    assert carla.get(file).status_code == 404


def test_nothing_comes_along_with_a_picture(cast, alma):
    sent = {"picture": (telling_photo(), f"{CANARY.decode()}.jpg")}
    made = alma.upload(path_of(cast.passport, "/pictures"), sent)
    read = alma.get(place(made.json["file"]))
    assert CANARY not in read.data
    assert not Image.open(io.BytesIO(read.data)).getexif()
    assert CANARY.decode() not in made.text + str(read.headers)


def test_picture_is_sent_once_with_a_key(cast, alma):
    key = {"Idempotency-Key": "tirsdag"}
    path = path_of(cast.passport, "/pictures")
    twice = [alma.upload(path, {"picture": (picture(), "a.png")}, **key) for _ in "ab"]
    assert twice[0].json == twice[1].json and Picture.select().count() == 1
    other = alma.upload(
        path_of(cast.passport, "/documents"), {"document": (PDF, "a.pdf")}, **key
    )
    assert other.status_code == 422, "the key is another call's"
    assert not Document.select().exists()


@for_each_case(
    ("fields", "field"),
    [
        ({}, "picture"),
        ({"picture": "no file"}, "picture"),
        ({"picture": (b"", "")}, "picture"),
        ({"picture": (b"no picture", "a.png")}, "picture"),
        ({"picture": (picture(), "a.png"), "description": NUMBER}, "description"),
        ({"picture": (picture(), "a.png"), "description": "x" * 501}, "description"),
        ({"picture": (picture(), "a.png"), "not_cpr": "perhaps"}, "not_cpr"),
        ({"picture": (picture(), "a.png"), "more": "x"}, "more"),
        ({"picture": (picture(), "a.png"), "more": (PDF, "a.pdf")}, "more"),
    ],
)
def test_picture_that_is_refused_is_told_beside_its_field(cast, alma, fields, field):
    answer = alma.upload(path_of(cast.passport, "/pictures"), fields)
    assert answer.status_code == 422, answer.text
    assert field in {error["field"] for error in answer.json["errors"]}
    assert not Picture.select().exists()


def test_two_files_of_one_name_are_refused(cast, alma):
    twice = [(io.BytesIO(picture()), "a.png"), (io.BytesIO(picture()), "b.png")]
    answer = alma.client.post(
        f"/api/v1{path_of(cast.passport, '/pictures')}",
        data={"picture": twice},
        headers=alma.headers,
    )
    assert answer.status_code == 422 and not Picture.select().exists()


def test_cpr_number_may_stand_where_it_is_none(cast, alma):
    said = hang(alma, cast.passport, description=NUMBER, not_cpr="true")
    assert said.status_code == 201 and said.json["description"] == NUMBER
    file = place(said.json["file"])
    assert alma.patch(file, {"description": f"{NUMBER} igen"}).status_code == 422


def test_json_is_no_form(cast, alma):
    for part in ("pictures", "documents"):
        assert alma.post(path_of(cast.passport, f"/{part}"), {}).status_code == 415


def test_pictures_have_the_budget_and_the_room_of_the_page(cast, alma, monkeypatch):
    for _ in range(12):
        Picture.create(
            experiment=cast.passport,
            file=f"ab/{Picture.select().count():032x}.webp",
            width=1,
            height=1,
            by=cast.alma,
            at=NOW,
        )
    assert hang(alma, cast.passport).status_code == 422, "twelve are enough"
    Picture.delete().execute()
    monkeypatch.setattr(budget, "HOUR_SECONDS", 0)
    refused = hang(alma, cast.passport)
    assert refused.status_code == 422 and not Picture.select().exists()
    assert refused.json["errors"][0]["field"] == "picture"


def test_what_is_too_large_is_refused_before_it_is_read(cast, alma, monkeypatch):
    """A document of some megabytes is taken, though no other call may be so large."""
    path = path_of(cast.passport, "/documents")
    large = PDF + b" " * 3_000_000
    assert alma.upload(path, {"document": (large, "a.pdf")}).status_code == 201
    huge = b"x" * (files.LARGEST + 2_000_000)
    answer = alma.upload(path_of(cast.passport, "/pictures"), {"picture": (huge, "a")})
    assert answer.status_code == 413
    assert answer.mimetype == "application/problem+json"
    text = {"text": "x" * 3_000_000}
    assert alma.post(path_of(cast.passport, "/comments"), text).status_code == 413


# Who sees what


def test_a_picture_that_is_hidden_is_gone_with_its_words(app, cast, alma, carla):
    made = hang(alma, cast.passport, description="Fru Hansens hus").json
    Picture.get().hide(NOW)
    evidence = path_of(cast.passport, "/evidence")
    service = Program(app, cast.ada, Scope.read, service=True)
    for reader in (carla, service):
        assert reader.get(evidence).json["pictures"] == []
        assert reader.get(place(made["file"])).status_code == 404
    for reader in (alma, Program(app, cast.frida)):
        assert reader.get(evidence).json["pictures"] == [made]
        assert reader.get(place(made["file"])).status_code == 200


@for_each_case("name", ["dream", "quiz"])
def test_files_of_drafts_and_of_units_are_not_there_for_others(app, cast, alma, name):
    """A draft is its author's; the quiz is its unit's alone."""
    experiment, author = getattr(cast, name), alma
    made = hang(author, experiment, description="Et skilt")
    assert made.status_code == 201, made.text
    document = author.upload(
        path_of(experiment, "/documents"), {"document": (PDF, "plan.pdf")}
    )
    reading = author.post(
        path_of(experiment, "/readings"),
        {"metric": "svar", "value": 1, "read_on": "2026-01-05"},
    )
    stranger = Program(app, cast.carla)
    one = path_of(experiment, f"/readings/{reading.json['id']}")
    for path in (place(made.json["file"]), place(document.json["file"]), one):
        assert author.get(path).status_code == 200
        assert stranger.get(path).status_code == 404
        assert stranger.delete(path).status_code == 404
    # Nor by way of an attempt that one may see
    file = place(document.json["file"]).rpartition("/")[2]
    assert stranger.get(path_of(cast.passport, f"/documents/{file}")).status_code == 404
    for part, field in (("pictures", "picture"), ("documents", "document")):
        sent = stranger.upload(path_of(experiment, f"/{part}"), {field: (PDF, "a")})
        assert sent.status_code == 404


def test_only_authors_send_and_a_token_that_reads_does_not(app, cast, carla):
    reader = Program(app, cast.alma, Scope.read)
    service = Program(app, cast.ada, Scope.read, service=True)
    for part, field in (("pictures", "picture"), ("documents", "document")):
        for program in (carla, reader, service):
            fields = {field: (picture(), "a.png")}
            answer = program.upload(path_of(cast.passport, f"/{part}"), fields)
            assert answer.status_code == 403
    assert not Picture.select().exists() and not Document.select().exists()


def test_an_attempt_without_a_name_has_no_document_and_its_picture_tells_nobody(
    app, cast, carla
):
    shy = canary(cast)
    secret = withheld(cast, shy)
    author = Program(app, shy)
    sent = author.upload(path_of(secret, "/documents"), {"document": (PDF, "a.pdf")})
    assert sent.status_code == 422 and not Document.select().exists()
    made = hang(author, secret, description="Et skilt")
    seen = carla.get(path_of(secret, "/evidence"))
    assert seen.json["pictures"] == [made.json]
    told = seen.text + str(carla.get(place(made.json["file"])).headers)
    assert shy.name not in told and str(shy.id) not in told


# Documents


def test_document_is_sent_listed_read_and_removed(cast, alma, carla):
    sent = {"document": (PDF, "../Plan for æbler.PDF")}
    made = alma.upload(path_of(cast.passport, "/documents"), sent)
    assert made.status_code == 201, made.text
    assert (made.json["name"], made.json["size"]) == ("Plan for æbler.pdf", len(PDF))
    listed = carla.get(path_of(cast.passport, "/evidence")).json["documents"]
    assert listed == [made.json]
    read = carla.get(place(made.json["file"]))
    assert read.data == PDF and read.mimetype == "application/pdf"
    assert read.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in read.headers["Content-Security-Policy"]
    assert carla.delete(place(made.json["file"])).status_code == 403
    assert alma.delete(place(made.json["file"])).status_code == 204
    assert carla.get(place(made.json["file"])).status_code == 404


def test_document_of_another_kind_is_refused(cast, alma):
    sent = {"document": (b"<script>", "plan.pdf")}
    answer = alma.upload(path_of(cast.passport, "/documents"), sent)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "document"


# Readings


@pytest.fixture
def reading(cast):
    return MetricReading.take(
        cast.passport,
        metric="svar",
        value=2.5,
        read_on=dt.date(2026, 1, 5),
        link="https://example.org/tal",
        by=cast.alma,
        at=NOW,
    )


def test_reading_is_changed_as_it_was_read(cast, alma, carla, reading):
    path = path_of(cast.passport, f"/readings/{reading.public_id}")
    before = carla.get(path)
    answer = alma.change(path, {"value": 4})
    assert answer.status_code == 200, answer.text
    assert answer.json == before.json | {"value": 4}
    assert alma.get(path).json == answer.json
    late = alma.patch(path, {"value": 5}, **{"If-Match": before.headers["ETag"]})
    assert late.status_code == 412 and reading.reload().value == 4
    assert alma.patch(path, {"value": 5}).status_code == 428
    assert carla.change(path, {"value": 5}).status_code == 403
    history = Experiment.get_by_id(cast.passport.id).changes
    assert any("svar: 4" in str(change.__data__) for change in history)


def test_two_changes_of_a_reading_at_once_lose_nothing(
    cast, alma, reading, monkeypatch
):
    """The row is looked at by the verb too, after the digests were compared."""
    from tracker.api.views import reading as view

    def meanwhile(found):
        MetricReading.update(value=7).where(MetricReading.id == reading.id).execute()

    monkeypatch.setattr(view, "unmatched", meanwhile)
    path = path_of(cast.passport, f"/readings/{reading.public_id}")
    assert alma.patch(path, {"value": 4}).status_code == 412
    assert reading.reload().value == 7


@for_each_case(
    "body", [{"read_on": "2999-01-01"}, {"metric": ""}, {"link": "javascript:x"}]
)
def test_reading_keeps_its_rules(cast, alma, reading, body):
    path = path_of(cast.passport, f"/readings/{reading.public_id}")
    assert alma.change(path, body).status_code == 422
    assert reading.reload().value == 2.5
    asked = alma.change(path, {"metric": NUMBER})
    assert asked.status_code == 422 and "not_cpr" in asked.json["detail"]
