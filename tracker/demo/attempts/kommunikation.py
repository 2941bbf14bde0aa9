"""Kommunikation: what happens to a debate at night, and to five copies of the same post."""

from ..attempt import Attempt

ATTEMPTS = (
    Attempt(
        key="ko-natlukket",
        author="helle",
        co_authors=("jonas",),
        title="Kommentarsporet lukker om natten",
        platform="facebook",
        tags=("tone", "klager", "tidspunkt"),
        stage="concluded",
        hypothesis=(
            "debatten om skoledistrikterne bliver pænere, hvis vi lukker for kommentarer fra 22"
            " til 7."
        ),
        method="lukke sporet hver nat i tre uger og tælle, hvor mange kommentarer vi må skjule.",
        metric="skjulte kommentarer pr. uge",
        criterion="vi skjuler under 6 om ugen mod 14 nu, og debatten fortsætter om dagen.",
        baseline=14,
        target=6,
        hours=9,
        published_days_ago=214,
        starts_days_ago=211,
        ends_days_ago=190,
        concluded_days_ago=178,
        outcome="refuted",
        observation=(
            "vi kun skjulte tre om ugen. Men der kom også kun en tredjedel så mange kommentarer i"
            " alt. Resten stod i en ny gruppe med 900 medlemmer, som vi ikke var inviteret til."
        ),
        surprise=(
            "At nattens værste var fire personer, som alle kender. De andre 40 ville bare skrive,"
            " når børnene sov. Det er klokken 22."
        ),
        lesson=(
            "Vi lukkede kommentarsporet om natten for at få ro. Debatten flyttede hen, hvor vi ikke"
            " kunne svare."
        ),
        decision="stop",
        decision_note=(
            "holde sporet åbent, skrive reglerne øverst og være vågne på skift de aftener, vi selv"
            " har sat ild til noget."
        ),
        result=3,
        measured_days_ago=190,
        confidence="fair",
        pushback=(
            "“Censur.” Vi svarede, at det føltes sådan, og at vi forstod det. Så åbnede vi igen og"
            " sagde, hvorfor vi havde lukket. Det var det mest læste opslag den måned."
        ),
        meaning="Forældre med små børn kan igen være med, når de har tid.",
    ),
    Attempt(
        key="ko-fem-steder",
        author="helle",
        co_authors=("ida",),
        title="Vi holder op med at lægge det samme op fem steder",
        platform="other",
        tags=("fælles-konto", "tidspunkt"),
        stage="concluded",
        hypothesis="vi kan skære fire af fem kopier væk, uden at nogen mangler noget.",
        method=(
            "lægge hvert opslag op ét sted i fire uger, valgt efter, hvem der skal svare. Og så"
            " vente på klagerne."
        ),
        metric="henvendelser om noget, folk ikke fandt",
        criterion="under ti spørger efter noget, de plejede at finde et andet sted.",
        baseline=0,
        target=10,
        hours=6,
        published_days_ago=124,
        starts_days_ago=119,
        ends_days_ago=91,
        concluded_days_ago=82,
        outcome="supported",
        observation=(
            "to spurgte. Den ene var en kollega, der ville høre, om vi var syge. Vi sparede ni"
            " timer om ugen og svarede på dobbelt så meget."
        ),
        surprise=(
            "At det var os selv, der savnede kopierne. Tallene så mindre ud i månedsrapporten. Der"
            " sidder ingen borgere i månedsrapporten."
        ),
        lesson="Vi holdt op med at lægge det samme op fem steder. Ingen savnede de fire.",
        decision="adopt",
        decision_note="fjerne “antal opslag” fra månedsrapporten.",
        result=2,
        measured_days_ago=91,
        confidence="fair",
    ),
    Attempt(
        key="ko-alt-tekst",
        author="tobias",
        co_authors=("ida",),
        title="Alt-tekst på alt",
        platform="instagram",
        tags=("tilgængelighed", "billeder"),
        stage="concluded",
        hypothesis=(
            "vi kan skrive alt-tekst til hvert billede uden at bruge mere end to minutter på det."
        ),
        method=(
            "skrive alt-tekst på hvert billede i seks uger, tage tid på det og bede to blinde"
            " borgere vurdere hver tiende."
        ),
        metric="minutter pr. billede",
        criterion="vi er under to minutter, og de to siger god for mindst otte ud af ti.",
        baseline=5,
        target=2,
        hours=14,
        published_days_ago=336,
        starts_days_ago=331,
        ends_days_ago=289,
        concluded_days_ago=280,
        outcome="supported",
        observation=(
            "vi endte på halvandet minut, og at de to sagde god for ni ud af ti. Den tiende var et"
            " billede af en rundkørsel, som vi havde kaldt “stemningsbillede”."
        ),
        surprise=(
            "At den ene helst vil vide, hvem der griner. Vi havde skrevet farver og bygninger."
        ),
        lesson=(
            "Da vi skulle skrive, hvad der var på billederne, opdagede vi, at hvert tredje ikke"
            " viste noget."
        ),
        decision="adopt",
        decision_note="kassere de billeder, vi ikke kan beskrive.",
        result=1.5,
        measured_days_ago=289,
        confidence="strong",
        meaning="Man kan følge med på kommunens Instagram uden at kunne se den.",
        readings=((331, 5), (322, 4.5), (314, 3), (305, 2.5), (297, 1.5), (289, 1.5)),
    ),
    Attempt(
        key="ko-emoji",
        author="ida",
        title="Med eller uden emoji",
        platform="facebook",
        tags=("tone",),
        stage="concluded",
        hypothesis="opslag med én emoji i første linje får flere til at læse videre.",
        method="slå plat og krone om 40 opslag i seks uger: emoji eller ej.",
        metric="folder opslaget ud (%)",
        criterion="opslag med emoji bliver foldet ud mindst en femtedel oftere.",
        baseline=7.0,
        target=8.4,
        hours=10,
        published_days_ago=178,
        starts_days_ago=173,
        ends_days_ago=131,
        concluded_days_ago=121,
        outcome="inconclusive",
        observation=(
            "opslag med emoji blev foldet ud af 7,6 % og opslag uden af 7,1 %. Et enkelt opslag om"
            " en løsgående ko fylder mere i regnestykket end alle emojierne tilsammen. Det var"
            " uden."
        ),
        surprise=(
            "At vi havde skændtes om det i to år, og at ingen vil læse resultatet. Begge lejre"
            " mener, at det støtter dem."
        ),
        lesson="Vi målte forskellen på en emoji i seks uger. Støjen var større end emojien.",
        decision="stop",
        decision_note="bruge tiden på at finde flere køer.",
        result=7.6,
        measured_days_ago=131,
        confidence="weak",
        readings=((173, 7.0), (163, 8.1), (152, 6.4), (142, 8.8), (131, 7.6)),
    ),
    Attempt(
        key="ko-bedste-tidspunkt",
        author="jonas",
        title="Det bedste tidspunkt",
        platform="facebook",
        tags=("tidspunkt", "svartid"),
        stage="concluded",
        hypothesis="vi får flere svar, hvis vi lægger op klokken 20, hvor flest er på.",
        method=(
            "lægge halvdelen af opslagene op kl. 20 og halvdelen kl. 10 i seks uger, efter"
            " lodtrækning."
        ),
        metric="kommentarer pr. opslag",
        criterion="aftenopslagene får mindst halvanden gang så mange kommentarer.",
        baseline=12,
        target=18,
        hours=7,
        published_days_ago=358,
        starts_days_ago=353,
        ends_days_ago=311,
        concluded_days_ago=301,
        outcome="refuted",
        observation=(
            "aftenopslagene fik 9 kommentarer og formiddagsopslagene 14. Om aftenen var der flere,"
            " der så dem, og ingen af os, der svarede. Så døde tråden ved tredje kommentar."
        ),
        surprise=(
            "At tallene vendte de to aftener, hvor jeg tilfældigvis sad med telefonen: 31 og 26"
            " kommentarer."
        ),
        lesson=(
            "Der findes ikke et bedste tidspunkt at lægge noget op. Der findes et tidspunkt, hvor"
            " nogen sidder klar til at svare."
        ),
        decision="adapt",
        decision_note=(
            "lægge op, når den, der skal svare, har en time fri bagefter, og skrive det i planen."
        ),
        result=9,
        measured_days_ago=311,
        confidence="fair",
        readings=((353, 12), (343, 7), (333, 31), (322, 6), (311, 9)),
    ),
    Attempt(
        key="ko-rundkoerslen",
        author="sara",
        title="Vores egen grimme rundkørsel",
        platform="instagram",
        tags=("billeder", "humor"),
        stage="concluded",
        hypothesis=(
            "et skævt billede af et sted i kommunen slår et smukt billede fra et billedbureau."
        ),
        method=(
            "skiftes mellem egne og købte billeder til 24 almindelige opslag og lade lodtrækning"
            " bestemme hvilke."
        ),
        metric="kommentarer pr. opslag",
        criterion="vores egne får mindst dobbelt så mange kommentarer.",
        baseline=4,
        target=8,
        hours=6,
        published_days_ago=84,
        starts_days_ago=79,
        ends_days_ago=37,
        concluded_days_ago=27,
        outcome="supported",
        observation=(
            "vores egne billeder fik 13 kommentarer og de købte 4. Rundkørslen ved Skarby fik 112."
            " Folk skrev, hvornår de sidst var kørt forkert i den."
        ),
        surprise=(
            "At to kommentarer under de købte billeder spurgte, hvor det var henne. Det vidste vi"
            " ikke."
        ),
        lesson="Et skævt billede af vores egen rundkørsel slår et smukt billede af en andens.",
        decision="adopt",
        decision_note="sige abonnementet på billeder op og købe Sara et par gummistøvler.",
        result=13,
        measured_days_ago=37,
        confidence="fair",
    ),
    Attempt(
        key="ko-svarvagt",
        author="jonas",
        co_authors=("helle",),
        title="Svarvagten, som er to",
        platform="facebook",
        format="reply",
        tags=("svartid", "tone", "fælles-konto"),
        stage="running",
        builds_on=("ko-bedste-tidspunkt", "sd-fire-paa-en-konto"),
        descent_note=(
            "Nogen skal sidde klar, men fire ansvarlige er ingen. Vi prøver med to og et navn på"
            " tavlen."
        ),
        hypothesis=(
            "trådene bliver længere og venligere, hvis to navngivne har vagten, én dag ad gangen."
        ),
        method=(
            "skrive dagens to navne øverst i sporet i seks uger og måle, hvor længe en tråd lever."
        ),
        metric="kommentarer pr. opslag",
        criterion="vi går fra 14 til over 20 kommentarer uden at skjule flere.",
        baseline=14,
        target=20,
        published_days_ago=48,
        starts_days_ago=41,
        ends_days_ago=-1,
        readings=((41, 14), (32, 19), (22, 13), (13, 24), (3, 22)),
    ),
    Attempt(
        key="ko-rettelsen",
        author="tobias",
        title="Vi retter fejl, så man kan se det",
        platform="website",
        tags=("tone", "klarsprog"),
        stage="running",
        hypothesis=(
            "folk stoler mere på hjemmesiden, når de kan se, hvad vi har rettet, og hvornår."
        ),
        method=(
            "skrive “Rettet:” øverst på siden i en måned, hver gang vi tog fejl, og spørge"
            " besøgende på fem sider."
        ),
        metric="stoler på det, de læste (%)",
        criterion="andelen på de rettede sider er mindst lige så høj som på de andre, 71 %.",
        baseline=71,
        target=71,
        hours=8,
        published_days_ago=61,
        starts_days_ago=55,
        ends_days_ago=19,
        readings=((55, 71), (43, 66), (31, 74), (19, 77)),
    ),
    Attempt(
        key="ko-lytteliste",
        author="helle",
        title="Hvem lytter vi til, når vi siger “borgerne”?",
        platform="facebook",
        tags=("tone",),
        visibility="unit",
        stage="planned",
        hypothesis=(
            "de samme 40 personer skriver halvdelen af alle kommentarer, og vi kalder dem"
            " “borgerne” i vores notater."
        ),
        method="tælle kommentarer pr. tråd uden at gemme et eneste navn, i en måned.",
        metric="andel fra de 40 flittigste (%)",
        criterion="andelen er over 50 %. Er den under, skylder vi nogen en undskyldning.",
        published_days_ago=8,
        starts_days_ago=-5,
        ends_days_ago=-35,
    ),
    Attempt(
        key="ko-koen",
        author="ida",
        title="En serie om køer",
        platform="instagram",
        format="story",
        tags=("humor", "natur"),
        stage="draft",
        builds_on=("ko-emoji",),
        hypothesis="folk læser om vandløbsregulativet, hvis der står en ko i det.",
        drafted_days_ago=6,
    ),
)
