"""The words of what the demo's colleagues asked and proposed.

Days are before planting; people are the keys of organisation.py.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Asked:
    asker: str
    body: str
    days_ago: int
    platform: str = ""
    under: str = ""  # the beginning of the clause
    named: bool = False
    by: str = ""
    short: str = ""
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposed:
    maker: str
    kind: str
    why: str
    days_ago: int
    about: str = ""  # the beginning of the clause
    guideline: str = ""
    clause_kind: str = ""
    text: str = ""
    named: bool = False
    behind: tuple[str, ...] = ()
    accepted: bool = False
    by: str = ""
    reason: str = ""


QUESTIONS = (
    Asked(
        asker="maja",
        days_ago=262,
        under="når børn",
        platform="instagram",
        body="Må vi vise børnenes hænder, når de former ler, hvis ingen ansigter er med?",
        by="ditte",
        short="yes",
        answer=(
            "Hænder, støvler og værker uden navn må gerne være med. Hold øje med navnelapper og"
            " garderobeskilte i baggrunden."
        ),
    ),
    Asked(
        asker="signe",
        days_ago=171,
        under="når det handler om en kollega",
        platform="facebook",
        body=(
            "Min kollega står i baggrunden på et billede fra skranken. Er det nok, at hun har sagt"
            " ja, da vi tog det?"
        ),
        by="jonas",
        short="yes_if",
        answer=(
            "Hun skal have set billedet og vide, hvor det skal bruges. Siger hun fra bagefter, så"
            " tag det ned samme dag. Det er ikke dig, der har gjort noget forkert."
        ),
    ),
    Asked(
        asker="lene",
        days_ago=128,
        under="når det koster penge",
        platform="facebook",
        body=(
            "Vi vil gerne udlodde to billetter til svømmehallen blandt dem, der svarer. De koster"
            " 120 kroner. Må vi det?"
        ),
        by="jonas",
        short="yes_if",
        answer=(
            "Skriv, hvornår I trækker lod, hvordan vinderen får besked, og at Facebook ikke har"
            " noget med det at gøre. Beløbet tager I af jeres egen konto."
        ),
    ),
    Asked(
        asker="victor",
        days_ago=97,
        under="at lægge appen",
        platform="tiktok",
        body="Hvad, hvis det er vores egen tablet, som der ingen mail er på?",
        by="helle",
        short="no",
        answer=(
            "It-sikkerhed har kun sagt god for låne-telefonen. Men det er et godt spørgsmål, og du"
            " kan foreslå at ændre det. Indtil da kan I låne telefonen hos Ida."
        ),
    ),
    Asked(
        asker="sanne",
        days_ago=84,
        platform="linkedin-personal",
        named=True,
        body="Må jeg skrive, hvilke virksomheder jeg har besøgt?",
        by="jonas",
        short="yes_if",
        answer=(
            "Når virksomheden har sagt ja, må du. Skriv, hvad du lærte af besøget, så er det dem,"
            " der deler det først."
        ),
    ),
    Asked(
        asker="jytte",
        days_ago=61,
        body="Hvad gør jeg, når en borger skriver til mig privat om sin sag om aftenen?",
        by="ditte",
        answer=(
            "Du behøver ikke svare, før du er på arbejde. Og du må gerne nøjes med: “Jeg har set"
            " din besked. Jeg kan ikke tale om din sag her, men ring til os i morgen, så hjælper vi"
            " dig.” Fortæl din leder, hvis det bliver ved."
        ),
    ),
    Asked(
        asker="camilla",
        days_ago=33,
        under="ved ulykker",
        platform="facebook",
        body=(
            "Pressen har ringet om øvelsen på havnen. Må vi lægge vores egne billeder op i"
            " mellemtiden?"
        ),
        by="helle",
        short="yes",
        answer=(
            "Læg dem op. En øvelse er ikke en ulykke, og folk så røgen. Skriv “øvelse” i første"
            " linje, og giv pressen det samme link."
        ),
    ),
    Asked(
        asker="oscar",
        days_ago=19,
        platform="youtube",
        body="Skal en film have undertekster, også når den kun varer tyve sekunder?",
        by="jonas",
        short="yes",
        answer=(
            "De fleste ser den uden lyd, og nogle kan ikke høre den. Det tager fem minutter, og Ida"
            " viser gerne hvordan."
        ),
    ),
    Asked(
        asker="hassan",
        days_ago=11,
        under="før en film lægges",
        platform="youtube",
        body=(
            "Vi har filmet SFO'ens koncert. To børn må ikke være med på film. Er det nok, at de"
            " står bag kameraet?"
        ),
    ),
    Asked(
        asker="thea",
        days_ago=0,
        platform="instagram",
        body="Må jeg lave en serie om at være elev her, også om det, der er svært?",
    ),
)

PROPOSALS = (
    Proposed(
        maker="nikolaj",
        kind="new",
        days_ago=76,
        guideline="linkedin-personal",
        clause_kind="may",
        text="fortælle, at vi snart søger en kollega, før stillingen er slået op.",
        why=(
            "De bedste ansøgere hørte om det af os, før annoncen kom. I dag tror vi, at vi skal"
            " vente."
        ),
        named=True,
        behind=("sanne", "trang", "lars", "dorthe"),
        accepted=True,
        by="jonas",
        reason=(
            "Det er en god idé, og der er intet til hinder for den. Husk bare, at stillingen skal"
            " slås op bagefter."
        ),
    ),
    Proposed(
        maker="annelise",
        kind="lift",
        days_ago=52,
        about="at slette kritik",
        why=(
            "Nogle kommentarer er så grove, at forældrene skriver til os om dem. Kan vi ikke bare"
            " slette dem?"
        ),
        behind=("birgitte", "maja", "christoffer"),
        by="helle",
        reason=(
            "Nej til at slette kritik, ja til at skjule det grove. Trusler, hetz og navne må du"
            " skjule med det samme. Kritik bliver stående, også den ubehagelige: Da vi lukkede"
            " kommentarsporet sidste år, blev den bare skrevet et andet sted."
        ),
    ),
    Proposed(
        maker="victor",
        kind="lift",
        days_ago=27,
        about="at lægge appen",
        why=(
            "En tablet uden mail, der aldrig kommer på vores net, kan heller ikke tage noget med"
            " sig. I dag venter vi på, at låne-telefonen er fri, og så er øjeblikket væk."
        ),
        behind=("malte", "thea", "emil", "ida", "zeynep", "hassan", "rikke"),
    ),
    Proposed(
        maker="sara",
        kind="change",
        days_ago=8,
        about="før en film lægges",
        text="før en film på mere end et minut lægges på vores kanal.",
        why=(
            "De korte film er svar på spørgsmål fra samme dag. Efter to dage er der ingen, der"
            " spørger mere."
        ),
        named=True,
        behind=("tobias", "ida"),
    ),
)
