"""Danish stems are those of Snowball's own package."""

from __future__ import annotations

import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import tries
from tracker.search.danish_stem import danish_stem

ENDINGS = (
    "hed ethed ered e erede ende erende ene erne ere en heden eren er heder erer s heds"
    " es endes erendes enes ernes eres ens hedens erens ers ets erets et eret gd dt gt kt"
    " ig lig elig els løst igst st bb ss"
).split()
snowball = snowballstemmer.stemmer("danish")
beginnings = st.text("abdegiklnorstuyæøåé7", max_size=5)
words = st.lists(st.sampled_from(ENDINGS), max_size=3).map("".join)


@given(beginnings, words)
@tries(500, 20_000)
def test_a_stem_is_the_one_of_the_published_algorithm(beginning, endings):
    word = beginning + endings
    assert danish_stem(word) == snowball.stemWord(word)
