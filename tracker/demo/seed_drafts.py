"""What lies where it was left in the demo: drafts that nobody has touched for a month,
and questions without an answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from tracker.accounts.models import Person
from tracker.comments.models import Comment
from tracker.experiments.models import Experiment

DRAFTS = (  # whose, title, days ago
    ("maja", "Klassens kaktus får en konto", 118),
    ("victor", "Forældremødet som lydfil", 96),
    ("annelise", "Hvad står der i guleroden?", 74),
    ("klaus", "Lektiecafé på en livesending", 61),
    ("merete", "Dagplejens fem gåture", 39),
    ("inger", "Hvor ligger saltet?", 131),
    ("jesper", "Kør med i sneploven", 103),
    ("nanna", "Kantsten for begyndere", 88),
    ("sine", "Lokalplanen i en kagedåse", 57),
    ("viggo", "Bilen, der kender alle huller", 44),
)
QUESTIONS = (  # on what, by whom, days ago, what
    (
        "kb-stille-time",
        "gunhild",
        6,
        "Vi har et venteværelse på Solkrogen, hvor radioen altid kører. Kunne det samme virke dér?",
    ),
    (
        "hr-foerste-uge",
        "vera",
        12,
        "Hvad skulle I have sagt til dem den første dag, hvis I kunne gøre det om?",
    ),
    (
        "di-byraad-kapitler",
        "sine",
        15,
        "Må vi selv klippe vores punkt ud af mødet, eller skal det gå gennem jer?",
    ),
)


def plant_what_was_left(
    planted: Mapping[str, Experiment],
    people: Mapping[str, Person],
    at: Callable[[int], dt.datetime],
) -> None:
    """Begin the drafts and ask the questions, each on its day.

    Args:
        at: A moment of so many days ago.
    """
    for by, title, days_ago in DRAFTS:
        Experiment.create(by=people[by], at=at(days_ago), title=title)
    for of, by, days_ago, body in QUESTIONS:
        Comment.say(planted[of], body=body, by=people[by], at=at(days_ago), asks=True)
