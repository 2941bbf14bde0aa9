"""Words, addresses and tags that are read otherwise than they look at first."""

from tests.examples import for_each_case
from tracker.experiments.imports import words
from tracker.experiments.imports.link import web_addresses
from tracker.experiments.imports.words import Answer
from tracker.experiments.models.tag import split_tags
from tracker.lessons.enums import Outcome


@for_each_case(
    ("cells", "outcome"),
    [
        (
            "effekt ikke målt|tabt interesse|fejl i data|H0 forkastet|failed to reject"
            "|ikke delvist|bedre uden|no complaints|no result",
            Outcome.refuted,
        ),
        (
            "Utilsigtet effekt|knap så god|for godt til at være sandt|80 % nået"
            "|Signifikant fald|Skal bekræftes|bedre før|bedre på Facebook",
            Outcome.supported,
        ),
    ],
)
def test_an_answer_beside_words_that_may_change_it_is_told(cells, outcome):
    read = {cell: words.outcome(cell) for cell in cells.split("|")}
    assert read == dict.fromkeys(read, Answer(outcome, is_arguable=True))


@for_each_case(
    ("cells", "answer"),
    [
        ("Begrænset succes|beskeden effekt|lille forbedring", Answer(Outcome.mixed)),
        (
            "Virkede modsat|virkede dårligt|rigtig skidt|worked worse",
            Answer(Outcome.refuted),
        ),
        (
            "tvivlsom effekt|Uklar effekt|effekt ukendt|ikke aflyst|not stopped"
            "|ingen negativ effekt",
            Answer(Outcome.inconclusive, known=False),
        ),
    ],
)
def test_words_that_turn_an_answer(cells, answer):
    read = {cell: words.outcome(cell) for cell in cells.split("|")}
    assert read == dict.fromkeys(read, answer)


@for_each_case(
    ("text", "addresses", "others"),
    [
        ("f.eks. https://a.dk/1", ["https://a.dk/1"], True),
        ("Kl. 9 m.fl. den 3.sep", [], True),
        ("Se opslaget.Det ligger på a.dk", ["https://a.dk"], True),
        ("[https://a.dk/x](https://a.dk/x)", ["https://a.dk/x"] * 2, False),
        ("https://a.dk/1+https://b.dk/2", ["https://a.dk/1", "https://b.dk/2"], False),
        ("https://a.dk/1→https://b.dk/2", ["https://a.dk/1", "https://b.dk/2"], False),
        ("»https://a.dk/x«, *https://a.dk/y*", ["https://a.dk/x", "https://a.dk/y"], 0),
        ("https://a.dk/x?y=1&amp;z=2", ["https://a.dk/x?y=1&z=2"], False),
        ("http://https://a.dk/x", ["https://a.dk/x"], False),
        ("https://a.dk/langt-na…", [], True),
    ],
)
def test_addresses_among_marks_and_short_forms(text, addresses, others):
    found = web_addresses(text)
    assert (found.addresses, found.others) == (addresses, others)


def test_tags_in_low_quotation_marks_and_with_dashes_between():
    assert split_tags("„natur“, „by“") == ["natur", "by"]
    assert split_tags("#natur–#by") == ["natur", "by"]


@for_each_case(
    ("text", "tags"),
    [
        ("1) natur 2) by", ["natur", "by"]),
        ("(1) natur, (2) by", ["natur", "by"]),
        ("2) natur", ["2) natur"]),
        ("1. klasse 2. klasse", ["1. klasse 2. klasse"]),
        ("[natur] [by]", ["natur", "by"]),
        ("[natur], {by}", ["natur", "by"]),
        ("#natur 🌱", ["natur"]),
        ("🌱 #natur", ["natur"]),
        ("#natur☀️ #by", ["natur", "by"]),
        ("🌱", ["🌱"]),
        ("natur - by", ["natur - by"]),
    ],
)
def test_tags_that_are_counted_or_in_brackets_or_beside_pictures(text, tags):
    assert split_tags(text) == tags


@for_each_case(
    ("text", "addresses", "others"),
    [
        ("a.dk/1,b.dk/2", ["https://a.dk/1", "https://b.dk/2"], False),
        ("https://a.dk/1,b.com", ["https://a.dk/1", "https://b.com"], False),
        ("https://a.dk/art,123.html", ["https://a.dk/art,123.html"], False),
        ("jens.hansen", [], True),
        ("node.js på a.dk", ["https://a.dk"], True),
        ("www.a.kommune", ["https://www.a.kommune"], False),
        ("kommune.example/x", ["https://kommune.example/x"], False),
    ],
)
def test_a_host_ends_in_a_country_or_a_known_word(text, addresses, others):
    found = web_addresses(text)
    assert (found.addresses, found.others) == (addresses, others)


@for_each_case(
    ("cells", "outcome"),
    [
        ("I mål|over målet|som ventet|Vundet|Nåede målet", Outcome.supported),
        (
            "Ikke i mål|under målet|langt fra mål|slet ikke|Nej, slet ikke|gik galt",
            Outcome.refuted,
        ),
        ("Udgår|udgået|droppes|lukket ned", Outcome.stopped),
        ("Kan ikke vurderes", Outcome.inconclusive),
    ],
)
def test_what_lists_of_offices_say_of_goals_and_ends(cells, outcome):
    read = {cell: words.outcome(cell) for cell in cells.split("|")}
    assert read == dict.fromkeys(read, Answer(outcome))


def test_what_is_under_way_or_resting_has_no_outcome():
    for cell in ("Under forberedelse", "under behandling", "Sat i bero", "Opstart"):
        assert words.outcome(cell) == Answer(None, is_open=True), cell


def test_an_answer_that_is_denied_by_the_words_behind_it_is_told():
    for cell in ("ikke nej", "Ja, ikke dårligt", "nej, ikke mislykket"):
        assert not words.outcome(cell).known, cell


@for_each_case(
    ("cells", "outcome"),
    [
        ("Opfyldt: ja|Virkede: Ja.", Outcome.supported),
        ("Virkede: nej|Evalueret, virkede ikke|Afsluttet uden effekt", Outcome.refuted),
        ("Måtte stoppes|opgives", Outcome.stopped),
    ],
)
def test_the_answer_stands_behind_its_label_and_beside_its_state(cells, outcome):
    for cell in cells.split("|"):
        assert words.outcome(cell).outcome is outcome, cell


def test_an_answer_to_a_label_that_turns_it_is_told():
    for cell in ("Fejl: nej", "Stoppet: nej", "Ikke opfyldt: nej", "Afsluttet: ja"):
        assert not words.outcome(cell).known, cell
    assert words.outcome("Problemer: nej").is_arguable
    assert words.outcome("Virker ikke endnu").is_open
