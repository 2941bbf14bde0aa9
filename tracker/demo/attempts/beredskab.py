"""Beredskab: smoke alarms, a flood, and sausages at a drill."""

from ..attempt import Attempt

ATTEMPTS = (
    Attempt(
        key="be-roegalarm-vits",
        author="rune",
        co_authors=("pernille",),
        title="Røgalarmen klager over sin løn",
        platform="facebook",
        tags=("beredskab", "humor"),
        stage="concluded",
        hypothesis=(
            "flere skifter batteri i røgalarmen, hvis den selv brokker sig morsomt over at blive"
            " glemt."
        ),
        method=(
            "lægge fem opslag op skrevet af en røgalarm og bede folk bestille et gratis tjek, hvis"
            " de er i tvivl."
        ),
        metric="bestilte røgalarmtjek pr. uge",
        criterion="vi får mindst 25 bestillinger om ugen.",
        baseline=6,
        target=25,
        hours=10,
        published_days_ago=376,
        starts_days_ago=372,
        ends_days_ago=344,
        concluded_days_ago=335,
        outcome="refuted",
        observation=(
            "opslagene blev delt 912 gange, hvilket er rekord, og at der kom fem bestillinger om"
            " ugen. Det er én færre end før."
        ),
        surprise=(
            "At latteren var det, der lukkede sagen. Folk taggede hinanden, skrev “det er dig” og"
            " gik videre. Når man har grinet ad noget, føles det klaret."
        ),
        lesson=(
            "Alle delte vores vittighed om røgalarmen, og ingen skiftede batteri. Når man har"
            " grinet, føles det klaret."
        ),
        decision="adapt",
        decision_note="lade røgalarmen holde mund og vise, hvor lidt tid man har.",
        result=5,
        measured_days_ago=344,
        confidence="strong",
        readings=((372, 6), (365, 8), (358, 4), (351, 7), (344, 5)),
        pictures=(
            (
                "poster",
                "Tegning af en plakat med en rund røgalarm, der ser fornærmet ud.",
            ),
        ),
    ),
    Attempt(
        key="be-stopuret",
        author="pernille",
        co_authors=("rune", "sara"),
        title="Tre minutter uden klip",
        platform="facebook",
        format="video",
        tags=("beredskab", "video"),
        stage="concluded",
        builds_on=("be-roegalarm-vits",),
        descent_note="Vitsen gjorde det ufarligt. Nu viser vi et stopur og siger ingenting.",
        hypothesis=(
            "flere bestiller et røgalarmtjek, når de har set en stue brænde i virkelig tid, end når"
            " de har grinet ad en røgalarm."
        ),
        method=(
            "brænde en øvelsesstue af, filme den i ét klip på tre minutter med et ur i hjørnet og"
            " ingen tale."
        ),
        metric="bestilte røgalarmtjek pr. uge",
        criterion="vi får mindst 25 bestillinger om ugen.",
        baseline=5,
        target=25,
        hours=26,
        cost=4200,
        published_days_ago=262,
        starts_days_ago=255,
        ends_days_ago=227,
        concluded_days_ago=218,
        outcome="supported",
        observation=(
            "der kom 61 bestillinger den første uge og 33 om ugen i snit. Videoen blev delt 140"
            " gange, altså en brøkdel af vitsen."
        ),
        surprise=(
            "At kommentarsporet blev stille. 38.000 så den, og der kom 22 kommentarer. De fleste"
            " skrev bare et tal: “47 sekunder til min datters værelse.”"
        ),
        lesson=(
            "Et stopur overbeviser bedre end en formaning. Vi sagde intet i tre minutter, og folk"
            " rejste sig og så efter."
        ),
        context=(
            "Gælder for det, man kan gå hen og tjekke med det samme. Vi tror ikke, det holder for"
            " brandtæpper."
        ),
        decision="adopt",
        decision_note=(
            "vise den to gange om året, med advarslen først, og lade skolerne låne optagelsen."
        ),
        result=33,
        measured_days_ago=228,
        confidence="fair",
        pushback=(
            "Nogle syntes, at den var for voldsom. Vi skrev: “Det synes vi også. Derfor har vi sat"
            " en advarsel foran, og derfor er den lavet.” Advarslen burde have været der fra"
            " starten."
        ),
        meaning="I 14 af de hjem, vi besøgte, sad der en alarm uden batteri.",
        readings=((255, 5), (248, 61), (241, 36), (234, 21), (228, 14)),
        pictures=(
            (
                "stopwatch",
                "Tegning af et stopur, der viser tre minutter, foran en stue med røg under loftet.",
            ),
        ),
    ),
    Attempt(
        key="be-ved-ikke-endnu",
        author="yusuf",
        co_authors=("helle",),
        title="“Det ved vi ikke endnu”",
        platform="x",
        tags=("beredskab", "svartid", "tone"),
        stage="concluded",
        hypothesis=(
            "journalister og naboer ringer mindre under en stor udrykning, hvis vi skriver inden"
            " for ti minutter, også når vi intet ved."
        ),
        method=(
            "skrive tre linjer ved hver større udrykning: hvad vi ved, hvad vi ikke ved, og hvornår"
            " vi skriver igen. Og så skrive igen på minuttet."
        ),
        metric="opkald til vagtcentralen den første time",
        criterion="opkaldene falder fra 70 til under 40.",
        baseline=70,
        target=40,
        hours=7,
        published_days_ago=214,
        starts_days_ago=210,
        ends_days_ago=120,
        concluded_days_ago=111,
        outcome="supported",
        observation=(
            "opkaldene faldt til 32 i snit over fire udrykninger. Det mest delte opslag var det,"
            " hvor vi skrev: “Vi ved ikke endnu, hvad der brænder. Vi skriver igen 14.25.” Klokken"
            " 14.25 skrev vi, at vi stadig ikke vidste det."
        ),
        surprise=(
            "At klokkeslættet var vigtigere end indholdet. Den ene gang, vi var syv minutter"
            " forsinkede, ringede 18 og spurgte, om der var sket os noget."
        ),
        lesson="“Det ved vi ikke endnu” er en oplysning, når der står et klokkeslæt bagefter.",
        decision="adopt",
        decision_note=(
            "skrive de tre linjer ind i vagtcentralens huskeliste ved siden af telefonen."
        ),
        result=32,
        measured_days_ago=120,
        confidence="fair",
        meaning="Naboerne vidste, hvornår de fik mere at vide, og kunne lukke vinduerne og vente.",
        readings=((210, 70), (186, 41), (160, 28), (139, 37), (121, 22)),
    ),
    Attempt(
        key="be-snap-brandfolk",
        author="rune",
        title="Deltidsbrandfolk på Snapchat",
        platform="snapchat",
        format="advert",
        tags=("rekruttering", "unge", "annonce"),
        stage="concluded",
        hypothesis=(
            "unge under 25 søger ind som deltidsbrandfolk, hvis de ser vores vagt på Snapchat."
        ),
        method=(
            "køre en annonce i fire uger og samtidig hænge en seddel op i fitnesscenteret, mest for"
            " at have noget at sammenligne med."
        ),
        metric="ansøgninger som deltidsbrandmand",
        criterion="mindst fem søger via Snapchat.",
        baseline=0,
        target=5,
        hours=12,
        cost=5500,
        published_days_ago=300,
        starts_days_ago=294,
        ends_days_ago=266,
        concluded_days_ago=258,
        outcome="refuted",
        observation=(
            "annoncen blev vist 88.000 gange og gav nul ansøgninger. Sedlen gav fire. Den kostede"
            " et stykke papir og en tegnestift."
        ),
        surprise=(
            "At to af de fire havde set annoncen og syntes, at den var flot. De troede bare, at den"
            " var til nogle andre."
        ),
        lesson=(
            "Vi fandt ingen brandfolk på Snapchat. Vi fandt fire på opslagstavlen i"
            " fitnesscenteret, hvor de allerede løftede ting."
        ),
        decision="stop",
        decision_note="spare annoncen og hænge sedler op, hvor folk i forvejen bruger kroppen.",
        result=0,
        measured_days_ago=266,
        confidence="fair",
        meaning="Fire nye på holdet betyder en vogn mere, der kan køre i dagtimerne.",
    ),
    Attempt(
        key="be-koerte-forkert",
        author="camilla",
        title="Den dag, vi kørte forkert",
        platform="linkedin-personal",
        tags=("beredskab", "tone"),
        stage="concluded",
        hypothesis="andre beredskaber deler deres fejl med os, hvis vi deler en af vores først.",
        method=(
            "skrive i mit eget navn om en udrykning, hvor vi kørte til den forkerte Møllevej, og"
            " hvad vi ændrede. Henning læste det, før jeg trykkede."
        ),
        metric="henvendelser fra andre beredskaber",
        criterion="mindst tre skriver med en fejl af deres egen.",
        baseline=0,
        target=3,
        hours=4,
        published_days_ago=118,
        starts_days_ago=116,
        ends_days_ago=95,
        concluded_days_ago=86,
        outcome="supported",
        observation=(
            "elleve skrev til mig, og at ni af dem havde en fejl med. Fire havde også kørt til den"
            " forkerte Møllevej. Det er åbenbart en genre."
        ),
        surprise=(
            "At jeg sov dårligt natten før og helt fint natten efter. Den værste kommentar kom fra"
            " en onkel, og han kommenterer alt."
        ),
        lesson=(
            "Jeg har skrevet om mange udrykninger, hvor vi kørte rigtigt. Den, hvor vi kørte"
            " forkert, er den eneste, nogen lærte noget af."
        ),
        context="Gælder, når ingen kom til skade, og når chefen har sagt ja, før man trykker.",
        decision="adopt",
        decision_note="samle fejlene anonymt på tværs og mødes om dem to gange om året.",
        result=9,
        measured_days_ago=95,
        confidence="fair",
        pushback=(
            "“Skal borgerne ikke være trygge ved jer?” Jo. Vi skrev, at vi nu får vejnavn og"
            " postnummer bekræftet hver gang. En borger svarede, at det gjorde ham tryggere end"
            " alle billederne af vognen."
        ),
        meaning="Der er tre Møllevej i kommunen. Nu bliver der spurgt om postnummeret.",
    ),
    Attempt(
        key="be-hoejvande",
        author="pernille",
        co_authors=("tarek",),
        title="Kældergruppen i Kobbervig Strand",
        platform="facebook",
        format="group",
        tags=("beredskab", "grupper"),
        stage="concluded",
        hypothesis=(
            "beboerne får flyttet mere i sikkerhed, hvis varslet om højvande kommer i deres egen"
            " gruppe i stedet for på vores side."
        ),
        method="blive medlem af gruppen under eget navn og varsle dér ved de næste to højvander.",
        metric="våde kældre pr. højvande",
        criterion="under 15 kældre får vand ind; sidst var det 26.",
        baseline=26,
        target=15,
        hours=9,
        published_days_ago=190,
        starts_days_ago=185,
        ends_days_ago=96,
        concluded_days_ago=84,
        outcome="mixed",
        observation=(
            "18 kældre fik vand ind ved det første højvande og 9 ved det andet. Men vandet stod"
            " også lavere den gang, så vi tør ikke give os selv hele æren."
        ),
        surprise=(
            "At vi gik derind for at fortælle noget og kom ud med en liste. De ved, hvilken kælder"
            " der går først, hvem der ikke selv kan bære, og hvem der har en dykpumpe."
        ),
        lesson=(
            "I nabogruppen vidste de, hvilken kælder der går først. Det stod ikke i vores"
            " beredskabsplan."
        ),
        decision="adopt",
        decision_note="blive i gruppen, skrive naboernes liste ind i planen og gå forbi med kage.",
        result=9,
        measured_days_ago=98,
        confidence="weak",
        meaning="Otte sandsække stod det rigtige sted, før vi kom.",
        pictures=(
            (
                "map-coast",
                (
                    "Tegning af et kort over en strandvej med nåle ved de huse, der først får vand"
                    " i kælderen."
                ),
            ),
        ),
    ),
    Attempt(
        key="be-oevelse",
        author="camilla",
        co_authors=("yusuf",),
        title="Vi varsler øvelsen",
        platform="facebook",
        tags=("beredskab",),
        stage="concluded",
        hypothesis=(
            "færre ringer bekymret til os under en storøvelse, hvis vi skriver om den to dage før."
        ),
        method="skrive tid, sted og “der kommer røg” på Facebook og i lokalavisen.",
        metric="bekymrede opkald under øvelsen",
        criterion="under fem ringer, og øvelsen kan gennemføres som planlagt.",
        baseline=23,
        target=5,
        hours=3,
        published_days_ago=146,
        starts_days_ago=144,
        ends_days_ago=142,
        concluded_days_ago=131,
        outcome="mixed",
        observation=(
            "kun to ringede. Til gengæld kom der 140 tilskuere og en pølsevogn, og vogn 3 kunne"
            " ikke komme frem til branden."
        ),
        surprise="Pølsevognen.",
        lesson=(
            "Vi varslede en øvelse for at undgå bekymring og fik publikum. Sig, hvor man må stå,"
            " hver gang du siger, hvor det sker."
        ),
        decision="adapt",
        decision_note=(
            "varsle næste gang med et kort over, hvor man må stå, og aftale med pølsevognen, at den"
            " holder dér."
        ),
        result=2,
        measured_days_ago=142,
        confidence="fair",
        pushback=(
            "En skrev, at det var for galt at brænde skattekroner af. Vi inviterede ham til den"
            " næste. Han er meldt som markør: han skal ligge under et bord."
        ),
    ),
    Attempt(
        key="be-foerstehjaelp",
        author="rune",
        co_authors=("camilla",),
        title="Førstehjælp på femten sekunder",
        platform="tiktok",
        format="video",
        tags=("beredskab", "video", "unge"),
        stage="running",
        builds_on=("be-stopuret",),
        descent_note="Én ting ad gangen, i virkelig tid, uden formaning.",
        hypothesis=(
            "unge kan huske ét greb, hvis de har set det i femten sekunder, og to greb, hvis de har"
            " set det to gange."
        ),
        method="lægge seks klip op og bede to 8.-klasser vise grebet en uge efter.",
        metric="elever, der viser grebet rigtigt (%)",
        criterion="mindst hver anden elev kan vise grebet; i dag er det hver femte.",
        baseline=20,
        target=50,
        published_days_ago=31,
        starts_days_ago=24,
        ends_days_ago=-18,
    ),
    Attempt(
        key="be-nabotjek",
        author="pernille",
        title="Nabotjek i strandhusene",
        platform="facebook",
        format="group",
        tags=("beredskab", "grupper"),
        visibility="unit",
        stage="planned",
        builds_on=("be-hoejvande",),
        descent_note=(
            "Listen over, hvem der går først, skal holdes frisk af nogen. Måske af dem selv."
        ),
        hypothesis=(
            "naboerne selv vil holde listen over udsatte kældre ved lige, hvis vi spørger dem hvert"
            " halve år."
        ),
        method="spørge gruppen, om tre af dem vil være kælderfogeder. Titlen er deres.",
        metric="adresser på listen, der er rigtige (%)",
        criterion="mindst 80 % af listen passer, når vi går ruten igennem.",
        published_days_ago=12,
        starts_days_ago=-14,
        ends_days_ago=-70,
    ),
)
