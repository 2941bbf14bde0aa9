"""Words as they were typed find the same on SQLite and PostgreSQL, whatever is written
and whatever is asked; what resembles them is in `test_relevance`.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest
import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import for_each, tries
from tracker.config import folder
from tracker.search import Query, key_of, normalised
from tracker.search.keywords import STOP_WORDS
from tracker.search.query import Term

psycopg = pytest.importorskip("psycopg")
pysqlite3 = pytest.importorskip("pysqlite3")


class Lite:
    key = "sqlite"
    kind = "TABLE"
    mark = "?"
    auto = "INTEGER PRIMARY KEY"

    def __init__(self):
        self.db = pysqlite3.connect(":memory:", isolation_level=None)
        self.run = self.db.execute
        for pragma in ("trusted_schema=0", "recursive_triggers=1", "foreign_keys=1"):
            self.run(f"PRAGMA {pragma}")

    def ids(self, wanted, unwanted):
        sql = "SELECT id FROM tries WHERE 1=1"
        values = []
        for clause, terms in ((" AND id IN", wanted), (" AND id NOT IN", unwanted)):
            if terms:
                sql += (
                    clause
                    + " (SELECT rowid FROM tries_words WHERE tries_words MATCH ?)"
                )
                values.append(terms)
        return {row[0] for row in self.run(sql, values)}

    def ask(self, query):
        return self.ids(*terms_of(query, Term.fts5, " AND ", " OR "))


class Grown:
    key = "postgresql"
    kind = "TEMPORARY TABLE"  # on a server that other tests use
    mark = "%s"
    auto = "INTEGER PRIMARY KEY"

    def __init__(self, address):
        self.db = psycopg.connect(address, autocommit=True)
        self.run = self.db.execute

    def ids(self, wanted, unwanted):
        sql = "SELECT id FROM tries WHERE true"
        values = []
        for clause, terms in ((" AND ", wanted), (" AND NOT ", unwanted)):
            if terms:
                sql += (
                    clause + "to_tsvector('simple', words) @@ to_tsquery('simple', %s)"
                )
                values.append(terms)
        return {row[0] for row in self.run(sql, values)}

    def ask(self, query):
        return self.ids(*terms_of(query, Term.tsquery, " & ", " | "))


def terms_of(query, written, every: str, any: str) -> list[str | None]:
    """All wanted terms as if they were required, and the unwanted."""
    return [
        every.join(map(written, query.wanted)) or None,
        any.join(map(written, query.unwanted)) or None,
    ]


def search_index(name: str) -> list[str]:
    """The statements of the first migration that let a table be searched."""
    file = folder("migrations") / "0001_initial" / f"{name}.sql"
    text = re.sub(r"^--.*\n", "", file.read_text(), flags=re.MULTILINE)
    return [
        statement.replace("lesson", "tries")
        for statement in re.split(r"^(?=CREATE )", text, flags=re.MULTILINE)
        if "lesson_words" in statement
    ]


@pytest.fixture(scope="module")
def both_databases(postgres_url):
    databases = [Lite(), Grown(postgres_url)]
    for database in databases:
        database.run(
            f"CREATE {database.kind} tries (id {database.auto},"
            " words TEXT NOT NULL DEFAULT '', other TEXT)"
        )
        for statement in search_index(database.key):
            database.run(statement)
    yield databases
    for database in databases:
        database.db.close()


@pytest.fixture
def databases(both_databases):
    for database in both_databases:
        database.run("DELETE FROM tries")
    return both_databases


def fill(databases, rows):
    for database in databases:
        database.run("DELETE FROM tries")
        for id, words in enumerate(rows):
            database.run(
                f"INSERT INTO tries (id, words) VALUES ({database.mark}, {database.mark})",
                (id, words),
            )


def answer(databases, query):
    first, second = (database.ask(query) for database in databases)
    assert first == second, query
    return first


ROWS = [
    normalised(
        "Kommunen svarer på Facebook", "Vi tror, at hurtige svar giver færre klager"
    ),
    normalised(
        "Åben brevkasse om skat", "Rødgrød med fløde: Århus, Aarhus og ærlige svar"
    ),
    normalised(
        "KOMMUNERNES e-mail til borger.dk",
        "3d-print, 1e5 visninger, version 2.0.1 og covid19",
    ),
    normalised(
        "Straße & Größe",
        "Ⅷ ﬁnder på “citater” i ８ dage; soft\u00adhyphen og zero\u200bwidth",
    ),
    normalised("Новости из Дании", "한국어 테스ト 日本語 हिन्दी"),
    normalised("slutter med hurtige", "svar begynder her"),
    normalised("NEAR OR NOT AND", "title:hest (kat*) ^løve"),
    normalised(
        "1e1a og 0x1F, 00434, 12345678901234567890123456789012345678901234567890",
        "½ og ² og -5 og 1_000",
    ),
    "",
]


EXAMPLES = [
    ("kommun", {0, 2}),
    ("KOMMUNEN", {0}),
    ('"kommun"', set()),
    ("svar", {0, 1, 5}),
    ('"svar"', {0, 1, 5}),
    ("svar -facebook", {1, 5}),
    ("-svar", {2, 3, 4, 6, 7, 8}),
    ('svar -"hurtige svar"', {1, 5}),
    ('"hurtige svar"', {0}),  # not across two fields
    ("hurtige svar", {0, 5}),
    ("å", {1}),
    ("aarhus", {1}),
    ("arhus", set()),
    ("århus", {1}),
    ("arhus".replace("a", "a\u030a"), {1}),  # a decomposed å
    ("ærlig", {1}),
    ("ÆRLIG", {1}),
    ("rødgrød fløde", {1}),
    ("rodgrod", set()),
    ("e-mail", {2}),
    ("email", set()),
    ("borger.dk", {2}),
    ("3d", {2}),
    ("1e5", {2}),
    ("1e", {2, 7}),
    ("1e1", {7}),
    ("1e1a", {7}),
    ('"1e1"', set()),
    ("2.0.1", {2}),
    ("covid", {2}),
    ("0x1f", {7}),
    ("00434", {7}),
    ("123456789012345678901234567890", {7}),
    ("5", {7}),
    ("-5", {0, 1, 2, 3, 4, 5, 6, 8}),
    ("1_000", {7}),
    ("strasse", {3}),
    ("STRASSE", {3}),
    ("straße", {3}),
    ("grö", {3}),
    ("viii", {3}),
    ("finder", {3}),
    ("8", {3}),
    ("softhyphen", {3}),
    ("zerowidth", {3}),
    ("ново", {4}),
    ("НОВОСТИ", {4}),
    ("д", {4}),
    ("한국", {4}),
    ("日本", {4}),
    ("हिन्दी", {4}),
    ("»hurtige svar«", {0}),
    ("“hurtige svar”", {0}),
    ("OR", {6}),
    ("NEAR(svar hurtige)", set()),
    ("title:hest", {6}),
    ("kat*", {6}),
    ("^løve (kat)", {6}),
    ("svar OR facebook", set()),
    ("svar & hurtige | ! <->", {0, 5}),
    ("svar'; DROP TABLE tries; --", set()),
    ('"hurtige svar', {0, 5}),
    ("ß", set()),
    ('-"', set(range(9))),
]


def test_danish_and_other_examples_find_the_same_on_both(databases):
    fill(databases, ROWS)
    for typed, ids in EXAMPLES:
        assert answer(databases, Query.parse(typed)) == ids, typed


def test_the_boundary_between_fields_is_never_found(databases):
    fill(
        databases,
        [normalised("den ene", None, "", "den anden"), normalised("ss SS ß ẞ ſs")],
    )
    for typed in ("ß", '"ß"', "ẞ", "ſſ", '"ene ß den"', "ßu", '"ene den"'):
        assert 0 not in answer(databases, Query.parse(typed))
    assert answer(databases, Query.parse("ß")) == {1}


@for_each(
    [
        "",
        None,
        "   ",
        '"',
        '""',
        "-",
        '-""',
        "🎉",
        "!!! ???",
        "\0\x01\x1f",
        "\ud800",
        "* ( ) : ^",
    ]
)
def test_nothing_to_search_for_is_a_false_query(typed):
    query = Query.parse(typed)
    assert not query
    assert query.fts5() == query.tsquery() == (None, None)


def test_a_very_long_query_is_capped(databases):
    fill(databases, ROWS)
    for typed in (
        "hest " * 10_000,
        '"' + "svar " * 10_000,
        " ".join(f"-ord{i}" for i in range(2000)),
        "(" * 10_000,
        "æ" * 10_000,
    ):
        query = Query.parse(typed)
        assert len(query.wanted) + len(query.unwanted) <= 24
        answer(databases, query)


def test_only_exclusions_and_positive_part_are_told_apart():
    assert Query.parse("-a").fts5() == (None, '"a"*')
    assert Query.parse('kommun "to ord" -x').fts5() == (
        '"to ord"',
        '"x"*',
    )
    assert Query.parse('kommun "to ord" -x').tsquery() == (
        "('to' <-> 'ord')",
        "('x':*)",
    )


def test_long_words_count_by_their_first_letters(databases):
    fill(databases, [normalised("a" * 70), normalised("д" * 70), normalised("a" * 63)])
    assert answer(databases, Query.parse("a" * 100)) == {0}
    assert answer(databases, Query.parse("д" * 100)) == {1}
    assert answer(databases, Query.parse('"' + "a" * 90 + '"')) == {0}


def test_a_huge_text_can_still_be_stored(databases):
    fill(
        databases,
        [
            normalised(
                "漢" * 500_000,
                " ".join(f"漢字{chr(0x4E00 + i)}" for i in range(20_000)),
            ),
            normalised("å " * 100_000),
        ],
    )
    assert answer(databases, Query.parse("å")) == {1}


def test_the_index_follows_every_write(databases):
    fill(databases, [normalised("hest"), normalised("kat"), normalised("ko")])
    for database in databases:
        database.run("UPDATE tries SET words = 'gris' WHERE id = 0")
        database.run("UPDATE tries SET other = 'x' WHERE id = 1")
        database.run("DELETE FROM tries WHERE id = 2")
    assert answer(databases, Query.parse("hest")) == set()
    assert answer(databases, Query.parse("gris")) == {0}
    assert answer(databases, Query.parse("kat")) == {1}
    assert answer(databases, Query.parse("ko")) == set()
    lite = databases[0]
    lite.run("INSERT OR REPLACE INTO tries (id, words) VALUES (0, 'and')")
    assert lite.ask(Query.parse("gris")) == set()
    lite.run(
        "INSERT INTO tries_words (tries_words, rank) VALUES ('integrity-check', 1)"
    )


# Characters that tokenizers disagree on, and enough of the others.
letters = st.one_of(
    st.sampled_from("abeåøæß019eEÅØ"),
    st.sampled_from(" -_.,'\"*:\u0301\u00ad\u200b½İıſŉǰΐςЖ漢가\u1161ガﾞ߀٣²Ⅷªº"),
    st.characters(),
)
texts = st.text(letters, max_size=24)


@tries(8, 60)
@given(
    st.lists(texts, min_size=1, max_size=6),
    st.lists(texts, min_size=1, max_size=6),
    st.data(),
)
def test_any_texts_and_any_queries_agree(databases, written, typed, data):
    fill(databases, [normalised(text, *written[:1]) for text in written])
    piece = data.draw(st.sampled_from(written))
    start = data.draw(st.integers(0, len(piece)))
    for one in (
        *typed,
        *written,
        piece[start:],
        f'"{piece[start:]}"',
        f"-{piece[:start]}",
    ):
        query = Query.parse(one)
        answer(databases, query)


@tries(60, 300)
@given(texts, texts)
def test_marks_keep_every_letter_and_mark_what_the_index_would_find(text, typed):
    query = Query.parse(typed)
    pieces = query.marks(text)
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)
    words = normalised(text).split()
    typed_keys = {key_of(word) for words in query.loose for word in words}
    hit = any(key_of(word) in typed_keys for word in words if word not in STOP_WORDS)
    terms = [term for term in query.wanted if len(term.words) > 1]
    hit |= any(
        term.begins(words[i : i + len(term.words)])
        for term in [*terms, *query.required]
        for i in range(len(words))
    )
    assert hit == any(marked for _, marked in pieces)


def marked(typed, text):
    return "".join(
        f"[{piece}]" if hit else piece for piece, hit in Query.parse(typed).marks(text)
    )


@for_each(
    [
        (
            "kommun",
            "Kommunen og KOMMUNER, ikke amtskommuner",
            "[Kommunen] og [KOMMUNER], ikke amtskommuner",
        ),
        (
            '"hurtige svar"',
            "Hurtige, svar; svar hurtige",
            "[Hurtige, svar]; svar hurtige",
        ),
        ("hurtige svar", "Hurtige, svar", "[Hurtige], [svar]"),
        ("strasse", "Die Straße dort", "Die [Straße] dort"),
        ("cafébesøg", "Et cafe\u0301besøg", "Et [cafe\u0301besøg]"),
        ("åben", "a\u030aben dør", "[a\u030aben] dør"),
        ("finder", "Vi ﬁnder det", "Vi [ﬁnder] det"),
        ("zerowidth", "et zero\u200bwidth ord", "et [zero\u200bwidth] ord"),
        ("2", "en ½ dag", "en [½] dag"),
        ("가", "말 \u1100\u1161 말", "말 [\u1100\u1161] 말"),
        ("kat -hund", "hund og kat", "hund og [kat]"),
        ("-hund", "hund og kat", "hund og kat"),
        ('"a b" "b c"', "a b c d", "[a b c] d"),
        ("e-mail", "E-mail, e mailen", "[E-mail], [e mailen]"),
        ("<b>", "<b>fed</b>", "<[b]>fed</[b]>"),
        ("", "uændret", "uændret"),
        ("x", "", ""),
    ]
)
def test_matches_are_marked_in_the_text_as_it_was_written(case):
    typed, text, shown = case
    assert marked(typed, text) == shown


def test_capped_words_are_never_cut_within_a_letter():
    assert set(map(len, normalised("д" * 300).split("ßu"))) == {0, 5}


def test_words_are_cut_right_while_several_threads_cut_them():
    stems = ("opkald", "skole", "lukning", "borgmester", "film", "kommentar")
    words = [stem + end for stem in stems * 25 for end in ("erne", "ningen", "ede", "")]
    alone = [key_of.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(4) as pool:
        at_once = list(
            pool.map(lambda _: [key_of.__wrapped__(w) for w in words], "abcd")
        )
    assert at_once == [alone] * 4


@pytest.mark.parametrize("language", ["danish", "english"])
def test_words_have_the_same_stems_where_the_compiled_stemmer_is_missing(language):
    """An index that was made on one machine is searched on another."""
    module = import_module(f"snowballstemmer.{language}_stemmer")
    plain = getattr(module, f"{language.capitalize()}Stemmer")()
    compiled = snowballstemmer.stemmer(language)
    assert type(compiled) is not type(plain)
    text = (Path(__file__).parent.parent / "CHANGELOG.md").read_text()
    words = set(sorted(set(re.findall(r"[a-z]+", text.lower())))[::3])
    words |= {f"{word}{end}" for word in words for end in ("erne", "hedens", "løst")}
    different = [w for w in words if plain.stemWord(w) != compiled.stemWord(w)]
    assert len(words) > 1000 and different == []
