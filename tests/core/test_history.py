"""One change history, whatever it is about."""

import datetime as dt

import pytest

from tests.cast import NOW
from tracker.commitments.models import CommitmentChange
from tracker.core.fields import descriptions
from tracker.core.history import FORGOTTEN, ChangeBase, differing, plain
from tracker.experiments.models import Change, Experiment
from tracker.guidelines.models import Amendment
from tracker.schema import MODELS
from tracker.stakeholders.models import StakeholderChange
from tracker.web.history import FieldTexts, described_fields, history_entry

LATER = NOW + dt.timedelta(hours=1)


def changed(cast, at=NOW, **changes):
    return Change.create(
        experiment=cast.passport, by=cast.alma, at=at, act="edited", changes=changes
    )


def test_every_history_is_one_of_these():
    """A model that maps fields to what they said is a ChangeBase, and belongs to a subject."""
    histories = [model for model in MODELS if "changes" in model._meta.fields]
    assert len(histories) == 4
    for model in histories:
        assert issubclass(model, ChangeBase)
        assert model.SUBJECT in model._meta.fields and "by" in model._meta.fields


def test_differing_and_plain():
    assert differing({"a": "1", "b": "2"}, {"a": "1", "b": "3", "c": ""}) == {
        "b": ["2", "3"]
    }
    assert [plain(value) for value in (None, 2.5, 3.0, dt.date(2026, 1, 2))] == [
        "",
        "2.5",
        "3",
        "2026-01-02",
    ]


def test_what_was_mended_is_forgotten_in_the_whole_history(cast):
    first = changed(cast, title=["En", "To"], hours=["1", "2"])
    second = changed(cast, LATER, title=["To", "Tre"], method=["a", "b"])
    said = Change.forget(cast.passport, {"title", "method"}, since=NOW)
    assert said["title"] == ["En", "To"] and said["method"] == ["a"]
    assert first.reload().changes == {"title": ["…", "…"], "hours": ["1", "2"]}
    assert second.reload().changes == {"title": ["…", "…"], "method": ["…", "…"]}


def test_what_was_not_changed_since_is_kept(cast):
    row = changed(cast, title=["En", "To"])
    assert Change.forget(cast.passport, {"title"}, since=LATER) == {}
    assert row.reload().changes == {"title": ["En", "To"]}


def test_the_acts_come_with_their_persons_in_one_query(cast):
    row = changed(cast, title=["En", "To"])
    found = Change.of(cast.passport).where(Change.id == row.id).get()
    assert found.__rel__["by"].name == cast.alma.name


@pytest.mark.parametrize(
    "name, both, told",
    [
        ("starts_on", ("", "2026-01-02"), [("new", "2 Jan 2026")]),
        ("hours", ("1200", "1.5"), [("gone", "1,200"), ("new", "1.5")]),
        ("format", ("post", "story"), [("gone", "Post"), ("new", "Story")]),
        ("title", ("En ny", "En gammel"), None),
    ],
)
def test_a_value_is_shown_as_its_field_says(name, both, told, cast, app):
    texts = FieldTexts(described_fields(Experiment))
    with app.test_request_context(headers={"Accept-Language": "en"}):
        entry = history_entry(changed(cast, **{name: list(both)}), texts)
        assert entry["who"] == cast.alma
        [(label, pieces)] = entry["fields"]
    assert label == descriptions(Experiment)[name].label
    if told is None:
        assert pieces[0] == ("same", "En")
    else:
        assert pieces == told


def test_every_history_forgets_what_somebody_removes(cast):
    """Every noun with a history: what the act and all before it said goes, for the same
    part; that it changed, and that it was removed, stays.
    """
    parents = cast.parents()
    promise = cast.promise()
    guideline = cast.facebook.guidelines.get()
    clauses = list(guideline.clauses.limit(2))
    rows = {
        "experiment": (Change, {"experiment": cast.passport}, {}),
        "stakeholder": (
            StakeholderChange,
            {"stakeholder": parents, "place": "phone"},
            {"place": "mail"},
        ),
        "commitment": (CommitmentChange, {"commitment": promise, "why": "Jens"}, {}),
        "guideline": (
            Amendment,
            {"guideline": guideline, "clause": clauses[0], "edition": 1},
            {"clause": clauses[1]},
        ),
    }
    assert len(rows) == len([one for one in MODELS if "changes" in one._meta.fields])
    for model, about, elsewhere in rows.values():
        said = {"text": ["Jens Jensen", "Jens"]}
        made = {"by": cast.frida, "at": NOW, "act": "changed", **about}
        first = model.create(**made, changes=said)
        other = model.create(**(made | elsewhere), changes=said)
        last = model.create(
            **made, changes={"text": ["Jens", "de"], "name": ["a", "b"]}
        )
        last.clear(["text", "why"], by=cast.frida, at=LATER)
        assert first.reload().changes == {"text": FORGOTTEN}
        assert last.reload().changes == {"text": FORGOTTEN, "name": ["a", "b"]}
        kept = said if elsewhere else {"text": FORGOTTEN}
        assert other.reload().changes == kept
        acts = model.of(getattr(last, model.SUBJECT)).order_by(model.id.desc())
        assert (acts.first().act, acts.first().changes) == ("cleared", {})
        assert "Jens" not in getattr(first.reload(), "why", "")


@pytest.mark.sqlite_by_default
@pytest.mark.parametrize("noun", ["commitments", "guidelines"])
def test_facilitators_find_it_on_the_page_of_the_history(cast, visit, noun):
    said = {"text": ["Jens Jensen er syg", "han er syg"]}
    if noun == "commitments":
        promise = cast.promise()
        promise.log_change(said, by=cast.leif, at=NOW)
        page = f"/commitments/{promise.id}"
        row = CommitmentChange.get()
        where = f"{page}/history/{row.id}/removal"
    else:
        guideline = cast.facebook.guidelines.get()
        clause = guideline.clauses.first()
        guideline.log_change(cast.frida, NOW, "amended", said, clause)
        page = "/guidelines/facebook/versions"
        row = Amendment.select().order_by(Amendment.id.desc()).first()
        where = f"{page}/{row.id}/removal"
    assert "Jens Jensen" in visit(cast.alma).get(page).text
    assert where not in visit(cast.leif).get(page).text
    assert visit(cast.leif).post(where).status_code == 403
    frida = visit(cast.frida)
    assert where in frida.get(page).text
    assert "gone for good" in frida.post(where, follow_redirects=True).text
    assert "Jens" not in visit(cast.alma).get(page).text
    assert frida.post(where).status_code == 404
