"""Ældre og Sundhed: meatballs, night shifts, and a consent that was forgotten by the afternoon."""

from ..attempt import Attempt

ATTEMPTS = (
    Attempt(
        key="as-telefonfilm",
        author="abdi",
        co_authors=("charlotte",),
        title="En dag på Solkrogen, filmet af Abdi",
        platform="facebook",
        format="video",
        tags=("rekruttering", "ældre", "video"),
        stage="concluded",
        builds_on=("hr-rekrutfilm",),
        descent_note="Samme spørgsmål som HR's film, men uden filmfolk, musik og solnedgang.",
        hypothesis=(
            "en film, jeg selv optager på min telefon i pauserne, giver flere ansøgninger end den"
            " dyre."
        ),
        method=(
            "filme det, der ikke er borgere: gangen kl. 6.50, kaffen, cyklen, mine sko. To"
            " minutter, ingen musik."
        ),
        metric="ansøgninger til Solkrogen pr. opslag",
        criterion="vi får mindst 12 ansøgninger; den dyre film gav 5.",
        baseline=5,
        target=12,
        hours=4,
        cost=0,
        published_days_ago=304,
        starts_days_ago=300,
        ends_days_ago=272,
        concluded_days_ago=262,
        outcome="supported",
        observation="vi fik 21 ansøgninger. Otte af dem skrev noget om skoene.",
        surprise=(
            "At jeg siger “øh” 34 gange. Jeg talte. HR tilbød at klippe dem ud, men Charlotte sagde"
            " nej, og hun havde ret."
        ),
        lesson=(
            "En film med 34 “øh” gav fire gange så mange ansøgninger som en med musik og"
            " solnedgang."
        ),
        context=(
            "Gælder, når den, der filmer, gerne vil være der. Man kan ikke beordre nogen til det."
        ),
        decision="adopt",
        decision_note=(
            "lade hvert plejecenter filme sit eget, hvis nogen har lyst, og lade være med at rette"
            " i det."
        ),
        result=21,
        measured_days_ago=272,
        confidence="fair",
        pushback=(
            "En skrev, at telefonen burde blive i lommen, når man arbejder. Abdi svarede: “Enig."
            " Det er min pause, og det er mine sko.”"
        ),
        meaning=(
            "Der kom fire faste i vagtplanen. Beboerne ser færre fremmede ansigter om morgenen."
        ),
        pictures=(
            (
                "phone-shoes",
                "Tegning af en telefon, der filmer et par lyse arbejdssko på et flisegulv.",
            ),
            (
                "poster-coffee",
                "Tegning af en håndlavet plakat med en dampende kaffekop.",
            ),
        ),
    ),
    Attempt(
        key="as-frikadellen",
        author="gitte",
        title="Afstemning om frikadellens tykkelse",
        platform="facebook",
        format="group",
        tags=("ældre", "pårørende", "humor"),
        stage="concluded",
        hypothesis=(
            "flere pårørende siger deres mening om maden, hvis vi spørger om én ting ad gangen og"
            " ikke om tilfredsheden."
        ),
        method=(
            "stille ét spørgsmål om ugen i gruppen for pårørende og spørge beboerne om det samme"
            " ved bordet."
        ),
        metric="svar fra pårørende pr. spørgsmål",
        criterion="mindst 60 svarer; på brugerundersøgelsen svarede 52.",
        baseline=52,
        target=60,
        hours=7,
        published_days_ago=168,
        starts_days_ago=163,
        ends_days_ago=128,
        concluded_days_ago=119,
        outcome="supported",
        observation=(
            "238 stemte om frikadellen. Pårørende ville have den tykkere, og beboerne ville have"
            " den tyndere, så den kan skæres med en gaffel."
        ),
        surprise=(
            "At de var uenige, og at vi ellers kun havde spurgt de pårørende. Vi var tæt på at gøre"
            " frikadellen dårligere i demokratiets navn."
        ),
        lesson=(
            "De pårørende stemte for den tykke frikadelle. Det er bare ikke dem, der skal spise"
            " den."
        ),
        decision="adapt",
        decision_note="spørge ved bordet først og fortælle gruppen, hvad beboerne svarede.",
        result=238,
        measured_days_ago=128,
        confidence="strong",
        pushback=(
            "En søn skrev, at hans mor altid havde lavet dem tykke. Vi læste det op for hende. Hun"
            " sagde: “Ja, for jeres far.”"
        ),
        meaning="Frikadellerne er nu halvanden centimeter. Der kommer færre tilbage.",
        pictures=(
            (
                "lunch",
                (
                    "Tegning af et dækket frokostbord set ovenfra med frikadeller og kartofler på"
                    " seks tallerkener."
                ),
            ),
        ),
    ),
    Attempt(
        key="as-faldvideo",
        author="oscar",
        title="Fem øvelser mod fald",
        platform="youtube",
        format="video",
        tags=("sundhed", "ældre", "video"),
        stage="concluded",
        hypothesis="borgere over 75 laver balanceøvelserne derhjemme, hvis de kan se dem på video.",
        method="lægge fem film op, dele et kort ud med adressen og ringe til 40 efter fire uger.",
        metric="lavede øvelserne i denne uge (%)",
        criterion="mindst 30 % laver øvelserne to gange om ugen.",
        baseline=8,
        target=30,
        hours=36,
        cost=3500,
        published_days_ago=324,
        starts_days_ago=318,
        ends_days_ago=283,
        concluded_days_ago=273,
        outcome="refuted",
        observation=(
            "6 % havde lavet øvelserne. 31 af de 40 havde set filmen siddende, og de fleste syntes,"
            " at den var god."
        ),
        surprise=(
            "At en af dem havde lavet øvelserne hver dag: hendes barnebarn på ti kom forbi efter"
            " skole og ville se, om mormor kunne stå på ét ben."
        ),
        lesson="En film om balance bliver set fra en stol. Man rejser sig for et barnebarn.",
        decision="adapt",
        decision_note="gå fra filmen til barnebarnet.",
        result=6,
        measured_days_ago=283,
        confidence="fair",
        pushback=(
            "“Jeg er 79 og har ikke noget YouTube.” Det var et rigtig godt argument, og det kom"
            " fra ni."
        ),
        readings=((318, 8), (306, 11), (295, 5), (283, 6)),
    ),
    Attempt(
        key="as-fald-lektie",
        author="oscar",
        co_authors=("christoffer",),
        title="Bedstes balance som lektie",
        platform="facebook",
        format="campaign",
        tags=("sundhed", "ældre", "børn", "skole"),
        stage="concluded",
        builds_on=("as-faldvideo",),
        descent_note="Filmen fik ingen op af stolen. Det gjorde barnebarnet.",
        hypothesis="flere over 70 træner balance, hvis deres børnebørn har det for som lektie.",
        method=(
            "give to 4.-klasser en lektie i tre uger: lær en over 70 at stå på ét ben, og skriv"
            " tiden ned. Resultatet kommer på Facebook som en samlet tid for byen, uden navne."
        ),
        metric="lavede øvelserne i denne uge (%)",
        criterion="mindst 30 % laver øvelserne to gange om ugen.",
        baseline=6,
        target=30,
        hours=15,
        published_days_ago=74,
        starts_days_ago=68,
        ends_days_ago=47,
        concluded_days_ago=34,
        outcome="supported",
        observation=(
            "71 % lavede øvelserne mindst to gange om ugen. Samlet stod byen på ét ben i 11 timer"
            " og 4 minutter. Tre elever uden bedsteforældre i nærheden adopterede en på Solkrogen."
        ),
        surprise=(
            "At det blev ved. Ti dage efter, at lektien var slut, lavede 64 % stadig øvelserne."
            " Ingen havde bedt dem om det."
        ),
        lesson=(
            "Ingen over 75 trænede for deres egen skyld. De trænede, fordi et barn stod med et"
            " stopur og ventede."
        ),
        context=(
            "Prøvet med to klasser. Vi ved ikke, om det holder for dem, der ingen børn har omkring"
            " sig."
        ),
        decision="adopt",
        decision_note=(
            "gøre det til en fast lektie i 4. klasse og finde et adoptivbarnebarn til dem, der"
            " mangler et."
        ),
        result=71,
        measured_days_ago=46,
        confidence="fair",
        meaning="En mand på 83 har fået en ven på ti, som ringer og spørger til hans ben.",
        readings=((68, 6), (61, 58), (54, 77), (47, 71)),
        pictures=(
            (
                "stopwatch-foot",
                (
                    "Tegning af to ben i hjemmesko, hvor den ene fod er løftet fra gulvet, og et"
                    " stort stopur."
                ),
            ),
        ),
    ),
    Attempt(
        key="as-samtykket",
        author="gitte",
        co_authors=("dorthe",),
        title="Sang på Solkrogen på TikTok",
        platform="tiktok",
        format="video",
        tags=("ældre", "samtykke", "video"),
        stage="concluded",
        hypothesis=(
            "flere unge søger fritidsjob hos os, når de ser, hvor sjovt der er til fredagssangen."
        ),
        method="filme de beboere, der siger ja, og lægge ét klip op om ugen.",
        metric="unge, der spørger om fritidsjob",
        criterion="mindst fem unge spørger på en måned.",
        baseline=1,
        target=5,
        hours=5,
        published_days_ago=234,
        starts_days_ago=229,
        ends_days_ago=201,
        concluded_days_ago=213,
        outcome="stopped",
        reason=(
            "En beboer sagde ja om formiddagen, så klippet om eftermiddagen og spurgte, hvem damen"
            " var. Vi tog det ned, før hun var færdig med at spørge."
        ),
        observation=(
            "to klip nåede at ligge der. Fire unge spurgte om fritidsjob, så det virkede sådan set."
        ),
        surprise=(
            "At papirerne var helt i orden. Underskrift, dato, pårørende informeret. Det var bare"
            " ikke nok."
        ),
        lesson=(
            "Samtykket var i orden om formiddagen og glemt om eftermiddagen. Så er det ikke et"
            " samtykke."
        ),
        decision="stop",
        decision_note="filme hænder, noder og kaffe. Sangen kan man godt høre alligevel.",
        result=4,
        measured_days_ago=214,
        confidence="strong",
        meaning="Hun fik lov til at være den, hun selv synes, hun er.",
    ),
    Attempt(
        key="as-chat",
        author="vibeke",
        co_authors=("amina",),
        title="Chat om hjælp i hjemmet",
        platform="website",
        format="reply",
        tags=("pårørende", "svartid"),
        stage="concluded",
        hypothesis=(
            "pårørende vil hellere chatte end ringe, når de første gang skal spørge om hjælp til"
            " deres mor eller far."
        ),
        method="sidde klar på en chat på hjemmesiden mandag og onsdag fra 14 til 18 i seks uger.",
        metric="første henvendelser via chat (%)",
        criterion="mindst hver femte første henvendelse kommer på chat.",
        baseline=0,
        target=20,
        hours=48,
        cost=1200,
        published_days_ago=144,
        starts_days_ago=138,
        ends_days_ago=96,
        concluded_days_ago=85,
        outcome="refuted",
        observation=(
            "4 % kom på chatten, og at de alle skrev det samme: “Kan jeg ringe til dig?” I"
            " telefonen var der 15 % flere end ellers, fra bilen og fra kældre."
        ),
        surprise=(
            "At så mange ringer fra en parkeret bil. De har siddet der lidt. Man kan høre det på"
            " døren, der ikke bliver åbnet."
        ),
        lesson=(
            "Pårørende chatter ikke om hjælp til deres mor. De ringer, når de har siddet lidt i"
            " bilen."
        ),
        decision="adapt",
        decision_note=(
            "bruge chattiden på at tage telefonen til klokken 18, hvor folk holder ind til siden."
        ),
        result=4,
        measured_days_ago=96,
        confidence="fair",
        meaning=(
            "Telefonen er åben til 18 to dage om ugen nu. De samtaler er de længste og de bedste."
        ),
    ),
    Attempt(
        key="as-natholdet",
        author="charlotte",
        title="Natholdet svarer",
        platform="instagram",
        format="story",
        tags=("ældre", "tidspunkt", "rekruttering"),
        stage="concluded",
        hypothesis=(
            "flere spørger til nattevagter, hvis natholdet selv fortæller, hvad der sker klokken"
            " tre."
        ),
        method=(
            "lægge en story op hver nat klokken tre: et spørgsmål og et billede af noget stille."
        ),
        metric="spørgsmål til natholdet pr. uge",
        criterion="mindst fem om ugen spørger til arbejdet.",
        baseline=0,
        target=5,
        hours=9,
        published_days_ago=88,
        starts_days_ago=82,
        ends_days_ago=47,
        concluded_days_ago=35,
        outcome="mixed",
        observation=(
            "natholdet fik 37 svar om ugen, men at kun tre handlede om arbejdet. De andre var fra"
            " folk, der ikke kunne sove: nybagte mødre, en lastbilchauffør og to, der passer en syg"
            " mand."
        ),
        surprise="At de to begyndte at svare hinanden. Vi var der bare.",
        lesson=(
            "Klokken tre er der få, der lægger noget op, og mange, der ligger vågne. De ville ikke"
            " have et job. De ville have selskab."
        ),
        decision="adapt",
        decision_note=(
            "blive ved en nat om ugen og lægge nummeret til pårørenderådgivningen ud samtidig."
        ),
        result=3,
        measured_days_ago=47,
        confidence="fair",
        readings=((82, 0), (75, 5), (68, 2), (61, 4), (54, 1), (47, 3)),
    ),
    Attempt(
        key="as-rygestop",
        author="simon",
        co_authors=("dorthe",),
        title="Rygestop: hvem vil stoppe sammen med Dorthe?",
        platform="facebook",
        format="advert",
        tags=("sundhed", "annonce"),
        stage="concluded",
        hypothesis=(
            "flere melder sig til rygestop, hvis de kan stoppe sammen med en sygeplejerske, der"
            " også forsøger."
        ),
        method="køre to annoncer mod hinanden: én med Dorthe og én med lungerne.",
        metric="tilmeldinger pr. annonce",
        criterion="annoncen med Dorthe giver dobbelt så mange tilmeldinger.",
        baseline=5,
        target=10,
        hours=11,
        cost=3000,
        published_days_ago=404,
        starts_days_ago=400,
        ends_days_ago=379,
        concluded_days_ago=368,
        outcome="inconclusive",
        observation=(
            "Dorthe gav otte tilmeldinger og lungerne seks. Men platformen viste Dorthe til kvinder"
            " og lungerne til mænd. Det havde vi ikke bedt den om."
        ),
        surprise="At fordelingen stod i rapporten hele tiden, på fane fire. Vi læste kun fane ét.",
        lesson=(
            "Vi troede, at vi sammenlignede to annoncer. Platformen havde vist dem til to"
            " forskellige slags mennesker."
        ),
        context="Gælder alle annoncer, hvor platformen selv vælger, hvem der ser hvad.",
        decision="retry",
        decision_note="låse fordelingen, før vi trykker start. Dorthe er røgfri på femte uge.",
        result=8,
        measured_days_ago=379,
        confidence="weak",
    ),
    Attempt(
        key="as-vaccine",
        author="dorthe",
        title="Svar til dem, der læser med",
        platform="facebook",
        format="reply",
        tags=("sundhed", "tone"),
        stage="running",
        hypothesis=(
            "de stille læsere stoler mere på os, hvis vi svarer roligt på tvivl om vacciner med én"
            " kilde og uden at skændes."
        ),
        method=(
            "svare højst to gange i hver tråd og spørge ti tilfældige i venteværelset om ugen, hvad"
            " de har læst."
        ),
        metric="stoler på svarene (%)",
        criterion="mindst 60 % af dem, der har læst med, stoler på svarene.",
        baseline=45,
        target=60,
        published_days_ago=50,
        starts_days_ago=44,
        ends_days_ago=7,
        hours=12,
        readings=((44, 45), (34, 50), (25, 40), (16, 60), (8, 60)),
    ),
    Attempt(
        key="as-hvad-fik-far",
        author="gitte",
        co_authors=("abdi",),
        title="Hvad fik far at spise?",
        platform="facebook",
        format="group",
        tags=("pårørende", "ældre"),
        visibility="unit",
        stage="running",
        builds_on=("as-frikadellen",),
        descent_note="De pårørende vil gerne snakke mad. Nu begynder vi dagen med den.",
        hypothesis=(
            "pårørende ringer mindre til plejen, hvis dagens menu ligger i gruppen klokken 12."
        ),
        method="lægge et billede af bordet op før maden, aldrig af tallerkenen bagefter.",
        metric="opkald fra pårørende pr. dag",
        criterion="opkaldene falder fra 19 til under 12 om dagen.",
        baseline=19,
        target=12,
        published_days_ago=26,
        starts_days_ago=20,
        ends_days_ago=-15,
        readings=((20, 19), (14, 16), (8, 17), (2, 11)),
    ),
    Attempt(
        key="as-klag-torsdag",
        author="ulla",
        title="Klag til mig, torsdag",
        platform="facebook",
        format="reply",
        tags=("pårørende", "klager", "direktion"),
        stage="planned",
        builds_on=("sd-chefen-i-traaden",),
        descent_note="Jeg har læst Thomas' dag otte og begynder dér: med at spørge.",
        hypothesis=(
            "klagerne bliver færre og bedre, hvis pårørende ved, at jeg selv læser dem hver"
            " torsdag."
        ),
        method="sidde i gruppen torsdag fra 16 til 18 og kun stille spørgsmål den første time.",
        metric="klager, der ender i en ændring (%)",
        criterion="mindst hver fjerde klage fører til, at noget bliver lavet om.",
        baseline=10,
        target=25,
        published_days_ago=6,
        starts_days_ago=-10,
        ends_days_ago=-66,
    ),
    Attempt(
        key="as-cyklen",
        author="abdi",
        title="Min cykel kender alle",
        platform="instagram",
        format="video",
        tags=("ældre", "trafik"),
        stage="draft",
        hypothesis=(
            "flere vil køre hjemmeplejens ruter på cykel, hvis de ser, hvad man kan nå at hilse på"
            " undervejs."
        ),
        drafted_days_ago=2,
    ),
)
