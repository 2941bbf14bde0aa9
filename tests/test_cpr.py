"""What looks like a CPR number is in no history, no search and no autosaved draft."""

import pytest
from wtforms import HiddenField, PasswordField, StringField

from tests.cast import NOW
from tests.experiments.import_files import record, taken
from tracker.concerns.models.sealed_text import SealedText
from tracker.cpr import CPR, without_cpr
from tracker.experiments.forms.evidence import LinesField
from tracker.experiments.models import Change, Experiment
from tracker.lessons.models import Reuse
from tracker.search import normalised
from tracker.stakeholders.imports import read
from tracker.stakeholders.models import Stakeholder
from tracker.web.forms import CprWarning, Form

NUMBER = "010203-1234"


@pytest.mark.parametrize("text", [NUMBER, "0102031234", "010203 1234", "010203–1234"])
def test_the_shape_is_taken_out(text):
    assert without_cpr(f"Ring til {text}, tak") == "Ring til …, tak"
    assert normalised(f"Ring til {text}") == normalised("Ring til")


@pytest.mark.parametrize("text", ["12345678", "410203-1234", "20261129", "01020312345"])
def test_other_numbers_stay(text):
    assert not CPR.search(text) and without_cpr(text) == text


def test_the_history_of_a_text_that_its_author_mended_has_none(cast):
    quiz = cast.quiz
    before = dict.fromkeys(["hypothesis"], f"{NUMBER} kommer")
    Experiment.update(before).where(Experiment.id == quiz.id).execute()
    quiz = quiz.reload()
    quiz.amend(version=quiz.version, by=cast.alma, at=NOW, hypothesis="de kommer")
    change = Change.of(quiz).order_by(Change.id.desc()).first()
    assert change.changes["hypothesis"] == ["… kommer", "de kommer"]


def test_what_is_sealed_has_none(cast, monkeypatch):
    kept = {}
    monkeypatch.setattr(SealedText, "get_or_none", lambda *_: None)
    monkeypatch.setattr(SealedText, "create", lambda **row: kept.update(row))
    monkeypatch.setattr("tracker.concerns.models.sealed_text._author_of", lambda _: 1)
    SealedText.keep(None, {"body": [f"Ring {NUMBER}"]}, at=NOW)
    assert kept["texts"] == {"body": ["Ring …"]}


# Forms of short words that are no place to write about anybody
NO_TEXTS = {
    "AddressForm": "a mail address",
    "BrandingForm": "a name and a colour",
    "ClaimMappingForm": "names of claims",
    "CodeForm": "a code",
    "ErasureForm": "a mail address",
    "FirstAdminForm": "names and a colour",
    "FirstCodeForm": "a code",
    "InvitationForm": "a name",
    "InviteForm": "a name",
    "LoginForm": "a mail address",
    "MappingForm": "an import takes them out by itself",
    "OrganisationForm": "a mail address",
    "PeopleListForm": "names",
    "PersonForm": "a mail address",
    "PlatformForm": "a name",
    "RegisterForm": "a name",
    "RenameForm": "a name",
    "TagForm": "a tag",
    "UnitForm": "a name",
    "UnitsForm": "names",
    "VocabularyForm": "names of metrics",
}
WRITTEN = (StringField, LinesField)
NOT_WRITTEN = (HiddenField, PasswordField)


def test_every_form_in_which_people_write_holds_it_back(app):
    asks_not = {
        form.__name__
        for form in subclasses(Form)
        if not issubclass(form, CprWarning) and any(map(is_written, vars_of(form)))
    }
    assert asks_not == set(NO_TEXTS)


def subclasses(form: type) -> set[type]:
    own = form.__subclasses__()
    return set(own).union(*map(subclasses, own))


def vars_of(form: type) -> list:
    return [getattr(form, name, None) for name in dir(form)]


def is_written(field) -> bool:
    made = getattr(field, "field_class", object)
    return issubclass(made, WRITTEN) and not issubclass(made, NOT_WRITTEN)


PLAN = {"title": "Aftenvagt", "hypothesis": f"{NUMBER} kommer", "submission": "x"}


def plan(cast, **more):
    return PLAN | {"platform": cast.facebook.id, "visibility": "everyone"} | more


def test_autosave_holds_it_back_until_it_is_said_to_be_none(cast, visit):
    alma = visit(cast.alma)
    script = {"X-Requested-With": "fetch", "Accept": "application/json"}
    count = Experiment.select().count()
    answer = alma.post("/experiments/new", data=plan(cast), headers=script)
    assert answer.status_code == 422 and answer.json["held"] is True
    assert Experiment.select().count() == count
    sent = plan(cast, not_cpr="y")
    answer = alma.post("/experiments/new", data=sent, headers=script)
    assert answer.status_code == 200
    assert Experiment.select().count() == count + 1


def test_another_mistake_is_not_held_back(cast, visit):
    script = {"X-Requested-With": "fetch", "Accept": "application/json"}
    sent = plan(cast, title="x" * 5000, hypothesis="de kommer")
    answer = visit(cast.alma).post("/experiments/new", data=sent, headers=script)
    assert answer.status_code == 422 and answer.json["held"] is False


def test_publishing_holds_it_back_and_asks(cast, visit):
    alma = visit(cast.alma)
    answer = alma.post("/experiments/new", data=plan(cast, publish="1"))
    assert answer.status_code == 422
    assert "It is not a CPR number" in answer.text and "data-not-cpr>" in answer.text
    sent = plan(cast, publish="1", not_cpr="y")
    assert alma.post("/experiments/new", data=sent).status_code == 303


def test_the_question_is_out_of_sight_until_then(cast, visit):
    assert "data-not-cpr hidden" in visit(cast.alma).get("/experiments/new").text


@pytest.mark.parametrize(
    ("where", "sent"),
    [
        ("experiments/{quiz}/links", {"url": f"https://example.org/{NUMBER}"}),
        ("experiments/{quiz}/links", {"url": "https://a.dk", "label": NUMBER}),
        ("experiments/{quiz}/readings", {"metric": NUMBER, "value": "3"}),
        ("stakeholders/new", {"name": "Skoler", "worry": NUMBER}),
        ("guidelines/facebook/clauses", {"kind": "may", "text": NUMBER}),
        ("readiness/deeds", {"fear": "attacked", "words": NUMBER}),
    ],
)
def test_forms_beside_the_cards_ask(cast, visit, where, sent):
    path = where.format(quiz=cast.quiz.id)
    who = cast.frida
    if path.startswith("experiments"):
        who = cast.alma
    answer = visit(who).post(f"/{path}", data=sent)
    assert answer.status_code == 422
    assert answer.text.count('name="not_cpr"') == 1


def test_what_a_picture_shows_is_held_back(app, cast, visit):
    cast.folder = app.config["TRACKER"].files
    picture = cast.part("experiments.picture", "picture_id", "quiz")
    where = f"/experiments/{cast.quiz.id}/pictures/{picture}/description"
    answer = visit(cast.alma).post(where, data={"alt": f"Brev til {NUMBER}"})
    assert answer.status_code == 422 and 'name="not_cpr"' in answer.text
    script = {"X-Requested-With": "fetch", "Accept": "application/json"}
    answer = visit(cast.alma).post(where, data={"alt": NUMBER}, headers=script)
    assert answer.status_code == 422 and "CPR" in answer.json["error"]


@pytest.mark.parametrize("form", ["conclusion", "start", "reuse", "evidence", "retire"])
def test_every_form_around_a_lesson_asks(cast, visit, form):
    lesson = cast.passport.lessons.get()
    said = f"Ring {NUMBER}"
    where, sent, who = {
        "conclusion": (
            f"/experiments/{cast.quiz.id}/conclusion",
            {"outcome": "refuted", "observation": said, "decision": "stop"},
            cast.alma,
        ),
        "start": (f"/experiments/{cast.quiz.id}/start", {"criterion": said}, cast.alma),
        "reuse": (f"/lessons/{lesson.id}/reuses", {"note": said}, cast.carla),
        "evidence": (f"/lessons/{lesson.id}/evidence", {"note": said}, cast.carla),
        "retire": (f"/lessons/{lesson.id}/retirement", {"reason": said}, cast.alma),
    }[form]
    answer = visit(who).post(where, data=sent)
    assert answer.status_code == 422
    assert 'name="not_cpr"' in answer.text


def test_a_reuse_that_is_none_is_saved(cast, visit):
    lesson = cast.passport.lessons.get()
    sent = {"note": f"Ordre {NUMBER}", "not_cpr": "y"}
    where = f"/lessons/{lesson.id}/reuses"
    assert visit(cast.carla).post(where, data=sent).status_code == 303
    assert Reuse.get().note == f"Ordre {NUMBER}"


def test_an_import_takes_it_out_and_tells(cast):
    row = record(
        title=f"Brev til {NUMBER}",
        hypothesis=f"{NUMBER} svarer",
        lesson=f"{NUMBER} svarede.",
        tags="natten",
        link=f"https://example.org/{NUMBER} https://example.org/x",
    )
    notes = taken([row], cast.frida).notes
    it = Experiment.get(Experiment.source == "list.csv")
    assert (it.title, it.hypothesis) == ("Brev til …", "… svarer")
    assert it.lessons.get().statement == "… svarede."
    assert [link.url for link in it.links] == ["https://example.org/x"]
    assert it.tag_names() == ["natten"]
    told = {note["column"] for note in notes if "CPR" in note["message"]}
    assert len(told) == 4 and NUMBER not in str(notes)


def test_a_list_of_stakeholders_leaves_it_out_too(cast):
    head = "name;interest;influence;worry;channel;quality;purpose"
    list_ = f"{head}\nElever;5;4;{NUMBER} er syg;mail;4;Ring {NUMBER}\n"
    read(list_.encode(), "a.csv", at=NOW, by=cast.frida)
    pupils = Stakeholder.get(Stakeholder.name == "Elever")
    assert pupils.worry == "… er syg"
    assert pupils.touchpoints.get().purpose == "Ring …"
