"""The words of a list and their meaning: outcomes, decisions and formats."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tracker.core.imports import is_nothing
from tracker.experiments.models.enums import Format
from tracker.lessons.enums import CouldTell, Decision, Outcome

# What single words of a short text say, beside the synonyms of the outcomes
YES = frozenset(Outcome.supported.synonyms)
NO = frozenset(Outcome.refuted.synonyms)
PARTLY = frozenset(Outcome.mixed.synonyms)
UNSETTLED = frozenset(Outcome.inconclusive.synonyms)
STOPPED = frozenset(Outcome.stopped.synonyms)
OPEN = frozenset(
    "igang kører kørende løbende running ongoing progress planlagt planlægges planned"
    " planning scheduled kommende upcoming afventer afventende pending venter waiting"
    " draft kladde backlog todo startet started begyndt begun testing tester testes"
    " aktiv active live åben open undervejs pause paused pauseret parkeret hold queued tbd tba"
    " idé ide udsat udskudt postponed delayed launched ny new kommer snart soon"
    " aktivt påbegyndt påbegyndes igangværende evalueres vurderes måles analyseres"
    " doing wip følger klargøres forberedes opstart".split()
)
OPEN_SENTENCES = frozenset(
    (
        "i gang",
        "i proces",
        "to do",
        "to-do",
        "på vej",
        "under udførelse",
        "under arbejde",
        "under evaluering",
        "under afvikling",
        "under opstart",
        "under opbygning",
        "under vurdering",
        "under way",
        "under forberedelse",
        "under behandling",
        "under implementering",
        "under planlægning",
        "under udarbejdelse",
        "under afklaring",
        "under test",
        "i bero",
        "sat i bero",
        "klar til start",
        "mangler evaluering",
        "afventer evaluering",
        "ikke evalueret",
    )
)
# Words that turn another word into its opposite
NEGATIONS = frozenset(
    "ikke ej not no ingen intet aldrig never without uden none didn't doesn't don't isn't"
    " wasn't won't hasn't cannot can't nul zero".split()
)
# Of these, with an effect, the opposite was seen
REVERSED = frozenset(
    "modsat modsatte tværtimod omvendt opposite reverse reversed adverse negativ negative"
    " skadelig skadelige harmful".split()
)
WORKING = frozenset(
    "virkede virker virket fungerede fungerer fungeret worked works work".split()
)
VERY = frozenset(("rigtig", "rigtigt"))
# How it worked, where it did not
MANNER = frozenset(
    "dårligt dårlig dårligere skidt ringe værre elendigt elendig skuffende modsat omvendt"
    " bad badly poorly worse".split()
)
SMALL = frozenset(
    "lille svag svagt minimal minimalt marginal marginalt begrænset beskeden beskedent small"
    " weak limited slight slightly modest".split()
)
# "Not quite": some of it did
NOT_ALL = frozenset("helt quite entirely fully fuldt alle all altid always".split())
DOUBT = frozenset(
    "tvivl doubt tvivlsom tvivlsomt doubtful ukendt unknown uklar uklart uvis uvist".split()
)
WISHED = frozenset("kunne could burde should ville would håber hope hvis if".split())
# Whether chance was ruled out, not whether there is an effect
SIGNIFICANCE = frozenset(
    "signifikant signifikante signifikans significant significantly significance sig"
    " insignificant insignifikant insignifikante nonsignificant non-significant"
    " ikke-signifikant ikke-signifikante ns".split()
)
UNPROVEN = frozenset(word for word in SIGNIFICANCE if re.match("non|in|ikke|ns", word))
# None of the versions was ahead
EQUAL = frozenset(
    "lige ens samme same equal equally identical identisk identiske tied".split()
)
WINNER = frozenset("winner winners vinder vindere vindende".split())
LESS = frozenset("mindre less færre fewer ringere lavere lower".split())
# Nothing moved: some call that refuted, some unsettled
UNMOVED = frozenset(
    "forskel forskelle difference differences ændring ændringer change changes uændret"
    " unchanged nulresultat null".split()
)
# What takes back a part of what was said
RESERVATIONS = frozenset("men but dog though however undtagen except kun only".split())
NEGATED = frozenset(
    "forskel difference effect ændring change impact virkning udslag gevinst gain"
    " improvement forbedring stik hold work win support confirm validate succeed due"
    " duede duer dur effekt gik går meet understøtte støtte".split()
)
CERTAIN = frozenset(
    "sikker sikkert sure afklaret afgjort clear conclusive known".split()
)
STARTED = frozenset(
    "startet started begyndt begun færdig færdige finished afsluttet completed complete"
    " done igangsat gennemført endnu yet påbegyndt evalueret vurderet".split()
)
# Words that leave an answer as it is; beside any others an answer is told, for in
# “knap så godt” or “fejl i data” they change it
HARMLESS = frozenset(
    "det den de der at vi jeg i er var blev bliver har havde have is was were has it we the a"
    " an en et og and af of med with så so ja nej yes meget ret rigtig rigtigt virkelig klart"
    " klar tydelig tydeligt tydelige helt fuldt fuld stor stort store stærk stærkt markant"
    " markante målbar målbart målbare mærkbar mærkbart påviselig påviselige synlig synligt"
    " nogen noget some any big huge strong strongly clear clearly very really desværre"
    " heldigvis unfortunately faktisk slet overhovedet igen again kæmpe bragende total totalt"
    " totally hypotesen hypotese hypothesis forsøget forsøg experiment testen test resultat"
    " resultatet result results mål målet målene goal goals target som ventet forventet"
    " forventning forventningen forventninger forventningerne over above efter hensigten"
    " expected expectations than end statistisk statistically godt well gik went stik"
    " varianten variant afsluttet".split()
)
OUTCOME_OF = Outcome.by_synonym() | {
    "1": Outcome.supported,
    "0": Outcome.refuted,
    "lidt": Outcome.mixed,
    "be og afkræftet": Outcome.mixed,
}
KNOWN = (
    HARMLESS | YES | NO | PARTLY | NEGATIONS | NEGATED | REVERSED | SMALL | STOPPED
) - frozenset("tabt fejl".split())
ANSWERING = (YES | NO | NEGATED) - NEGATIONS
BARE_NEGATIONS = frozenset(("uden", "without"))
SIGNS = (
    dict.fromkeys("✓✔✅☑👍🎉🏆🟢🙂😀😃😄😊🥳💪💚➕+", Outcome.supported)
    | dict.fromkeys("✗✘❌✖👎🔴☒🙁☹😞😢😡➖", Outcome.refuted)
    | dict.fromkeys("±", Outcome.mixed)
    | dict.fromkeys("🟡🤷😐🤔", Outcome.inconclusive)
    | dict.fromkeys("🛑⛔", Outcome.stopped)
)
OPEN_SIGNS = frozenset("⏳⌛🚧▶⏸🔜🔄")
# A longer text is a story; only its first word counts
MOST_WORDS = 6
LONGEST = 100  # of a text that is kept with its answer

DECISION_OF = Decision.by_synonym() | {word.label: word for word in Decision}
COULD_TELL_OF = CouldTell.by_synonym()
FORMAT_OF = Format.by_synonym()

# Which of two versions won says nothing of the hypothesis
_SIDE_WON = re.compile(
    r"\b(?:[a-d]|kontrol\w*|control|original\w*)"
    r" (?:vandt|vinder|won|wins|(?:er |var |is |was )?(?:bedst|bedre|best|better))\b"
    r"|\b(?:vinder|winner) (?:[a-d]|kontrol\w*|control|original\w*)\b"
)
_NUMBER = re.compile(r"(?P<sign>[-−–]?)(?P<whole>\d+)(?:[.,]0+)?(?P<percent>\s*%)?")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


class Answer(NamedTuple):
    """The outcome in a cell.

    Attributes:
        outcome: None where there is none yet.
        known: Whether the text is a known word; an unknown one is inconclusive.
        is_open: Whether the text says that the experiment is not over.
        is_arguable: Whether others might read a known text in another way.
    """

    outcome: Outcome | None
    known: bool = True
    is_open: bool = False
    is_arguable: bool = False


def outcome(text: str) -> Answer:
    """The outcome in the text of a cell.

    A known word or sentence has its own meaning. In other short texts single words
    decide: partly before stopped before yes and no, and a negation turns yes into no.
    What is not significant is unsettled; without an effect or a difference it is refuted.
    """
    if len(text) > LONGEST:
        return _read(text)
    return _read_before(text)


def _read(text: str) -> Answer:
    plain = " ".join(text.replace("_", " ").casefold().replace("’", "'").split())
    if is_nothing(plain.rstrip(".")):
        return Answer(None)
    words = _WORD.findall(plain.replace("n.s", "ns"))
    answer = _meaning(plain, words)
    settled = answer.outcome not in (None, Outcome.inconclusive)
    if settled and answer.known and _is_arguable(plain, words, answer):
        return answer._replace(is_arguable=True)
    return answer


def _is_arguable(plain: str, words: list[str], answer: Answer) -> bool:
    """Whether a text asks, takes a part back, tells a story, or says that nothing moved."""
    if "?" in plain or len(words) > MOST_WORDS:
        return True
    if not UNMOVED.isdisjoint(words):
        return True
    if _has_more(words, answer.outcome):
        return True
    return not RESERVATIONS.isdisjoint(words)


def _has_more(words: list[str], outcome: Outcome) -> bool:
    """Whether words stand beside an answer that may change it.

    Why or when something was stopped changes nothing.
    """
    if outcome is Outcome.stopped or " ".join(words) in OUTCOME_OF:
        return False
    if all(word.isdecimal() for word in words):
        return False
    if "no" in words and len(words) > 1 and ANSWERING.isdisjoint(words):
        return True  # no result
    is_turned = words[-1] in BARE_NEGATIONS or not PARTLY.isdisjoint(words)
    if is_turned and not NEGATIONS.isdisjoint(words):
        return True  # bedre uden; ikke delvist
    more = [word for word in words if word not in KNOWN]
    return bool(more) and not (outcome is Outcome.mixed and NOT_ALL.issuperset(more))


def _meaning(plain: str, words: list[str]) -> Answer:
    if number := _NUMBER.fullmatch(plain):
        return _of_number(number)
    if not words:
        return _of_signs(plain)
    sentence = " ".join(words)
    if sentence in OUTCOME_OF:
        return Answer(OUTCOME_OF[sentence])
    if sentence in OPEN | OPEN_SENTENCES:
        return Answer(None, is_open=True)
    if _SIDE_WON.search(sentence):
        return Answer(Outcome.inconclusive, known=False)
    return _weighed(words)


_read_before = lru_cache(maxsize=1024)(_read)


def _of_number(number: re.Match) -> Answer:
    """One or zero, also as programs write it (1.0); no other number says how it went."""
    outcome = OUTCOME_OF.get(number["whole"])
    if outcome is None or number["sign"] or number["percent"]:
        return Answer(Outcome.inconclusive, known=False)
    return Answer(outcome)


def _of_signs(text: str) -> Answer:
    if text in ("+/-", "+-", "-/+"):
        return Answer(Outcome.mixed)
    if OPEN_SIGNS & set(text):
        return Answer(None, is_open=True)
    found = {SIGNS[sign] for sign in text if sign in SIGNS}
    if len(found) == 1:
        return Answer(found.pop())
    return Answer(Outcome.inconclusive, known=False)


def _shows_nothing(rest: set[str], negated: set[str]) -> bool:
    """Whether words tell of doubt, of chance, of a tie or of a wish."""
    if rest & DOUBT or len(negated - {"no"}) > 1:
        return True
    if rest & (UNPROVEN | EQUAL) or (rest & LESS and rest & YES):
        return True
    if negated:
        return bool(rest & (SIGNIFICANCE | WINNER))
    return bool(rest & WISHED)


def _weighed(words: list[str]) -> Answer:
    single = set(words)
    if len(words) > MOST_WORDS:
        single = {words[0]}
    negated = single & NEGATIONS
    rest = single - negated
    if rest & MANNER:
        rest -= WORKING | VERY  # virkede dårligt, rigtig skidt
    unknown = Answer(Outcome.inconclusive, known=False)
    if _shows_nothing(rest, negated):
        return unknown
    if negated and rest & NOT_ALL and rest <= NOT_ALL | YES | NO:
        return Answer(Outcome.mixed)
    if not negated and rest & REVERSED and not rest & (YES - NEGATED):
        return Answer(Outcome.refuted)
    if rest & REVERSED - NO:
        return unknown  # virkede modsat
    if not negated and rest & SMALL and rest & (NEGATED | YES) and not rest & NO:
        return Answer(Outcome.mixed)
    if negated and rest & STARTED:
        return Answer(None, is_open=True)
    if rest & PARTLY and not negated:
        return Answer(Outcome.mixed)
    if rest & STOPPED and negated:
        return unknown
    if rest & STOPPED:
        return Answer(Outcome.stopped)
    if negated and (rest & CERTAIN or {"kan", "vurderes"} <= rest):
        return Answer(Outcome.inconclusive)
    if rest & UNSETTLED:
        return Answer(Outcome.inconclusive)
    if negated and words[0] in ("ja", "jo", "yes"):
        return unknown  # ja, ikke dårligt
    if negated and words[0] == "nej" and rest <= HARMLESS - YES:
        return Answer(Outcome.refuted)  # nej, slet ikke
    if negated and rest & NO - UNMOVED and not rest & (YES - NEGATED):
        return unknown  # ingen negativ effekt
    if negated and rest & (YES | NEGATED | PARTLY):
        return Answer(Outcome.refuted)
    if negated and rest & NO:
        return unknown
    if rest & YES and rest & NO:
        return unknown
    if rest & OPEN or {"i", "gang"} <= rest:
        return Answer(None, is_open=True)
    if rest & YES:
        return Answer(Outcome.supported)
    if rest & NO or single & {"no", "nej"}:
        return Answer(Outcome.refuted)
    return unknown
