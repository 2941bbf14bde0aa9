"""Where most people meet us: Facebook, Instagram, LinkedIn."""

from tracker.guidelines.defaults.schema import KEEPER, Ready, ask, dont, may, recommend

FACEBOOK = Ready(
    "facebook",
    (
        (
            "Her er de fleste borgere, og her spørger de. Et venligt svar bliver læst af langt"
            " flere end den, der spurgte."
        ),
        (
            "Most citizens are here, and this is where they ask. A kind answer is read by many more"
            " than whoever asked."
        ),
    ),
    (
        may(
            "svare i kommentarsporet på vores side, når du kender svaret.",
            "answer in the comments on our page when you know the answer.",
            words=(
                "Hej [navn]. Det kan jeg godt svare på: …\nVenlig hilsen [dit navn], [enhed]",
                "Hello [name]. I can answer that: …\nKind regards, [your name], [unit]",
            ),
            touches="work",
        ),
        may(
            "skrive i en lokal gruppe under dit eget navn.",
            "write in a local group under your own name.",
            why=(
                (
                    "Grupperne er andres stue. Vi er gæster, og gæster er velkomne, når de siger,"
                    " hvem de er."
                ),
                (
                    "Groups are somebody else's living room. We are guests, and guests are welcome"
                    " when they say who they are."
                ),
            ),
            words=(
                (
                    "Hej alle. Jeg hedder [navn] og arbejder med [emne] i [enhed]. Jeg så"
                    " spørgsmålet om …, og sådan hænger det sammen: …"
                ),
                (
                    "Hello everybody. I am [name], and I work with [subject] in [unit]. I saw the"
                    " question about …, and this is how it is: …"
                ),
            ),
            touches="work",
        ),
        recommend(
            "at du svarer inden for en arbejdsdag, også når svaret er, at du ikke ved det endnu.",
            "answering within a working day, even if the answer is that you do not know yet.",
            words=(
                (
                    "Godt spørgsmål. Det ved jeg ikke, men jeg finder ud af det og skriver her"
                    " senest [hvornår]. [navn]"
                ),
                (
                    "Good question. I do not know, but I will find out and write here by [when]."
                    " [name]"
                ),
            ),
        ),
        ask(
            "før du opretter en ny side eller gruppe i vores navn.",
            "before you open a new page or group in our name.",
            whom=KEEPER,
            within=48,
            why=(
                "En side er et løfte om at svare, også når du har ferie.",
                "A page is a promise to answer, also while you are on holiday.",
            ),
        ),
        dont(
            "at behandle sager i Messenger.",
            "handle cases in Messenger.",
            why=(
                "Beskederne ligger hos en anden, og vi kan ikke passe på dem.",
                "The messages lie with somebody else, and we cannot look after them.",
            ),
            words=(
                (
                    "Tak for din besked. Her kan vi ikke tale om din sag på en sikker måde. Skriv"
                    " til os på [adresse], eller ring på [nummer]. [navn]"
                ),
                (
                    "Thank you for your message. We cannot talk about your case safely here. Write"
                    " to us at [address], or call [number]. [name]"
                ),
            ),
            touches="case",
        ),
    ),
    "active",
)

INSTAGRAM = Ready(
    "instagram",
    (
        (
            "Vi lærer stadig, hvad der virker her. Prøv i en story: Den er væk i morgen, og det,"
            " den lærte os, bliver."
        ),
        (
            "We are still learning what works here. Try it in a story: it is gone tomorrow, and"
            " what it taught us stays."
        ),
    ),
    (
        may(
            "lave en story om en dag på arbejdet.",
            "make a story about a day at work.",
            examples=(
                (
                    "Hvad der ligger i bilen, før ruten begynder.\nTre spørgsmål, der altid bliver"
                    " stillet, og svarene."
                ),
                (
                    "What lies in the van before the round begins.\nThree questions that are always"
                    " asked, and the answers."
                ),
            ),
            words=(
                "Kl. 7: … Kl. 10: … Kl. 14: … Hvad vil I vide om mit arbejde? Spørg her.",
                (
                    "7 o'clock: … 10 o'clock: … 2 o'clock: … What would you like to know about my"
                    " work? Ask here."
                ),
            ),
            touches="work",
        ),
        recommend(
            "at du skriver, hvad man ser på billedet.",
            "saying in words what can be seen in the picture.",
            why=(
                "Så kan alle være med, også dem, der får det læst op.",
                "Then everybody can take part, also those who have it read aloud.",
            ),
        ),
        ask(
            "før du overtager kontoen for en dag.",
            "before you take over the account for a day.",
            whom=KEEPER,
            within=48,
            why=(
                "Så er der en, der holder øje sammen med dig.",
                "Then somebody keeps an eye on it together with you.",
            ),
        ),
        dont(
            "at bruge musik og billeder, som vi ikke har ret til.",
            "use music and pictures that we have no right to.",
            why=(
                "Det, man må bruge privat, må en organisation ofte ikke.",
                "What one may use privately, an organisation often may not.",
            ),
        ),
    ),
    "trying",
)

LINKEDIN_PAGE = Ready(
    "linkedin-page",
    (
        (
            "Her læser fremtidige kolleger og samarbejdspartnere med. De vil hellere se hverdagen"
            " end skåltalerne."
        ),
        (
            "Future colleagues and partners read along here. They would rather see everyday work"
            " than speeches."
        ),
    ),
    (
        may(
            "foreslå et opslag om noget, der lykkedes, eller noget, der ikke holdt stik.",
            "suggest a post about something that worked, or something that didn't hold.",
            words=(
                "Vi troede, at … Så prøvede vi … Det viste sig, at … Næste gang vil vi …",
                "We believed that … So we tried … It turned out that … Next time we will …",
            ),
            touches="work",
        ),
        recommend(
            "at den, der gjorde arbejdet, er den, der fortæller om det.",
            "letting whoever did the work be the one who tells about it.",
            why=(
                "Det er mere troværdigt, og det er deres fortjeneste.",
                "It is easier to believe, and they earned it.",
            ),
        ),
        ask(
            "når en leverandør eller samarbejdspartner nævnes.",
            "when a supplier or a partner is named.",
            whom=KEEPER,
            within=24,
            why=(
                "Vi skal ikke gøre reklame for nogen uden at ville det.",
                "We should not advertise for anybody without meaning to.",
            ),
            touches="paid",
        ),
        dont(
            "at love mere i et jobopslag, end hverdagen kan holde.",
            "promise more in a job advert than everyday work can keep.",
            why=(
                "De opdager det den første mandag.",
                "They find out on the first Monday.",
            ),
        ),
    ),
    "active",
)

LINKEDIN_PERSONAL = Ready(
    "linkedin-personal",
    (
        (
            "Profilen er din, og det er dig, der bestemmer over den. Det her er råd til dig, der"
            " gerne vil fortælle om dit arbejde."
        ),
        (
            "The profile is yours, and you decide about it. This is advice for those who like to"
            " tell about their work."
        ),
    ),
    (
        may(
            "dele vores opslag og skrive, hvad du selv tænker om dem.",
            "share our posts and write what you think of them yourself.",
            words=(
                "Jeg har selv været med til det her. Det sværeste var …, og det bedste var …",
                "I was part of this myself. The hardest thing was …, and the best was …",
            ),
            touches="work",
        ),
        may(
            "fortælle om et forsøg, der ikke holdt stik.",
            "tell about an attempt that didn't hold.",
            why=(
                "Det er de opslag, folk svarer på.",
                "Those are the posts that people answer.",
            ),
            words=(
                (
                    "For en måned siden troede jeg, at … Vi prøvede det. Det holdt ikke stik, og"
                    " det lærte os, at … Har andre prøvet det samme?"
                ),
                (
                    "A month ago I believed that … We tried it. It didn't hold, and it taught us"
                    " that … Has anyone else tried the same?"
                ),
            ),
            touches="work",
        ),
        recommend(
            "at du skriver “jeg”, når du mener jeg.",
            "writing “I” when you mean I.",
            why=(
                "Så er ingen i tvivl om, hvem der taler.",
                "Then nobody doubts who is speaking.",
            ),
        ),
        ask(
            "hvis du i arbejdets navn vil fortælle om noget, der ikke er besluttet endnu.",
            "if you want to tell, as part of your work, about something that is not decided yet.",
            whom=("din leder", "your manager"),
            within=24,
            why=(
                "De, det handler om, bør høre det først.",
                "Those whom it concerns should hear it first.",
            ),
            touches="heated",
        ),
    ),
    "active",
)

GUIDELINES = (FACEBOOK, INSTAGRAM, LINKEDIN_PAGE, LINKEDIN_PERSONAL)
