"""What was said in the open. Markdown, lightly; answers are one level deep."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Comment:
    author: str
    days_ago: int
    body: str
    replies: tuple["Comment", ...] = ()


COMMENTS = {
    "as-chat": (
        Comment(
            "bodil",
            82,
            "Bilen! Det er dem, vi også får. Tak for at sætte ord på døren, der ikke bliver åbnet.",
        ),
        Comment(
            "ulla",
            81,
            "48 timer på en chat, der ikke blev brugt, og så fik vi den bedste telefontid, vi har"
            " haft. Den handel tager jeg gerne igen.",
            (
                Comment("vibeke", 81, "Må vi få to dage mere, så?"),
                Comment("ulla", 80, "Ja. Fra på mandag."),
            ),
        ),
    ),
    "as-fald-lektie": (
        Comment(
            "kirsten",
            70,
            "Min mor på 84 fik lektier i går. Hun spørger, om der kommer flere.",
        ),
        Comment(
            "simon",
            31,
            "Hvad gør vi med dem, der ingen børn har omkring sig? Det er dem, der falder.",
            (
                Comment(
                    "oscar",
                    31,
                    "Det er det rigtige spørgsmål, og jeg har ikke svaret. Tre blev adopteret. Vi"
                    " mangler 200.",
                ),
            ),
        ),
    ),
    "as-faldvideo": (
        Comment(
            "simon",
            270,
            "“En film om balance bliver set fra en stol.” Den hænger nu over min skærm.",
        ),
        Comment(
            "hassan",
            268,
            "Vi har 90 børn i SFO'en, som gerne vil se voksne stå på ét ben. Ring.",
        ),
    ),
    "as-frikadellen": (
        Comment(
            "louise",
            117,
            "Vi har lavet den fejl i store sager også: spurgt dem, der svarer, og ikke dem, der"
            " skal spise det.",
        ),
        Comment(
            "tarek",
            115,
            "Var tykkelsen målt før eller efter stegning?",
            (Comment("gitte", 115, "Efter. Vi er ikke amatører."),),
        ),
    ),
    "as-samtykket": (
        Comment(
            "kirsten",
            211,
            "Det her er en af de vigtigste ting, jeg har læst herinde. Tak, fordi I stoppede, mens"
            " det virkede.",
        ),
        Comment(
            "emil",
            209,
            "Vi har noget, der ligner, med unge: de siger ja om aftenen og fortryder om morgenen."
            " Må jeg låne jeres sætning?",
            (
                Comment(
                    "gitte",
                    209,
                    "Tag den. Vi spørger nu to gange: når vi filmer, og når det er klippet.",
                ),
            ),
        ),
        Comment(
            "thomas",
            207,
            "Gælder også en på fem, som er dårlig til at sige nej til en voksen med et kamera.",
        ),
    ),
    "as-telefonfilm": (
        Comment(
            "marianne",
            300,
            "Jeg har lige brugt 85.000 kr. på det modsatte. Jeg følger med.",
        ),
        Comment(
            "nikolaj",
            260,
            "Jeg tilbød at klippe de 34 “øh” ud. Det skal jeg lade være med at gøre igen.",
        ),
        Comment(
            "frede",
            258,
            "Kan man også gøre det med en hæk?",
            (Comment("abdi", 258, "Vis dine sko. Resten kommer."),),
        ),
    ),
    "as-rygestop": (
        Comment(
            "tobias",
            366,
            "Fane fire er der, hvor annoncesystemer gemmer sandheden. Vi har set det samme med"
            " dagplejen.",
        ),
        Comment(
            "marianne",
            365,
            "Hold ud, Dorthe.",
            (Comment("dorthe", 360, "Det gør jeg. Spørg ikke om onsdag."),),
        ),
    ),
    "be-koerte-forkert": (
        Comment(
            "henning",
            117,
            "Jeg var i tvivl, da jeg læste det igennem. Jeg er glad for, at jeg ikke var mere i"
            " tvivl, end jeg var.",
        ),
        Comment(
            "kirsten",
            114,
            "Jeg har aldrig været mere tryg ved et beredskab. Tak, Camilla.",
        ),
        Comment(
            "dorthe",
            84,
            "Vi har medicinfejl, vi kun taler om bag lukkede døre. Hvordan fik du mod til den"
            " første linje?",
            (
                Comment(
                    "camilla", 84, "Jeg skrev den sidst. Så var resten allerede sandt."
                ),
            ),
        ),
    ),
    "be-hoejvande": (
        Comment(
            "mads",
            82,
            "Listen ligger nu som et lag på vores kort, uden navne. Sig til, hvis en kælder har"
            " fået dykpumpe.",
        ),
        Comment(
            "kirsten",
            80,
            "Hvilken kage?",
            (Comment("pernille", 80, "Drømmekage. Der blev bedt om den igen."),),
        ),
    ),
    "be-oevelse": (
        Comment(
            "sofus",
            129,
            "Jeg var en af de 140. Jeg vidste ikke, at jeg stod i vejen for vogn 3. Undskyld."
            " Pølsen var god.",
        ),
        Comment(
            "henning",
            128,
            "Den står nu som punkt 4 i drejebogen: “Pølsevogn, placering af”.",
        ),
    ),
    "be-roegalarm-vits": (
        Comment(
            "simon",
            333,
            "Det samme gælder motion. Vi har lavet meget sjovt om sofaer.",
            (
                Comment(
                    "rune", 333, "Så er der nogle hundrede, der har grinet sig i form."
                ),
            ),
        ),
        Comment(
            "helle",
            330,
            "Rekord i delinger og færre bestillinger. Det er den bedste grund, jeg har set, til at"
            " slette “delinger” fra vores mål.",
        ),
    ),
    "be-stopuret": (
        Comment(
            "christoffer",
            215,
            "Må vi vise den i 6. klasse? Jeg kan sørge for, at de bliver der bagefter.",
            (
                Comment(
                    "pernille",
                    215,
                    "Ja, hvis du viser advarslen først. Jeg kommer gerne selv.",
                ),
            ),
        ),
        Comment(
            "henning",
            214,
            "47 sekunder til min egen datters værelse. Jeg har målt efter.",
        ),
    ),
    "be-ved-ikke-endnu": (
        Comment(
            "palle",
            108,
            "Jeg indfører det ved nedbrud: “Vi ved det ikke endnu. Næste besked kl. 10.40.” Det er"
            " klokkeslættet, jeg altid har glemt.",
        ),
        Comment(
            "thomas",
            106,
            "Jeg ville ønske, at jeg havde skrevet det i skolesagen.",
            (Comment("yusuf", 106, "Du skrev det på dag otte. Bare med færre ord."),),
        ),
    ),
    "bs-fem-svar-halv-otte": (
        Comment(
            "bodil",
            94,
            "Jeg siger ikke noget om den her, før tallene er inde. Men jeg sidder på hænderne.",
        ),
        Comment(
            "vibeke",
            37,
            "Er det jeres egen tone, eller har I fået hjælp?",
            (
                Comment(
                    "signe",
                    37,
                    "Vi skriver, som telefonvagten siger det. Når de retter i det, er det altid til"
                    " noget kortere.",
                ),
                Comment(
                    "vibeke",
                    36,
                    "Så går jeg ned og spørger vores telefonvagt. Det har jeg heller aldrig gjort.",
                ),
            ),
        ),
        Comment(
            "kirsten",
            35,
            "Jeg fulgte stamtræet tilbage. Det begyndte med et forsøg for over et år siden, der"
            " slet ikke virkede, og to mere, som heller ikke rigtig gjorde. Tak, fordi I blev ved."
            " Hvad mangler I for at kunne holde det kørende?",
            (
                Comment("kasper", 35, "En time i vagtplanen. Det er alt."),
                Comment("bodil", 34, "Den er skrevet ind."),
            ),
        ),
        Comment(
            "mikkel",
            33,
            "Som ham med det første forsøg: jeg er mere stolt af det nu, end jeg var dengang.",
        ),
    ),
    "bs-flytteguide": (
        Comment(
            "lone",
            216,
            "“Du flytter den dag, du sover der.” Må jeg få juristens nummer?",
            (Comment("amina", 216, "Hun sidder på 2. sal og har sin egen rødpen."),),
        ),
    ),
    "bs-koerekort-sprog": (
        Comment(
            "bodil",
            91,
            "Den her koster ikke noget ansigt. Vi ved nu, at vi skal spørge om målet først, og det"
            " gælder os alle.",
        ),
        Comment(
            "stine",
            90,
            "Knappen ved udgangen kan I låne hos os. Vi har en, ingen trykker på.",
        ),
    ),
    "bs-mormor-tiktok": (
        Comment(
            "grethe",
            121,
            "Hun var savnet i it-caféen i tirsdags. Sig til hende, at der er kage og ingen"
            " autografer.",
        ),
    ),
    "bs-spoergetime-aften": (
        Comment("bodil", 328, "Jeg kommer og holder kamera den ene aften, hvis I tør."),
        Comment(
            "jonas",
            294,
            "Tak, fordi I skriver det, som det var. Den sætning om aften og morgen bør stå på"
            " væggen hos os.",
        ),
        Comment(
            "lone",
            291,
            "Hvor mange timer tog det jer?",
            (
                Comment(
                    "kasper",
                    291,
                    "19 i alt, og de 6 gik med at finde ud af, hvor lyden blev af.",
                ),
            ),
        ),
    ),
    "bs-svar-en-time": (
        Comment("lars", 370, "221 mod 214. Jeg havde sat penge på det modsatte."),
        Comment(
            "vibeke",
            368,
            "Hvad svarede I ham med hønsene?",
            (
                Comment(
                    "jytte",
                    368,
                    "At det må man gerne, men ikke en hane. Han havde en hane.",
                ),
            ),
        ),
    ),
    "bs-undskyld": (
        Comment(
            "kirsten",
            263,
            "Jeg har skrevet mange men'er i mit liv. Hæng den her op på 4. sal.",
        ),
        Comment("thomas", 262, "Jeg prøver det i næste uge. Jeg glæder mig ikke."),
    ),
    "bs-ventetid-x": (
        Comment("tobias", 350, "Jeg vil godt have den graf."),
        Comment(
            "bodil",
            349,
            "Der er noget befriende ved et nul. Man skal ikke diskutere det.",
        ),
    ),
    "di-byraad-kapitler": (
        Comment(
            "louise",
            16,
            "Flagstangen fik sit eget punkt næste gang. Så er den ikke længere under Eventuelt.",
        ),
        Comment("kasper", 15, "Dejligt at se minut 14 blive til noget stort."),
    ),
    "di-det-dummeste": (
        Comment(
            "frede",
            194,
            "Det med klapstolene var mig. Jeg troede ikke, at nogen ville læse det.",
        ),
        Comment(
            "ulla",
            147,
            "Hvordan undgik du at forsvare dig? Jeg ville have bidt i bordet.",
            (
                Comment(
                    "kirsten",
                    147,
                    "Louise sad ved siden af og havde lov til at tage min telefon. Det skete to"
                    " gange.",
                ),
            ),
        ),
        Comment("annelise", 145, "Skemaet! Jeg har udfyldt det i ni år."),
    ),
    "di-mandagsbrev": (
        Comment(
            "jonas",
            303,
            "Det er ikke mange steder, direktøren lægger et nul frem. Tak.",
        ),
        Comment(
            "abdi",
            302,
            "Jeg læste det tredje brev. Jeg vidste ikke, om man måtte svare.",
            (
                Comment(
                    "kirsten",
                    302,
                    "Det er jo svaret på det hele. Det måtte man. Jeg havde bare ikke skrevet det.",
                ),
            ),
        ),
        Comment(
            "bodil",
            301,
            "Jeg er en af de ni. Jeg skrev “godt skrevet”. Det var høfligt ment, og det hjalp dig"
            " ikke.",
        ),
        Comment("thomas", 300, "Så tør jeg godt lægge min næste frem."),
    ),
    "hr-foerste-uge": (
        Comment(
            "thea",
            20,
            "Da jeg var ny, ville jeg også have glemt min telefon.",
            (
                Comment(
                    "marianne",
                    20,
                    "Tak. Det kunne jeg have spurgt dig om, før jeg gik i gang.",
                ),
            ),
        ),
        Comment(
            "kirsten",
            19,
            "Syv og fem er små tal, men sætningen om prøven og velkomsten er stor nok.",
        ),
    ),
    "hr-rekrutfilm": (
        Comment(
            "jesper", 326, "Solnedgangen var flot. Den er bare ikke på arbejde hos os."
        ),
        Comment(
            "kirsten",
            325,
            "Jeg godkendte den. Den er også min.",
            (Comment("nikolaj", 325, "Tak for det. Det var en lang uge."),),
        ),
    ),
    "hr-svaert-foerst": (
        Comment(
            "ole",
            125,
            "Passer med vores videoer: svarer de “ikke noget” på det værste, kommer der ingen.",
        ),
        Comment(
            "camilla",
            124,
            "Vores første linje bliver: “Det er mest ventetid.” Er det for meget?",
            (Comment("ditte", 124, "Nej. Det er den næste linje, der afgør det."),),
        ),
    ),
    "jc-90-sekunder": (
        Comment(
            "signe",
            55,
            "Vi begynder med svaret og tager døren bagefter. Det tog os tre forsøg at finde ud af.",
        ),
    ),
    "jc-et-job": (
        Comment(
            "ditte",
            153,
            "Hvordan får I chefen ud af rummet?",
            (
                Comment(
                    "ole",
                    153,
                    "Vi spørger, om han kan finde en stikdåse. Det tager altid fem minutter.",
                ),
            ),
        ),
    ),
    "jc-sanne-skriver": (
        Comment(
            "stine",
            252,
            "Det om de ni dage gjorde mere for min tillid end alle succeserne tilsammen.",
        ),
        Comment(
            "marianne",
            250,
            "Det hænger på dig, skriver du. Hvad skal der til, for at det ikke gør?",
            (
                Comment("sanne", 249, "At Ole tør. Han er tæt på."),
                Comment("ole", 249, "Jeg læser med."),
            ),
        ),
    ),
    "jc-tak": (
        Comment(
            "kirsten",
            44,
            "Det er svært at læse, og det er derfor, det skal stå her. Tak til jer begge. Og tak"
            " til hende.",
        ),
        Comment(
            "ditte",
            43,
            "Vi havde et lignende opslag klar om vores fleksjob. Det er slettet.",
            (Comment("lars", 43, "Så var det ikke helt spildt."),),
        ),
        Comment(
            "zeynep",
            42,
            "Det er den samme som med svømmehallen. Man vil gerne komme, men ikke være eksemplet.",
        ),
    ),
    "jc-unge-sms": (
        Comment(
            "bodil",
            87,
            "33 % den uge, afsenderen var forkert! Det er det reneste bevis, jeg har set herinde.",
        ),
    ),
    "jc-unge-snap": (
        Comment(
            "kirsten", 234, "At stoppe noget, der virker, er det sværeste. Godt set."
        ),
        Comment(
            "victor",
            233,
            "Vi kiggede på det samme til forældrebeskeder. Vi lader være.",
        ),
    ),
    "kb-dansen": (
        Comment(
            "thea",
            261,
            "Som en på 19: tak, fordi I spurgte bagefter. Næste gang må I gerne spørge først.",
        ),
        Comment(
            "lene",
            260,
            "Trilogien står stadig i omvendt rækkefølge.",
            (Comment("malte", 260, "Den er et monument nu."),),
        ),
    ),
    "kb-hader-boeger": (
        Comment("christoffer", 95, "Min 4.b har skrevet 23 sedler. To af dem er pæne."),
    ),
    "kb-koldt-vand": (
        Comment("henning", 106, "Medlem nummer fire af 22-8-klubben melder sig."),
    ),
    "kb-manden-med-hesten": (
        Comment(
            "gitte",
            112,
            "Må vi vise billederne på Solkrogen? Jeg har tre, som kender alle heste fra dengang.",
            (Comment("freja", 112, "Jeg kommer selv på onsdag med en kasse."),),
        ),
    ),
    "kb-reddit": (
        Comment("dorthe", 52, "Sedlen på døren. Tak."),
        Comment(
            "kirsten",
            51,
            "Det her gik ikke, som I troede, og det er noget af det bedste, der er sket på"
            " biblioteket i år.",
        ),
        Comment(
            "emil",
            50,
            "Jeg sender unge derhen nu. Jeg siger, at de skal se efter sedlen.",
        ),
    ),
    "kb-stille-time": (
        Comment(
            "maja",
            7,
            "Vi går vores indbydelser igennem i morgen. Jeg er bange for, hvad vi finder.",
        ),
        Comment(
            "vibeke",
            6,
            "Hvad med ordet “pårørende”? Jeg tror, at mange ikke ved, at de er det.",
        ),
    ),
    "ko-bedste-tidspunkt": (
        Comment(
            "mikkel",
            299,
            "Så det var ikke klokken otte. Det var Jonas.",
            (Comment("jonas", 299, "Desværre kan jeg ikke skaleres."),),
        ),
    ),
    "ko-emoji": (
        Comment("palle", 119, "Til protokollen: 7,6 er mere end 7,1."),
        Comment("tobias", 119, "Til protokollen: koen var uden."),
    ),
    "ko-fem-steder": (
        Comment(
            "anders",
            80,
            "Jeg var kollegaen, der spurgte, om I var syge. Undskyld. Og tillykke.",
        ),
    ),
    "ko-natlukket": (
        Comment(
            "thomas", 176, "Jeg bad jer om at lukke. Det skal stå her, at det var mig."
        ),
        Comment(
            "bodil",
            175,
            "Er I med i den nye gruppe nu?",
            (
                Comment(
                    "helle",
                    175,
                    "Ja, under eget navn. De var venligere, end vi havde fortjent.",
                ),
            ),
        ),
    ),
    "ko-rundkoerslen": (
        Comment(
            "mads",
            25,
            "Den rundkørsel er tegnet efter alle regler.",
            (Comment("sara", 25, "Det kan man se."),),
        ),
    ),
    "sd-chefen-i-traaden": (
        Comment(
            "ulla",
            181,
            "Jeg har læst dag otte tre gange. Jeg prøver noget lignende, men begynder der.",
        ),
        Comment(
            "christoffer", 180, "Det var godt at se dig sidde der. Også den første uge."
        ),
    ),
    "sd-dagpleje-spoerg": (
        Comment(
            "rune",
            238,
            "Vi fandt vores brandfolk på samme måde: en seddel og en, der sagde “du kan da løfte”.",
        ),
        Comment(
            "marianne",
            236,
            "Jeg ville selv have strøget knæene. Den sætning burde være pensum i HR.",
        ),
    ),
    "sd-fire-paa-en-konto": (
        Comment(
            "thomas",
            308,
            "Vi lukkede, før det var noget vigtigere end en jakke. Det er en god beslutning og ikke"
            " et nederlag.",
        ),
    ),
    "sd-lus": (
        Comment(
            "dorthe",
            94,
            "Hvem har det, og hvem har det ikke? Det er et godt spørgsmål at stille, før man er"
            " sjov.",
        ),
    ),
    "tm-gravemaskinen": (
        Comment(
            "frede",
            183,
            "Jeg vil godt fortælle om hækken, hvis der er nogen, der vil høre om den.",
            (Comment("sara", 183, "Jeg kommer torsdag klokken syv."),),
        ),
        Comment(
            "kirsten",
            182,
            "“Folk er ikke vrede på ham, der sidder i den.” Det må gælde på 4. sal også.",
        ),
    ),
    "tm-hoering-baenken": (
        Comment(
            "kirsten",
            201,
            "Er drengen med hvepsene blevet takket?",
            (
                Comment(
                    "tarek",
                    201,
                    "Han har fået et brev med stempel. Han bad om stemplet.",
                ),
            ),
        ),
    ),
    "tm-rabatten": (
        Comment(
            "jesper",
            168,
            "Jeg slog svinget i går. Det stod der ikke noget om på Instagram.",
        ),
        Comment(
            "kim",
            167,
            "Vi har det modsatte på pladsen: dem, der tager fejl, er sikre. Måske skal vi bytte.",
        ),
    ),
    "tm-skraldebil-live": (
        Comment(
            "sara",
            195,
            "Jeg kigger altid på hjørnerne først. Jeg vil gerne vise jer det, det tager ti"
            " minutter.",
        ),
        Comment(
            "bjarne",
            194,
            "Vi lukkede også en livesending i utide. Skal vi lave en klub?",
            (Comment("inger", 194, "Ja. Men ikke live."),),
        ),
    ),
    "tm-ugens-fejl": (
        Comment(
            "annelise",
            245,
            "Vi gør det samme med glemte ting på skolen. En protese er hentet. Vi spurgte ikke.",
        ),
        Comment("bodil", 244, "Gyngehesten hilste jeg på. Den så ud til at klare sig."),
    ),
}
