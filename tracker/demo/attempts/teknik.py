"""Teknik og Miljø: roads, rubbish, hearings and fourteen kinds of bees."""

from ..attempt import Attempt

ATTEMPTS = (
    Attempt(
        key="tm-sorteringsguide",
        author="kim",
        co_authors=("inger",),
        title="Sorteringsguiden som ti billeder",
        platform="facebook",
        format="campaign",
        tags=("genbrug", "affald"),
        stage="concluded",
        hypothesis=(
            "der kommer mindre forkert i container 7, hvis vi lægger sorteringsguiden op som ti"
            " tydelige billeder."
        ),
        method=(
            "lægge ét billede op om dagen i ti dage, betale for at vise de tre første og veje det"
            " forkerte i container 7 i fem uger."
        ),
        metric="forkert affald i container 7 (kg pr. uge)",
        criterion="det forkerte falder fra 610 til under 450 kg om ugen.",
        baseline=610,
        target=450,
        hours=34,
        cost=3000,
        published_days_ago=398,
        starts_days_ago=395,
        ends_days_ago=360,
        concluded_days_ago=350,
        outcome="refuted",
        observation=(
            "guiden nåede ud til 18.000, og at container 7 vejede det samme: 610 kg før, 597 efter."
            " 186 satte hjerte. Vi genkendte navnene: det var dem, der sorterer i forvejen."
        ),
        surprise=(
            "At det forkerte kommer fra de mest sikre. Vi spurgte 20 ved containeren. De 17, der"
            " smed forkert, var slet ikke i tvivl."
        ),
        lesson=(
            "En sorteringsguide læser man, når man er i tvivl. Problemet er dem, der ikke er i"
            " tvivl."
        ),
        decision="adapt",
        decision_note=(
            "holde op med at forklare reglen og i stedet vise, hvad der sker, når man er for"
            " sikker."
        ),
        result=597,
        measured_days_ago=360,
        confidence="strong",
        readings=(
            (395, 610),
            (388, 632),
            (381, 588),
            (374, 615),
            (367, 571),
            (360, 597),
        ),
        pictures=(
            (
                "bin",
                (
                    "Tegning af fire affaldscontainere i hver sin farve; på den sidste sidder et"
                    " spørgsmålstegn."
                ),
            ),
        ),
    ),
    Attempt(
        key="tm-ugens-fejl",
        author="kim",
        co_authors=("inger", "sara"),
        title="Ugens fejl på genbrugspladsen",
        platform="facebook",
        tags=("genbrug", "humor", "billeder"),
        stage="concluded",
        builds_on=("tm-sorteringsguide",),
        descent_note="Guiden nåede kun dem, der tvivler. Vi prøver at lave lidt tvivl.",
        hypothesis=(
            "et ugentligt billede af den mest forkerte ting i container 7 får flere til at tænke"
            " sig om, end guiden gjorde."
        ),
        method=(
            "lægge ét billede op hver fredag i otte uger, aldrig af mennesker eller nummerplader,"
            " og altid slutte med, hvor tingen hører til."
        ),
        metric="forkert affald i container 7 (kg pr. uge)",
        criterion="det forkerte falder fra 597 til under 450 kg om ugen.",
        baseline=597,
        target=450,
        hours=12,
        published_days_ago=318,
        starts_days_ago=312,
        ends_days_ago=256,
        concluded_days_ago=247,
        outcome="supported",
        observation=(
            "det forkerte faldt til 418 kg om ugen. Gyngehesten i metalcontaineren blev vist 44.000"
            " gange, og i ugen efter kom 60 og spurgte personalet, før de smed noget ud."
        ),
        surprise=(
            "At folk begyndte at lede efter fejl for os. Vi får nu billeder tilsendt. Nogle er"
            " arrangerede, og dem bruger vi ikke, men vi svarer pænt."
        ),
        lesson=(
            "Folk vil hellere grine ad en gyngehest i metalcontaineren end læse, hvor en gyngehest"
            " hører til. Bagefter ved de det."
        ),
        context="Gælder, så længe tingen er sjov og ejeren er ukendt.",
        decision="adopt",
        decision_note="holde fast i fredagen og lade personalet på pladsen vælge billedet.",
        result=418,
        measured_days_ago=256,
        confidence="fair",
        pushback=(
            "En mand skrev: “Det er min gyngehest.” Vi svarede, at den har det godt og står i"
            " byttehjørnet. Han kom og hentede den."
        ),
        meaning=(
            "Fem borgere om ugen finder noget i byttehjørnet, som ellers var blevet til brændsel."
        ),
        readings=(
            (312, 597),
            (304, 603),
            (296, 560),
            (288, 505),
            (280, 521),
            (272, 462),
            (264, 431),
            (256, 418),
        ),
        pictures=(
            (
                "bin-horse",
                "Tegning af en gyngehest, der stikker op af en container til metal.",
            ),
            (
                "bars-waste",
                "Søjler for otte uger: det forkerte affald falder fra 597 til 418 kg om ugen.",
            ),
        ),
    ),
    Attempt(
        key="tm-hulkort",
        author="mads",
        co_authors=("tobias",),
        title="Hullet i vejen får et nummer",
        platform="website",
        tags=("vej", "klager"),
        stage="concluded",
        hypothesis=(
            "færre melder det samme hul, hvis man kan se på et kort, at det er meldt, og hvornår vi"
            " kommer."
        ),
        method=(
            "lægge et kort på hjemmesiden med nummer og status på hvert hul og dele det i"
            " kommentarerne, når nogen skriver om et."
        ),
        metric="dobbeltmeldinger (% af alle)",
        criterion="dobbeltmeldingerne falder fra 38 til under 25 %.",
        baseline=38,
        target=25,
        hours=40,
        cost=0,
        published_days_ago=292,
        starts_days_ago=285,
        ends_days_ago=229,
        concluded_days_ago=216,
        outcome="mixed",
        observation=(
            "dobbeltmeldingerne faldt til 21 %. Men der kom 60 % flere meldinger i alt, så vi har"
            " ikke sparet et eneste opkald. Til gengæld kender vi nu 114 huller, som vi ikke kendte"
            " før."
        ),
        surprise=(
            "At folk giver hullerne navne, når de har et nummer at hænge dem op på. Nummer 88"
            " hedder Grand Canyon og har sin egen tråd."
        ),
        lesson="Når folk kan se, at et hul er meldt, melder de et andet hul.",
        decision="adopt",
        decision_note=(
            "beholde kortet, fordi det er ærligt, og bede om penge til huller med det som bilag."
        ),
        result=21,
        measured_days_ago=229,
        confidence="strong",
        pushback=(
            "“I har tid til at tegne kort, men ikke til at lappe.” Vi svarede, at kortet tog 40"
            " timer, at et hul tager to, og at kortet har fundet 114 huller. Der blev stille, og så"
            " kom nummer 115."
        ),
        meaning=(
            "Man kan se, at nogen har set det. Det er ikke det samme som en lappet vej, og det"
            " skriver vi også."
        ),
        readings=((285, 38), (275, 36), (264, 29), (252, 31), (240, 22), (229, 21)),
        pictures=(
            ("map", "Tegning af et bykort med nåle, hvor hver nål er et hul i vejen."),
        ),
    ),
    Attempt(
        key="tm-gravemaskinen",
        author="jesper",
        co_authors=("sara",),
        title="Ham i gravemaskinen fortæller selv",
        platform="instagram",
        format="video",
        tags=("vej", "video", "klager"),
        stage="concluded",
        hypothesis=(
            "der kommer færre klager over vejarbejdet på Havnegade, hvis de, der graver, selv"
            " fortæller om det hver morgen."
        ),
        method=(
            "filme 20 sekunder i førerhuset hver morgen i fem uger. Ingen manuskripter; kun tre ord"
            " på en seddel."
        ),
        metric="klager over vejarbejde pr. uge",
        criterion="klagerne falder fra 44 til under 25 om ugen.",
        baseline=44,
        target=25,
        hours=11,
        published_days_ago=236,
        starts_days_ago=231,
        ends_days_ago=196,
        concluded_days_ago=186,
        outcome="supported",
        observation=(
            "klagerne faldt til 17 om ugen. I uge tre ramte vi et kabel, og samme morgen sagde"
            " Jesper det i videoen, før nogen nåede at skrive. Den dag kom der to klager og 31"
            " hilsner."
        ),
        surprise=(
            "At butikkerne begyndte at dele videoen hver morgen, fordi den fortalte, hvilken side"
            " man skulle gå på. Det var den eneste oplysning i den, vi ikke havde tænkt over."
        ),
        lesson="Folk er vrede på en gravemaskine. De er ikke vrede på ham, der sidder i den.",
        decision="adopt",
        decision_note=(
            "gøre det ved alle arbejder over tre uger, hvis der er en på holdet, som har lyst."
            " Ellers ikke."
        ),
        result=17,
        measured_days_ago=197,
        confidence="fair",
        meaning="Man vidste klokken syv, hvilken side af gaden der var åben.",
        readings=((231, 44), (224, 39), (217, 21), (210, 24), (203, 15), (197, 17)),
    ),
    Attempt(
        key="tm-hoering-linkedin",
        author="tarek",
        title="Lokalplanen i høring på LinkedIn",
        platform="linkedin-page",
        tags=("høring", "virksomheder"),
        stage="concluded",
        hypothesis=(
            "virksomhederne på Tranekajen svarer på høringen, hvis de møder den på LinkedIn i"
            " stedet for i en avisannonce."
        ),
        method="lægge tre opslag op med kort, tidsplan og link til høringen.",
        metric="høringssvar fra virksomheder",
        criterion="mindst otte virksomheder svarer; sidst svarede to.",
        baseline=2,
        target=8,
        hours=10,
        published_days_ago=352,
        starts_days_ago=348,
        ends_days_ago=320,
        concluded_days_ago=309,
        outcome="refuted",
        observation=(
            "opslagene fik 41 likes og nul høringssvar. De to svar, vi fik, kom med posten fra de"
            " samme to som sidst."
        ),
        surprise=(
            "Da vi så efter, hvem de 41 var: 23 rådgivere, 14 kolleger fra andre kommuner, tre fra"
            " vores egen afdeling og en, der hedder det samme som en af virksomhederne."
        ),
        lesson=(
            "Enogfyrre fagfolk klappede ad vores høring, og ingen svarede på den. Bifald er ikke et"
            " høringssvar."
        ),
        decision="stop",
        decision_note=(
            "holde høringer væk fra LinkedIn og gå derhen, hvor naboerne i forvejen er uenige."
        ),
        result=0,
        measured_days_ago=320,
        confidence="strong",
    ),
    Attempt(
        key="tm-hoering-baenken",
        author="tarek",
        co_authors=("lone",),
        title="Høring i nabogruppen: hvor skal bænken stå?",
        platform="facebook",
        format="group",
        tags=("høring", "grupper"),
        stage="concluded",
        builds_on=("tm-hoering-linkedin",),
        descent_note=(
            "Vi går fra den side, hvor fagfolk klapper, til den gruppe, hvor naboer skændes."
        ),
        hypothesis=(
            "flere naboer svarer, hvis vi spørger om én konkret ting i deres egen gruppe, end hvis"
            " vi spørger, om de har bemærkninger til lokalplanen."
        ),
        method=(
            "spørge administratoren om lov, skrive under eget navn og stille ét spørgsmål: hvor"
            " skal bænken stå? Svar i tråden tæller ikke; vi hjælper folk over i høringen."
        ),
        metric="høringssvar fra naboer",
        criterion="vi får over 30 svar; sidst fik vi 11.",
        baseline=11,
        target=30,
        hours=17,
        published_days_ago=248,
        starts_days_ago=242,
        ends_days_ago=214,
        concluded_days_ago=203,
        outcome="supported",
        observation=(
            "vi fik 63 høringssvar. 48 af dem begynder med bænken og fortsætter med trafikken,"
            " støjen og udsigten."
        ),
        surprise=(
            "At det mest brugbare svar kom fra en dreng på 11. Bænken kan ikke stå ved muren, for"
            " dér er hvepsene. Vi var ude at se. Der var hvepsene."
        ),
        lesson=(
            "Spørg, hvor bænken skal stå. Så får du også at vide, hvad folk mener om resten af"
            " lokalplanen."
        ),
        context="Gælder, når spørgsmålet er ægte. Bænken blev flyttet, og det skrev vi.",
        decision="adopt",
        decision_note=(
            "begynde hver høring med ét ægte spørgsmål og skrive i gruppen, hvad svarene førte til."
        ),
        result=63,
        measured_days_ago=214,
        confidence="fair",
        pushback=(
            "“I har jo bestemt jer.” Ikke om bænken. Om resten lå der et forslag, og det skrev vi"
            " lige ud, hvad der kunne ændres i, og hvad der ikke kunne."
        ),
        meaning="Naboerne sidder nu på en bænk uden hvepse.",
        pictures=(
            (
                "map",
                (
                    "Tegning af et bykort, hvor en stribe nåle viser naboernes forslag til bænkens"
                    " plads."
                ),
            ),
        ),
    ),
    Attempt(
        key="tm-rabatten",
        author="nanna",
        co_authors=("frede",),
        title="Derfor slår vi ikke rabatten",
        platform="instagram",
        tags=("natur", "klager", "billeder"),
        stage="concluded",
        hypothesis="færre vil klage over uklippede rabatter, når de har set, hvad der bor i dem.",
        method="lægge nærbilleder op to gange om ugen i seks uger med navnene på dyr og planter.",
        metric="klager over uklippede rabatter pr. uge",
        criterion="klagerne falder fra 12 til under 8 om ugen.",
        baseline=12,
        target=8,
        hours=15,
        published_days_ago=226,
        starts_days_ago=222,
        ends_days_ago=180,
        concluded_days_ago=170,
        outcome="refuted",
        observation=(
            "klagerne steg fra 12 til 31 om ugen. Billederne fik vores bedste tal nogensinde. Begge"
            " dele på én gang."
        ),
        surprise=(
            "At vi havde gjort opmærksom på noget, de færreste havde opdaget. En skrev: “Nu I siger"
            " det, ser der frygteligt ud ude ved svinget.”"
        ),
        lesson="Vi forklarede noget, ingen havde undret sig over. Så begyndte de at undre sig.",
        decision="adapt",
        decision_note=(
            "flytte forklaringen ud i græsset, så den kun når dem, der står og er sure på det."
        ),
        result=31,
        measured_days_ago=180,
        confidence="fair",
        pushback=(
            "“Det hedder ukrudt.” Nanna svarede med det latinske navn, det danske navn og et"
            " billede af den bi, der lever af det. Han skrev tilbage med et billede fra sin egen"
            " have."
        ),
        readings=((222, 12), (214, 14), (205, 22), (196, 19), (188, 28), (180, 31)),
    ),
    Attempt(
        key="tm-skilt-i-rabatten",
        author="frede",
        co_authors=("nanna",),
        title="Et skilt ude i græsset",
        platform="other",
        tags=("natur", "klager"),
        stage="concluded",
        builds_on=("tm-rabatten",),
        descent_note="Samme forklaring, men kun til dem, der står ved siden af.",
        hypothesis=(
            "et lille skilt i selve rabatten giver færre klager, fordi det kun møder dem, der har"
            " stedet for øjnene."
        ),
        method=(
            "sætte 22 skilte op: “Her bor 14 slags bier. Vi slår, når de er flyttet.” Med mit"
            " telefonnummer på."
        ),
        metric="klager over uklippede rabatter pr. uge",
        criterion="klagerne falder fra 31 til under 12 om ugen.",
        baseline=31,
        target=12,
        hours=20,
        cost=6600,
        published_days_ago=150,
        starts_days_ago=143,
        ends_days_ago=101,
        concluded_days_ago=92,
        outcome="supported",
        observation=(
            "klagerne faldt til 7 om ugen. Jeg fik 19 opkald på nummeret. 11 af dem ville høre,"
            " hvor man kan købe sådan et skilt."
        ),
        surprise=(
            "At to skilte blev stjålet, og at det ene nu står i en forhave på Lærkevej. Vi lader"
            " det stå. Det gør nytte."
        ),
        lesson=(
            "Et skilt ude i græsset når dem, der er sure på græsset. Et opslag når alle de andre."
        ),
        decision="adopt",
        decision_note=(
            "bestille 60 til. Ordlyden må ikke rettes af nogen, der ikke har stået i en rabat."
        ),
        result=7,
        measured_days_ago=101,
        confidence="strong",
        meaning="Man kan læse hvorfor, mens man står og spørger sig selv hvorfor.",
        readings=((143, 31), (135, 24), (126, 15), (118, 17), (110, 9), (101, 7)),
        pictures=(
            (
                "sign",
                "Tegning af et lille træskilt i højt græs med blomster og bier omkring.",
            ),
        ),
    ),
    Attempt(
        key="tm-byggesag-glemt",
        author="lone",
        title="De syv ting, alle glemmer i en byggesag",
        platform="linkedin-personal",
        tags=("byggesag", "klarsprog", "virksomheder"),
        stage="concluded",
        hypothesis=(
            "der mangler mindre i ansøgningerne, hvis jeg skriver, hvad folk glemmer, i stedet for"
            " hvad vi kræver."
        ),
        method=(
            "skrive syv korte opslag i mit eget navn, ét for hver mangel, og give håndværkere et"
            " link, de kan sende til kunden."
        ),
        metric="mangelfulde byggeansøgninger (%)",
        criterion="andelen med mangler falder fra 52 til under 40 %.",
        baseline=52,
        target=40,
        hours=13,
        published_days_ago=164,
        starts_days_ago=158,
        ends_days_ago=109,
        concluded_days_ago=98,
        outcome="supported",
        observation=(
            "andelen faldt til 37 %. Tagpap og skelafstand er næsten væk; situationsplanen glemmer"
            " de stadig."
        ),
        surprise=(
            "At det var tømrerne, der delte det. De er trætte af at stå for skud, når kunden har"
            " glemt noget."
        ),
        lesson=(
            "Vi havde i årevis skrevet, hvad vi kræver. Det hjalp først, da vi skrev, hvad folk"
            " glemmer."
        ),
        decision="adopt",
        decision_note=(
            "lægge de syv ting øverst i selve ansøgningen og skrive et ottende om situationsplanen."
        ),
        result=37,
        measured_days_ago=108,
        confidence="fair",
        pushback=(
            "En skrev: “Og hvad med jeres sagsbehandlingstid?” Jeg svarede med tallet: 41 dage, og"
            " 19, når intet mangler. Det var faktisk et godt argument for os."
        ),
        meaning="En carport, der er rigtigt ansøgt, bliver godkendt 22 dage før en, der ikke er.",
    ),
    Attempt(
        key="tm-skraldebil-live",
        author="inger",
        co_authors=("ida",),
        title="Med på skraldebilen, live",
        platform="facebook",
        format="live",
        tags=("affald", "live", "samtykke"),
        stage="concluded",
        hypothesis=(
            "folk stiller spanden rigtigt frem, når de har set, hvordan det er at hente den."
        ),
        method="sende live fra bilen en times tid tre mandage.",
        metric="forkert placerede spande pr. rute",
        criterion="forkert placerede spande falder fra 29 til under 20 på ruten.",
        baseline=29,
        target=20,
        hours=6,
        published_days_ago=206,
        starts_days_ago=199,
        ends_days_ago=178,
        concluded_days_ago=197,
        outcome="stopped",
        reason=(
            "Efter elleve minutter var der både husnummer, navneskilt og en mand i slåbrok i"
            " billedet. Vi slukkede, slettede optagelsen, ringede på hos manden og sagde undskyld."
        ),
        observation=(
            "64 nåede at se med. Manden i slåbrok tog det pænt og spurgte, om hans spand stod"
            " rigtigt. Det gjorde den."
        ),
        surprise=(
            "At vi var to om kameraet og begge to så på skraldemanden. Ingen af os så på"
            " baggrunden."
        ),
        lesson=(
            "Live betyder, at man ikke når at se, hvad man viser. I et villakvarter er det for sent"
            " efter elleve minutter."
        ),
        decision="adapt",
        decision_note="optage, klippe og kigge på hver kant af billedet, inden nogen andre gør.",
        confidence="strong",
    ),
    Attempt(
        key="tm-trafik-bluesky",
        author="mads",
        title="Trafikmeldinger på Bluesky",
        platform="bluesky",
        tags=("trafik", "vej"),
        stage="concluded",
        hypothesis=(
            "pendlere vælger en anden vej, hvis de ser en melding om vejarbejde, før de kører."
        ),
        method="lægge alle spærringer op på Bluesky kl. 6.15 og tælle biler på omkørslen.",
        metric="biler på omkørslen kl. 7–9",
        criterion="mindst 10 % flere vælger omkørslen.",
        baseline=340,
        target=374,
        hours=14,
        published_days_ago=134,
        starts_days_ago=130,
        ends_days_ago=88,
        concluded_days_ago=77,
        outcome="inconclusive",
        observation=(
            "omkørslen svingede mellem 318 og 371 biler fra dag til dag. Vi har 64 følgere. Selv"
            " hvis alle 64 kørte udenom, kunne vi ikke se det."
        ),
        lesson="Med 64 følgere kan man ikke flytte en kø. Man kan kun se, hvem der var der først.",
        decision="stop",
        decision_note=(
            "vente, til vi har et sted med flere bilister, og give meldingerne til lokalradioen"
            " imens."
        ),
        result=352,
        measured_days_ago=88,
        confidence="weak",
        surprise=(
            "At en af de 64 er lokalradioens morgenvært. Han læste dem op. Det kan være ham,"
            " tallene svinger efter."
        ),
        readings=((130, 340), (120, 371), (110, 318), (99, 362), (88, 352)),
    ),
    Attempt(
        key="tm-traeet",
        author="frede",
        co_authors=("nanna",),
        title="Træet, der skal fældes, får sin begrundelse på",
        platform="facebook",
        tags=("natur", "klager"),
        stage="running",
        builds_on=("tm-skilt-i-rabatten",),
        descent_note="Skiltet virkede i græsset. Nu på bark, og før saven i stedet for efter.",
        hypothesis=(
            "der kommer færre vrede henvendelser om fældede træer, hvis begrundelsen hænger på"
            " træet tre uger før og ligger på Facebook samme dag."
        ),
        method="hænge et skilt på hvert træ med årsag, dato og navn og lægge et billede af det op.",
        metric="vrede henvendelser pr. fældet træ",
        criterion="henvendelserne falder fra 5 til under 2 pr. træ.",
        baseline=5,
        target=2,
        published_days_ago=36,
        starts_days_ago=30,
        ends_days_ago=-26,
        readings=((30, 5), (21, 4), (12, 3.5), (3, 2.5)),
        pictures=(
            (
                "sign-tree",
                "Tegning af et skilt på en træstamme med nogle få linjer tekst.",
            ),
        ),
    ),
    Attempt(
        key="tm-cykeltaelling",
        author="tarek",
        title="Tæl cykler med os",
        platform="facebook",
        format="campaign",
        tags=("trafik", "borgermøde"),
        stage="running",
        hypothesis="borgerne stoler mere på vores trafiktal, hvis de selv har talt med.",
        method=(
            "invitere 40 til at tælle cykler en time i hvert sit kryds og lægge deres tal op ved"
            " siden af vores."
        ),
        metric="andel, der stoler på tallene (%)",
        criterion="andelen, der svarer ja, går fra 34 til over 50 %.",
        baseline=34,
        target=50,
        hours=21,
        published_days_ago=52,
        starts_days_ago=44,
        ends_days_ago=11,
    ),
    Attempt(
        key="tm-byttehjoernet",
        author="kim",
        title="Byttehjørnet på TikTok",
        platform="tiktok",
        format="video",
        tags=("genbrug", "unge", "video"),
        stage="planned",
        builds_on=("tm-ugens-fejl",),
        descent_note="Gyngehesten blev hentet, fordi nogen så den. Kan det gentages med vilje?",
        hypothesis="unge vil hente møbler i byttehjørnet, hvis de ser dem samme dag på TikTok.",
        method=(
            "filme dagens tre bedste ting kl. 14 og tælle, hvor mange der spørger efter dem inden"
            " lukketid."
        ),
        metric="ting hentet samme dag",
        published_days_ago=9,
        starts_days_ago=-6,
        ends_days_ago=-41,
    ),
    Attempt(
        key="tm-kloakken",
        author="mads",
        title="En dag i kloakken",
        platform="youtube",
        format="video",
        tags=("video", "affald"),
        stage="draft",
        hypothesis="færre skyller vådservietter ud, når de har set, hvor de ender.",
        drafted_days_ago=17,
    ),
)
