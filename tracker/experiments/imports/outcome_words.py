"""What single words and signs say of how an experiment went."""

from __future__ import annotations

import re

from tracker.lessons.enums import Outcome

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
# In a label: a yes or no to them is no answer of the outcome
TURNING = NEGATIONS | NO | STOPPED | OPEN | PARTLY | STARTED
BARE_NEGATIONS = frozenset(("uden", "without"))
SIGNS = (
    dict.fromkeys("✓✔✅☑👍🎉🏆🟢🙂😀😃😄😊🥳💪💚➕+", Outcome.supported)
    | dict.fromkeys("✗✘❌✖👎🔴☒🙁☹😞😢😡➖", Outcome.refuted)
    | dict.fromkeys("±", Outcome.mixed)
    | dict.fromkeys("🟡🤷😐🤔", Outcome.inconclusive)
    | dict.fromkeys("🛑⛔", Outcome.stopped)
)
OPEN_SIGNS = frozenset("⏳⌛🚧▶⏸🔜🔄")
