"""What holds everywhere when one speaks for the organisation, or as part of one's work."""

from tracker.guidelines.defaults.schema import (
    DESK,
    KEEPER,
    Ready,
    ask,
    dont,
    may,
    recommend,
)

VALUES = (
    (
        "Vi er dér, hvor folk er. De taler om os, uanset om vi er med.\n"
        "Vi svarer som mennesker: med navn, i øjenhøjde og i et sprog, som alle forstår.\n"
        "Vi prøver os frem. Et forsøg, der ikke holdt stik, er også viden.\n"
        "Vi siger det, når vi tager fejl: hurtigt, venligt og dér, hvor fejlen skete.\n"
        "Vi passer på mennesker. Ingen skal genkende sig selv i noget, de ikke har sagt ja til."
    ),
    (
        "We are where people are. They talk about us whether or not we are there.\nWe answer as"
        " human beings: by name, at eye level, in words that everybody understands.\nWe try things."
        " An attempt that didn't hold is knowledge, too.\nWe say so when we are wrong: soon,"
        " kindly, and in the place where it happened.\nWe look after people. Nobody should"
        " recognise themselves in something they have not agreed to."
    ),
)

CLAUSES = (
    may(
        "fortælle om dit eget arbejde under dit eget navn.",
        "tell about your own work under your own name.",
        why=(
            "Ingen kender arbejdet bedre end den, der gør det. Du behøver ikke spørge nogen først.",
            "Nobody knows the work better than whoever does it. You need not ask anyone first.",
        ),
        examples=(
            (
                "Et billede af cykelstien, dagen før den åbner.\nTre ting, du ville ønske, at alle"
                " vidste, før de kom i skranken."
            ),
            (
                "A picture of the cycle path the day before it opens.\nThree things you wish that"
                " everybody knew before they came to the counter."
            ),
        ),
        words=(
            (
                "I dag har jeg … på arbejdet. Det, der overraskede mig, var …\nSpørg endelig. Jeg"
                " svarer, når jeg kan.\n[navn], [titel]"
            ),
            (
                "Today at work I … What surprised me was …\nDo ask. I answer when I can.\n[name],"
                " [title]"
            ),
        ),
        touches="work",
    ),
    may(
        "svare på spørgsmål om det, du ved noget om.",
        "answer questions about what you know.",
        why=(
            "Et godt svar i dag er bedre end et perfekt svar på torsdag.",
            "A good answer today is better than a perfect one on Thursday.",
        ),
        words=(
            (
                "Godt spørgsmål. Det korte svar er …\nHele forklaringen står her: [link]\nSkriv"
                " endelig, hvis der mangler noget.\nVenlig hilsen [navn], [enhed]"
            ),
            (
                "Good question. The short answer is …\nThe whole story is here: [link]\nDo write if"
                " something is missing.\nKind regards, [name], [unit]"
            ),
        ),
        touches="work",
    ),
    may(
        "tage fejl, og rette det.",
        "be wrong, and put it right.",
        why=(
            "En rettelse, der bliver stående, giver mere tillid end et opslag, der forsvinder.",
            "A correction that stays earns more trust than a post that disappears.",
        ),
        words=(
            (
                "Her skrev jeg noget, der ikke passede. Det rigtige er: …\nTak, fordi du sagde det."
                " [navn]"
            ),
            (
                "I wrote something here that was not right. It should be: …\nThank you for saying"
                " so. [name]"
            ),
        ),
    ),
    may(
        "vise mennesker, der har sagt ja.",
        "show people who have said yes.",
        why=(
            (
                "Et ja, der er givet frit og kan tages tilbage, er nok. Vis, hvad du vil lægge op,"
                " før du gør det."
            ),
            (
                "A yes that is freely given, and can be taken back, is enough. Show what you mean"
                " to post before you do."
            ),
        ),
        words=(
            (
                "Må jeg lægge det her billede op på [sted] med den her tekst: …? Du kan altid sige"
                " nej, også bagefter. Så tager jeg det ned."
            ),
            (
                "May I post this picture on [place] with these words: …? You can always say no,"
                " afterwards too. Then I take it down."
            ),
        ),
        touches="people",
    ),
    may(
        "rose en kollega, når kollegaen ved det.",
        "praise a colleague who knows about it.",
        why=("Ros, der kan ses, smitter.", "Praise that can be seen spreads."),
        words=(
            "Tak til [navn], som … Det gjorde en forskel, fordi …",
            "Thank you to [name], who … It made a difference, because …",
        ),
        touches="colleague",
    ),
    recommend(
        "at du skriver under dit eget navn og siger, hvor du arbejder.",
        "writing under your own name and saying where you work.",
        why=(
            "Folk stoler på mennesker før logoer, og ingen behøver gætte, hvem der taler.",
            "People trust people before logos, and nobody has to guess who is speaking.",
        ),
    ),
    recommend(
        "at du begynder småt: ét opslag, ét spørgsmål, én uge.",
        "beginning small: one post, one question, one week.",
        why=(
            "Det, der er lille, kan man lære af uden at skulle forsvare det.",
            "One can learn from something small without having to defend it.",
        ),
        touches="work",
    ),
    recommend(
        "at du flytter samtalen, når nogen skriver om deres egen sag.",
        "moving the conversation when somebody writes about their own case.",
        why=(
            "De må gerne fortælle om sig selv. Vi må ikke svare på det, hvor andre kan læse med.",
            "They may tell about themselves. We may not answer where others can read it.",
        ),
        words=(
            (
                "Tak, fordi du skriver. For at passe på dig taler vi ikke om din sag her. Ring på"
                " [nummer], eller skriv sikkert via [adresse], så ser vi på den dér.\nVenlig hilsen"
                " [navn]"
            ),
            (
                "Thank you for writing. To look after you we do not talk about your case here. Call"
                " [number], or write safely through [address], and we will look at it there.\nKind"
                " regards, [name]"
            ),
        ),
        touches="case",
    ),
    recommend(
        "at du svarer venligt én gang og så lader andre komme til, når tonen er hård.",
        "answering kindly once and then letting others speak, when the tone is rough.",
        why=(
            "Dit svar er til de hundrede, der læser med, og de så det første gang.",
            "Your answer is for the hundred who read along, and they saw it the first time.",
        ),
        words=(
            (
                "Tak, fordi du skriver. Jeg kan godt forstå, at det er ærgerligt. Det, jeg kan"
                " sige, er …\nVi lytter med her. [navn]"
            ),
            (
                "Thank you for writing. I can see why that is annoying. What I can say is …\nWe are"
                " listening. [name]"
            ),
        ),
        touches="heated",
    ),
    ask(
        "når nogen kan genkendes og ikke har sagt ja endnu.",
        "when somebody can be recognised and has not said yes yet.",
        whom=("dem selv", "those people"),
        why=(
            "Det tager et minut, og de fleste siger ja.",
            "It takes a minute, and most people say yes.",
        ),
        words=(
            (
                "Må jeg lægge det her op på [sted]? Du kan ses eller genkendes. Et nej er helt"
                " fint, også bagefter."
            ),
            (
                "May I post this on [place]? You can be seen or recognised in it. A no is quite"
                " fine, afterwards too."
            ),
        ),
        touches="people",
    ),
    ask(
        "når børn, eller andre der ikke selv kan sige ja, kan genkendes.",
        "when children, or others who cannot say yes themselves, can be recognised.",
        whom=(
            "forældrene, og er du i tvivl, en tovholder",
            "the parents, and when in doubt a facilitator",
        ),
        within=24,
        why=(
            "De skal leve med billedet længere end os.",
            "They will live with the picture for longer than we will.",
        ),
        words=(
            (
                "Vi vil gerne vise [hvad] på [sted]. [Barnet] kan ses på billedet her. Er det i"
                " orden for jer? I kan altid sige nej, også bagefter."
            ),
            (
                "We would like to show [what] on [place]. [The child] can be seen in this picture."
                " Is that all right with you? You can always say no, afterwards too."
            ),
        ),
        touches="children",
    ),
    ask(
        "når det handler om en kollega.",
        "when it is about a colleague.",
        whom=("kollegaen selv", "the colleague"),
        why=(
            "Nogle vil gerne ses, andre ikke. Begge dele er i orden.",
            "Some like to be seen, some don't. Both are fine.",
        ),
        words=(
            (
                "Jeg vil gerne skrive det her på [sted]: … Er det i orden med dig? Et nej er helt"
                " fint."
            ),
            (
                "I would like to write this on [place]: … Is that all right with you? A no is quite"
                " fine."
            ),
        ),
        touches="colleague",
    ),
    ask(
        "når det koster penge, eller nogen får noget for det: annoncer, konkurrencer, aftaler.",
        "when it costs money or somebody gets something for it: adverts, prizes, agreements.",
        whom=KEEPER,
        within=48,
        why=(
            "Reklame skal kunne ses, og der er regler for konkurrencer.",
            "Advertising has to be visible as such, and there are rules for prizes.",
        ),
        touches="paid",
    ),
    ask(
        "ved ulykker, kriser og sager, som pressen ringer om.",
        "in accidents, crises, and stories that the press is calling about.",
        whom=DESK,
        within=4,
        why=(
            "Så får alle det samme svar, og du står ikke alene med det.",
            "Then everybody gets the same answer, and you do not stand alone with it.",
        ),
        words=(
            (
                "Vi har set jeres spørgsmål og svarer her, så snart vi ved noget sikkert, senest"
                " kl. [tid]. [navn]"
            ),
            (
                "We have seen your questions, and answer here as soon as we know something for"
                " certain, at [time] at the latest. [name]"
            ),
        ),
        touches="heated",
    ),
    dont(
        "at fortælle om en borgers eller kundes sag, heller ikke uden navn.",
        "tell about the case of a citizen or customer, not even without a name.",
        why=(
            "Tavshedspligten gælder også her, og naboen genkender historien uden navn.",
            (
                "Confidentiality holds here, too, and the neighbour recognises the story without a"
                " name."
            ),
        ),
        examples=(
            "“I dag havde jeg en mor til tre i skranken …” er nok til, at nogen ved, hvem det er.",
            (
                "“Today I had a mother of three at the counter …” is enough for somebody to know"
                " who it is."
            ),
        ),
        touches="case",
    ),
    dont(
        "at vise personoplysninger: CPR-numre, adresser, helbred, skærmbilleder fra fagsystemer.",
        "show personal data: civil registration numbers, addresses, health, screenshots of case"
        " systems.",
        why=(
            "Det kan ikke kaldes tilbage. Se efter i baggrunden, før du lægger et billede op.",
            "It cannot be called back. Look at the background before you post a picture.",
        ),
        touches="case",
    ),
    dont(
        "at slette kritik, fordi den er ubehagelig.",
        "delete criticism because it is unpleasant.",
        why=(
            (
                "Kritik er et spørgsmål, som nogen har gjort sig umage med. Skjul kun det, der"
                " truer, håner eller viser andres oplysninger, og sig, at du har gjort det."
            ),
            (
                "Criticism is a question that somebody took trouble over. Hide only what threatens,"
                " mocks or shows other people's data, and say that you have."
            ),
        ),
        words=(
            (
                "Vi har skjult en kommentar, fordi den gik på en person. Selve kritikken er"
                " velkommen. [navn]"
            ),
            (
                "We have hidden a comment because it was aimed at a person. The criticism itself is"
                " welcome. [name]"
            ),
        ),
        touches="heated",
    ),
)

GUIDELINES = (Ready("everywhere", VALUES, CLAUSES),)
