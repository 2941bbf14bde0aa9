"""Our tone as it comes ready: how we sound, and replies to copy.

Each text as (Danish, English); the signature is the reader's own.
"""

VALUES = {
    "friendly": (
        ("Venlig", "Friendly"),
        (
            (
                "Vi skriver, som vi taler til en gæst: med et goddag, et navn og et tak. Også når"
                " vi siger nej."
            ),
            (
                "We write as we speak to a guest: with a hello, a name and a thank you. Also when"
                " we say no."
            ),
        ),
    ),
    "professional": (
        ("Professionel", "Professional"),
        (
            (
                "Vi bliver ved det, vi ved noget om, og holder, hvad vi lover. Vi taler ikke om"
                " enkelte mennesker, heller ikke om dem, der taler om os."
            ),
            (
                "We stay with what we know something about, and keep what we promise. We don't talk"
                " about single people, nor about those who talk about us."
            ),
        ),
    ),
    "factual": (
        ("Saglig", "Factual"),
        (
            (
                "Vi siger, hvordan det hænger sammen, hvor man kan læse det selv, og hvad vi ikke"
                " ved endnu. Et tal får en kilde."
            ),
            (
                "We say how things are, where one can read it oneself, and what we don't know yet."
                " A number gets a source."
            ),
        ),
    ),
    "humour": (
        ("Med plads til humor", "With room for humour"),
        (
            (
                "Vi må gerne være sjove, helst på egen regning og aldrig på andres. Er nogen kede"
                " af det eller vrede, venter humoren."
            ),
            (
                "We may be funny, best at our own expense and never at anybody else's. When"
                " somebody is sad or angry, humour waits."
            ),
        ),
    ),
}

REPLIES = {
    "thanks": (
        ("Nogen roser os", "Somebody praises us"),
        (
            "Tusind tak, det giver jeg videre til dem, der står bag. De bliver glade.",
            "Thank you so much. I'll pass it on to those who did it. It will make their day.",
        ),
    ),
    "question": (
        ("Et spørgsmål, vi skal undersøge", "A question that we have to look into"),
        (
            (
                "Godt spørgsmål. Det ved jeg ikke, men jeg finder ud af det og svarer her senest i"
                " morgen."
            ),
            "Good question. I don't know, but I'll find out and answer here by tomorrow.",
        ),
    ),
    "facts": (
        ("Noget er forkert", "Something is wrong"),
        (
            (
                "Tak, fordi du tager det op. Jeg vil gerne rette én ting: … Du kan læse det selv"
                " her: [link]. Spørg endelig, hvis jeg har misforstået dig."
            ),
            (
                "Thank you for bringing it up. I'd like to put one thing right: … You can read it"
                " yourself here: [link]. Do ask if I misunderstood you."
            ),
        ),
    ),
    "anger": (
        ("Nogen er vred", "Somebody is angry"),
        (
            (
                "Jeg kan godt forstå, at du er vred. Sådan skal det ikke være. Jeg har sendt det"
                " videre til dem, der kan gøre noget ved det, og vender tilbage her, når jeg ved"
                " mere, senest …"
            ),
            (
                "I can see why you are angry. It should not be like that. I have passed it on to"
                " those who can do something about it, and I'll be back here when I know more, by …"
            ),
        ),
    ),
    "our-mistake": (
        ("Vi tog fejl", "We were wrong"),
        (
            (
                "Du har ret, og vi tog fejl. Undskyld. Vi har rettet det nu, og næste gang gør vi …"
                " i stedet. Tak, fordi du sagde det."
            ),
            (
                "You are right, and we were wrong. I'm sorry. It is mended now, and next time we"
                " will … instead. Thank you for telling us."
            ),
        ),
    ),
    "case": (
        ("Nogen skriver om sin egen sag", "Somebody writes about a case of their own"),
        (
            (
                "Tak, fordi du skriver. Jeg kan ikke tale om enkelte sager her, og det er for at"
                " passe på dig. Ring til os på … eller skriv i den sikre postkasse: [link]. Så ser"
                " vi på det."
            ),
            (
                "Thank you for writing. I cannot talk about single cases here, and that is to look"
                " after you. Call us on … or write through the secure mailbox: [link]. Then we will"
                " look at it."
            ),
        ),
    ),
    "personal": (
        (
            "Nogen skriver noget personligt i et åbent felt",
            "Somebody writes something personal in the open",
        ),
        (
            (
                "Hej. Jeg har skjult din kommentar, fordi den havde oplysninger i sig, som andre"
                " ikke bør kunne læse. Du har ikke gjort noget forkert. Skriv til os her i stedet:"
                " [link]."
            ),
            (
                "Hello. I have hidden your comment, because there was something in it that others"
                " should not read. You did nothing wrong. Please write to us here instead: [link]."
            ),
        ),
    ),
    "sarcasm": (
        ("Nogen er spydig", "Somebody is sarcastic"),
        (
            "Den fortjente vi måske. Og bag den er der et godt spørgsmål: … Svaret er …",
            (
                "We may have deserved that one. And there is a good question behind it: … The"
                " answer is …"
            ),
        ),
    ),
    "cost": (
        (
            "“Har I ikke andet at bruge pengene på?”",
            "“Have you nothing better to spend money on?”",
        ),
        (
            (
                "Det er rimeligt at spørge om. Det tog … timer og kostede … kroner. Vi gjorde det,"
                " fordi … Virker det ikke, holder vi op igen og skriver det her."
            ),
            (
                "That is a fair question. It took … hours and cost … kroner. We did it because … If"
                " it doesn't work, we stop and say so here."
            ),
        ),
    ),
    "elsewhere": (
        ("Det er ikke vores bord", "It is not ours to answer"),
        (
            (
                "Det er … der tager sig af det. Du får fat i dem her: [link]. Kommer du ikke"
                " igennem, så skriv igen, så hjælper jeg dig på vej."
            ),
            (
                "That is … to look after. You can reach them here: [link]. If you cannot get"
                " through, write again and I'll help you along."
            ),
        ),
    ),
    "press": (
        ("En journalist spørger", "A journalist asks"),
        (
            (
                "Tak for spørgsmålet. Jeg er ikke den rigtige at citere, men jeg har givet det"
                " videre til … og du hører fra dem i dag."
            ),
            (
                "Thank you for asking. I'm not the right one to quote, but I have passed it on to …"
                " and you will hear from them today."
            ),
        ),
    ),
    "rude": (
        ("Tonen bliver grov", "The tone gets rough"),
        (
            (
                "Her er plads til at være uenig med os, også højlydt. Her er ikke plads til at gå"
                " efter andre mennesker. Skriv endelig igen uden den del, så svarer jeg gerne."
            ),
            (
                "There is room here to disagree with us, loudly too. There is no room for going"
                " after other people. Do write again without that part, and I'll gladly answer."
            ),
        ),
    ),
    "trolling": (
        ("Nogen vil kun have ballade", "Somebody only wants trouble"),
        (
            (
                "Nu har jeg svaret på det, jeg kan svare på. Er der et spørgsmål, så spørg endelig."
                " Ellers ønsker jeg dig en god aften."
            ),
            (
                "I have now answered what I can answer. If there is a question, do ask. Otherwise I"
                " wish you a good evening."
            ),
        ),
    ),
    "closed": (
        ("Vi lukker for i dag", "We close for today"),
        (
            (
                "Jeg går hjem nu. Jeg læser det hele i morgen klokken 8, også det, der bliver"
                " skrevet i nat. Haster det, så ring til …"
            ),
            (
                "I'm going home now. I'll read it all at eight tomorrow, also what is written"
                " tonight. If it is urgent, call …"
            ),
        ),
    ),
}
