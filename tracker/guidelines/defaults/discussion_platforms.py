"""Where people talk with each other in writing: X, Threads, Bluesky, Mastodon, Reddit."""

from tracker.guidelines.defaults.schema import (
    DESK,
    KEEPER,
    SECURITY,
    Ready,
    ask,
    dont,
    may,
    recommend,
)

X = Ready(
    "x",
    (
        (
            "Her er journalister, politikere og en hård tone. Vi lytter og svarer, når nogen"
            " spørger os om fakta."
        ),
        (
            "Journalists and politicians are here, and the tone is rough. We listen, and answer"
            " when somebody asks us about facts."
        ),
    ),
    (
        may(
            "læse med og samle, hvad folk spørger om.",
            "read along and gather what people ask about.",
            why=(
                "Det, mange undrer sig over her, står nok ikke klart på vores hjemmeside.",
                "What many wonder about here is probably not clear on our website.",
            ),
            touches="work",
        ),
        recommend(
            "at du svarer med et link til det, vi allerede har skrevet.",
            "answering with a link to what we have written already.",
            words=(
                "Det står her: [link]. Det vigtigste er: …",
                "It is here: [link]. The main thing is: …",
            ),
        ),
        ask(
            "før du svarer i organisationens navn.",
            "before you answer in the organisation's name.",
            whom=DESK,
            within=4,
            why=(
                "Ét svar er nok, og det skal være det rigtige.",
                "One answer is enough, and it has to be the right one.",
            ),
        ),
        dont(
            "at gå ind i et skænderi på organisationens vegne.",
            "enter a quarrel on behalf of the organisation.",
            why=(
                "Ingen af dem, der læser med, husker, hvem der havde ret.",
                "Nobody who reads along remembers who was right.",
            ),
            touches="heated",
        ),
    ),
    "listening",
)

THREADS = Ready(
    "threads",
    (
        "Tonen er løs, og få venter noget færdigt. Et godt sted at prøve en stemme af.",
        "The tone is loose, and few expect anything finished. A good place to try out a voice.",
    ),
    (
        may(
            "prøve en ny måde at skrive på her først.",
            "try a new way of writing here first.",
            examples=(
                "Stil ét spørgsmål om morgenen, og svar på alt, hvad der kommer.",
                "Ask one question in the morning, and answer whatever comes.",
            ),
            words=(
                "Hvad ville du gerne have vidst, før du …?",
                "What would you like to have known before you …?",
            ),
            touches="work",
        ),
        recommend(
            "at du skriver kort og spørger om noget.",
            "writing briefly, and asking something.",
        ),
        ask(
            "før du opretter en profil i vores navn.",
            "before you open a profile in our name.",
            whom=KEEPER,
            within=48,
            why=(
                "En profil, som ingen svarer på, er værre end ingen.",
                "A profile that nobody answers is worse than none.",
            ),
        ),
    ),
    "trying",
)

BLUESKY = Ready(
    "bluesky",
    (
        "Her er forskere, journalister og fagfolk. Det passer til os, der ved meget om lidt.",
        (
            "Researchers, journalists and specialists are here. It suits those of us who know much"
            " about little."
        ),
    ),
    (
        may(
            "være med som fagperson under dit eget navn.",
            "take part as a professional under your own name.",
            words=(
                "Jeg arbejder med [emne] i [enhed]. Det, vi ser i hverdagen, er … Hvad ser I?",
                "I work with [subject] in [unit]. What we see every day is … What do you see?",
            ),
            touches="work",
        ),
        recommend(
            "at du linker til kilden, når du nævner tal.",
            "linking to the source when you mention numbers.",
            why=("Så kan andre bygge videre på dem.", "Then others can build on them."),
        ),
        ask(
            "før du opretter en profil eller en liste i vores navn.",
            "before you open a profile or a list in our name.",
            whom=KEEPER,
            within=48,
        ),
    ),
    "trying",
)

MASTODON = Ready(
    "mastodon",
    (
        "Mange små steder uden reklamer. Vi følger med og ved ikke endnu, om vores borgere er her.",
        (
            "Many small places without adverts. We follow along, and do not know yet whether our"
            " citizens are here."
        ),
    ),
    (
        may(
            "følge med og svare som fagperson under dit eget navn.",
            "follow along and answer as a professional under your own name.",
            words=(
                "Det arbejder jeg med til daglig. Kort fortalt: …",
                "I work with that every day. In short: …",
            ),
            touches="work",
        ),
        recommend(
            "at du beskriver hvert billede i ord. Her er det god tone.",
            "describing every picture in words. It is good manners here.",
        ),
        ask(
            "før vi åbner en konto på en server.",
            "before we open an account on a server.",
            whom=SECURITY,
            within=120,
            why=(
                "Nogen skal vide, hvem der driver serveren, og hvad de kan se.",
                "Somebody has to know who runs the server and what they can see.",
            ),
        ),
    ),
    "listening",
)

REDDIT = Ready(
    "reddit",
    (
        (
            "Her spørger folk om det, de ikke vil ringe om. Vi læser med og lærer, hvad vi"
            " forklarer dårligt."
        ),
        (
            "People ask here what they would not call about. We read along and learn what we"
            " explain badly."
        ),
    ),
    (
        may(
            "svare på et fagligt spørgsmål, når du siger, hvem du er.",
            "answer a professional question when you say who you are.",
            words=(
                (
                    "Jeg arbejder med det her i [organisation], men jeg kender ikke din sag. I"
                    " almindelighed gælder, at … Det står her: [link]"
                ),
                (
                    "I work with this at [organisation], but I do not know your case. In general, …"
                    " It is here: [link]"
                ),
            ),
            touches="work",
        ),
        recommend(
            "at du læser forummets regler, før du skriver.",
            "reading the rules of the forum before you write.",
        ),
        ask(
            "før du holder en spørgetime i organisationens navn.",
            "before you hold a question hour in the organisation's name.",
            whom=KEEPER,
            within=48,
            why=(
                "Så sidder der en ved siden af dig, der kan slå noget op.",
                "Then somebody sits beside you who can look things up.",
            ),
        ),
        dont(
            "at lade, som om du er en tilfældig bruger, når du taler for os.",
            "pretend to be just any user when you speak for us.",
            why=(
                "Det bliver opdaget, og så er tilliden væk.",
                "It is found out, and then the trust is gone.",
            ),
        ),
    ),
    "listening",
)

GUIDELINES = (X, THREADS, BLUESKY, MASTODON, REDDIT)
