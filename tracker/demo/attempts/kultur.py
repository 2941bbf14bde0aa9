"""Kultur og Bibliotek: books nobody recommends, cold water, and a horse with the wrong name."""

from ..attempt import Attempt

ATTEMPTS = (
    Attempt(
        key="kb-nyhedskarrusel",
        author="zeynep",
        title="Ti nye bøger i én karrusel",
        platform="instagram",
        tags=("bibliotek", "billeder"),
        stage="concluded",
        hypothesis=(
            "de nye bøger bliver lånt hurtigere, hvis vi viser ti ad gangen tre gange om ugen."
        ),
        method=(
            "lægge tre karruseller op om ugen i fem uger og sammenligne med bøger, vi ikke viser."
        ),
        metric="dage fra hylde til første lån",
        criterion="de viste bøger bliver lånt mindst tre dage hurtigere.",
        baseline=11,
        target=8,
        hours=24,
        published_days_ago=388,
        starts_days_ago=384,
        ends_days_ago=349,
        concluded_days_ago=338,
        outcome="refuted",
        observation=(
            "de viste bøger stod 11 dage på hylden, og at de andre stod 10. Karrusellerne blev gemt"
            " af en del, og dem, der gemte, var bibliotekarer i andre byer."
        ),
        lesson="Et opslag med ti bøger er en katalogside. Ingen rejser sig for en katalogside.",
        decision="adapt",
        decision_note="vise én bog ad gangen og have en mening om den.",
        result=11,
        measured_days_ago=349,
        confidence="fair",
        pictures=(
            ("books", "Tegning af en reol med ti bøger i række, alle vist lige store."),
        ),
    ),
    Attempt(
        key="kb-kunne-ikke-lide",
        author="grethe",
        co_authors=("zeynep",),
        title="Bibliotekaren, der ikke kunne lide bogen",
        platform="instagram",
        format="video",
        tags=("bibliotek", "humor", "video"),
        stage="concluded",
        builds_on=("kb-nyhedskarrusel",),
        descent_note="Fra ti bøger uden mening til én bog med en dårlig.",
        hypothesis="en ærlig fraråden giver flere lån end en anbefaling.",
        method=(
            "skiftevis anbefale og fraråde en bog i 30 sekunder, otte af hver, alle fra samme"
            " hylde. Kun bøger af forfattere, der har været døde længe; de levende skal have lov"
            " til at være i fred."
        ),
        metric="lån pr. bog de første 14 dage",
        criterion="de frarådede bøger bliver lånt mere end de anbefalede.",
        baseline=3,
        target=6,
        hours=18,
        published_days_ago=284,
        starts_days_ago=278,
        ends_days_ago=222,
        concluded_days_ago=209,
        outcome="supported",
        observation=(
            "de anbefalede bøger blev lånt 4 gange i snit og de frarådede 9. Bogen, som Grethe"
            " kaldte “fire hundrede sider om en mand, der kunne have ringet”, havde 31 på"
            " venteliste."
        ),
        surprise=(
            "At lånerne kommer tilbage for at sige imod. Der opstod en samtale ved skranken om,"
            " hvorvidt manden kunne have ringet."
        ),
        lesson=(
            "Vi lånte flere af de bøger ud, som vi frarådede, end af dem, vi anbefalede. En ærlig"
            " mening er åbenbart også en anbefaling."
        ),
        decision="adopt",
        decision_note="lade lånerne komme til orde i hver tredje video.",
        result=9,
        measured_days_ago=222,
        confidence="fair",
        pushback=(
            "“Skal I ikke fremme læsning?” Det gør vi. 31 personer venter på at læse en bog, de er"
            " blevet advaret imod."
        ),
        readings=((270, 6), (260, 11), (250, 5), (240, 14), (230, 8), (222, 9)),
        pictures=(
            (
                "books-note",
                (
                    "Tegning af en reol, hvor én bog er trukket ud; ved siden af hænger en seddel"
                    " med et skævt ansigt."
                ),
            ),
        ),
    ),
    Attempt(
        key="kb-manden-med-hesten",
        author="freja",
        title="Hvem er manden med hesten?",
        platform="facebook",
        tags=("lokalhistorie", "billeder"),
        stage="concluded",
        hypothesis="borgerne kan sætte navn på billeder, som arkivet selv har opgivet.",
        method=(
            "lægge ét ukendt billede op hver onsdag, 40 i alt, og kun tro på et navn, når to"
            " uafhængige siger det samme."
        ),
        metric="billeder med bekræftet navn",
        criterion="mindst 10 af de 40 får navn.",
        baseline=0,
        target=10,
        hours=20,
        published_days_ago=410,
        starts_days_ago=406,
        ends_days_ago=126,
        concluded_days_ago=114,
        outcome="supported",
        observation="31 af de 40 fik navn. Manden med hesten tog fire minutter.",
        surprise=(
            "At folk ringede i stedet for at skrive, når billedet viste noget sørgeligt. Tre af"
            " historierne kunne aldrig have stået i et kommentarspor, og dem har vi kun på papir."
        ),
        lesson=(
            "Arkivet havde ledt efter manden med hesten i elleve år. Facebook brugte fire minutter"
            " og rettede samtidig navnet på hesten."
        ),
        decision="adopt",
        decision_note="skrive et telefonnummer under hvert billede til det, man ikke vil skrive.",
        result=31,
        measured_days_ago=126,
        confidence="strong",
        meaning="En kvinde på 88 så sin far som ung for første gang. Hun har nu billedet i stuen.",
        readings=(
            (406, 0),
            (350, 6),
            (300, 13),
            (250, 17),
            (200, 24),
            (160, 28),
            (126, 31),
        ),
        pictures=(
            (
                "phone-horse",
                "Tegning af en telefon med et gammelt fotografi af en mand og en hest i et opslag.",
            ),
        ),
    ),
    Attempt(
        key="kb-koldt-vand",
        author="sofus",
        title="Vandet er 24,1 grader",
        platform="facebook",
        format="story",
        tags=("svømmehal", "tidspunkt"),
        stage="concluded",
        hypothesis=(
            "der kommer flere før klokken 8, hvis vi lægger vandets temperatur op, når vi låser op."
        ),
        method=(
            "lægge et billede af termometeret op hver morgen kl. 6.10, også når tallet er pinligt."
        ),
        metric="svømmere før kl. 8",
        criterion="morgentallet går fra 22 til over 28.",
        baseline=22,
        target=28,
        hours=5,
        published_days_ago=180,
        starts_days_ago=176,
        ends_days_ago=120,
        concluded_days_ago=108,
        outcome="supported",
        observation=(
            "morgentallet gik til 31. Bedst gik det de to uger, hvor varmeveksleren var i stykker,"
            " og vandet var 22,8."
        ),
        surprise=(
            "At der kom flest, da det var koldest. De kalder sig nu “22-8-klubben” og har spurgt,"
            " om vi kan gøre det igen."
        ),
        lesson=(
            "Folk kommer ikke, fordi vandet er varmt. De kommer, fordi de ved, hvor koldt det er."
        ),
        decision="adopt",
        decision_note="skrive tallet hver morgen, også når det er pinligt.",
        result=31,
        measured_days_ago=120,
        confidence="fair",
        pushback=(
            "“Skulle I ikke hellere reparere den?” Det gjorde vi, og det tog 13 dage. Vi lagde et"
            " billede op af reservedelen hver dag, til den kom."
        ),
        readings=(
            (176, 22),
            (167, 24),
            (158, 21),
            (149, 30),
            (140, 36),
            (130, 29),
            (120, 31),
        ),
        pictures=(
            (
                "pool",
                "Tegning af et svømmebassin i morgensol med et stort termometer ved kanten.",
            ),
        ),
    ),
    Attempt(
        key="kb-dansen",
        author="malte",
        co_authors=("zeynep", "rikke"),
        title="Biblioteket danser",
        platform="tiktok",
        format="video",
        tags=("bibliotek", "unge", "video"),
        stage="concluded",
        hypothesis=(
            "unge mellem 13 og 17 opdager biblioteket, hvis vi er med på en dans, de kender."
        ),
        method=(
            "lære en dans på 12 sekunder, filme den mellem reolerne og tælle nye lånere mellem 13"
            " og 17."
        ),
        metric="nye lånere, 13–17 år, pr. måned",
        criterion="vi får mindst 15 nye lånere på en måned.",
        baseline=5,
        target=15,
        hours=16,
        published_days_ago=308,
        starts_days_ago=302,
        ends_days_ago=272,
        concluded_days_ago=263,
        outcome="refuted",
        observation="41.000 så dansen, og at vi fik fem nye lånere. Det er det samme som altid.",
        surprise=(
            "At nogen så den billede for billede og opdagede, at Malte har sat trilogien i omvendt"
            " rækkefølge på reolen bag sig. Det er den eneste kommentar på dansk."
        ),
        lesson="41.000 så vores dans. Ni af dem bor i kommunen, og de otte er kolleger.",
        decision="adapt",
        decision_note="holde op med at ligne de unge og hjælpe dem med noget i stedet.",
        result=5,
        measured_days_ago=272,
        confidence="strong",
        pushback="Ingen. Det var næsten det værste.",
    ),
    Attempt(
        key="kb-hader-boeger",
        author="malte",
        title="“Jeg hader at læse. Hvad skal jeg læse?”",
        platform="tiktok",
        format="video",
        tags=("bibliotek", "unge", "børn"),
        stage="concluded",
        builds_on=("kb-dansen",),
        descent_note="Samme kanal og samme reoler, men nu er det dem, der stiller op med noget.",
        hypothesis=(
            "unge kommer ind ad døren, hvis jeg svarer på deres egne spørgsmål om bøger, de ikke"
            " gider."
        ),
        method=(
            "hænge en postkasse op på to skoler, trække ét spørgsmål om ugen og svare på 30"
            " sekunder med bogen i hånden."
        ),
        metric="nye lånere, 13–17 år, pr. måned",
        criterion="vi får mindst 15 nye lånere på en måned.",
        baseline=5,
        target=15,
        hours=20,
        published_days_ago=172,
        starts_days_ago=168,
        ends_days_ago=108,
        concluded_days_ago=97,
        outcome="supported",
        observation=(
            "vi fik 19 og 23 nye lånere i de to måneder. Videoerne ses af 800 og ikke af 41.000,"
            " men de 800 bor her."
        ),
        surprise=(
            "At de bedste sedler i postkassen er fornærmelser. “Hvad har du til en, der synes, at"
            " du er irriterende?” Jeg havde faktisk noget."
        ),
        lesson="Børn vil ikke se os danse. De vil se os finde en bog til en, der hader bøger.",
        decision="adopt",
        decision_note="sætte en postkasse op på de tre sidste skoler.",
        result=21,
        measured_days_ago=108,
        confidence="fair",
        meaning=(
            "En dreng kom med sin seddel i hånden for at sige, at bogen var “ikke dårlig”. Det er"
            " det pæneste, nogen har sagt."
        ),
        readings=((168, 5), (153, 11), (138, 19), (123, 26), (108, 23)),
        pictures=(
            (
                "books-note",
                (
                    "Tegning af en reol med én bog trukket ud og en gul seddel med et tvivlende"
                    " ansigt."
                ),
            ),
        ),
    ),
    Attempt(
        key="kb-cello",
        author="bjarne",
        title="Elevkoncert på YouTube",
        platform="youtube",
        format="live",
        tags=("børn", "live", "forældre"),
        stage="concluded",
        hypothesis="bedsteforældre langvejs fra ser med, hvis elevkoncerten bliver sendt live.",
        method=(
            "sende den næste koncert live på et skjult link til familierne, med samtykke fra"
            " alle 14."
        ),
        metric="familier, der ser med",
        criterion="mindst halvdelen af de 14 familier har nogen med på linket.",
        baseline=0,
        target=7,
        hours=14,
        published_days_ago=246,
        starts_days_ago=239,
        ends_days_ago=239,
        concluded_days_ago=230,
        outcome="stopped",
        reason=(
            "Lyden blev slukket automatisk efter fire takter. Systemet mente, at cellisten på ni"
            " spillede fra en beskyttet plade. Komponisten har været død i 270 år."
        ),
        observation=(
            "12 familier var på linket, da lyden forsvandt. De blev hængende og så stumfilm i 40"
            " minutter. En bedstemor i Grønland klappede alligevel; det kunne vi se i chatten."
        ),
        surprise=(
            "At klagen til systemet tog seks dage og blev afvist, fordi optagelsen “ligner en"
            " professionel indspilning”. Den har cellisten nu hængende på væggen."
        ),
        lesson=(
            "En robot kan ikke høre forskel på en plade og en niårig med cello. Det er til dels en"
            " ros."
        ),
        context="Gælder også for musik, hvor rettighederne for længst er udløbet.",
        decision="adapt",
        decision_note=(
            "sende den næste i et lukket videomøde, hvor ingen lytter med, som ikke er inviteret."
        ),
        confidence="strong",
        measured_days_ago=239,
    ),
    Attempt(
        key="kb-foreningstorvet",
        author="lene",
        title="Foreningstorvet",
        platform="facebook",
        format="group",
        tags=("foreninger", "grupper"),
        stage="concluded",
        hypothesis=(
            "foreningerne finder selv sammen om lokaler og tøj, hvis vi giver dem en fælles gruppe."
        ),
        method=(
            "oprette gruppen, invitere alle 140 foreninger og lægge tre opslag op om ugen for at få"
            " den i gang."
        ),
        metric="opslag fra foreninger pr. måned",
        criterion="mindst 20 opslag om måneden kommer fra andre end os.",
        baseline=0,
        target=20,
        hours=30,
        published_days_ago=404,
        starts_days_ago=398,
        ends_days_ago=308,
        concluded_days_ago=299,
        outcome="refuted",
        observation=(
            "118 foreninger meldte sig ind, og at de skrev tre opslag på tre måneder. Vi skrev 38."
            " Et af de tre var en glemt fløjte."
        ),
        surprise=(
            "At de sagtens kan finde hinanden. De bytter lokaler på telefon om søndagen og har"
            " gjort det i tyve år. Vi har nu en telefonliste på bagsiden af et kampprogram."
        ),
        lesson=(
            "Vi byggede et torv og stillede os op på en kasse midt på det. Så blev det ved med at"
            " være vores torv."
        ),
        decision="adapt",
        decision_note=(
            "gå ned fra kassen: give nøglerne til gruppen videre til foreningerne på skift."
        ),
        result=1,
        measured_days_ago=308,
        confidence="fair",
        readings=((398, 0), (376, 2), (353, 0), (330, 1), (308, 0)),
    ),
    Attempt(
        key="kb-foreningsvaerter",
        author="lene",
        co_authors=("sofus",),
        title="Foreningerne er værter på skift",
        platform="facebook",
        format="group",
        tags=("foreninger", "grupper"),
        stage="concluded",
        builds_on=("kb-foreningstorvet",),
        descent_note="Vi er gået ned fra kassen.",
        hypothesis=(
            "der kommer liv i gruppen, hvis en ny forening er vært hver uge, og vi tier stille."
        ),
        method="lade foreningerne trække lod om ugerne og kun svare, når nogen spørger os direkte.",
        metric="opslag fra foreninger pr. måned",
        criterion="mindst 20 opslag om måneden kommer fra andre end os.",
        baseline=1,
        target=20,
        hours=9,
        published_days_ago=238,
        starts_days_ago=232,
        ends_days_ago=148,
        concluded_days_ago=136,
        outcome="mixed",
        observation=(
            "der kom 34 opslag den første måned og 12 den tredje. De foreninger, der havde noget at"
            " vise frem, elskede deres uge. Skakklubben lagde ét billede op af et bræt midt i et"
            " parti og fik 60 forslag til næste træk."
        ),
        surprise=(
            "At det sværeste for os var at tie stille. Vi måtte slå notifikationerne fra for ikke"
            " at hjælpe."
        ),
        lesson=(
            "En gruppe lever af dem, der har noget at vise, og ikke af dem, der har noget at"
            " meddele. Vi var de sidste."
        ),
        decision="adapt",
        decision_note=(
            "beholde værterne, men kun når nogen melder sig, og lade gruppen være stille"
            " indimellem."
        ),
        result=12,
        measured_days_ago=148,
        confidence="fair",
        readings=((218, 34), (200, 29), (183, 17), (165, 21), (148, 12)),
    ),
    Attempt(
        key="kb-reddit",
        author="grethe",
        co_authors=("malte",),
        title="Spørg en bibliotekar på Reddit",
        platform="reddit",
        format="reply",
        tags=("bibliotek", "tone"),
        stage="concluded",
        hypothesis="folk, som aldrig kommer på biblioteket, vil spørge om bøger på Reddit.",
        method=(
            "sidde klar en aften fra 19 til 22 under eget navn og titel og svare på alt, der ikke"
            " er ulovligt."
        ),
        metric="spørgsmål om bøger",
        criterion="vi får mindst 25 spørgsmål om bøger.",
        baseline=0,
        target=25,
        hours=8,
        published_days_ago=72,
        starts_days_ago=66,
        ends_days_ago=66,
        concluded_days_ago=54,
        outcome="refuted",
        observation=(
            "vi fik 58 spørgsmål, og at fire af dem handlede om bøger. Resten handlede om at sidde"
            " i tørvejr, om at printe, om at være alene, og om man må spise sin madpakke."
        ),
        surprise=(
            "At den bedste tråd begyndte klokken 21.40, da vi egentlig var ved at lukke. “Må man"
            " godt komme, hvis man bare er ked af det?”"
        ),
        lesson=(
            "På Reddit spurgte næsten ingen om bøger. De spurgte, om man må komme på biblioteket,"
            " når man er ked af det. Svaret er ja, og nu står det på døren."
        ),
        decision="adapt",
        decision_note=(
            "gøre det igen og kalde det “Spørg om biblioteket”. Sedlen på døren bliver hængende."
        ),
        result=4,
        measured_days_ago=66,
        confidence="fair",
        meaning=(
            "Tre er kommet ind og har peget på sedlen. En af dem lånte en bog, men det var ikke"
            " derfor."
        ),
        pictures=(
            (
                "sign-door",
                (
                    "Tegning af en seddel med en lille smiley på en blå dør. På den står, at man"
                    " gerne må komme, når man er ked af det."
                ),
            ),
        ),
    ),
    Attempt(
        key="kb-stille-time",
        author="sofus",
        co_authors=("zeynep",),
        title="Stille time i svømmehallen",
        platform="instagram",
        tags=("svømmehal", "tilgængelighed"),
        stage="concluded",
        hypothesis="familier til børn, der ikke tåler larm, kommer, hvis vi inviterer dem direkte.",
        method=(
            "holde en time uden musik og fløjter om søndagen, først med opslag til “familier med"
            " børn med autisme” og efter tre uger til “alle, der trænger til ro”."
        ),
        metric="besøg i den stille time",
        criterion="der kommer mindst 15 hver søndag.",
        baseline=0,
        target=15,
        hours=7,
        published_days_ago=60,
        starts_days_ago=56,
        ends_days_ago=14,
        concluded_days_ago=9,
        outcome="supported",
        observation=(
            "der kom 4, 3 og 5 de første tre søndage og 17, 22 og 19 efter den nye tekst. To af"
            " familierne fortalte, at de havde set det første opslag og ikke kunne få sig selv til"
            " at komme."
        ),
        surprise="At de fleste af de nye var gamle. De vil også gerne høre sig selv svømme.",
        lesson=(
            "Vi skrev en diagnose i invitationen, og så blev de væk, som den handlede om. Da vi"
            " skrev “ro”, kom de."
        ),
        decision="adopt",
        decision_note=(
            "gøre timen fast og gå vores andre invitationer igennem for ord, man skal genkende sig"
            " selv i."
        ),
        result=19,
        measured_days_ago=14,
        confidence="fair",
        meaning=(
            "En dreng var under vand i en hel time. Hans mor sagde, at det var den længste pause,"
            " hun havde haft i årevis."
        ),
        readings=((56, 4), (49, 3), (42, 5), (35, 17), (28, 22), (21, 19)),
        pictures=(
            (
                "pool-quiet",
                "Tegning af et stille svømmebassin med en enkelt svømmer og tomme bænke.",
            ),
        ),
    ),
    Attempt(
        key="kb-mastodon-arkiv",
        author="freja",
        title="Arkivets kort på Mastodon",
        platform="mastodon",
        tags=("lokalhistorie",),
        stage="running",
        builds_on=("kb-manden-med-hesten",),
        descent_note="Facebook kender navnene. Måske kender Mastodon jernbanerne.",
        hypothesis=(
            "der er få på Mastodon, men de rigtige: folk, der ved noget om gamle kort og skinner."
        ),
        method="lægge ét kort op om ugen med ét spørgsmål.",
        metric="kort med et brugbart svar",
        criterion=(
            "Vi ved det ikke endnu; vi går på opdagelse. Fire brugbare svar ville gøre os glade."
        ),
        baseline=0,
        target=4,
        published_days_ago=43,
        starts_days_ago=38,
        ends_days_ago=-11,
        readings=((38, 0), (24, 1), (10, 3)),
        pictures=(
            (
                "map-rail",
                "Tegning af et gammelt kort med en jernbanelinje, der stopper midt på en mark.",
            ),
        ),
    ),
    Attempt(
        key="kb-glemte-ting",
        author="rikke",
        title="Svømmehallens glemte ting",
        platform="instagram",
        format="story",
        tags=("svømmehal", "humor"),
        stage="planned",
        hypothesis=(
            "flere henter deres glemte ting, hvis tingene selv fortæller, hvor længe de har ventet."
        ),
        method="lægge tre ting op hver søndag. Den grønne vante har ventet i 140 dage.",
        metric="hentede ting pr. uge",
        criterion="mindst en fjerdedel bliver hentet.",
        published_days_ago=14,
        starts_days_ago=-4,
        ends_days_ago=-32,
    ),
)
