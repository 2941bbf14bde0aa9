"""Whom Tranevig Kommune has to do with, where it meets them, and which attempts are about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tracker.accounts.models import Person
from tracker.guidelines.models import Platform
from tracker.stakeholders.models import Channel, Stakeholder, Touchpoint

LATER = dt.timedelta(days=240)
MATTER = ("interest", "influence")


@dataclass(frozen=True)
class Met:
    """One touchpoint: channel or platform, purpose, quality; enquiries a month, hours
    to an answer and the goal for it.
    """

    at: str
    purpose: str
    quality: int
    volume: int | None = None
    hours: float | None = None
    goal: float | None = None
    owner: str = ""
    began: tuple[int, float] | None = None  # quality and hours a year ago


@dataclass(frozen=True)
class Group:
    name: str
    interest: int
    influence: int
    worry: str
    on: tuple[str, ...] = ()
    owner: str = ""
    contact_in: int | None = None  # days; less than nothing: it is due
    met: tuple[Met, ...] = ()
    # Key of an attempt, and where it met them, if anywhere
    tried: tuple[tuple[str, str], ...] = ()
    typical: str | None = None
    began: tuple[int, int] | None = None  # interest and influence a year ago


GROUPS = (
    Group(
        *(
            "Borgerne i Tranevig",
            4,
            4,
            "Er der nogen derinde, og får jeg et svar, jeg kan bruge?",
        ),
        on=("facebook", "instagram"),
        owner="bodil",
        contact_in=-2,
        typical="customers",
        met=(
            Met(
                "phone",
                "Pas, flytning, regninger, og hvem man ellers skal ringe til",
                3,
                6400,
                0.3,
                0.1,
                "jytte",
            ),
            Met(
                "facebook",
                "Spørgsmål i kommentarsporet og i beskeder",
                4,
                540,
                3,
                4,
                "mikkel",
                began=(2, 26),
            ),
            Met(
                "web",
                "Selvbetjening og svar på det, alle spørger om",
                3,
                21000,
                owner="tobias",
            ),
        ),
        tried=(
            ("bs-svar-en-time", "facebook"),
            ("bs-spoergetime-aften", "facebook"),
            ("bs-spoergetime-frokost", "facebook"),
            ("bs-fem-svar-halv-otte", "facebook"),
            ("bs-flytteguide", "web"),
            ("bs-undskyld", "facebook"),
            ("bs-svarbank", "facebook"),
            ("ko-svarvagt", "facebook"),
            ("tm-sorteringsguide", "facebook"),
            ("tm-ugens-fejl", "facebook"),
        ),
    ),
    Group(
        *("Byrådet", 4, 5, "Står det på forsiden i morgen?"),
        on=("facebook", "linkedin-personal"),
        owner="kirsten",
        contact_in=9,
        typical="board",
        began=(3, 5),
        met=(
            Met("mail", "Spørgsmål mellem møderne", 3, 85, 30, 24, "anders"),
            Met("in_person", "Dialogmøde før budgettet", 4, 1, owner="kirsten"),
        ),
        tried=(("di-byraad-kapitler", ""),),
    ),
    Group(
        *(
            "Lokale journalister",
            3,
            5,
            "Får vi et svar inden deadline fra en, der ved noget?",
        ),
        on=("x", "linkedin-personal"),
        owner="helle",
        contact_in=-6,
        typical="journalists",
        met=(Met("phone", "Pressevagt i dagtimerne", 2, 45, 7, 2, "helle"),),
        tried=(("be-ved-ikke-endnu", ""),),
    ),
    Group(
        *(
            "Faglige organisationer",
            3,
            4,
            "Bliver det én opgave mere, og hvem hænges ud?",
        ),
        on=("facebook", "linkedin-page"),
        owner="marianne",
        contact_in=20,
        typical="unions",
    ),
    Group(
        *("Kommunens medarbejdere", 5, 3, "Hvad må jeg sige, og hvem står bag mig?"),
        on=("facebook", "linkedin-personal"),
        owner="ditte",
        contact_in=30,
        typical="employees",
        met=(
            Met("app", "Nyheder på intranettet i lommen", 2, 3900, owner="ida"),
            Met("in_person", "Direktionen i kantinen", 4, 1, owner="louise"),
        ),
        tried=(("di-aabent-kontor", "in_person"), ("hr-kolleger-filmer", "")),
    ),
    Group(
        *(
            "Forældre til børn i skole og dagtilbud",
            5,
            4,
            "Er mit barn set, og får jeg det at vide i tide?",
        ),
        on=("facebook", "instagram"),
        owner="thomas",
        contact_in=4,
        met=(
            Met("app", "Ugebreve og beskeder på Aula", 3, 9800, 20, 24, "annelise"),
            Met("facebook", "Skolebestyrelsernes gruppe", 4, 160, 5, 12, "thomas"),
        ),
        tried=(
            ("sd-chefen-i-traaden", "facebook"),
            ("sd-lus", "facebook"),
            ("sd-stoevler", ""),
            ("sd-ugebrev", "app"),
            ("sd-madpakken", ""),
            ("sd-skolevejen", "facebook"),
        ),
    ),
    Group(
        *("Pårørende til ældre", 5, 3, "Bliver min mor passet ordentligt?"),
        on=("facebook",),
        owner="ulla",
        contact_in=-1,
        typical="relatives",
        met=(
            Met("phone", "Om hjælp i hjemmet og plejehjem", 2, 730, 26, 12, "vibeke"),
            Met("facebook", "Hverdagen på plejehjemmene", 4, 95, 9, 24, "gitte"),
        ),
        tried=(
            ("as-telefonfilm", "facebook"),
            ("as-frikadellen", "facebook"),
            ("as-hvad-fik-far", "facebook"),
            ("as-klag-torsdag", "facebook"),
            ("as-chat", ""),
        ),
    ),
    Group(
        *(
            "Unge uden job eller uddannelse",
            2,
            3,
            "Kan jeg sige noget, uden at det bliver brugt imod mig?",
        ),
        on=("snapchat", "instagram", "tiktok"),
        owner="emil",
        met=(Met("in_person", "Samtaler og åben café", 3, 120, owner="emil"),),
        tried=(
            ("jc-unge-snap", ""),
            ("jc-unge-sms", ""),
            ("jc-jobcafe", "in_person"),
            ("be-snap-brandfolk", ""),
        ),
    ),
    Group(
        *(
            "Virksomhederne på havnen og i industrikvarteret",
            3,
            3,
            "Hvor lang tid tager det, og hvem spørger vi?",
        ),
        on=("linkedin-page", "facebook"),
        owner="sanne",
        contact_in=13,
        typical="businesses",
        met=(
            Met("mail", "Byggesager og tilladelser", 3, 140, 52, 48, "lone"),
            Met(
                "linkedin-personal",
                "Virksomhedskonsulenterne under eget navn",
                4,
                60,
                6,
                24,
                "sanne",
            ),
        ),
        tried=(
            ("jc-sanne-skriver", "linkedin-personal"),
            ("jc-tak", ""),
            ("tm-byggesag-glemt", ""),
            ("tm-hoering-linkedin", ""),
        ),
    ),
    Group(
        *("Foreninger og frivillige", 4, 2, "Bliver vi spurgt, før det er besluttet?"),
        on=("facebook",),
        owner="lene",
        typical="associations",
        met=(
            Met("facebook", "Foreningstorvet", 3, 70, 24, 24, "lene"),
            Met("in_person", "Foreningsmøde hvert halve år", 4, 1),
        ),
        tried=(
            ("kb-foreningstorvet", "facebook"),
            ("kb-foreningsvaerter", "facebook"),
            ("tm-hoering-baenken", ""),
        ),
    ),
    Group(
        *(
            "Kritiske stemmer i lokalgrupperne",
            5,
            4,
            "Lytter de, eller sender de bare?",
        ),
        on=("facebook", "reddit"),
        typical="critics",
        contact_in=40,
        met=(
            Met(
                "facebook",
                "Tråde i nabogrupper, når nogen nævner os",
                2,
                210,
                19,
                8,
                "jonas",
            ),
        ),
        tried=(("ko-rettelsen", ""), ("ko-lytteliste", "facebook")),
    ),
    Group(
        *(
            "Tilsyn og styrelser",
            2,
            5,
            "Overholdes reglerne, især om personoplysninger?",
        ),
        on=("linkedin-page",),
        owner="louise",
        typical="authorities",
        met=(Met("mail", "Henvendelser og høringer", 4, 22, 60, 72, "louise"),),
    ),
    Group(
        *("Leverandører", 2, 2, "Kan vi planlægge efter det, de siger?"),
        on=("linkedin-page",),
        typical="suppliers",
    ),
)


def plant_stakeholders(
    people: Mapping[str, Person], platforms: Mapping[str, Platform], now: dt.datetime
) -> dict[str, dict[str, Stakeholder | Touchpoint | None]]:
    """Put them on the map. Returns, by an attempt's key, whom it is about and where it met them."""
    about = {}
    at = now - dt.timedelta(days=430)
    by = people["helle"]
    for group in GROUPS:
        stakeholder = Stakeholder.add(
            **{name: getattr(group, name) for name in ("name", "worry", "typical")},
            **dict(
                zip(
                    MATTER,
                    group.began or (group.interest, group.influence),
                    strict=True,
                )
            ),
            platforms=[platforms[slug] for slug in group.on],
            owner=people.get(group.owner),
            next_contact=(
                None
                if group.contact_in is None
                else (now + dt.timedelta(days=group.contact_in)).date()
            ),
            at=at,
            by=by,
        )
        met = {
            one.at: _meet(stakeholder, one, people, platforms.get, at)
            for one in group.met
        }
        if group.began:
            stakeholder.change(
                version=1,
                at=at + LATER,
                by=by,
                interest=group.interest,
                influence=group.influence,
            )
        about |= {
            key: {"stakeholder": stakeholder, "touchpoint": met.get(where)}
            for key, where in group.tried
        }
    return about


def _meet(
    stakeholder: Stakeholder,
    one: Met,
    people: Mapping[str, Person],
    platform: Callable[[str], Platform | None],
    at: dt.datetime,
) -> Touchpoint:
    through = (
        {"channel": Channel.social, "platform": platform(one.at)}
        if platform(one.at)
        else {"channel": Channel(one.at)}
    )
    numbers = {
        "quality": one.quality,
        "volume": one.volume,
        "answer_time": one.hours,
        "answer_goal": one.goal,
    }
    owner = people.get(one.owner)
    if one.began is None:
        return Touchpoint.open(
            stakeholder,
            **through,
            **numbers,
            purpose=one.purpose,
            owner=owner,
            at=at,
            by=people["helle"],
        )
    began = numbers | {"quality": one.began[0], "answer_time": one.began[1]}
    point = Touchpoint.open(
        stakeholder,
        **through,
        **began,
        purpose=one.purpose,
        owner=owner,
        at=at,
        by=people["helle"],
    )
    point.change(
        version=1, at=at + LATER, by=owner, quality=one.quality, answer_time=one.hours
    )
    return point
