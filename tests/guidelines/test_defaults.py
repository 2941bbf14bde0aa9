"""The guidelines and the tone that come ready, as files."""

import shutil

import pytest

from tests.examples import for_each_case
from tracker import toml
from tracker.guidelines.models import ClauseKind, Platform, Stance, Touches
from tracker.guidelines.models.clause import clause_problems
from tracker.guidelines.models.defaults import (
    FOLDER,
    DefaultClause,
    DefaultGuideline,
    default_guidelines,
    default_tone,
)
from tracker.guidelines.models.tone import phrase_problems
from tracker.guidelines.starting_set import NAMES
from tracker.toml import DataFileError

FILES = sorted(FOLDER.glob("*.toml"))


def test_there_is_one_for_everywhere_and_for_each_platform(rows):
    assert set(default_guidelines()) == {"everywhere", *NAMES}
    assert {platform.slug for platform in Platform.select()} == set(NAMES)


def test_a_clause_is_known_by_its_guideline_and_its_place():
    keyed = default_guidelines()["tiktok"].keyed_clauses()
    assert list(keyed) == ["tiktok:1", "tiktok:2", "tiktok:3"]
    assert keyed["tiktok:1"].kind is ClauseKind.may
    assert keyed["tiktok:1"].touches is Touches.work
    assert default_guidelines()["tiktok"].stance is Stance.not_now


@for_each_case("slug", default_guidelines())
def test_every_clause_is_one_that_the_form_would_take(slug):
    for clause in default_guidelines()[slug].clauses:
        assert not list(clause_problems(clause.values()))


def test_every_phrase_is_one_that_the_form_would_take():
    tone = default_tone()
    for phrase in (*tone.values.values(), *tone.replies.values()):
        values = {"kind": "value", "title": phrase.title, "text": phrase.text}
        assert not phrase_problems(values) and phrase.title_en and phrase.text_en


@for_each_case("path", FILES)
def test_files_are_short_and_narrow(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 350 and max(map(len, lines)) <= 120


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("text_en", "english", "clauses 1 (may): unknown key “english”"),
        (
            'reason_en = "The idea',
            '# "',
            "clauses 1 (may): “reason” and “reason_en” go",
        ),
        (
            'kind = "may"',
            'kind = "must"',
            "clauses 1 (must): kind: “must” is none of may,",
        ),
        ('stance = "not_now"', 'stance = "yes"', "stance: “yes” is none of active,"),
        (
            'whom = "en',
            '# "',
            "clauses 2 (ask): a clause of the kind “ask” has to say whom",
        ),
    ],
)
def test_a_mistake_in_a_file_is_one_clear_error(tmp_path, old, new, error):
    path = tmp_path / "tiktok.toml"
    shutil.copy(FOLDER / "tiktok.toml", path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        toml.read(path, DefaultGuideline, slug="tiktok")
    assert str(caught.value).startswith(f"tiktok.toml: {error}")


def test_english_and_danish_go_together():
    with pytest.raises(ValueError, match="words"):
        DefaultClause(kind=ClauseKind.may, text="a", text_en="b", words="c")
