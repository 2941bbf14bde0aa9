"""Who said what with one click: attempt → kind → people.

Nobody endorses an attempt of their own.
"""


def said(learned="", would_try="", courage=""):
    return {
        "learned": learned.split(),
        "would_try": would_try.split(),
        "courage": courage.split(),
    }


ENDORSEMENTS = {
    "as-chat": said("stine sanne bodil jonas helle ulla emil", "", "louise"),
    "as-faldvideo": said("simon dorthe hassan thomas kirsten", "", "pernille jonas"),
    "as-fald-lektie": said(
        "simon maja hassan thomas ulla kirsten jonas malte grethe lene",
        "annelise birgitte rikke sofus victor",
        "henning",
    ),
    "as-frikadellen": said("ditte louise tarek vibeke lone rikke", "maja annelise"),
    "as-natholdet": said("emil yusuf ida stine marianne", "camilla", "ulla ditte"),
    "as-rygestop": said("jonas ida tobias nikolaj", "", ""),
    "as-samtykket": said(
        "ulla kirsten maja hassan stine emil charlotte ida sara thomas vibeke jonas",
        "",
        "abdi ulla ditte",
    ),
    "as-telefonfilm": said(
        "nikolaj ditte marianne kirsten jesper birgitte sara jonas ole",
        "frede rune mads maja sofus",
        "ulla dorthe gitte marianne",
    ),
    "be-hoejvande": said("mads kirsten lone helle", "lene gitte"),
    "be-koerte-forkert": said(
        "henning rune yusuf kirsten mads dorthe thomas jesper stine",
        "lone dorthe",
        "henning kirsten ulla jonas rune pernille bodil",
    ),
    "be-oevelse": said("lene sofus jesper", "", "henning"),
    "be-roegalarm-vits": said("helle jonas ida simon kim thea", "", "henning camilla"),
    "be-snap-brandfolk": said("nikolaj ditte birgitte emil sofus", "lene", ""),
    "be-stopuret": said(
        "simon oscar kirsten henning inger helle camilla",
        "christoffer victor annelise",
        "",
    ),
    "be-ved-ikke-endnu": said(
        "jonas mads bodil palle thomas kirsten", "palle mads tobias"
    ),
    "bs-fem-svar-halv-otte": said(
        "bodil jonas mikkel jytte amina trang lone anders kirsten vibeke",
        "vibeke lone annelise inger",
        "bodil",
    ),
    "bs-flytteguide": said(
        "lone stine christoffer anders vibeke jonas", "lone birgitte christoffer fatima"
    ),
    "bs-koerekort-sprog": said("ida simon stine zeynep jonas", "", "bodil jytte"),
    "bs-mormor-tiktok": said(
        "gitte zeynep grethe simon", "gitte rikke", "bodil jytte signe"
    ),
    "bs-spoergetime-aften": said(
        "bodil jonas anders vibeke trang mikkel lone",
        "lone vibeke",
        "bodil helle amina",
    ),
    "bs-spoergetime-frokost": said("anders tobias jonas trang", "anders"),
    "bs-svar-en-time": said("bodil jonas helle vibeke kasper signe lars", "", "signe"),
    "bs-undskyld": said(
        "kirsten jonas thomas ulla mads henning stine",
        "mads thomas",
        "kirsten thomas marianne",
    ),
    "bs-ventetid-x": said("jonas tobias ida mads", "", "bodil signe"),
    "di-byraad-kapitler": said("kirsten louise lone kasper helle tarek", "lone tarek"),
    "di-det-dummeste": said(
        "bodil thomas ulla marianne henning jonas helle palle frede gitte",
        "thomas ulla",
        "marianne bodil thomas annelise frede kim",
    ),
    "di-mandagsbrev": said(
        "bodil thomas ulla marianne henning jonas helle louise palle ditte abdi",
        "",
        "bodil thomas ulla jonas signe abdi kim annelise rune",
    ),
    "hr-foerste-uge": said(
        "nikolaj ditte kirsten thea ida abdi", "", "ditte kirsten ulla fatima"
    ),
    "hr-rekrutfilm": said(
        "abdi kirsten jonas sara ulla birgitte mads", "", "marianne kirsten jesper"
    ),
    "hr-svaert-foerst": said(
        "marianne ole trang ulla birgitte camilla lars",
        "ole birgitte camilla",
        "marianne",
    ),
    "jc-90-sekunder": said("signe anders kasper emil", "signe vibeke", ""),
    "jc-et-job": said("nikolaj ditte sanne lars", "nikolaj sanne"),
    "jc-sanne-skriver": said(
        "lars ole trang camilla lone marianne jonas", "lone camilla", "lars stine trang"
    ),
    "jc-tak": said(
        "ole kirsten ditte marianne zeynep sofus ulla maja jonas helle stine",
        "",
        "kirsten ole stine trang ditte marianne ulla",
    ),
    "jc-unge-sms": said("lars hassan bodil vibeke palle thea", "vibeke bodil annelise"),
    "jc-unge-snap": said(
        "lars hassan kirsten victor helle maja gitte palle",
        "",
        "lars trang kirsten gitte hassan",
    ),
    "kb-cello": said("rikke ida victor", "", "hassan"),
    "kb-dansen": said(
        "thea ida emil freja lene gitte rune", "", "grethe sofus bjarne thea"
    ),
    "kb-foreningstorvet": said("pernille tarek jonas sofus inger rikke", "", "rikke"),
    "kb-hader-boeger": said(
        "christoffer zeynep grethe maja victor emil", "christoffer hassan annelise"
    ),
    "kb-koldt-vand": said("lene henning palle kim mads", "palle"),
    "kb-kunne-ikke-lide": said(
        "malte rikke freja helle jonas", "freja christoffer", "rikke malte"
    ),
    "kb-manden-med-hesten": said("grethe rikke gitte anders kirsten frede", "gitte"),
    "kb-reddit": said(
        "zeynep rikke kirsten dorthe emil stine jonas charlotte lene",
        "rikke emil",
        "zeynep helle kirsten freja",
    ),
    "kb-stille-time": said(
        "lene rikke maja hassan vibeke simon stine", "maja grethe hassan"
    ),
    "ko-alt-tekst": said("sara palle amina freja anders", "amina freja"),
    "ko-bedste-tidspunkt": said("helle ida bodil mikkel thomas", ""),
    "ko-emoji": said("sara tobias simon palle", ""),
    "ko-fem-steder": said("tobias sara rikke anders malte kim", "rikke lene annelise"),
    "ko-natlukket": said(
        "thomas kirsten bodil mikkel henning lars", "", "kirsten sara thomas"
    ),
    "ko-rundkoerslen": said("mads jesper ida rikke", "jesper freja nanna"),
    "sd-chefen-i-traaden": said(
        "ulla kirsten bodil annelise jonas henning maja",
        "ulla bodil",
        "ulla kirsten annelise maja christoffer hassan",
    ),
    "sd-dagpleje-spoerg": said(
        "nikolaj ditte marianne rune thomas", "rune camilla nikolaj"
    ),
    "sd-fire-paa-en-konto": said(
        "jonas helle maja christoffer palle thomas", "", "thomas maja"
    ),
    "sd-lus": said("maja simon helle dorthe thomas birgitte", "birgitte"),
    "sd-stoevler": said(
        "sara hassan birgitte thomas gitte ida", "gitte birgitte hassan charlotte"
    ),
    "tm-gravemaskinen": said(
        "mads tarek frede camilla helle kirsten", "frede tarek inger"
    ),
    "tm-hoering-baenken": said(
        "kirsten mads anders pernille lene nanna", "lene mads pernille"
    ),
    "tm-hoering-linkedin": said("lone anders louise nikolaj jonas", "", "mads lone"),
    "tm-hulkort": said("tarek jesper palle bodil inger", "palle"),
    "tm-rabatten": said("kim jesper simon kirsten inger ida", "", "jesper"),
    "tm-skilt-i-rabatten": said(
        "jesper kim lone kirsten inger mads rikke", "jesper sofus rikke"
    ),
    "tm-skraldebil-live": said(
        "kim sara rune hassan jonas bjarne", "", "kim jesper helle"
    ),
    "tm-sorteringsguide": said("simon jonas christoffer", ""),
    "tm-ugens-fejl": said(
        "jesper simon annelise ida grethe bodil", "annelise kasper rikke sofus", ""
    ),
}
