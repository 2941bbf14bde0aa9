"""Our own places: the website, and whatever else there is."""

from tracker.guidelines.defaults.schema import (
    KEEPER,
    SECURITY,
    Ready,
    ask,
    dont,
    may,
    recommend,
)

WEBSITE = Ready(
    "website",
    (
        (
            "Her bestemmer vi selv, og her ender de fleste. En sætning, der er til at forstå, er"
            " også et forsøg."
        ),
        (
            "Here we decide ourselves, and most people end up here. A sentence that can be"
            " understood is an attempt, too."
        ),
    ),
    (
        may(
            "skrive en tekst om, så den er til at forstå.",
            "rewrite a text so that it can be understood.",
            examples=(
                "Skriv svaret i første linje.\nKald det, hvad folk kalder det.",
                "Put the answer into the first line.\nCall it what people call it.",
            ),
            touches="work",
        ),
        may(
            "prøve to overskrifter og se, hvilken der hjælper flest.",
            "try two headings and see which one helps more people.",
            touches="work",
        ),
        recommend(
            "at én, der ikke kender emnet, læser den først.",
            "letting somebody who does not know the subject read it first.",
            words=(
                "Hvad ville du gøre nu, hvis du lige havde læst det her?",
                "What would you do now if you had just read this?",
            ),
        ),
        ask(
            "før du måler på besøgende på en ny måde.",
            "before you measure visitors in a new way.",
            whom=("databeskyttelsesrådgiveren", "the data protection officer"),
            within=120,
            why=(
                "Der er regler for, hvad man må vide om dem, der læser.",
                "There are rules for what one may know about those who read.",
            ),
        ),
        dont(
            "at fjerne det, der skal stå der, for eksempel hvordan man klager.",
            "remove what has to be there, such as how to complain.",
        ),
    ),
    "active",
)

OTHER = Ready(
    "other",
    (
        "Meget kan prøves uden for nettet: en seddel, en skærm, en opringning.",
        "Much can be tried outside the net: a note, a screen, a phone call.",
    ),
    (
        may(
            "prøve det samme i det små: en seddel på døren, en skærm i venteværelset.",
            "try the same on a small scale: a note on the door, a screen in the waiting room.",
            touches="work",
        ),
        recommend(
            "at du viser det til én kollega først, mest for selskabets skyld.",
            "showing it to one colleague first, mostly for the company.",
        ),
        ask(
            "før du tager et nyt værktøj i brug med andres oplysninger.",
            "before you use a new tool with other people's data.",
            whom=SECURITY,
            within=120,
            why=(
                "De kan ofte sige, hvad der ellers kan bruges.",
                "They can often say what could be used instead.",
            ),
            touches="people",
        ),
        ask(
            "før du sætter noget op, der bliver stående, i vores navn.",
            "before you put up something that stays, in our name.",
            whom=KEEPER,
            within=48,
        ),
    ),
    "trying",
)

GUIDELINES = (WEBSITE, OTHER)
