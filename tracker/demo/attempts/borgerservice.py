"""Borgerservice: the telephone queue, the counter, and the words in between."""

from ..attempt import Attempt

ATTEMPTS = (
    Attempt(
        key="bs-svar-en-time",
        author="mikkel",
        co_authors=("jytte",),
        title="Svar i kommentarsporet inden for en time: ringer folk så mindre?",
        platform="facebook",
        format="reply",
        tags=("svartid", "tone"),
        stage="concluded",
        hypothesis=(
            "færre vil ringe til os, hvis de kan få svar på Facebook inden for en time i"
            " åbningstiden."
        ),
        method=(
            "lade to af os skiftes til at svare på alle kommentarer fra 8 til 16 i fire uger. Vi"
            " tæller opkald på hovednummeret, som vi plejer, og fortæller ikke telefonvagten,"
            " hvornår vi er ekstra hurtige."
        ),
        metric="opkald til hovednummeret pr. dag",
        criterion="opkaldene falder fra 214 til under 180 om dagen i den fjerde uge.",
        baseline=214,
        target=180,
        hours=58,
        published_days_ago=412,
        starts_days_ago=408,
        ends_days_ago=380,
        concluded_days_ago=372,
        outcome="refuted",
        observation=(
            "vi svarede på 143 kommentarer og i snit efter 38 minutter. Opkaldene gik fra 214 til"
            " 221 om dagen. Kommentarerne kom oveni; de kom ikke i stedet for.\n\nTelefonvagten"
            " lagde ikke mærke til noget som helst."
        ),
        surprise=(
            "At de hurtige svar lavede nye spørgsmål. Da folk kunne se, at her sad en, spurgte de"
            " om ting, de aldrig ville have ringet om: om man må holde høns i et rækkehus, og om"
            " det er os, der har bolden på taget af hallen. (Det er det.)"
        ),
        lesson=(
            "Et hurtigt svar flytter ikke et opkald. Det åbner en samtale, der ikke fandtes før."
        ),
        context=(
            "Gælder, når de, der skriver, er nogle andre end dem, der ringer. Det målte vi først"
            " bagefter."
        ),
        decision="adapt",
        decision_note=(
            "blive ved med at svare, holde op med at kalde det en besparelse og prøve et fast"
            " tidspunkt i stedet."
        ),
        result=221,
        measured_days_ago=381,
        confidence="fair",
        pushback=(
            "En skrev, at vi vel havde bedre ting at lave. Vi svarede: “Det her er det, vi laver."
            " Du er nummer 11 i dag.” Han satte en tommel op og spurgte til sin skraldespand."
        ),
        meaning=(
            "143 mennesker fik et svar, de ikke havde regnet med. Ingen kom hurtigere igennem på"
            " telefonen."
        ),
        readings=(
            (406, 219),
            (401, 208),
            (396, 224),
            (391, 213),
            (386, 227),
            (381, 221),
        ),
    ),
    Attempt(
        key="bs-spoergetime-aften",
        author="kasper",
        co_authors=("signe",),
        title="Spørgetime torsdag aften: færre opkald om pas?",
        platform="facebook",
        format="live",
        tags=("pas", "live", "tidspunkt"),
        stage="concluded",
        builds_on=("bs-svar-en-time",),
        descent_note=(
            "De hurtige svar gav samtaler og ikke færre opkald. Nu prøver vi at samle samtalerne på"
            " ét tidspunkt."
        ),
        hypothesis=(
            "en fast spørgetime på Facebook torsdag aften får borgerne til at spørge dér i stedet"
            " for at ringe om pas og kørekort."
        ),
        method="svare live i fyrre minutter tre torsdage i træk, med navn på den, der svarer.",
        metric="opkald om pas og kørekort fredag formiddag",
        criterion="opkaldene falder fra 58 til under 45.",
        baseline=58,
        target=45,
        hours=19,
        published_days_ago=330,
        starts_days_ago=324,
        ends_days_ago=303,
        concluded_days_ago=296,
        outcome="refuted",
        observation=(
            "212 fulgte med den bedste aften, 37 spurgte, og opkaldene den sidste fredag var 57."
            " De, der spurgte, var tydeligt yngre end dem, der ringer."
        ),
        surprise=(
            "At tonen blev så venlig, da vi skrev vores navne. To, der plejer at klage, takkede."
            " Den ene havde sin hund med i billedet."
        ),
        lesson=(
            "Folk spørger om aftenen, men de ringer om morgenen. Det er ikke de samme mennesker."
        ),
        decision="adapt",
        decision_note=(
            "lægge spørgetimen til frokost og se, om dem, der ringer, har en telefon i hånden dér."
        ),
        result=57,
        measured_days_ago=302,
        confidence="fair",
        pushback=(
            "“Får I overarbejde for det her?” Ja, to timer hver. Vi skrev det, og så var den snak"
            " ovre."
        ),
        meaning="37 fik svar hjemme fra sofaen. Dem i køen fredag morgen mærkede ingenting.",
        readings=((325, 58), (316, 61), (309, 54), (302, 57)),
        pictures=(
            (
                "phone",
                (
                    "Tegning af en telefon med et Facebook-opslag: en medarbejder i billedet og"
                    " spørgsmål i bobler under."
                ),
            ),
        ),
    ),
    Attempt(
        key="bs-spoergetime-frokost",
        author="kasper",
        co_authors=("jytte",),
        title="Spørgetimen flytter til frokost",
        platform="facebook",
        format="live",
        tags=("pas", "live", "tidspunkt"),
        stage="concluded",
        builds_on=("bs-spoergetime-aften",),
        descent_note="Aftenen ramte de forkerte. Vi beholder navnene og flytter klokken.",
        hypothesis=(
            "en spørgetime klokken 12 rammer dem, der ellers ville ringe, fordi de sidder i deres"
            " frokostpause."
        ),
        method=(
            "køre fire onsdage kl. 12.05–12.30, fortælle det i telefonkøens velkomst og lade"
            " optagelsen ligge bagefter."
        ),
        metric="opkald om pas og kørekort fredag formiddag",
        criterion="opkaldene kommer under 45, og mindst hver tredje seer stiller et spørgsmål.",
        baseline=57,
        target=45,
        hours=16,
        published_days_ago=232,
        starts_days_ago=226,
        ends_days_ago=198,
        concluded_days_ago=190,
        outcome="mixed",
        observation=(
            "frokosten kun fik 90 seere mod aftenens 212, men at 31 af dem spurgte om noget."
            " Opkaldene faldt til 51. En god del af faldet er to arbejdspladser, der viste"
            " spørgetimen på skærmen i kantinen."
        ),
        surprise=(
            "At halvdelen af spørgsmålene kom, efter at vi havde slukket. Optagelsen blev set 640"
            " gange, og næsten alle spolede frem til minut 14, hvor Kasper viser, hvor på passet"
            " nummeret står."
        ),
        lesson=(
            "Ingen vil se en spørgetime. Alle vil se de femten sekunder, hvor deres eget spørgsmål"
            " bliver besvaret."
        ),
        context=(
            "Gælder faste spørgsmål med faste svar. Ved skilsmisser og flytninger vil folk gerne"
            " have hele samtalen."
        ),
        decision="adapt",
        decision_note=(
            "klippe de fem oftest stillede spørgsmål ud og lægge dem op, inden telefonen åbner."
        ),
        result=51,
        measured_days_ago=198,
        confidence="fair",
        meaning="Man kan finde sit eget svar uden at sidde i kø til det.",
        readings=((227, 57), (219, 60), (212, 52), (205, 49), (198, 51)),
    ),
    Attempt(
        key="bs-fem-svar-halv-otte",
        author="signe",
        co_authors=("kasper", "thea"),
        title="Fem svar klokken halv otte, før telefonen åbner",
        platform="facebook",
        format="story",
        tags=("pas", "tidspunkt", "video"),
        stage="concluded",
        builds_on=("bs-spoergetime-frokost",),
        descent_note=(
            "De femten sekunder, folk spolede frem til, klippet ud og lagt op før åbningstid."
        ),
        hypothesis=(
            "opkaldene om pas og kørekort falder, hvis de fem oftest stillede spørgsmål ligger som"
            " korte klip i en story, inden telefonen åbner kl. 9."
        ),
        method=(
            "lægge fem klip på 15 sekunder op kl. 7.30 hver hverdag i seks uger og skifte ét ud om"
            " ugen efter, hvad telefonvagten hører mest. Linket står i sms'en med aftalen."
        ),
        metric="opkald om pas og kørekort kl. 9–11",
        criterion="opkaldene mellem 9 og 11 falder fra 51 til under 40, tre uger i træk.",
        baseline=51,
        target=40,
        hours=14,
        published_days_ago=96,
        starts_days_ago=91,
        ends_days_ago=49,
        concluded_days_ago=38,
        outcome="supported",
        observation=(
            "opkaldene mellem 9 og 11 faldt til 34 og blev under 40 i fire uger. 1.130 så klippene"
            " på en almindelig morgen. Klippet om pasbilledet tegner sig for halvdelen af"
            " visningerne; det er det, hvor Signe gør alt forkert med vilje."
        ),
        surprise=(
            "At telefonvagten begyndte at bestille klip: “I har glemt den om børnepas, når"
            " forældrene bor hver for sig.” De vidste hele tiden, hvad der skulle svares på. Vi"
            " havde bare aldrig spurgt dem."
        ),
        lesson=(
            "Svaret skal ligge der, før køen begynder. Klokken halv otte er vi hjælpsomme; klokken"
            " ni er vi optaget."
        ),
        context=(
            "Gælder, så længe nogen skifter det ene klip ud hver uge. I uge fem glemte vi det, og"
            " tallet steg."
        ),
        decision="adopt",
        decision_note=(
            "lade telefonvagten være redaktør og Thea klippe, og skrive det ind i vagtplanen, så"
            " det ikke hænger på os tre."
        ),
        result=34,
        measured_days_ago=49,
        confidence="strong",
        pushback=(
            "“Skal man nu have Facebook for at få et pas?” Nej. Klippene ligger også på"
            " hjemmesiden, og skranken har åbent. Det skrev vi, og det spørgsmål fik sit eget klip."
        ),
        meaning=(
            "Den, der skal bruge et pas inden fredag, ved klokken otte, hvad der skal med. Før"
            " fandt man ud af det ved skranken, uden billedet."
        ),
        readings=((91, 51), (84, 47), (77, 41), (70, 38), (63, 35), (56, 39), (49, 34)),
        pictures=(
            (
                "phone-pass",
                (
                    "Tegning af en telefon med en story: et pasbillede med for meget hår og et"
                    " stort kryds over."
                ),
            ),
            (
                "bars-calls",
                (
                    "Søjler for syv uger: opkald mellem 9 og 11 falder fra 51 til 34, med et lille"
                    " hop i den næstsidste søjle."
                ),
            ),
        ),
        links=(("https://example.org/fem-svar", "De fem klip på hjemmesiden"),),
    ),
    Attempt(
        key="bs-flytteguide",
        author="amina",
        co_authors=("tobias",),
        title="Flytteguiden på seks linjer",
        platform="website",
        tags=("klarsprog", "tilgængelighed"),
        stage="concluded",
        hypothesis=(
            "færre flytninger bliver anmeldt forkert, hvis guiden på hjemmesiden går fra to sider"
            " til seks linjer."
        ),
        method=(
            "skrive guiden om sammen med juristen og tre borgere, som lige har anmeldt forkert, og"
            " dele den i lokale Facebook-grupper."
        ),
        metric="mangelfulde flytteanmeldelser pr. uge",
        criterion="de mangelfulde anmeldelser halveres inden for seks uger.",
        baseline=41,
        target=20,
        hours=22,
        published_days_ago=276,
        starts_days_ago=271,
        ends_days_ago=229,
        concluded_days_ago=219,
        outcome="supported",
        observation=(
            "de mangelfulde anmeldelser faldt fra 41 til 19 om ugen. Den linje, flest læste to"
            " gange, var: “Du flytter den dag, du sover der.”"
        ),
        surprise=(
            "At juristen var den, der strøg mest. “Det her er der ingen, der har krav på at få at"
            " vide,” sagde hun om vores halvanden side med forbehold."
        ),
        lesson=(
            "Den sætning, vi havde skrevet for en sikkerheds skyld, var den, folk misforstod."
            " Sikkerheden lå i at stryge den."
        ),
        decision="adopt",
        decision_note=(
            "tage byggeriets og pladsanvisningens guider som de næste, med juristen fra start."
        ),
        result=19,
        measured_days_ago=230,
        confidence="strong",
        meaning="Ens post kommer frem til den adresse, man bor på. Det er ikke lidt.",
        readings=(
            (271, 41),
            (264, 38),
            (257, 29),
            (250, 24),
            (243, 26),
            (236, 21),
            (230, 19),
        ),
    ),
    Attempt(
        key="bs-mormor-tiktok",
        author="thea",
        co_authors=("amina",),
        title="“Mormor ringer, og jeg er på arbejde”",
        platform="tiktok",
        format="video",
        tags=("unge", "ældre", "video"),
        stage="concluded",
        hypothesis=(
            "unge vil dele en video, der viser, hvordan man hjælper sin mormor med digital post"
            " uden at gøre det for hende."
        ),
        method=(
            "lave fire videoer på under 40 sekunder, hvor Thea ringer til sin rigtige mormor."
            " Mormor har set og godkendt hver af dem."
        ),
        metric="delinger pr. video",
        criterion="videoerne bliver delt mindst 50 gange hver, mest af folk under 30.",
        baseline=4,
        target=50,
        hours=27,
        published_days_ago=176,
        starts_days_ago=170,
        ends_days_ago=135,
        concluded_days_ago=124,
        outcome="mixed",
        observation=(
            "videoerne i snit blev delt 71 gange. Men 61 % af seerne var over 45. De unge så dem,"
            " grinede ad mormors bemærkninger og delte dem ikke."
        ),
        surprise=(
            "At it-caféen på biblioteket viste dem på storskærm hver tirsdag. Det havde ingen"
            " aftalt. Mormor er nu så kendt i caféen, at hun ikke vil med derhen."
        ),
        lesson=(
            "Vi lavede en video til de unge om de gamle. Det var de halvtredsårige, der manglede"
            " den."
        ),
        decision="adapt",
        decision_note=(
            "lægge de næste på Facebook, hvor de halvtredsårige er, og lade mormor bestemme"
            " emnerne."
        ),
        result=71,
        measured_days_ago=132,
        confidence="fair",
        pushback=(
            "To skrev, at vi gjorde grin med ældre. Mormor svarede selv, med Theas telefon: “Jeg er"
            " 81 og har læst manuskriptet. Hvad er din undskyldning?”"
        ),
        pictures=(
            (
                "phone-call",
                (
                    "Tegning af en telefon, der viser en ældre dame i et videoopkald med en ung"
                    " kvinde."
                ),
            ),
        ),
    ),
    Attempt(
        key="bs-ventetid-x",
        author="mikkel",
        title="Ventetiden i skranken, lagt op hver time",
        withheld=True,
        platform="x",
        tags=("svartid",),
        stage="concluded",
        hypothesis=(
            "folk vil komme på de stille tider, hvis vi hver time skriver, hvor lang køen er."
        ),
        method=(
            "lægge ventetiden op på X kl. 9, 10, 11, 12, 13 og 14 hver hverdag i fire uger og"
            " spørge hver tiende i køen, om de har set det."
        ),
        metric="andel i køen, der har set opslaget (%)",
        criterion="mindst hver femte i køen har set det.",
        baseline=0,
        target=20,
        hours=9,
        published_days_ago=392,
        starts_days_ago=389,
        ends_days_ago=361,
        concluded_days_ago=352,
        outcome="refuted",
        observation=(
            "vi skrev 120 opslag, og at ingen af de 96, vi spurgte i køen, havde set et eneste."
            " Hvert opslag blev i snit set af 31, og de 12 af dem arbejder her."
        ),
        surprise=(
            "At en lokalredaktør havde set dem alle sammen. Han lavede en graf over vores"
            " ventetider, før vi selv gjorde. Den var i øvrigt rigtig god, og vi har bedt om lov"
            " til at hænge den op."
        ),
        lesson=(
            "Et tal, ingen borgere ser, bliver stadig set af nogen. Vi havde sendt en"
            " pressemeddelelse i timen uden at vide det."
        ),
        decision="stop",
        decision_note=(
            "holde op på X og vise køen der, hvor folk står, når de vælger: på siden, hvor man"
            " bestiller tid."
        ),
        result=0,
        measured_days_ago=361,
        confidence="strong",
        pictures=(
            (
                "queue",
                "Tegning af en kø af mennesker foran en skranke med et nummerskilt over.",
            ),
        ),
    ),
    Attempt(
        key="bs-undskyld",
        author="bodil",
        co_authors=("jytte", "helle"),
        title="Vi skrev undskyld uden men",
        platform="facebook",
        tags=("tone", "klager"),
        stage="concluded",
        afterwards=True,
        hypothesis="en undskyldning uden forklaring får færre vrede svar end en med.",
        method=(
            "skrive to undskyldninger for to ens nedbrud i tidsbestillingen: den første med"
            " forklaring, den anden uden."
        ),
        metric="vrede kommentarer pr. 100",
        baseline=47,
        result=12,
        hours=3,
        published_days_ago=266,
        starts_days_ago=290,
        ends_days_ago=270,
        concluded_days_ago=266,
        outcome="supported",
        observation=(
            "den første fik 47 vrede kommentarer ud af 100, og næsten alle handlede om"
            " leverandøren, som vi havde nævnt. Den anden fik 12. Den lød: “Bestillingen har været"
            " nede siden i går. Det er vores ansvar. Du kan komme i dag uden tid, og vi bliver, til"
            " alle har været inde.”"
        ),
        surprise=(
            "At det sværeste var indadtil. Jeg brugte mere tid på at forklare mine kolleger,"
            " hvorfor vi ikke forklarede noget, end på at skrive opslaget."
        ),
        lesson="En undskyldning med et “men” i får svar på mennet.",
        context="To opslag er ikke meget. Og tilbuddet om at komme uden tid har nok gjort sit.",
        decision="adopt",
        decision_note=(
            "skrive alle undskyldninger sådan: hvad der skete, hvis ansvar det er, og hvad man gør"
            " nu. Forklaringen kommer, når nogen spørger."
        ),
        measured_days_ago=268,
        confidence="weak",
        pushback=(
            "En spurgte, hvad det havde kostet. Det svarede vi på med beløbet, for nu var der jo"
            " spurgt."
        ),
        meaning="64 kom uden tid samme dag, og den sidste gik hjem klokken 18.40.",
    ),
    Attempt(
        key="bs-koerekort-sprog",
        author="amina",
        co_authors=("mikkel",),
        title="Kørekortvideo på arabisk og ukrainsk",
        platform="facebook",
        format="video",
        tags=("tilgængelighed", "video"),
        stage="concluded",
        hypothesis=(
            "færre må komme to gange om ombytning af kørekort, hvis de kan se på deres eget sprog,"
            " hvad der skal med."
        ),
        method=(
            "indtale den samme video på tre sprog, dele den i grupper, hvor sprogene tales, og"
            " tælle genbesøg pr. sprog."
        ),
        metric="genbesøg om ombytning pr. uge",
        criterion="genbesøgene falder med en tredjedel blandt arabisk- og ukrainsktalende.",
        baseline=18,
        target=12,
        hours=31,
        cost=2400,
        published_days_ago=154,
        starts_days_ago=148,
        ends_days_ago=106,
        concluded_days_ago=93,
        outcome="inconclusive",
        observation=(
            "videoerne blev set 2.700 gange, og at genbesøgene i alt gik fra 18 til 15. Men vi må"
            " ikke registrere, hvilket sprog en borger taler, så vi ved ikke, hvem der blev væk."
        ),
        surprise=(
            "At ingen af os havde tænkt på det, heller ikke da vi skrev kriteriet. Vores"
            " databeskyttelsesrådgiver havde svaret på fem minutter, hvis vi havde spurgt."
        ),
        lesson=(
            "Vi havde valgt at måle noget, vi ikke må registrere. Spørg om målet, før du spørger"
            " borgerne."
        ),
        decision="retry",
        decision_note="lade folk selv trykke på en knap ved udgangen: “Havde du det hele med?”",
        result=15,
        measured_days_ago=106,
        confidence="weak",
        meaning=(
            "En mand kom med hele mappen i rigtig rækkefølge og sagde, at han havde set videoen tre"
            " gange. Én mand er dog ikke en måling."
        ),
    ),
    Attempt(
        key="bs-quiz-i-story",
        author="signe",
        co_authors=("thea",),
        title="Quiz i story: hvad skal du have med?",
        platform="instagram",
        format="story",
        tags=("pas", "humor", "unge"),
        stage="running",
        hypothesis=(
            "unge, der svarer på en quiz om, hvad man skal have med, kommer oftere med det hele til"
            " deres første kørekort."
        ),
        method=(
            "køre en quiz med tre spørgsmål hver mandag i fire uger og spørge ved skranken, om de"
            " har svaret på den."
        ),
        metric="unge med alle papirer ved første besøg (%)",
        criterion="andelen med alle papirer går fra 62 til over 75 %.",
        baseline=62,
        target=75,
        hours=8,
        published_days_ago=38,
        starts_days_ago=33,
        ends_days_ago=5,
        readings=((33, 62), (26, 66), (19, 59), (12, 71), (5, 73)),
    ),
    Attempt(
        key="bs-svarbank",
        author="jytte",
        co_authors=("mikkel",),
        title="En svarbank til beskedindbakken, skrevet som tale",
        platform="facebook",
        format="reply",
        tags=("svartid", "klarsprog"),
        visibility="unit",
        stage="running",
        hypothesis=(
            "vi svarer hurtigere og venligere i indbakken med 30 færdige svar, der er skrevet, som"
            " vi siger dem ved skranken."
        ),
        method=(
            "optage os selv ved skranken i en uge, skrive svarene ned og bruge dem i indbakken i"
            " otte uger."
        ),
        metric="median svartid i indbakken (minutter)",
        criterion=(
            "svartiden falder fra 95 til under 45 minutter, uden at flere skriver igen om det"
            " samme."
        ),
        baseline=95,
        target=45,
        published_days_ago=47,
        starts_days_ago=40,
        ends_days_ago=-16,
        readings=((40, 95), (31, 82), (22, 60), (13, 66), (4, 52)),
    ),
    Attempt(
        key="bs-pasbilleder",
        author="kasper",
        title="Pasbilleder, der ikke dur: et galleri",
        platform="instagram",
        tags=("pas", "humor", "billeder"),
        stage="planned",
        hypothesis=(
            "færre pasbilleder bliver kasseret, hvis vi viser de sjove fejl frem for reglerne."
        ),
        method="lade ti kolleger stille op til ti kasserede billeder og lægge ét op om dagen.",
        metric="kasserede pasbilleder pr. uge",
        published_days_ago=7,
        starts_days_ago=-9,
        ends_days_ago=-37,
    ),
    Attempt(
        key="bs-skranken-bagfra",
        author="signe",
        title="Skranken set bagfra",
        platform="instagram",
        format="video",
        tags=("video",),
        stage="draft",
        hypothesis=(
            "folk er mere tålmodige i køen, når de har set, hvad vi laver bag skærmen, mens de"
            " venter."
        ),
        method=(
            "filme en almindelig formiddag fra min stol. Uden borgere i billedet, uden skærm i"
            " billedet. Så er der måske kun min kaffekop tilbage?"
        ),
        drafted_days_ago=4,
    ),
)
