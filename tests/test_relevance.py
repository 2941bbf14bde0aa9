"""How words find texts that do not have them letter for letter, and which comes first."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tests.examples import for_each
from tests.test_search import texts
from tracker.search import (
    Query,
    Texts,
    Vocabulary,
    indexed,
    key_of,
    postings_of,
    ranking,
)
from tracker.search.document import LESSON, REST, TITLE
from tracker.search.normalise import words_of

WEIGHTS = {TITLE: 2.0, LESSON: 1.5, REST: 1.0}


def ranked(typed: str, *documents: str, synonyms=None):
    """What a query finds in documents; "title | the rest" of each."""
    written = []
    for id, document in enumerate(documents):
        title, _, rest = document.partition("|")
        written.append((id, indexed([title], [], [rest])))
    postings = postings_of(written)
    return ranking(
        Query.parse(typed).loose,
        Vocabulary(postings),
        synonyms or {},
        Texts(
            look_up=lambda keys: {
                key: postings[key] for key in keys if key in postings
            },
            many=len(documents),
            weights=WEIGHTS,
        ),
    )


def found(typed: str, *documents: str, **how) -> list[int]:
    return ranked(typed, *documents, **how).best()


def test_any_word_finds_and_what_has_all_comes_first():
    documents = ("Ugler i mosen", "Ugler", "Mosen om natten", "Noget andet")
    assert found("ugler mosen", *documents)[0] == 0
    assert set(found("ugler mosen", *documents)) == {0, 1, 2}
    assert ranked("ugler mosen", *documents).exact == {0}
    assert ranked("ugler traktor", *documents).exact == frozenset()


def test_rare_words_and_words_in_a_title_weigh_more():
    many = ["Sten"] * 9
    assert found("sten traktor", *many, "Traktor")[0] == 9
    assert found("traktor", "Andet | om en traktor", "Traktor | om andet") == [1, 0]


def test_stop_words_find_nothing_by_themselves():
    assert found("hvordan er det en traktor", "Hvordan er det at være ugle") == []


@for_each(
    [
        ("traktorer", "Traktoren"),  # Danish endings
        ("aften", "Aftenen"),
        ("maler", "Malerne malede"),
        ("plantning", "Vi planter"),
        ("painted", "Painting"),  # English ones
        ("stories", "Story"),
        ("koebmand", "Købmanden"),  # other spellings
        ("Ålborg", "Aalborg"),
        ("naestved", "Næstved"),
        ("cafe", "Café"),
        ("e-handel", "ehandel"),
        ("ehandel", "E-handel"),
        ("tarktoren", "Traktor"),  # a wrong letter in a long word
        ("biblotekarenes", "Bibliotekarens"),
        ("fløjte", "Blokfløjten"),  # parts of compounds
        ("fløjte", "Fløjtespillet"),
        ("kasse", "Fuglekassen og en fugl"),
        ("have bord", "Havebordet"),
        ("havebord", "Et bord i haven"),
        ("ugl", "Uglerne"),  # a word that is only begun
    ]
)
def test_forms_spellings_parts_and_misspellings_meet(case):
    typed, written = case
    assert found(typed, written, "Noget helt andet") == [0]


@for_each(
    [
        ("kat", "Hat"),  # short words may be anything
        ("traktor", "Faktorer i orden"),
        ("and", "Sand og vand"),
    ]
)
def test_what_only_looks_alike_is_not_found(case):
    typed, written = case
    assert found(typed, written) == []


def test_the_right_spelling_is_found_before_one_that_resembles_it():
    assert found("traktor", "Traktor", "Tractor") == [0]


def test_synonyms_find_each_other_but_the_word_itself_comes_first():
    synonyms = {"ugl": ("fugl",), "fugl": ("ugl",)}
    assert found("ugle", "Fugle", "Ugle", synonyms=synonyms) == [1, 0]
    assert found("ugle", "Fugle", "Ugle") == [1]


def test_what_is_far_behind_the_best_is_left_out():
    near = ["Sten"] * 30
    assert found("traktor ugle sten", *near, "Traktor og ugle") == [30]


@given(texts)
def test_a_word_written_in_another_case_or_form_of_unicode_has_the_same_key(text):
    keys = [key_of(word) for word in words_of(text)]
    for form in ("NFC", "NFD", "NFKC"):
        again = unicodedata.normalize(form, text)
        assert [key_of(word) for word in words_of(again)] == keys
    assert all(keys)


@given(st.lists(texts, max_size=4), texts)
def test_whatever_is_written_and_typed_is_ranked(written, typed):
    answer = ranked(typed, *written)
    assert set(answer.exact) <= set(answer.scores) <= set(range(len(written)))
    assert all(score > 0 for score in answer.scores.values())
