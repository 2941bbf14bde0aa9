"""Jobcenter: thanks that hurt, snaps that worked too well, and ninety seconds."""

from ..attempt import Attempt

ATTEMPTS = (
    Attempt(
        key="jc-ti-job",
        author="ole",
        title="Fredagens ti job",
        platform="facebook",
        tags=("job", "virksomheder"),
        stage="concluded",
        hypothesis=(
            "flere ledige søger lokale job, hvis vi samler ugens ti bedste i ét opslag hver fredag."
        ),
        method=(
            "lægge ti job op i seks uger og ringe til arbejdsgiverne og spørge, hvem der kom"
            " derfra."
        ),
        metric="ansøgninger fra opslaget pr. uge",
        criterion="mindst ti ansøgninger om ugen kommer fra opslaget.",
        baseline=0,
        target=10,
        hours=18,
        published_days_ago=366,
        starts_days_ago=361,
        ends_days_ago=319,
        concluded_days_ago=306,
        outcome="refuted",
        observation=(
            "opslaget blev set af 5.200 og gav to ansøgninger om ugen. Folk delte det med andre:"
            " “Var det ikke noget for dig?” Det var det sjældent."
        ),
        lesson="Ti job i ét opslag er ti grunde til at rulle videre. Folk søger ét job.",
        decision="adapt",
        decision_note="vise ét job ad gangen og lade en, der har det, fortælle om det.",
        result=2,
        measured_days_ago=319,
        confidence="fair",
        readings=((361, 1), (353, 3), (345, 2), (336, 0), (328, 4), (319, 2)),
    ),
    Attempt(
        key="jc-et-job",
        author="ole",
        co_authors=("trang",),
        title="Ét job, fortalt af en, der har det",
        platform="facebook",
        format="video",
        tags=("job", "virksomheder", "video"),
        stage="concluded",
        builds_on=("jc-ti-job",),
        descent_note="Ét i stedet for ti, og ikke fortalt af os.",
        hypothesis=(
            "ét job, fortalt på et minut af en, der har det, giver flere ansøgninger end ti job i"
            " et opslag."
        ),
        method=(
            "filme seks jobs på stedet, aldrig chefen, og altid spørge: hvad er det værste ved det?"
        ),
        metric="ansøgninger pr. opslag",
        criterion="hvert opslag giver mindst fem ansøgninger.",
        baseline=2,
        target=5,
        hours=25,
        published_days_ago=222,
        starts_days_ago=216,
        ends_days_ago=167,
        concluded_days_ago=156,
        outcome="mixed",
        observation=(
            "de seks videoer gav 11, 9, 7, 1, 0 og 0 ansøgninger. De tre gode svarede ærligt på det"
            " værste. De tre andre svarede “ikke noget”."
        ),
        surprise=(
            "At vi kunne høre det i lyden, mens vi optog. Når svaret var “ikke noget”, kiggede alle"
            " til siden, hvor chefen stod."
        ),
        lesson=(
            "Spørg, hvad der er det værste ved jobbet. Svarer de “ikke noget”, så står chefen bag"
            " kameraet."
        ),
        decision="adapt",
        decision_note="kun bruge de ærlige og aftale det med chefen, inden vi kommer. Uden ham.",
        result=5,
        measured_days_ago=167,
        confidence="fair",
        meaning=(
            "To fik arbejde i et slagteri, de ellers havde valgt fra. De vidste, at det er koldt."
        ),
        readings=((216, 11), (206, 9), (197, 0), (187, 7), (177, 1), (167, 0)),
    ),
    Attempt(
        key="jc-sanne-skriver",
        author="sanne",
        title="Virksomhedskonsulenten skriver selv",
        platform="linkedin-personal",
        tags=("virksomheder", "job"),
        stage="concluded",
        hypothesis=(
            "flere virksomheder ringer selv, hvis jeg skriver om mit arbejde under mit eget navn i"
            " stedet for på kommunens side."
        ),
        method=(
            "skrive ét opslag om ugen i otte uger om noget, der skete den uge, aldrig om en borger,"
            " og altid få virksomhedens ja."
        ),
        metric="virksomheder, der selv ringer, pr. måned",
        criterion="jeg går fra to til mindst seks opkald om måneden.",
        baseline=2,
        target=6,
        hours=16,
        published_days_ago=328,
        starts_days_ago=322,
        ends_days_ago=266,
        concluded_days_ago=254,
        outcome="supported",
        observation=(
            "der kom ni opkald den anden måned. Syv af dem begyndte med en undskyldning for at"
            " forstyrre og tre med “jeg har et lidt skævt spørgsmål”."
        ),
        surprise=(
            "At det opslag, der gav flest opkald, handlede om et match, der gik i stykker efter ni"
            " dage. Jeg skrev, hvad jeg skulle have spurgt om."
        ),
        lesson=(
            "Virksomheder ringer ikke til et jobcenter. De ringer til en, der har indrømmet, at det"
            " ikke altid lykkes."
        ),
        context="Det hænger på mig. Ved ferie ringer ingen.",
        decision="adopt",
        decision_note="fortsætte og få to kolleger med, så det ikke hænger på én.",
        result=9,
        measured_days_ago=266,
        confidence="fair",
        pushback=(
            "En kollega spurgte, om det ikke var selvpromovering. Vi tog den på teammødet. Nu"
            " skriver han også."
        ),
        readings=((322, 2), (308, 3), (294, 3), (280, 7), (266, 9)),
    ),
    Attempt(
        key="jc-unge-snap",
        author="emil",
        co_authors=("stine",),
        title="Påmindelser på Snapchat",
        platform="snapchat",
        format="reply",
        tags=("unge", "samtykke"),
        stage="concluded",
        hypothesis="flere unge møder op, hvis de får en påmindelse dér, hvor de i forvejen svarer.",
        method=(
            "lade 30 unge vælge snap i stedet for brev og sende en påmindelse aftenen før: kun sted"
            " og tid."
        ),
        metric="udeblivelser (%)",
        criterion="udeblivelserne falder fra 34 til under 25 %.",
        baseline=34,
        target=25,
        hours=13,
        published_days_ago=272,
        starts_days_ago=266,
        ends_days_ago=224,
        concluded_days_ago=236,
        outcome="stopped",
        reason=(
            "De unge begyndte at svare. De skrev om helbred, gæld og en enkelt gang noget, vi måtte"
            " handle på samme aften. Det hører ikke hjemme på en privat platform, og vi kan ikke"
            " love nogen, at vi læser med."
        ),
        observation=(
            "udeblivelserne nåede at falde til 19 % på fire uger. 22 af de 30 skrev tilbage, mest"
            " om aftenen."
        ),
        surprise=(
            "At det ikke var os, der brugte kanalen forkert. Det var os, der havde lavet den god at"
            " bruge."
        ),
        lesson=(
            "De unge svarede os så gerne, at de skrev ting, Snapchat ikke skal vide. Det var"
            " succesen, der stoppede os."
        ),
        decision="adapt",
        decision_note=(
            "finde en påmindelse, der er lige så let at læse, men som man ikke kommer til at betro"
            " sig til."
        ),
        result=19,
        measured_days_ago=238,
        confidence="strong",
        meaning=(
            "Alle 22 fik en samtale, hvor vi fortalte, hvad vi havde gjort ved deres beskeder, og"
            " hvor man kan skrive trygt."
        ),
        readings=((266, 34), (259, 27), (252, 24), (245, 16), (238, 19)),
    ),
    Attempt(
        key="jc-unge-sms",
        author="stine",
        co_authors=("emil",),
        title="Påmindelsen som sms med fornavn",
        platform="other",
        tags=("unge", "svartid"),
        stage="concluded",
        builds_on=("jc-unge-snap",),
        descent_note=(
            "Det, der virkede, var tidspunktet og fornavnet. Det, der gjorde det usikkert, var"
            " svarfeltet."
        ),
        hypothesis=(
            "en sms aftenen før med Emils fornavn og uden svarmulighed giver lige så få"
            " udeblivelser som Snapchat."
        ),
        method=(
            "sende kl. 19.30: “Hej, det er Emil. Vi ses i morgen 10.15, indgang B. Kan du ikke, så"
            " ring til mig her.”"
        ),
        metric="udeblivelser (%)",
        criterion="udeblivelserne holder sig under 25 %.",
        baseline=34,
        target=25,
        hours=9,
        published_days_ago=160,
        starts_days_ago=154,
        ends_days_ago=98,
        concluded_days_ago=89,
        outcome="supported",
        observation=(
            "udeblivelserne lå på 21 % over otte uger. Den ene uge, hvor systemet skrev “Jobcenter"
            " Tranevig” i stedet for Emil, var de 33."
        ),
        lesson=(
            "En sms fra Emil får unge til at møde op. Den samme sms fra Jobcentret gør det ikke."
        ),
        decision="adopt",
        decision_note=(
            "skrive den rigtige vejleders navn og telefonnummer i hver sms og ingen andres."
        ),
        result=21,
        measured_days_ago=98,
        confidence="fair",
        meaning="Den, der ikke kan komme, ringer nu. Det gjorde næsten ingen før.",
        readings=(
            (154, 34),
            (146, 22),
            (138, 24),
            (130, 33),
            (121, 18),
            (110, 20),
            (98, 21),
        ),
    ),
    Attempt(
        key="jc-90-sekunder",
        author="trang",
        co_authors=("tobias",),
        title="Hvad sker der til det første møde?",
        platform="youtube",
        format="video",
        tags=("klarsprog", "video"),
        stage="concluded",
        hypothesis=(
            "folk er mindre nervøse til det første møde, hvis de har set en video på 90 sekunder,"
            " hvor en sagsbehandler går hele vejen fra døren til stolen."
        ),
        method=(
            "lægge linket i indkaldelsen og spørge efter mødet: hvor nervøs var du, fra 1 til 10?"
        ),
        metric="nervøsitet før mødet (1–10)",
        criterion="gennemsnittet falder fra 6,8 til under 5,5.",
        baseline=6.8,
        target=5.5,
        hours=22,
        published_days_ago=114,
        starts_days_ago=108,
        ends_days_ago=66,
        concluded_days_ago=57,
        outcome="mixed",
        observation=(
            "nervøsiteten faldt til 5,9. De, der havde set hele videoen, svarede 4,7. Men de fleste"
            " så 21 sekunder, og der var vi kun nået til automatdøren."
        ),
        surprise=(
            "At det, folk huskede, slet ikke var meningen: at kaffeautomaten er gratis. Det nævnte"
            " 40 ud af 112."
        ),
        lesson=(
            "Vores video på 90 sekunder blev set i 21. Det vigtigste kom efter 70: Du må gerne tage"
            " en med."
        ),
        decision="retry",
        decision_note=(
            "klippe den om i den rigtige rækkefølge: du må tage en med, kaffen er gratis, og så"
            " døren."
        ),
        result=5.9,
        measured_days_ago=66,
        confidence="fair",
        readings=((108, 6.8), (98, 6.3), (87, 6.5), (76, 5.4), (66, 5.9)),
    ),
    Attempt(
        key="jc-tak",
        author="lars",
        co_authors=("sanne",),
        title="Tak til en rummelig virksomhed",
        platform="linkedin-page",
        tags=("virksomheder", "tone"),
        stage="concluded",
        hypothesis=(
            "flere virksomheder tager et menneske på kanten ind, hvis de ser, at vi takker dem, der"
            " gør."
        ),
        method="takke én virksomhed om ugen med navn og billede, når de har sagt ja.",
        metric="nye pladser pr. måned",
        criterion="vi får mindst fire nye pladser om måneden; nu får vi to.",
        baseline=2,
        target=4,
        hours=10,
        published_days_ago=104,
        starts_days_ago=98,
        ends_days_ago=56,
        concluded_days_ago=46,
        outcome="refuted",
        observation=(
            "der kom én ny plads, og at to virksomheder bad os fjerne opslaget. Den ene, fordi"
            " deres nye medarbejder havde set det."
        ),
        surprise=(
            "At vi havde spurgt alle undtagen hende. Hun var ikke nævnt og ikke på billedet. Men på"
            " en arbejdsplads med ni ansatte ved alle, hvem der er den rummelige gerning."
        ),
        lesson=(
            "Vi takkede en virksomhed for at være rummelig. Den nye medarbejder læste det og følte"
            " sig som rummeligheden."
        ),
        decision="stop",
        decision_note=(
            "takke på telefonen og give medarbejderen en undskyldning. Det sidste er gjort, med"
            " blomster og uden opslag."
        ),
        result=1,
        measured_days_ago=56,
        confidence="strong",
        meaning="Hun er der stadig. Det spurgte vi om lov til at skrive.",
    ),
    Attempt(
        key="jc-jobcafe",
        author="trang",
        title="Kom, som du er, klokken ti",
        platform="instagram",
        format="story",
        tags=("job", "unge"),
        stage="running",
        hypothesis="flere kommer i jobcaféen, når de kan se fra gaden, hvem der sidder der i dag.",
        method="lægge et billede af dagens bord op kl. 9.45: os, kaffen og en tom stol.",
        metric="besøgende i jobcaféen pr. dag",
        criterion="besøgstallet går fra 4 til mindst 8.",
        baseline=4,
        target=8,
        published_days_ago=29,
        starts_days_ago=22,
        ends_days_ago=-20,
        readings=((22, 4), (15, 7), (8, 5), (2, 9)),
        pictures=(
            (
                "lunch-coffee",
                "Tegning af et bord set ovenfra med kaffekopper, en notesblok og en tom stol.",
            ),
        ),
    ),
    Attempt(
        key="jc-svaere-kommentarer",
        author="lars",
        co_authors=("stine",),
        title="Hvem svarer, når nogen skriver om deres sag?",
        platform="facebook",
        format="reply",
        tags=("tone", "svartid", "klager"),
        visibility="unit",
        stage="running",
        hypothesis=(
            "vi svarer bedre på kommentarer om egne sager, hvis vi er to om det og har en halv"
            " time."
        ),
        method=(
            "skrive et udkast, lade en kollega læse det, og aldrig svare på sagen, men altid på"
            " mennesket."
        ),
        metric="tråde, der ender i et opkald (%)",
        criterion="mindst hver tredje tråd ender i, at borgeren ringer til sin egen sagsbehandler.",
        baseline=9,
        target=33,
        published_days_ago=58,
        starts_days_ago=51,
        ends_days_ago=-5,
        readings=((51, 9), (36, 20), (22, 17), (7, 38)),
    ),
)
