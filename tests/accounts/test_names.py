"""Names: nothing unseen in them, and a word to whoever is called like a colleague."""

from __future__ import annotations

import unicodedata
from array import array

from hypothesis import given
from hypothesis import strategies as st
from wtforms import HiddenField, PasswordField, StringField

from tests.cast import PASSWORD, person
from tests.examples import for_each_case
from tracker import columns
from tracker.accounts.imports import read_people
from tracker.accounts.models import OneTimeLink, Person, Unit
from tracker.accounts.models.email_address import address_problems, tidy_email
from tracker.accounts.models.name import confusable_skeleton, skeleton_each
from tracker.accounts.models.name_index import NameIndex, first_called_like
from tracker.accounts.queries import people_matching
from tracker.comments.queries.mention import readers_matching
from tracker.db import database
from tracker.experiments.queries.form_options import people_called, people_like
from tracker.guidelines.models.question import colleague_called
from tracker.plaintext import folded, folded_each, one_line, plain_text
from tracker.web.clock import now
from tracker.web.forms import Form, tidy, tidy_line

UNSEEN = [
    *map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
    *"\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u061c\u3164\U000e0041",
]
LOOKS_LIKE_LEIF = [
    "Leif Dahl",
    "leif  DAHL",
    "L\u0435if D\u0430hl",
    "Ｌｅｉｆ Dahl",
    "Leif-Dahl",
    "Lei\u200bf Dahl",
    "Le1f Dahl",
    "𝐋𝐞𝐢𝐟 Dahl",
]
TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from([*UNSEEN, "\n", "\r", " ", "👩", "ى"]),
    ),
    max_size=40,
)


@given(TEXT)
def test_typed_and_imported_texts_are_kept_alike_and_stay_as_they_are(text):
    kept = tidy(text)
    assert kept == plain_text(text) and tidy_line(text) == one_line(text)
    assert plain_text(kept) == kept and one_line(one_line(text)) == one_line(text)
    marks = {
        c
        for c in kept
        if unicodedata.bidirectional(c)
        in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    }
    assert not marks and "\n" not in one_line(text)


@for_each_case("unseen", UNSEEN)
def test_nothing_unseen_stays_between_letters(unseen):
    assert (
        tidy(f"a{unseen}b\nc{unseen}") == "ab\nc"
        and tidy_line(f"{unseen}a{unseen}b") == "ab"
    )


def test_nothing_unseen_stays_in_a_name(visit, cast):
    unseen = "".join(UNSEEN)
    name = f"Car{unseen}la Munk"
    told = f"Borger{unseen}service"
    visit(cast.carla).post(
        "/me/settings",
        data={"name": name, "locale": "en", "theme": "system", "title": name},
    )
    carla = cast.carla.reload()
    assert (carla.name, carla.title) == ("Carla Munk", "Carla Munk")
    made = Person.prepared(
        email="ny@example.org", name=name, unit=cast.service, at=now()
    )
    assert made.name == "Carla Munk" and Unit.named(told) == cast.service
    cast.library.rename(f"Bib{unseen}lioteket", None)
    assert cast.library.reload().name == "Biblioteket"
    (row,) = read_people(
        f"email;name;unit\nny@example.org;{name};{told}\n".encode(), "folk.csv"
    )
    assert (row.name, row.unit) == ("Carla Munk", "Borgerservice")


@for_each_case(
    "written",
    [
        "åse o'brien",
        "ÅSE O’BRIEN",
        "A\u030ase O'Brien",
        "Åse\u00a0O’Brien",
        "Ase@Example.org",
    ],
)
def test_a_colleague_is_found_however_the_name_is_written(cast, written):
    ase = person("Ase", cast.service)
    ase.update_profile(name="Åse O’Brien")
    assert people_called(written) == [ase]
    assert ase in people_matching(written.split()[0])
    assert colleague_called(written) == ase


@for_each_case(
    "typed, kept",
    [
        ("\u200bzw@Example.org", "zw@example.org"),
        ("Zita W <zw@example.org>", "zw@example.org"),
        ("mailto:zw@example.org", "zw@example.org"),
        ("a@xn--rdovre-bya.example", "a@rødovre.example"),
        ("a@RØDOVRE.example", "a@rødovre.example"),
        ("a@ro\u0308dovre.example", "a@rödovre.example"),
    ],
)
def test_an_address_is_one_however_it_is_written(typed, kept):
    assert tidy_email(typed) == kept and not address_problems(kept)


def test_an_address_that_no_mail_can_reach_is_refused_with_the_reason():
    (problem,) = address_problems(tidy_email("Søren@example.org"))
    assert "no mail can be sent" in problem.message


@for_each_case("typed", ["ås", "ÅS", "a\u030as", "o'b", "O’B"])
def test_a_picker_finds_a_name_by_a_word_that_begins_so(cast, typed):
    ase = person("Ase", cast.service)
    ase.update_profile(name="Åse O’Brien")
    assert people_like(typed, cast.bo) == [ase]
    assert readers_matching(typed, cast.passport, cast.bo) == [ase]


@for_each_case("typed", ["louise", "Marie-L", "marie lou"])
def test_both_halves_of_a_double_name_are_found(cast, typed):
    cast.eva.update_profile(name="Marie-Louise Juhl")
    assert readers_matching(typed, cast.passport, cast.bo) == [cast.eva]
    assert people_like(typed) == [cast.eva]


@given(st.lists(TEXT))
def test_many_names_are_folded_as_each_by_itself(texts):
    assert folded_each(texts) == [folded(text) for text in texts]
    assert skeleton_each(texts) == [confusable_skeleton(text) for text in texts]


def test_the_suggested_people_are_those_that_are_there_now(product):
    """Their names are kept in memory, and a name that was written is found at once."""
    cast = product.cast
    with database.connection_context():
        bo = cast.browser(product, cast.bo)

    def suggested(text: str) -> list[str]:
        answer = bo.get("/experiments/suggest/people", query_string={"q": text})
        return [row["label"] for row in answer.json]

    assert suggested("abel") == [] == suggested("ørum")
    with database.connection_context():
        cast.eva.update_profile(name="Eva Ørum-Juhl")
        person("Abel Juhl", cast.service)
    assert suggested("juhl") == ["Abel Juhl", "Eva Ørum-Juhl"]
    with database.connection_context():
        cast.eva.disable(now())
    assert suggested("juhl") == ["Abel Juhl"]
    assert suggested("ørum") == [] == suggested("uhl")


LINE = st.text("ab å", max_size=3)


@given(st.lists(LINE, max_size=20), st.lists(LINE, max_size=15))
def test_lines_are_found_as_one_by_one(lines, wanted):
    ids = array("I", range(7, 7 + len(lines))).tobytes()
    index = NameIndex("\n".join(["", *lines, ""]).encode(), ids)
    numbered = list(enumerate(lines, 7))
    assert sorted(index.being(wanted)) == [n for n, line in numbered if line in wanted]
    for text in filter(None, wanted):
        assert list(index.having(text)) == [n for n, line in numbered if text in line]


def test_the_first_by_name_are_found_behind_many_who_do_not_count(cast, monkeypatch):
    monkeypatch.setattr(columns, "FIRST_READ", 2)
    for n in range(20):
        person(f"Frede Frost {n:02}", cast.service).disable(now())
    last = [person(f"Frede Frost {n}", cast.service) for n in range(20, 23)]
    active = Person.select().where(Person.disabled_at.is_null())
    assert first_called_like(active, "frost", 2) == last[:2]
    assert first_called_like(active, "frost 22", 2) == last[2:]


def text_fields_of(form: type) -> dict:
    """The fields of a form that people type text into, with the filters of each."""
    found = {}
    for name in dir(form):
        field = getattr(form, name, None)
        kind = getattr(field, "field_class", None)
        if not isinstance(kind, type) or not issubclass(kind, StringField):
            continue
        if not issubclass(kind, HiddenField | PasswordField):
            found[f"{form.__name__}.{name}"] = set(field.kwargs.get("filters", ()))
    return found


def test_no_form_takes_in_what_is_not_seen(app):
    """One rule for what people type; lists are read by the rule of imports."""
    fields = {}
    forms = [Form]
    for form in forms:
        forms += form.__subclasses__()
        fields |= text_fields_of(form)
    open_ones = {
        name for name, filters in fields.items() if not filters & {tidy, tidy_line}
    }
    assert len(fields) > 50
    assert open_ones == {"UnitsForm.names", "PeopleListForm.text"}


def test_what_belongs_to_a_script_or_a_picture_stays():
    for text in (
        "👩\u200d👩\u200d👧",
        "می\u200cخواهم",
        "❤\ufe0f\u200d🔥",
        "क\u094d\u200dष",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ):
        assert tidy(text) == text
    assert tidy("שלום abc مرحبا") == "שלום abc مرحبا"


def test_a_name_of_nothing_seen_is_none(visit, cast):
    answer = visit(cast.carla).post(
        "/me/settings",
        data={"name": "\u200b\u3164\u202e", "locale": "en", "theme": "system"},
    )
    assert answer.status_code == 422 and "Please fill this in." in answer.text


@for_each_case("name", LOOKS_LIKE_LEIF)
def test_names_that_look_alike_are_drawn_alike(name):
    assert confusable_skeleton(one_line(name)) == confusable_skeleton("Leif Dahl")


@for_each_case(
    "name", ["Leif Dahls", "Lejf Dahl", "Leif Dåhl", "Leif Bahl", "Søren", "Soren"]
)
def test_names_that_look_otherwise_are_not(name):
    assert confusable_skeleton(name) not in (
        confusable_skeleton("Leif Dahl"),
        confusable_skeleton("Sören"),
    )


def test_whoever_is_called_like_a_colleague_is_told_and_not_refused(visit, cast):
    browser = visit(cast.carla)
    card = {"name": "L\u0435if  DAHL", "locale": "en", "theme": "system"}
    assert (
        "A colleague is called the same, or nearly."
        in browser.post("/me/settings", data=card, follow_redirects=True).text
    )
    assert confusable_skeleton(cast.carla.reload().name) == confusable_skeleton(
        "Leif Dahl"
    )
    again = browser.post(
        "/me/settings", data={**card, "title": "Bibliotekar"}, follow_redirects=True
    ).text
    assert "Saved." in again and "is called the same" not in again, (
        "once, when it changes"
    )
    assert (
        "Leif Dahl, Bibliotek"
        in visit(cast.ada).get(f"/admin/people/{cast.carla.id}").text
    )


def test_another_name_is_nobodys_business(visit, cast):
    card = {"name": "Lejf Dahl", "locale": "en", "theme": "system"}
    assert (
        "is called the same"
        not in visit(cast.carla)
        .post("/me/settings", data=card, follow_redirects=True)
        .text
    )


def test_somebody_new_is_told_too(visit, cast):
    guest = visit()
    token = OneTimeLink.invite(at=now(), email="ny@example.org", unit=cast.library)
    page = guest.post(
        f"/invitation/{token}",
        data={"name": "Lеif Dahl", "password": PASSWORD},
        follow_redirects=True,
    ).text
    assert "Welcome, L" in page and "A colleague is called the same, or nearly." in page


def test_whose_name_was_erased_is_nobodys_namesake(cast):
    cast.leif.erase(now())
    cast.carla.update_profile(name="Leif Dahl")
    assert cast.carla.namesakes() == []
