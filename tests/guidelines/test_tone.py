"""Our tone: replies to copy, signed with the reader's own name; and those who keep them."""

import pytest

from tests.cast import NOW
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.guidelines.models import Phrase, ToneKind


def test_it_comes_ready_in_both_languages_as_a_draft_and_only_once(rows):
    before = Phrase.select().count()
    Phrase.plant(at=NOW)
    assert Phrase.select().count() == before >= 14
    for phrase in Phrase.select():
        assert phrase.is_draft
        assert all(phrase.as_dict().values()), phrase.key
        assert phrase.text != phrase.text_en


def test_each_reply_is_signed_with_the_readers_own_first_name(cast, visit):
    text = visit(cast.alma).get("/guidelines/tone").text
    assert "Kind regards\nAlma, Aldersø" in text
    assert "Venlig hilsen\nAlma, Aldersø" in text, (
        "folded, for those who are written to in Danish"
    )
    assert "Holm" not in text.split("<main")[1]
    assert 'data-behaviour="copy"' in text
    assert "/edit" not in text.split("<main")[1]


def test_a_facilitator_adapts_adds_and_takes_away(cast, visit):
    frida = visit(cast.frida)
    phrase = Phrase.get(Phrase.kind == ToneKind.reply)
    place = f"/guidelines/tone/{phrase.id}"
    assert frida.get(f"{place}/edit").status_code == 200
    said = {
        "title": "Ros",
        "text": "Tak skal du have.",
        "title_en": "",
        "text_en": "",
        "version": "1",
    }
    assert frida.post(f"{place}/edit", data={**said, "text": ""}).status_code == 422
    assert frida.post(f"{place}/edit", data=said).status_code == 303
    changed = phrase.reload()
    assert (changed.text, changed.is_draft, changed.kind) == (
        "Tak skal du have.",
        False,
        ToneKind.reply,
    )
    assert "Tak skal du have." in visit(cast.alma).get("/guidelines/tone").text, (
        "the one language there is"
    )
    stale = frida.post(f"{place}/edit", data={**said, "text": "Mange tak."})
    assert stale.status_code == 409
    assert "Mange tak." in stale.text
    assert (
        frida.post(
            "/guidelines/tone/new",
            data={"kind": "value", "title": "Rolig", "text": "Vi puster ud."},
        ).status_code
        == 303
    )
    frida.post(f"{place}/removal")
    text = visit(cast.alma).get("/guidelines/tone").text
    assert "Rolig" in text
    assert "Tak skal du have." not in text
    again = [
        frida.get(f"{place}/edit"),
        frida.post(f"{place}/edit", data=said),
        frida.post(f"{place}/removal"),
    ]
    assert {answer.status_code for answer in again} == {404}


def test_a_phrase_needs_a_title_and_a_text(cast):
    with pytest.raises(ValidationFailed):
        Phrase.add(kind=ToneKind.value, title=" ", text="x", by=cast.frida, at=NOW)
    phrase = Phrase.get()
    other = phrase.reload()
    other.amend(
        version=1, by=cast.frida, at=NOW, title="a", text="b", title_en="", text_en=""
    )
    with pytest.raises(EditConflict):
        phrase.amend(
            version=1,
            by=cast.frida,
            at=NOW,
            title="c",
            text="d",
            title_en="",
            text_en="",
        )
