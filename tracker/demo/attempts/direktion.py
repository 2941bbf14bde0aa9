"""Direktion og Sekretariat: eight Monday letters and one question."""

from ..attempt import Attempt

ATTEMPTS = (
    Attempt(
        key="di-mandagsbrev",
        author="kirsten",
        title="Direktørens mandagsbrev",
        platform="linkedin-personal",
        tags=("direktion", "tone"),
        stage="concluded",
        hypothesis=(
            "medarbejdere og borgere kommer mig nærmere, hvis jeg skriver et brev hver mandag om,"
            " hvad vi er optaget af."
        ),
        method="skrive otte breve selv. Sekretariatet må rette kommaer, men ikke andet.",
        metric="kommentarer fra folk, jeg ikke kender",
        criterion="mindst fem pr. brev; jeg begynder på nul.",
        baseline=0,
        target=5,
        hours=16,
        published_days_ago=379,
        starts_days_ago=375,
        ends_days_ago=319,
        concluded_days_ago=305,
        outcome="refuted",
        observation=(
            "otte breve fik 11 kommentarer tilsammen. De ni kom fra mennesker, der refererer til"
            " mig, én fra min mand og én fra en, der sælger kontorstole."
        ),
        surprise=(
            "At Louise fra sekretariatet talte spørgsmålstegnene i de otte breve, da jeg bad om en"
            " ærlig læsning. Der var nul. Jeg troede, at jeg havde inviteret til samtale."
        ),
        lesson=(
            "Jeg skrev otte breve for at vise, at jeg lytter. Der var ikke ét spørgsmålstegn i dem."
        ),
        context="Gælder mig. Andre er måske bedre til at skrive breve.",
        decision="adapt",
        decision_note=(
            "holde op med at skrive breve og i stedet stille ét spørgsmål, jeg ikke kender"
            " svaret på."
        ),
        result=0.1,
        measured_days_ago=319,
        confidence="strong",
        pushback=(
            "En medarbejder skrev i en privat besked, at brevene lignede en årsberetning. Jeg"
            " spurgte, om jeg måtte citere hende for det. Det måtte jeg."
        ),
        meaning="Ingen borger fik noget ud af det, så vidt jeg ved.",
        readings=((375, 0), (361, 0), (347, 0), (333, 1), (319, 0)),
    ),
    Attempt(
        key="di-det-dummeste",
        author="kirsten",
        co_authors=("louise",),
        title="“Hvad er det dummeste, vi gør?”",
        platform="linkedin-personal",
        tags=("direktion", "tone"),
        stage="concluded",
        builds_on=("di-mandagsbrev",),
        descent_note="Otte breve uden spørgsmålstegn bliver til ét opslag, der kun er et.",
        hypothesis="ét ærligt spørgsmål giver mere end otte breve.",
        method=(
            "stille spørgsmålet, svare på alt inden for to døgn, ikke forsvare noget og gøre noget"
            " ved mindst ét svar inden for en måned."
        ),
        metric="kommentarer fra folk, jeg ikke kender",
        criterion="mindst 40 svarer, og vi holder op med mindst én ting.",
        baseline=0,
        target=40,
        hours=11,
        published_days_ago=196,
        starts_days_ago=193,
        ends_days_ago=163,
        concluded_days_ago=149,
        outcome="supported",
        observation=(
            "184 svarede, og 131 af dem kendte jeg ikke. Tre ting er holdt op: kravet om"
            " underskrift på udlån af klapstole, den ugentlige statusmail, som ingen havde bestilt,"
            " og et skema, der blev udfyldt i to afdelinger og kasseret i en tredje."
        ),
        surprise="At den med skemaet kom fra afdelingen, der kasserede det.",
        lesson="Jeg spurgte, hvad det dummeste er, vi gør. 184 svarede, og de fleste havde ret.",
        context="Gælder, når der bliver gjort noget ved det, før de holder op med at kigge.",
        decision="adopt",
        decision_note=(
            "stille ét spørgsmål i kvartalet og skrive under det samme opslag, hvad vi gjorde."
        ),
        result=131,
        measured_days_ago=163,
        confidence="fair",
        pushback=(
            "En skrev: “Det dummeste er at spørge om det her på LinkedIn.” Jeg svarede: “Noteret"
            " som nummer 67. Hvor skulle jeg have spurgt?” Han foreslog kantinen. Der har jeg nu"
            " stået to gange."
        ),
        meaning="Man kan låne klapstole uden at skrive under.",
        pictures=(
            (
                "bars-letters",
                "Søjler for otte mandagsbreve, alle næsten nul, og én høj søjle for spørgsmålet.",
            ),
        ),
    ),
    Attempt(
        key="di-byraad-kapitler",
        author="anders",
        co_authors=("tobias",),
        title="Byrådsmødet i kapitler",
        platform="youtube",
        format="video",
        tags=("video", "klarsprog"),
        stage="concluded",
        builds_on=("bs-spoergetime-frokost",),
        descent_note=(
            "Hvis folk spoler til minut 14 i en spørgetime, spoler de også i et byrådsmøde."
        ),
        hypothesis="flere ser byrådsmødet, hvis de kan hoppe direkte til deres egen sag.",
        method=(
            "lægge kapitler på optagelsen inden for et døgn, skrevet på almindeligt dansk, og sende"
            " linket til dem, der har skrevet i sagen."
        ),
        metric="seere, der ser mindst ét punkt færdigt",
        criterion="mindst 150 ser et punkt færdigt; nu er det 22.",
        baseline=22,
        target=150,
        hours=10,
        published_days_ago=92,
        starts_days_ago=86,
        ends_days_ago=30,
        concluded_days_ago=18,
        outcome="supported",
        observation="312 så mindst ét punkt færdigt. Ingen har set hele mødet, heller ikke os.",
        surprise="At det mest sete punkt var nummer 14, “Eventuelt”. Det handlede om en flagstang.",
        lesson=(
            "Ingen ser et byrådsmøde på fire timer. Tre hundrede ser de syv minutter, der handler"
            " om dem, hvis de kan finde dem."
        ),
        decision="adopt",
        decision_note="lade overskrifterne blive skrevet af en, der ikke har siddet i mødet.",
        result=312,
        measured_days_ago=30,
        confidence="fair",
        meaning="Man kan høre, hvad der blev sagt om ens vej, på vej til arbejde.",
        readings=((86, 22), (72, 140), (58, 97), (44, 268), (30, 312)),
    ),
    Attempt(
        key="di-aabent-kontor",
        author="louise",
        co_authors=("kirsten",),
        title="Direktionen i kantinen, annonceret",
        platform="linkedin-page",
        tags=("direktion", "borgermøde"),
        visibility="unit",
        stage="planned",
        builds_on=("di-det-dummeste",),
        descent_note="Forslag nummer 67.",
        hypothesis=(
            "folk siger mere i kantinen end på nettet, hvis de ved, hvornår Kirsten sidder der."
        ),
        method="skrive dagen før, sidde ved bordet ved vinduet en time og ikke tage telefonen op.",
        metric="samtaler, vi ikke selv begyndte",
        criterion="Vi ved det ikke endnu; vi går på opdagelse.",
        published_days_ago=3,
        starts_days_ago=-8,
        ends_days_ago=-64,
    ),
    Attempt(
        key="di-nedetid",
        author="palle",
        title="Driftsmeldinger på menneskesprog",
        platform="mastodon",
        tags=("klarsprog", "svartid"),
        stage="draft",
        hypothesis=(
            "færre ringer til it, når noget er nede, hvis meldingen siger, hvad man kan gøre i"
            " stedet, og ikke kun, hvad serveren hedder."
        ),
        drafted_days_ago=21,
    ),
)
