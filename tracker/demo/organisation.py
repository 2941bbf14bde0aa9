"""Tranevig Kommune: an invented municipality, its units and its people.

Keys are first names, as colleagues use them.
"""

from dataclasses import dataclass

ORGANISATION = "Tranevig Kommune"


@dataclass(frozen=True)
class Unit:
    key: str
    name: str
    parent: str = ""


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    title: str
    unit: str
    role: str = "employee"
    email: str = ""
    about: str = ""
    answers_here: str = ""

    def __post_init__(self):
        if not self.email:
            plain = (
                self.name.lower()
                .replace("å", "aa")
                .replace("ø", "oe")
                .replace("æ", "ae")
            )
            object.__setattr__(self, "email", plain.replace(" ", ".") + "@example.org")


UNITS = {
    unit.key: unit
    for unit in (
        Unit("direktion", "Direktion og Sekretariat"),
        Unit("hr", "HR", parent="direktion"),
        Unit("kommunikation", "Kommunikation", parent="direktion"),
        Unit("borgerservice", "Borgerservice"),
        Unit("jobcenter", "Jobcenter"),
        Unit("kultur", "Kultur og Bibliotek"),
        Unit("skole", "Skole og Dagtilbud"),
        Unit("sundhed", "Ældre og Sundhed"),
        Unit("teknik", "Teknik og Miljø"),
        Unit("beredskab", "Beredskab", parent="teknik"),
    )
}

PEOPLE = {
    person.key: person
    for person in (
        # Direktion og Sekretariat
        Person(
            "kirsten",
            "Kirsten Bjerrelund",
            "kommunaldirektør",
            "direktion",
            "leader",
            email="leader@example.org",
            about="Har skrevet otte mandagsbreve, som ingen svarede på. Skriver dem ikke mere.",
            answers_here=(
                "Jeg svarer på LinkedIn de fleste aftener mellem kaffen og nyhederne. Haster det,"
                " så ring."
            ),
        ),
        Person(
            "palle",
            "Palle Tornbo",
            "it-koordinator",
            "direktion",
            "admin",
            email="admin@example.org",
            about="Passer systemet. Kan godt lide fejlmeldinger, der er til at forstå.",
        ),
        Person("louise", "Louise Hjortkær", "direktionskonsulent", "direktion"),
        Person("anders", "Anders Vestervang", "byrådssekretær", "direktion"),
        # HR
        Person(
            "marianne",
            "Marianne Falkebo",
            "HR-chef",
            "hr",
            "leader",
            answers_here=(
                "Skriv til mig på LinkedIn. Jeg svarer inden for to dage, også på det ubehagelige."
            ),
        ),
        Person("nikolaj", "Nikolaj Emborg", "rekrutteringskonsulent", "hr"),
        Person("fatima", "Fatima Zahrani", "lønkonsulent", "hr"),
        Person(
            "ditte",
            "Ditte Skovhus",
            "HR-partner",
            "hr",
            "facilitator",
            about="Tovholder for Forsøg i HR og i velfærden. Spørg endelig, før I er klar.",
        ),
        # Kommunikation
        Person(
            "jonas",
            "Jonas Wraae",
            "kommunikationskonsulent",
            "kommunikation",
            "facilitator",
            email="facilitator@example.org",
            about="Tovholder. Har taget fejl om emojis, tidspunkter og nattelukkede kommentarspor.",
        ),
        Person("helle", "Helle Damborg", "redaktør", "kommunikation", "facilitator"),
        Person("sara", "Sara Lindebjerg", "fotograf", "kommunikation"),
        Person("tobias", "Tobias Enghave", "webredaktør", "kommunikation"),
        Person("ida", "Ida Sølvsten", "studentermedhjælper", "kommunikation"),
        # Borgerservice
        Person(
            "bodil",
            "Bodil Ravnsborg",
            "chef for Borgerservice",
            "borgerservice",
            "leader",
            answers_here=(
                "Jeg svarer i kommunens kommentarspor under eget navn, hverdage fra 8 til 9."
            ),
        ),
        Person(
            "signe",
            "Signe Hedelund",
            "borgervejleder",
            "borgerservice",
            email="employee@example.org",
            about=(
                "Sidder i skranken mandag til torsdag. Har hørt alle forklaringer på et mislykket"
                " pasbillede."
            ),
        ),
        Person("mikkel", "Mikkel Sandager", "borgervejleder", "borgerservice"),
        Person("amina", "Amina Farouq", "digital vejleder", "borgerservice"),
        Person("jytte", "Jytte Overbye", "borgervejleder", "borgerservice"),
        Person(
            "kasper", "Kasper Lindhave", "pas- og kørekortmedarbejder", "borgerservice"
        ),
        Person("thea", "Thea Rosenvang", "kontorelev", "borgerservice"),
        # Jobcenter
        Person("lars", "Lars Dyrholm", "teamkoordinator", "jobcenter"),
        Person("sanne", "Sanne Uldall", "virksomhedskonsulent", "jobcenter"),
        Person("trang", "Trang Holmgaard", "jobkonsulent", "jobcenter"),
        Person("stine", "Stine Korsholt", "socialrådgiver", "jobcenter"),
        Person("ole", "Ole Bregnhøj", "virksomhedskonsulent", "jobcenter"),
        Person("emil", "Emil Tange", "ungevejleder", "jobcenter"),
        # Kultur og Bibliotek
        Person("grethe", "Grethe Amstrup", "bibliotekar", "kultur"),
        Person("malte", "Malte Fuglevig", "børnebibliotekar", "kultur"),
        Person("rikke", "Rikke Ådal", "kulturformidler", "kultur"),
        Person("sofus", "Sofus Hallebæk", "livredder", "kultur"),
        Person("lene", "Lene Vadgaard", "fritidskonsulent", "kultur"),
        Person("zeynep", "Zeynep Kayali", "biblioteksassistent", "kultur"),
        Person("bjarne", "Bjarne Klitholm", "musikskoleleder", "kultur"),
        Person("freja", "Freja Østerlund", "arkivar", "kultur"),
        # Skole og Dagtilbud
        Person(
            "thomas",
            "Thomas Egelykke",
            "skole- og dagtilbudschef",
            "skole",
            "leader",
            answers_here=(
                "Jeg svarer i Facebook-gruppen for skolebestyrelserne, søndag aften og når det"
                " brænder på."
            ),
        ),
        Person("maja", "Maja Hvidtoft", "pædagog", "skole"),
        Person("christoffer", "Christoffer Nordby", "lærer", "skole"),
        Person("annelise", "Annelise Tofte", "skolesekretær", "skole"),
        Person("hassan", "Hassan Idris", "SFO-pædagog", "skole"),
        Person("birgitte", "Birgitte Solvang", "dagplejekonsulent", "skole"),
        Person("victor", "Victor Mejlby", "it-vejleder", "skole"),
        # Ældre og Sundhed
        Person(
            "ulla",
            "Ulla Bredkær",
            "ældre- og sundhedschef",
            "sundhed",
            "leader",
            answers_here=(
                "Pårørende kan skrive til mig på Facebook eller ringe. Jeg svarer selv, og jeg"
                " svarer torsdag."
            ),
        ),
        Person(
            "charlotte", "Charlotte Isager", "social- og sundhedsassistent", "sundhed"
        ),
        Person("dorthe", "Dorthe Melgaard", "sygeplejerske", "sundhed"),
        Person("abdi", "Abdi Warsame", "social- og sundhedshjælper", "sundhed"),
        Person("gitte", "Gitte Lauge", "aktivitetsmedarbejder", "sundhed"),
        Person("simon", "Simon Thybo", "sundhedskonsulent", "sundhed"),
        Person("vibeke", "Vibeke Rold", "visitator", "sundhed"),
        Person("oscar", "Oscar Hede", "fysioterapeut", "sundhed"),
        # Teknik og Miljø
        Person("mads", "Mads Krogsager", "vejingeniør", "teknik"),
        Person("inger", "Inger Stenmose", "affaldsplanlægger", "teknik"),
        Person("jesper", "Jesper Hulbæk", "driftsleder i Vej og Park", "teknik"),
        Person("lone", "Lone Ettrup", "byggesagsbehandler", "teknik"),
        Person("kim", "Kim Rasborg", "genbrugsvejleder", "teknik"),
        Person("nanna", "Nanna Fjeldby", "biolog", "teknik"),
        Person("tarek", "Tarek Saidani", "trafikplanlægger", "teknik"),
        Person("frede", "Frede Kjelstrup", "gartner", "teknik"),
        # Beredskab
        Person(
            "henning",
            "Henning Moosgaard",
            "beredskabschef",
            "beredskab",
            "leader",
            answers_here="Ring. Ellers svarer jeg på Facebook, når vognene er hjemme.",
        ),
        Person("camilla", "Camilla Strandby", "indsatsleder", "beredskab"),
        Person("rune", "Rune Toftdal", "brandmand", "beredskab"),
        Person("pernille", "Pernille Aaberg", "forebyggelseskonsulent", "beredskab"),
        Person(
            "yusuf",
            "Yusuf Demirkol",
            "vagtcentral og systemdrift",
            "beredskab",
            "admin",
        ),
    )
}

# They read along, and have not taken part yet.
QUIET = [
    Person(name.split()[0].lower(), name, title, unit)
    for name, title, unit in (
        ("Agnete Rossen", "chefsekretær", "direktion"),
        ("Poul Hedelund", "jurist", "direktion"),
        ("Lis Anker", "lønkonsulent", "hr"),
        ("Dina Rahimi", "hr-konsulent", "hr"),
        ("Torben Skov Hald", "webredaktør", "kommunikation"),
        ("Connie Brask", "sagsbehandler", "borgerservice"),
        ("Samir Haddad", "sagsbehandler", "borgerservice"),
        ("Vera Lindegaard", "kontorelev", "borgerservice"),
        ("Ejvind Krag", "jobkonsulent", "jobcenter"),
        ("Nadja Toft", "sagsbehandler", "jobcenter"),
        ("Peder Winkel", "virksomhedskonsulent", "jobcenter"),
        ("Hjørdis Fonnesbech", "bibliotekar", "kultur"),
        ("Asger Lund Holm", "teknisk servicemedarbejder", "kultur"),
        ("Bente Sørvad", "pædagog", "skole"),
        ("Farida Noori", "pædagogmedhjælper", "skole"),
        ("Klaus Tingleff", "lærer", "skole"),
        ("Merete Hvass", "dagplejer", "skole"),
        ("Gunhild Stær", "sygeplejerske", "sundhed"),
        ("Ali Yildirim", "social- og sundhedsassistent", "sundhed"),
        ("Rosa Kjær Bang", "ergoterapeut", "sundhed"),
        ("Ingolf Damgaard", "vejmand", "teknik"),
        ("Sine Horsbøl", "byplanlægger", "teknik"),
        ("Viggo Rask", "chauffør", "teknik"),
        ("Steen Aagesen", "brandmand", "beredskab"),
    )
]
