"""Keywords of a text: its words without stop words and endings."""

from tracker.search.normalise import BETWEEN, words_of

LONGEST_TEXT = 1_000
MOST_TERMS = 24

DANISH = """
    ad af alle alt anden at blev blive bliver da de dem den denne der deres det dette
    dig din disse dog du efter eller en end er et flere for fordi fra få får før gøre
    gør ham han hans har havde have hende her hos hun hvad hvem hver hvilke hvilken hvis
    hvor hvordan hvorfor i ikke ind jeg jer jeres jo kan kom kunne man mange med meget
    men mere mig min mine mod mon må ned nogen noget nogle nok nu når og også om op os
    over på samt selv sig sin sine skal skulle som så sådan til tror ud under var ved vi
    vil ville vores være været
"""
ENGLISH = """
    a about after all also an and any are as at be because been before but by can could
    did do does from had has have he her his how if in into is it its just like may more
    most my no not of on one or our out she should so some than that the their them then
    there these they this to try up us was we were what when where which who why will
    with would you your
"""
STOP_WORDS = frozenset((DANISH + ENGLISH).split())


def similar_terms(text: str | None) -> list[str]:
    """The words that say what a title or hypothesis is about, long ones without their
    ending, in the order they come.
    """
    words = dict.fromkeys(
        w
        for w in words_of((text or "")[:LONGEST_TEXT])
        if w.startswith("ßu") or len(w.lstrip(BETWEEN)) > 2
    )
    stems = [_stem(word) for word in words if word not in STOP_WORDS]
    return list(dict.fromkeys(stems))[:MOST_TERMS]


def _stem(word: str) -> str:
    """A long word without its last three letters."""
    if BETWEEN in word or len(word) <= 6:
        return word
    return word[: max(4, len(word) - 3)]
