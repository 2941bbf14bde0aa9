"""How like two short texts are: by the search's word stems, and by how rare they are.

The likeness of two texts is the cosine of their words, each weighed by ln(1 + n ÷ k),
where k of the n compared texts have it. They are about the same from `ALIKE` on, with at
least `SHARED` words in common. Words that most plans have (`GENERAL`) count for nothing:
that two units want more answers from people on Fridays is no trouble they share.

The bar was set on the texts of the demo, whose pairs a test holds: those above it share
a trouble, and those just below it only a turn of phrase.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from math import log, sqrt

from tracker.search.document import keys_of
from tracker.search.stem import root_of

ALIKE = 0.27
SHARED = 2

GENERAL_WORDS = """
    egen eget mit sit vores jeres selv sammen alle hver hel hele anden andre samme
    flere færre mere mindre mest bedre bedst god dårlig få mange stor lille ny gammel hurtig
    en et to tre fire fem seks syv otte ni ti halv dobbelt første sidst næste
    give gøre se ser vise holde lægge komme tage sige skrive fortælle dele lave bruge prøve
    begynde virke svare spørge læse finde
    folk borger kollega kommune dag uge time minut klokken sted ting måde gang opslag post
    video billede story side tekst linje
    frem ind ud op ned lige længe hellere uden hvornår hvorfor hvordan
    more fewer less better same first next people post story video answer ask read show
"""
GENERAL = frozenset(root_of(key) for key in keys_of(GENERAL_WORDS))


def roots_in(text: str) -> frozenset[str]:
    """What a text is about: the roots of its words, without those of most plans."""
    return frozenset(root_of(key) for key in keys_of(text)) - GENERAL


def weights_of(texts: Collection[frozenset[str]]) -> dict[str, float]:
    """The weight of each word among some texts; a rare one weighs more."""
    having = Counter(root for roots in texts for root in roots)
    return {root: log(1 + len(texts) / n) for root, n in having.items()}


def likeness(
    one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]
) -> float:
    """How like two texts are, 0 to 1; 0 with fewer than `SHARED` words in common."""
    shared = one & other
    if len(shared) < SHARED:
        return 0.0
    return _square(shared, weights) / sqrt(
        _square(one, weights) * _square(other, weights)
    )


def _square(roots: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights[root] ** 2 for root in roots)
