"""How like is alike, on the texts of the demo: what shares a trouble, and what only a
turn of phrase.
"""

import tomllib
from functools import cache

from tests.examples import for_each_case
from tracker.amplifications.likeness import ALIKE, likeness, roots_in, weights_of
from tracker.demo import TEXTS

ASKED = "Hvornår på dagen læser forældre"
SAME = [
    (ASKED, "Lusene er her igen"),
    ("Opslaget, der begynder med det svære", "Ét job, fortalt af en, der har det"),
    ("Bliv dagplejer: en annonce", "Dagplejerne spørger nogen, de kender"),
    ("Sorteringsguiden som ti billeder", "Ugens fejl på genbrugspladsen"),
]
NOT_THE_SAME = [
    ("Skolechefen går ind i tråden", "Virksomhedskonsulenten skriver selv"),
    ("Vi holder op med at lægge det samme", "Fire skoler deler én konto"),
    ("“Mormor ringer, og jeg er på arbejde”", "Virksomhedskonsulenten skriver selv"),
    ("Klag til mig, torsdag", "Spørgetime torsdag aften"),
    ("“Hvad er det dummeste, vi gør?”", "Bibliotekaren, der ikke kunne lide bogen"),
    ("Den dag, vi kørte forkert", "Ugens fejl på genbrugspladsen"),
]


@cache
def texts() -> dict[str, frozenset[str]]:
    """The words of every attempt and every open question of the demo, by how it begins."""
    found = {}
    for path in sorted((TEXTS / "experiments").rglob("*.toml")):
        told = tomllib.loads(path.read_text())
        title = told["title"]
        found[title] = roots_in(f"{title} {told.get('hypothesis', '')}")
    asked = tomllib.loads((TEXTS / "open_questions.toml").read_text())
    for question in asked["questions"]:
        found[question["body"]] = roots_in(question["body"])
    return found


def between(one: str, other: str) -> float:
    """The likeness of the two texts that begin so."""
    [first, second] = [
        next(roots for text, roots in texts().items() if text.startswith(begins))
        for begins in (one, other)
    ]
    return likeness(first, second, weights_of(texts().values()))


@for_each_case(("one", "other"), SAME)
def test_texts_with_one_trouble_are_alike(one, other):
    assert between(one, other) >= ALIKE
    assert between(other, one) == between(one, other)


@for_each_case(("one", "other"), NOT_THE_SAME)
def test_a_turn_of_phrase_is_no_trouble(one, other):
    assert between(one, other) < ALIKE


def test_one_word_in_common_is_not_enough():
    weights = weights_of([roots_in("kø"), roots_in("kø")])
    assert likeness(roots_in("kø"), roots_in("kø"), weights) == 0
