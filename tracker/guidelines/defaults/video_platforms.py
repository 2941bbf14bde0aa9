"""Where one shows rather than writes: TikTok, YouTube, Snapchat."""

from tracker.guidelines.defaults.schema import KEEPER, Ready, ask, dont, may, recommend

TIKTOK = Ready(
    "tiktok",
    (
        (
            "Vi har ikke afklaret, om appen må ligge på arbejdets telefoner. Indtil da prøver vi"
            " korte film på Instagram og YouTube."
        ),
        (
            "It is not settled whether the app may be on phones for work. Until then we try short"
            " films on Instagram and YouTube."
        ),
    ),
    (
        may(
            "lave filmen nu og prøve den på Instagram eller YouTube.",
            "make the film now and try it on Instagram or YouTube.",
            why=(
                "Ideen er god, også selv om stedet må vente.",
                "The idea is good even if the place has to wait.",
            ),
            touches="work",
        ),
        ask(
            "hvis du mener, at dem, du vil nå, kun er her.",
            "if you believe that those you want to reach are only here.",
            whom=("en tovholder og it-sikkerhed", "a facilitator and IT security"),
            within=120,
            why=(
                "Det kan være grunden til, at vi skifter mening.",
                "That may be why we change our mind.",
            ),
        ),
        dont(
            "at lægge appen på en arbejdstelefon.",
            "put the app on a phone for work.",
            why=(
                "Flere myndigheder med ansvar for it-sikkerhed fraråder det på arbejdets enheder.",
                "Several authorities for IT security advise against it on devices for work.",
            ),
        ),
    ),
    "not_now",
)

YOUTUBE = Ready(
    "youtube",
    (
        (
            "Folk søger her, når de vil se, hvordan man gør. En film på to minutter kan spare"
            " hundrede opkald."
        ),
        (
            "People search here when they want to see how something is done. A film of two minutes"
            " can save a hundred calls."
        ),
    ),
    (
        may(
            "lave en kort film, der viser, hvordan man gør.",
            "make a short film that shows how something is done.",
            examples=(
                "Sådan sorterer du en pizzabakke.\nSådan finder du din gamle byggesag.",
                "How to sort a pizza box.\nHow to find your old building permit.",
            ),
            words=(
                (
                    "Hej, jeg hedder [navn], og jeg viser dig på to minutter, hvordan du … Først …"
                    " Så … Skriv nedenunder, hvis noget driller."
                ),
                (
                    "Hello, I am [name], and in two minutes I show you how to … First … Then …"
                    " Write below if something is tricky."
                ),
            ),
            touches="work",
        ),
        recommend(
            "at du sætter undertekster på og læser dem igennem.",
            "adding subtitles and reading them through.",
            why=(
                "Loven kræver det ofte af offentlige film, og de fleste ser uden lyd.",
                "The law often demands it of public films, and most people watch without sound.",
            ),
        ),
        ask(
            "før en film lægges på vores kanal.",
            "before a film is put on our channel.",
            whom=KEEPER,
            within=48,
            why=(
                "Så får den en titel, som folk søger efter.",
                "Then it gets a title that people search for.",
            ),
        ),
        dont(
            "at lade kommentarsporet stå åbent, når ingen læser det.",
            "leave the comments open when nobody reads them.",
        ),
    ),
    "active",
)

SNAPCHAT = Ready(
    "snapchat",
    (
        "Her er de unge, mest med hinanden. Vi spørger dem først, om de vil have os her.",
        "The young are here, mostly with each other. We ask them first whether they want us here.",
    ),
    (
        may(
            "spørge unge, hvor de helst vil kontaktes.",
            "ask young people where they would like to be reached.",
            words=(
                "Hvis vi skal nå dig om [emne], hvor skal vi så skrive?",
                "If we need to reach you about [subject], where should we write?",
            ),
            touches="work",
        ),
        ask(
            "før du i dit arbejde skriver privat med børn og unge her.",
            "before you write privately with children and the young here as part of your work.",
            whom=("din leder", "your manager"),
            within=24,
            why=(
                "Det skal kunne tåle at blive set, af hensyn til begge.",
                "It has to bear being seen, for the sake of both.",
            ),
            touches="children",
        ),
        dont(
            "at aftale noget vigtigt i beskeder, der forsvinder.",
            "agree on anything important in messages that disappear.",
            why=(
                (
                    "Det, vi aftaler med folk, skal de kunne finde igen, og vi skal ofte skrive det"
                    " ned."
                ),
                (
                    "People have to be able to find again what we agreed, and we often have to keep"
                    " a record of it."
                ),
            ),
            touches="case",
        ),
    ),
    "listening",
)

GUIDELINES = (TIKTOK, YOUTUBE, SNAPCHAT)
