"""Every field of the plan card and of the learning card says once what it is; whatever
else has to know of it is tried with each of them.
"""

import datetime as dt

import pytest

from tests.cast import NOW, TODAY, planned
from tests.examples import for_each_case
from tracker.concerns.models import PERSONAL
from tracker.core.fields import descriptions, names, texts
from tracker.experiments.forms.experiment import PlanForm
from tracker.experiments.forms.history import LABELS
from tracker.experiments.models import Change, Experiment
from tracker.lessons.models import Conclusion

# Columns that nobody writes on a card
KEPT_BESIDE_PLAN = {
    *("id", "author", "unit", "stage", "criterion_afterwards", "made_at", "changed_at"),
    *("published_at", "started_on", "withheld", "hidden_at", "version", "words"),
    *("draft_extras", "source", "external_id", "digest", "imported_version", "seen_at"),
    *("review_on", "import_job", "discarded_at"),
}
KEPT_BESIDE_CARD = {"id", "experiment", "by", "at", "version", "imported"}
PLAN_TEXTS = texts(Experiment)
CARD_TEXTS = texts(Conclusion)
CARD = {
    "outcome": "stopped",
    "observation": "set",
    "lesson": "lært",
    "decision": "stop",
    "reason": "jul",
}


def word_of(name: str) -> str:
    return name.replace("_", "") + "ord"


@for_each_case(
    "model, beside", [(Experiment, KEPT_BESIDE_PLAN), (Conclusion, KEPT_BESIDE_CARD)]
)
def test_every_column_is_described_or_kept_beside_the_card(model, beside):
    assert model._meta.fields.keys() == {*descriptions(model), *beside}


@for_each_case("model", [Experiment, Conclusion])
def test_every_text_is_personal_and_searched(model):
    """What people write freely may name somebody, and is looked for."""
    assert set(texts(model)) <= {*names(model, "personal")} & PERSONAL
    assert set(texts(model)) <= {*names(model, "searched")}


def test_every_field_has_a_label_in_the_history():
    assert {*descriptions(Experiment), *descriptions(Conclusion)} <= LABELS.keys()


@pytest.fixture
def written(cast):
    """An experiment whose every text is a word of its own."""
    words = {name: word_of(name) for name in PLAN_TEXTS}
    return planned(cast.alma, cast.facebook, **words)


def test_every_text_of_the_plan_is_shown_and_can_be_changed(written, visit, cast):
    alma = visit(cast.alma)
    shown = alma.get(f"/experiments/{written.id}").text
    page = alma.get(f"/experiments/{written.id}/edit").text
    new = alma.get("/experiments/new").text
    for name in PLAN_TEXTS:
        assert word_of(name) in shown and word_of(name) in page, name
        assert f'name="{name}"' in page and f'name="{name}"' in new, name


def test_a_text_of_the_plan_is_found_kept_and_forgotten(written, cast):
    words = written.reload().words
    assert not [name for name in PLAN_TEXTS if getattr(written, name) not in words]
    new = dict.fromkeys(PLAN_TEXTS, "nyt")
    written.amend(version=written.version, by=cast.alma, at=NOW, **new)
    change = Change.of(written).order_by(Change.id.desc()).get()
    for name in PLAN_TEXTS:
        assert change.changes[name] == [word_of(name), "nyt"]
    Change.forget(written, PERSONAL, since=NOW - dt.timedelta(days=1))
    forgotten = change.reload().changes
    for name in PLAN_TEXTS:
        assert forgotten[name] == ["…", "…"], name


def test_a_field_of_the_plan_is_on_the_form_and_copied_if_it_says_so(written, app):
    with app.test_request_context("/experiments/new"):
        form = PlanForm.again(written)
        folded = form.folded()
        for name, described in descriptions(Experiment).items():
            assert name in form
            assert (form[name] in folded) == described.folded, name
            if name in PLAN_TEXTS:
                assert (form[name].data == word_of(name)) == described.copied, name


@pytest.fixture
def concluded_in_words(cast):
    """An experiment whose learning card says a word of its own in every text."""
    experiment = planned(cast.alma, cast.facebook)
    words = {name: word_of(name) for name in CARD_TEXTS}
    Conclusion.draw(experiment, **{**CARD, **words}, by=cast.alma, at=NOW, on=TODAY)
    return experiment


def test_every_text_of_the_learning_card_is_shown_and_found(
    concluded_in_words, cast, visit
):
    alma = visit(cast.alma)
    here = f"/experiments/{concluded_in_words.id}"
    shown = alma.get(here).text
    page = alma.get(f"{here}/conclusion").text
    words = concluded_in_words.reload().words
    for name in CARD_TEXTS:
        assert word_of(name) in shown and word_of(name) in page, name
        assert f'name="{name}"' in page and word_of(name) in words, name


def test_a_text_of_the_learning_card_is_changed(concluded_in_words, cast):
    card = concluded_in_words.conclusions.get()
    said = {"lesson": "lært", **dict.fromkeys(CARD_TEXTS, "nyt")}
    card.amend(version=card.version, by=cast.alma, at=NOW, on=TODAY, **said)
    change = Change.of(concluded_in_words).order_by(Change.id.desc()).get()
    for name in CARD_TEXTS:
        assert change.changes[name] == [word_of(name), "nyt"]


@pytest.mark.parametrize(
    "page, model", [("edit", Experiment), ("conclusion", Conclusion)]
)
def test_the_page_offers_every_field(page, model, concluded_in_words, cast, visit):
    form = visit(cast.alma).get(f"/experiments/{concluded_in_words.id}/{page}").text
    asked = descriptions(model).keys() - {
        "stakeholder",
        "touchpoint",
    }  # if there are any
    assert not [name for name in asked if f'name="{name}"' not in form]
