"""What the words, tags and links of a list mean."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tests.examples import for_each_case
from tracker.core.imports.cell import NOTHING, cut
from tracker.core.imports.day import parse_period
from tracker.experiments.imports import words
from tracker.experiments.imports.link import web_addresses
from tracker.experiments.imports.lookup import address_in
from tracker.experiments.imports.words import Answer
from tracker.experiments.models import Format
from tracker.experiments.models.tag import split_tags
from tracker.lessons.enums import Outcome
from tracker.plaintext import one_line, plain_text
from tracker.tables import LinkedText


@for_each_case(
    ("cells", "outcome"),
    [
        ("validated successful yes true Supported TRUE ja", Outcome.supported),
        ("invalidated failed no false refuted nej", Outcome.refuted),
        ("mixed Mixed blandet", Outcome.mixed),
        ("inconclusive", Outcome.inconclusive),
        ("stopped", Outcome.stopped),
    ],
)
def test_outcomes_and_their_synonyms(cells, outcome):
    assert {words.outcome(word) for word in cells.split()} == {Answer(outcome)}


def test_outcomes_in_the_words_of_the_page():
    assert words.outcome("Holdt ikke stik") == Answer(Outcome.refuted)
    assert words.outcome("Didn’t hold.") == Answer(Outcome.refuted)


@given(
    st.text(min_size=1).filter(
        lambda text: " ".join(text.split()).casefold() not in NOTHING and text.strip()
    )
)
def test_any_other_outcome_is_inconclusive_and_told(text):
    answer = words.outcome(text)
    assert answer.known or answer.outcome is Outcome.inconclusive


def test_no_outcome_is_none():
    assert words.outcome("  ") == Answer(None)


def test_formats_in_danish():
    assert words.FORMAT_OF["annonce"] is Format.advert


@for_each_case(
    ("cells", "outcome"),
    [
        ("Det virkede!|JA!|Succes|virker|👍|Bekræftet ✅|won", Outcome.supported),
        ("som forventet|Over forventning|bevist|🙂|+", Outcome.supported),
        ("modsat effekt|Negativ effekt|duede ikke|🙁", Outcome.refuted),
        ("virkede ikke helt|Lille effekt|næsten|50/50|+/-", Outcome.mixed),
        ("🛑|skrottet", Outcome.stopped),
        (
            "Ikke bekræftet|virkede ikke|Not supported|ingen effekt"
            "|Mislykket|Forkastet|❌|lykkedes desværre ikke|no",
            Outcome.refuted,
        ),
        ("Delvist bekræftet|til dels|Både og|ja og nej|Noget", Outcome.mixed),
        ("Ved ikke|ikke sikker|Uafgjort|tie", Outcome.inconclusive),
        ("Afbrudt i maj|cancelled", Outcome.stopped),
    ],
)
def test_outcomes_as_people_write_them(cells, outcome):
    assert {cell: words.outcome(cell) for cell in cells.split("|")} == {
        cell: Answer(outcome) for cell in cells.split("|")
    }


NOT_SHOWN = (
    "Not significant|ikke signifikant|insignificant|n.s.|ns|non-significant|ikke-signifikant"
    "|No significant difference|ingen signifikant effekt|uden signifikans|not sig.|p > 0.05"
)
NOBODY_WON = "Ingen vinder|no clear winner|lige gode|lige godt|samme resultat|the same|ens|dødt løb"
NO_ANSWER = (
    "Kunne være bedre|mindre god|-1|0 %|100 %|2|could be better|hvis bare den virkede"
)


@for_each_case("cells", [NOT_SHOWN, NOBODY_WON, NO_ANSWER])
def test_what_shows_nothing_is_inconclusive_and_told(cells):
    read = {cell: words.outcome(cell) for cell in cells.split("|")}
    assert read == dict.fromkeys(read, Answer(Outcome.inconclusive, known=False))


@for_each_case(
    ("cells", "outcome"),
    [
        (
            "Ingen forskel|No difference|ingen ændring|no change|uændret|nulresultat"
            "|null result|Nej?|Nej, men sjovt",
            Outcome.refuted,
        ),
        ("Ja?|Ja, men dyrt|virkede kun på Instagram", Outcome.supported),
        ("Ja, og vi gør det helt sikkert igen til sommer", Outcome.supported),
    ],
)
def test_outcomes_that_others_might_read_otherwise_are_told(cells, outcome):
    read = {cell: words.outcome(cell) for cell in cells.split("|")}
    assert read == dict.fromkeys(read, Answer(outcome, is_arguable=True))


@for_each_case(
    ("cells", "outcome"),
    [
        ("1|1.0|1,0|statistisk signifikant", Outcome.supported),
        ("0|0.0", Outcome.refuted),
    ],
)
def test_one_and_zero_as_programs_write_them(cells, outcome):
    read = {cell: words.outcome(cell) for cell in cells.split("|")}
    assert read == dict.fromkeys(read, Answer(outcome))


@for_each_case(
    "cell",
    [
        "I gang",
        "Kører stadig",
        "ikke startet",
        "Not started",
        "Planlagt",
        "på pause",
        "Pauseret",
        "på vej",
        "udskudt",
        "To do",
        "⏳",
    ],
)
def test_what_is_not_over_has_no_outcome(cell):
    assert words.outcome(cell) == Answer(None, is_open=True)


@for_each_case(
    "cell",
    ["so so", "steg", "not rejected", "Done", "?", "ingen tvivl, det virker"],
)
def test_other_words_are_inconclusive_and_told(cell):
    assert words.outcome(cell) == Answer(Outcome.inconclusive, known=False)


@for_each_case(
    ("text", "tags"),
    [
        ("#natur #by #unge", ["natur", "by", "unge"]),
        ("#natur\u00a0 #by\u00a0", ["natur", "by"]),
        ("#natur#by", ["natur", "by"]),
        ("natur by; unge, C#", ["natur by", "unge", "c#"]),
        ("natur #by", ["natur", "by"]),
        ("＃natur ＃by", ["natur", "by"]),
        ("#natur. #by!", ["natur", "by"]),
        ("natur | by • unge", ["natur", "by", "unge"]),
        ("natur / by\tunge", ["natur", "by", "unge"]),
        ("['natur', \"by\"]", ["natur", "by"]),
        ("- natur\n2. by", ["natur", "by"]),
        ("1. natur\n2) by, børn", ["natur", "by", "børn"]),
        ("24. december", ["24. december"]),
        ("1. maj, 5. klasse, 6. klasse", ["1. maj", "5. klasse", "6. klasse"]),
        ("1. klasse", ["1. klasse"]),
        ("Se #natur 🌞 og #by nu", ["natur", "by"]),
    ],
)
def test_tags_and_hashtags_are_parted(text, tags):
    assert split_tags(text) == tags


@for_each_case(
    ("text", "addresses", "others"),
    [
        ("https://a.dk/1, https://b.dk/2", ["https://a.dk/1", "https://b.dk/2"], False),
        ("https://a.dk/1;https://b.dk/2", ["https://a.dk/1", "https://b.dk/2"], False),
        ("(https://a.dk/1).", ["https://a.dk/1"], False),
        ("https://a.dk/x_(y)", ["https://a.dk/x_(y)"], False),
        ("www.a.dk/1", ["https://www.a.dk/1"], False),
        ("a.dk", ["https://a.dk"], False),
        ("https://a.dk/?b=1,2", ["https://a.dk/?b=1,2"], False),
        ("doi:10.1111/abc.1", ["https://doi.org/10.1111/abc.1"], False),
        ("se opslaget", [], True),
        ("https://a.dk/1 og b.dk/2", ["https://a.dk/1", "https://b.dk/2"], False),
        ("https://a.dk/1 / https://b.dk", ["https://a.dk/1", "https://b.dk"], False),
        ("https://a.dk/1https://b.dk/2", ["https://a.dk/1", "https://b.dk/2"], False),
        ("https://a.dk/x/https://b.dk/2", ["https://a.dk/x/https://b.dk/2"], False),
        ("https://a.dk?u=https://b.dk", ["https://a.dk?u=https://b.dk"], False),
    ],
)
def test_web_addresses_of_a_cell(text, addresses, others):
    found = web_addresses(text)
    assert (found.addresses, found.others) == (addresses, others)


def test_the_address_behind_a_hyperlink_counts():
    cell = LinkedText("Se opslaget")
    cell.target = "https://a.dk/1"
    assert web_addresses(cell).addresses == ["https://a.dk/1"]


@given(st.text(alphabet="ab \n-,æ", max_size=80), st.integers(3, 40))
def test_a_cut_text_fits_and_is_the_beginning_in_whole_words(text, cap):
    short = cut(text, cap)
    assert len(short) <= cap
    if len(text) <= cap:
        assert short == text
    else:
        assert short.endswith("…") and text.startswith(short[:-1])
        kept = short[:-1]
        rest = text[len(short) - 1 :]
        first = rest[:1]
        gap = rest.lstrip(" \n\t,-")[:1] != rest[:1]
        assert gap or not first or len(kept) > cap // 2 - 1


def test_what_nobody_sees_is_left_out():
    assert (
        one_line("Skrald\u200bespand\ufeff\nmed\r\n øjne\u202e")
        == "Skraldespand med øjne"
    )
    assert plain_text("a\r\nb\rc\u2028d\x00") == "a\nb\nc\nd"
    assert plain_text("👩\u200d💻 og a\u200db") == "👩\u200d💻 og ab"
    assert plain_text("e\u0301") == "é"


def test_html_is_plain_text():
    assert (
        one_line("<b>Ny</b> &amp; <script>x</script>")
        == "<b>Ny</b> &amp; <script>x</script>"
    )


@for_each_case(
    ("text", "links"),
    [
        ('=HYPERLINK("https://a.example/x";"Opslag")', ["https://a.example/x"]),
        ('=HYPERLINK("https://a.example/x","Opslag")', ["https://a.example/x"]),
        ("<a href='https://a.example/x'>Opslag</a>", ["https://a.example/x"]),
        ("https://a.example/b;c=1", ["https://a.example/b;c=1"]),
        ("a.example;b.example", ["https://a.example", "https://b.example"]),
        ("https://a.example/x\u200b", ["https://a.example/x"]),
        ("rapport.docx", []),
    ],
)
def test_addresses_in_formulas_and_names_of_files(text, links):
    assert web_addresses(text).addresses == links


@for_each_case(
    ("cell", "outcome"),
    [
        ("yes and no", Outcome.mixed),
        ("No conclusion", Outcome.inconclusive),
        ("Goal not met", Outcome.refuted),
        ("ikke understøttet", Outcome.refuted),
        ("Trukket tilbage", Outcome.stopped),
        ("Under evaluering", None),
        ("ikke påbegyndt", None),
    ],
)
def test_more_words_for_an_outcome(cell, outcome):
    assert words.outcome(cell) == Answer(outcome, is_open=outcome is None)


@for_each_case(
    ("written", "first", "last"),
    [
        ("jan. - mar. 26", "2026-01-01", "2026-03-31"),
        ("jan-mar ’26", "2026-01-01", "2026-03-31"),
        ("marts/april 26", "2026-03-01", "2026-04-30"),
        ("dec. 25 - jan. 26", "2025-12-01", "2026-01-31"),
        ("nov. - feb. 26", "2025-11-01", "2026-02-28"),
        ("jan-feb", "2025-01-01", "2025-02-28"),
        ("1.-15. marts", "2025-03-01", "2025-03-15"),
        ("uge 3-5", "2025-01-13", "2025-02-02"),
        ("Q1-Q2 26", "2026-01-01", "2026-06-30"),
        ("2026 Q1-Q2", "2026-01-01", "2026-06-30"),
        ("3/9-5/9", "2025-09-03", "2025-09-05"),
        ("3.9. - 5.9.", "2025-09-03", "2025-09-05"),
        # Here the other end says the year, not today
        ("3/9-5/9-26", "2026-09-03", "2026-09-05"),
        ("30/12 - 2/1 2027", "2026-12-30", "2027-01-02"),
        ("uge 35/36", "2025-08-25", "2025-09-07"),
        ("uge 36/26", "2026-08-31", "2026-09-06"),
        ("medio marts 26", "2026-03-15", "2026-03-15"),
        # Days, as English writes them
        ("sep 3 - oct 5", "2025-09-03", "2025-10-05"),
        ("aug 25 - dec 25", "2025-08-25", "2025-12-25"),
    ],
)
def test_from_one_period_to_another(written, first, last):
    found = parse_period(written, on=dt.date(2025, 11, 29))
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@for_each_case(
    "text", ["A vandt", "B won", "Version C var bedst", "Kontrollen vandt", "Winner: B"]
)
def test_which_of_two_versions_won_says_nothing_of_the_hypothesis(text):
    assert words.outcome(text) == Answer(Outcome.inconclusive, known=False)
    assert words.outcome("Varianten vandt") == Answer(Outcome.supported)
    assert words.outcome("Be- og afkræftet") == Answer(Outcome.mixed)


@for_each_case(
    "cell",
    [
        "aase@example.org",
        "Åse Østergård <aase@example.org>",
        "aase@example.org (Åse)",
        "Mailto:aase@example.org",
        "“Åse”: aase@example.org.",
        "aase@example.org; aase@example.org",
    ],
)
def test_the_author_is_the_one_address_in_a_cell(cell):
    assert address_in(cell) == "aase@example.org"


def test_of_two_addresses_none_is_chosen():
    both = "aase@example.org, bo@example.org"
    assert address_in(both) == both
    assert address_in(" Åse  Østergård ") == "Åse Østergård"
