"""HR: an expensive film, an honest advert, and a first week."""

from ..attempt import Attempt

ATTEMPTS = (
    Attempt(
        key="hr-rekrutfilm",
        author="nikolaj",
        co_authors=("ditte",),
        title="Filmen om at arbejde hos os",
        platform="linkedin-page",
        format="video",
        tags=("rekruttering", "video"),
        stage="concluded",
        hypothesis=(
            "flere kvalificerede søger vores sosu-stillinger, hvis de først har set en professionel"
            " film om hverdagen."
        ),
        method="få lavet en film på tre minutter og lægge den i alle opslag i otte uger.",
        metric="ansøgninger pr. opslag",
        criterion="vi får mindst 12 ansøgninger pr. opslag; nu får vi 5.",
        baseline=5,
        target=12,
        hours=62,
        cost=85000,
        published_days_ago=402,
        starts_days_ago=394,
        ends_days_ago=338,
        concluded_days_ago=328,
        outcome="refuted",
        observation=(
            "filmen blev set 9.400 gange og fik to priser for godt håndværk. Opslagene fik 5"
            " ansøgninger, præcis som før."
        ),
        surprise=(
            "At vi selv blev så glade for den. Vi viste den tre gange på personalemøder, før nogen"
            " spurgte, om den virkede."
        ),
        lesson="Filmen til 85.000 kr. blev mest set af folk, der laver film.",
        decision="adapt",
        decision_note="spørge dem, der allerede arbejder her, hvad de selv ville have vist.",
        result=5,
        measured_days_ago=338,
        confidence="strong",
        pushback=(
            "“Det kunne have været en halv stilling.” Ja, knap to måneder af en. Vi skrev beløbet"
            " selv, før nogen søgte aktindsigt."
        ),
        readings=((394, 5), (380, 6), (366, 4), (352, 6), (338, 5)),
    ),
    Attempt(
        key="hr-svaert-foerst",
        author="ditte",
        co_authors=("nikolaj",),
        title="Opslaget, der begynder med det svære",
        platform="linkedin-page",
        format="advert",
        tags=("rekruttering", "klarsprog"),
        stage="concluded",
        hypothesis=(
            "vi får færre, men bedre ansøgninger, hvis stillingsopslaget begynder med det, der er"
            " svært ved jobbet."
        ),
        method=(
            "skrive fem opslag, hvor de første tre linjer er det, den sidste i stillingen sagde, da"
            " hun rejste."
        ),
        metric="ansøgere kaldt til samtale (%)",
        criterion="mindst 40 % af ansøgerne er til samtale værd; nu er det 22.",
        baseline=22,
        target=40,
        hours=10,
        published_days_ago=186,
        starts_days_ago=180,
        ends_days_ago=138,
        concluded_days_ago=127,
        outcome="supported",
        observation=(
            "46 % blev kaldt til samtale. Der kom i øvrigt ikke færre ansøgninger: 61 mod 58."
        ),
        surprise=(
            "At lederne ikke kunne kende deres eget job. To af dem gik hjem og lavede noget om, før"
            " opslaget var ude."
        ),
        lesson=(
            "Vi begyndte opslaget med det, der er svært. De, der søgte, havde allerede tænkt over"
            " det."
        ),
        decision="adopt",
        decision_note=(
            "lade det svære stå først i alle opslag og aldrig skrive “spændende arbejdsopgaver”"
            " igen."
        ),
        result=46,
        measured_days_ago=138,
        confidence="fair",
        pushback=(
            "En leder mente, at vi hængte hans afdeling ud. Vi spurgte, hvilken af de tre linjer"
            " der var forkert. Det var ingen af dem."
        ),
        meaning=(
            "Man ved, hvad man siger ja til. To ud af de fem er i øvrigt kommet tilbage efter at"
            " have sagt nej første gang."
        ),
    ),
    Attempt(
        key="hr-foerste-uge",
        author="marianne",
        title="De nye overtager vores story",
        platform="instagram",
        format="story",
        tags=("rekruttering", "fælles-konto"),
        stage="concluded",
        hypothesis="nye kolleger føler sig velkomne, hvis de får kontoen i deres første uge.",
        method=(
            "tilbyde 12 nye at overtage vores story en dag i den første uge og spørge dem om det"
            " bagefter."
        ),
        metric="følte sig velkommen (1–10)",
        criterion="de, der tager kontoen, svarer mindst ét point højere end de andre.",
        baseline=7.9,
        target=8.9,
        hours=8,
        published_days_ago=68,
        starts_days_ago=62,
        ends_days_ago=34,
        concluded_days_ago=22,
        outcome="refuted",
        observation="syv sagde ja, og at de svarede 6,8. De fem, der sagde nej, svarede 8,1.",
        surprise=(
            "At jeg havde kaldt det et tilbud. Ingen siger nej til HR-chefens tilbud på dag to. Det"
            " sagde de fem heller ikke; de sagde, at de havde glemt telefonen."
        ),
        lesson=(
            "I sin første uge ved man ikke, hvad man må sige. Jeg gjorde en prøve ud af det og"
            " kaldte den en velkomst."
        ),
        context="Mine syv og fem er små tal. Men jeg behøver ikke flere for at holde op.",
        decision="adapt",
        decision_note="spørge dem efter tre måneder i stedet og lade en anden end mig gøre det.",
        result=6.8,
        measured_days_ago=33,
        confidence="fair",
    ),
    Attempt(
        key="hr-kolleger-filmer",
        author="nikolaj",
        co_authors=("abdi", "fatima"),
        title="Tre kolleger, tre telefoner",
        platform="linkedin-page",
        format="video",
        tags=("rekruttering", "video"),
        stage="running",
        builds_on=("as-telefonfilm", "hr-svaert-foerst"),
        descent_note="Abdis “øh” og Dittes tre svære linjer i samme opslag.",
        hypothesis=(
            "Abdis måde også virker for ingeniører og lærere, hvis de selv begynder med det svære."
        ),
        method="låne tre kolleger en mikrofon og ikke andet.",
        metric="ansøgninger pr. opslag",
        criterion="mindst to af de tre opslag får dobbelt så mange ansøgninger som sidst.",
        baseline=6,
        target=12,
        published_days_ago=40,
        starts_days_ago=33,
        ends_days_ago=-30,
        readings=((33, 6), (22, 9), (11, 14)),
        pictures=(
            (
                "phone-colleague",
                "Tegning af en telefon med en kollega, der fortæller med armene over kors.",
            ),
        ),
    ),
    Attempt(
        key="hr-tillykke",
        author="fatima",
        co_authors=("ditte",),
        title="Tillykke til dem, der rejser",
        platform="linkedin-personal",
        tags=("rekruttering", "tone"),
        visibility="unit",
        stage="planned",
        hypothesis=(
            "tidligere kolleger kommer tilbage, hvis vi ønsker dem tillykke, når de rejser, og"
            " mener det."
        ),
        method="skrive et opslag for hver af de næste seks, der selv synes om idéen.",
        metric="henvendelser fra tidligere kolleger",
        criterion="mindst to spørger, om vi har noget.",
        published_days_ago=10,
        starts_days_ago=-12,
        ends_days_ago=-96,
    ),
)
