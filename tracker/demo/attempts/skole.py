"""Skole og Dagtilbud: boots, lice, and a nine-day wait for a lost jacket."""

from ..attempt import Attempt

ATTEMPTS = (
    Attempt(
        key="sd-stoevler",
        author="maja",
        title="Billeder uden ansigter",
        platform="instagram",
        tags=("børn", "billeder", "samtykke", "forældre"),
        stage="concluded",
        hypothesis=(
            "forældre følger lige så meget med i dagen, når der ingen ansigter er på billederne."
        ),
        method="kun lægge billeder op af hænder, støvler, byggerier og spor i sandet i syv uger.",
        metric="hjerter pr. opslag",
        criterion="opslagene får mindst lige så mange hjerter som før, altså 26.",
        baseline=26,
        target=26,
        hours=8,
        published_days_ago=400,
        starts_days_ago=396,
        ends_days_ago=347,
        concluded_days_ago=337,
        outcome="supported",
        observation="opslagene fik 34 hjerter i snit. Bunken af mudrede støvler fik 91.",
        surprise=(
            "At forældrene begyndte at spørge børnene. “Hvis hånd er det?” blev til en lang samtale"
            " ved aftensbordet, fortalte en mor. Et ansigt er der ingen, der spørger til."
        ),
        lesson=(
            "Tyve par støvler i en bunke fortæller mere om dagen end tyve ansigter, og ingen skal"
            " give samtykke."
        ),
        decision="adopt",
        decision_note="holde op med at bruge tirsdagen på at slå samtykker op.",
        result=34,
        measured_days_ago=347,
        confidence="fair",
        pushback=(
            "En far savnede at kunne se, om hans søn var glad. Det er rimeligt. Ham ringer vi til."
        ),
        meaning="Alle børn er med på billederne nu, også de fire, der aldrig måtte komme med.",
        readings=((396, 26), (386, 31), (376, 24), (366, 91), (356, 38), (347, 34)),
        pictures=(
            ("boots", "Tegning af en stor bunke mudrede børnestøvler i mange farver."),
        ),
    ),
    Attempt(
        key="sd-dagpleje-annonce",
        author="birgitte",
        co_authors=("nikolaj",),
        title="Bliv dagplejer: en annonce",
        platform="facebook",
        format="advert",
        tags=("dagpleje", "rekruttering", "annonce"),
        stage="concluded",
        hypothesis="vi finder tre nye dagplejere med en annonce rettet mod forældre på barsel.",
        method="køre to annoncer i fire uger og spørge alle, der ringer, hvor de har hørt om det.",
        metric="ansøgninger om at blive dagplejer",
        criterion="mindst seks søger, og vi kan ansætte tre.",
        baseline=0,
        target=6,
        hours=15,
        cost=4800,
        published_days_ago=382,
        starts_days_ago=378,
        ends_days_ago=350,
        concluded_days_ago=341,
        outcome="refuted",
        observation=(
            "61.000 visninger, 430 klik og nul ansøgninger blev resultatet. Én søgte i samme"
            " periode. Hun er søster til en dagplejer og havde ikke set annoncen."
        ),
        surprise="At hun havde tænkt på det i fire år og ventet på, at nogen spurgte hende.",
        lesson=(
            "Vi købte 61.000 visninger og fik ingen dagplejere. Den ene, vi fik, var der bare"
            " nogen, der spurgte."
        ),
        decision="adapt",
        decision_note="bede de dagplejere, vi har, om at spørge nogen, de kender.",
        result=0,
        measured_days_ago=350,
        confidence="strong",
    ),
    Attempt(
        key="sd-dagpleje-spoerg",
        author="birgitte",
        title="Dagplejerne spørger nogen, de kender",
        platform="facebook",
        format="group",
        tags=("dagpleje", "rekruttering", "grupper"),
        stage="concluded",
        builds_on=("sd-dagpleje-annonce",),
        descent_note="Den ene, der kom, blev spurgt af sin søster. Nu spørger vi med vilje.",
        hypothesis=(
            "vi får flere dagplejere, når en dagplejer spørger i sin egen nabogruppe, end når"
            " kommunen annoncerer."
        ),
        method=(
            "lade otte dagplejere skrive med egne ord i en gruppe, de selv er med i. Vi læser ikke"
            " korrektur."
        ),
        metric="ansøgninger om at blive dagplejer",
        criterion="mindst seks søger, og vi kan ansætte tre.",
        baseline=0,
        target=6,
        hours=6,
        cost=0,
        published_days_ago=300,
        starts_days_ago=294,
        ends_days_ago=252,
        concluded_days_ago=240,
        outcome="supported",
        observation=(
            "ni søgte, og at vi ansatte fire. Det opslag, der virkede bedst, begyndte: “Jeg har"
            " ondt i knæene og verdens bedste job.”"
        ),
        surprise=(
            "At ingen af de otte nævnte lønnen, men at alle otte nævnte klokken: hvornår man har"
            " fri."
        ),
        lesson=(
            "Kommunen annoncerede i fire uger og fandt ingen. En dagplejer med ondt i knæene"
            " spurgte én gang og fandt to."
        ),
        context="Gælder, når de må skrive det, som det er. Knæene ville vi selv have strøget.",
        decision="adopt",
        decision_note=(
            "gøre det to gange om året og lægge annoncekronerne i en frokost til dem, der spørger."
        ),
        result=9,
        measured_days_ago=252,
        confidence="fair",
        meaning="Seksten børn har fået plads i den landsby, de bor i.",
        pictures=(
            (
                "lunch-small",
                (
                    "Tegning af et lavt frokostbord set ovenfra med små tallerkener, kopper og"
                    " rugbrødsmadder."
                ),
            ),
        ),
    ),
    Attempt(
        key="sd-chefen-i-traaden",
        author="thomas",
        co_authors=("helle",),
        title="Skolechefen går ind i tråden",
        platform="facebook",
        format="reply",
        tags=("skole", "forældre", "tone", "direktion"),
        stage="concluded",
        hypothesis=(
            "vreden over de nye skoledistrikter falder, hvis jeg selv svarer i forældrenes tråd"
            " under mit eget navn."
        ),
        method=(
            "svare på alt i to uger, hver aften fra 20 til 21, og skrive “det ved jeg ikke”, når"
            " jeg ikke ved det."
        ),
        metric="vrede kommentarer pr. dag",
        criterion="de vrede kommentarer halveres fra 40 til 20 om dagen.",
        baseline=40,
        target=20,
        hours=17,
        published_days_ago=212,
        starts_days_ago=210,
        ends_days_ago=196,
        concluded_days_ago=183,
        outcome="mixed",
        observation=(
            "den første uge gav flere vrede kommentarer, ikke færre: 57 om dagen. Den anden uge"
            " faldt de til 14."
        ),
        surprise=(
            "Forskellen på de to uger er pinlig. I den første forklarede jeg. På dag otte var jeg"
            " træt og skrev: “Hvad ville du have gjort?” Resten af aftenen læste jeg bare."
        ),
        lesson="Jeg gik ind i tråden for at forklare. Det hjalp først, da jeg begyndte at spørge.",
        decision="adapt",
        decision_note="begynde med spørgsmålet næste gang, inden forslaget er skrevet.",
        result=14,
        measured_days_ago=196,
        confidence="fair",
        pushback=(
            "“Du læser jo bare op af notatet.” Det var rigtigt. Det skrev jeg, og så lagde jeg"
            " notatet fra mig."
        ),
        meaning=(
            "To af forældrenes forslag til skolevejen kom med i den endelige plan. Distrikterne"
            " blev ikke lavet om, og det skal ingen bilde nogen ind."
        ),
        readings=((210, 40), (207, 52), (204, 57), (201, 31), (198, 18), (196, 14)),
    ),
    Attempt(
        key="sd-lus",
        author="annelise",
        title="Lusene er her igen",
        platform="facebook",
        tags=("skole", "humor", "forældre"),
        stage="concluded",
        hypothesis="forældre læser beskeder fra skolen, hvis de er sjove.",
        method="skrive to ens beskeder morsomt: en om lus og en om fravær om mandagen.",
        metric="forældre, der gør det, beskeden beder om (%)",
        criterion="mindst 60 % gør, hvad vi beder om, i begge tilfælde.",
        baseline=42,
        target=60,
        hours=3,
        published_days_ago=128,
        starts_days_ago=125,
        ends_days_ago=104,
        concluded_days_ago=96,
        outcome="mixed",
        observation=(
            "lusebeskeden (“Vi har fået besøg. De bliver gerne, til nogen reder dem ud.”) fik 78 %"
            " til at kæmme samme aften. Fraværsbeskeden fik 31 %, og tre forældre ringede og var"
            " kede af det."
        ),
        surprise=(
            "At den, der ringede først, slet ikke var ramt. Hun ringede på vegne af en, der var."
        ),
        lesson=(
            "Humor om lus virker, fordi alle har haft dem. Humor om fravær gør ondt, fordi kun"
            " nogle har det."
        ),
        decision="adopt",
        decision_note="være sjove om lus, glemte madpakker og regntøj. Fravær ringer vi om.",
        result=78,
        measured_days_ago=104,
        confidence="fair",
    ),
    Attempt(
        key="sd-sfo-kanal",
        author="hassan",
        co_authors=("victor",),
        title="Børnene viser, hvordan man gør",
        platform="youtube",
        format="video",
        tags=("børn", "video", "samtykke"),
        visibility="unit",
        stage="concluded",
        hypothesis=(
            "nye børn i SFO'en falder hurtigere til, hvis de har set de andre børn vise, hvor"
            " tingene er, og hvordan man er med."
        ),
        method="lave seks film med børn som værter og vise dem til de nye familier.",
        metric="dage, til barnet selv går ind",
        criterion="de nye børn selv går ind efter fem dage; nu er det otte.",
        baseline=8,
        target=5,
        hours=29,
        published_days_ago=138,
        starts_days_ago=132,
        ends_days_ago=90,
        concluded_days_ago=80,
        outcome="inconclusive",
        observation=(
            "vi nåede to af de seks film, og at fire nye børn så dem. Tre gik selv ind efter fem"
            " dage, og den fjerde efter ni. Det kan man ikke bruge til noget."
        ),
        surprise=(
            "At børnene løste det selv imens: de lavede en håndtegnet rundtur på et stykke pap, og"
            " den har alle nye set."
        ),
        lesson=(
            "Af seks uger brugte vi fem på at vente på samtykker. Begynd med papiret, eller lav"
            " noget, der ikke kræver det."
        ),
        decision="retry",
        decision_note="lave det næste på pap, hvor ingen er på billedet.",
        result=6,
        measured_days_ago=90,
        confidence="weak",
    ),
    Attempt(
        key="sd-fire-paa-en-konto",
        author="victor",
        co_authors=("annelise",),
        title="Fire skoler deler én konto",
        platform="threads",
        tags=("skole", "fælles-konto", "svartid"),
        stage="concluded",
        hypothesis="fire skoler kan holde en konto i live sammen, når ingen af dem kan det alene.",
        method="lade de fire skoler skiftes uge for uge og svare hurtigst muligt.",
        metric="svartid på spørgsmål (timer)",
        criterion="alle spørgsmål bliver besvaret inden for et døgn.",
        target=24,
        hours=12,
        published_days_ago=350,
        starts_days_ago=345,
        ends_days_ago=289,
        concluded_days_ago=310,
        outcome="stopped",
        reason=(
            "En forælder ventede ni dage på svar om en glemt jakke. Alle fire så spørgsmålet, og"
            " alle fire troede, at en af de andre svarede. Så lukkede vi, før det var noget"
            " vigtigere."
        ),
        observation=(
            "vi lagde 22 opslag op og svarede på 5 af 11 spørgsmål. Jakken hang i øvrigt i"
            " indgangen hele tiden."
        ),
        lesson=(
            "Fire ansvarlige er ingen ansvarlig. Det opdagede vi, da en forælder havde ventet ni"
            " dage på svar om en jakke."
        ),
        decision="stop",
        decision_note="sige højt, at vi ikke er på Threads, og hvor vi så er.",
        result=216,
        measured_days_ago=312,
        confidence="strong",
        surprise=(
            "At ingen savnede kontoen. Vi fik én besked efter lukningen, og den var fra familien"
            " med jakken: de ville høre, om vi havde fundet en vante."
        ),
    ),
    Attempt(
        key="sd-ugebrev",
        author="christoffer",
        title="Ugebrevet på tre linjer",
        platform="other",
        tags=("skole", "forældre", "klarsprog"),
        stage="running",
        builds_on=("bs-flytteguide",),
        descent_note="Seks linjer var nok til at flytte. Så må tre være nok til en uge i 4.b.",
        hypothesis=(
            "færre forældre spørger om det, der allerede står i ugebrevet, hvis det kun er på tre"
            " linjer."
        ),
        method="skrive tre linjer hver fredag: husk, kom, glæd jer. Resten kan man spørge om.",
        metric="spørgsmål om noget, der stod i brevet",
        criterion="spørgsmålene falder fra 14 til under 5 om ugen.",
        baseline=14,
        target=5,
        published_days_ago=34,
        starts_days_ago=27,
        ends_days_ago=-22,
        readings=((27, 14), (20, 9), (13, 11), (6, 4)),
    ),
    Attempt(
        key="sd-madpakken",
        author="maja",
        title="Madpakken set ovenfra",
        platform="instagram",
        tags=("børn", "forældre", "billeder"),
        stage="planned",
        builds_on=("sd-stoevler",),
        descent_note="Stadig ingen ansigter. Nu med rugbrød.",
        hypothesis="forældre tør spørge om madpakker, hvis vi viser vores egne, også de triste.",
        method="lade seks voksne lægge deres egen madpakke op, uden at gøre noget ved den først.",
        metric="spørgsmål fra forældre om mad",
        criterion="vi får mindst ti spørgsmål; nu får vi ét om måneden.",
        baseline=1,
        target=10,
        published_days_ago=5,
        starts_days_ago=-7,
        ends_days_ago=-28,
        pictures=(
            (
                "lunch-box",
                (
                    "Tegning af en åben madkasse set ovenfra: to rugbrødsmadder, en halv gulerod og"
                    " en appelsin."
                ),
            ),
        ),
    ),
    Attempt(
        key="sd-skolevejen",
        author="hassan",
        title="Skolevejen fortalt af en på syv",
        platform="facebook",
        format="video",
        tags=("børn", "trafik"),
        stage="draft",
        hypothesis=(
            "forældre kører langsommere forbi skolen, når de har hørt et barn fortælle, hvad det"
            " kan se fra sin højde."
        ),
        method="optage lyden og kun filme fortovet. Så behøver vi ikke vente fem uger denne gang.",
        drafted_days_ago=9,
    ),
)
