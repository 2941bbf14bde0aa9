"""“I used this”: whose lesson, by whom, how many days ago, in which words, and the
hours it saved, where anybody knows.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reuse:
    of: str
    by: str
    days_ago: int
    note: str
    hours: float | None = None


REUSES = (
    Reuse(
        "tm-hoering-linkedin",
        "louise",
        212,
        "Vi skulle til at annoncere budgethøringen på LinkedIn. Nu gør vi ikke.",
        12,
    ),
    Reuse(
        "ko-bedste-tidspunkt",
        "kasper",
        228,
        "Vi lagde spørgetimen, hvor jeg havde fri bagefter. Trådene levede.",
        None,
    ),
    Reuse(
        "bs-undskyld",
        "mads",
        199,
        "Da vi ramte kablet på Havnegade: intet men. To klager, 31 hilsner.",
        6,
    ),
    Reuse(
        "hr-rekrutfilm",
        "camilla",
        181,
        "Vi havde et tilbud på en film liggende. 60.000 kr. blev i kassen.",
        30,
    ),
    Reuse(
        "sd-stoevler",
        "gitte",
        148,
        "Efter TikTok filmer vi hænder og kaffekopper på Solkrogen. Maja har lært os det.",
        None,
    ),
    Reuse(
        "sd-fire-paa-en-konto",
        "lene",
        163,
        "Tre klubber ville dele en konto. Jeg viste dem jakken.",
        8,
    ),
    Reuse(
        "bs-flytteguide",
        "lone",
        133,
        "Strøg forbeholdene i carportguiden. Juristen hjalp også her.",
        9,
    ),
    Reuse(
        "jc-unge-snap",
        "hassan",
        141,
        "Vi ville svare forældre på Snapchat. Emils grund til at stoppe var også vores.",
        5,
    ),
    Reuse(
        "sd-dagpleje-spoerg",
        "rune",
        122,
        "Lod folk på holdet spørge nogen, de kender. To nye på prøve.",
        10,
    ),
    Reuse(
        "be-stopuret",
        "christoffer",
        95,
        "Vist i 6.b uden et ord. Tolv gik hjem og trykkede på alarmen.",
        None,
    ),
    Reuse(
        "tm-skilt-i-rabatten",
        "sofus",
        41,
        "Skilt på bruseren: derfor er den lunken. Klagerne holdt op samme uge.",
        4,
    ),
    Reuse(
        "jc-unge-sms",
        "vibeke",
        36,
        "Visitatorens fornavn i sms'en. Halvt så mange glemte besøg.",
        7,
    ),
    Reuse(
        "hr-svaert-foerst",
        "birgitte",
        63,
        "Vi begynder opslaget med knæene nu. Det gør dagplejerne også selv.",
        3,
    ),
    Reuse(
        "kb-stille-time",
        "maja",
        4,
        "Vi skrev “ro” i stedet for “særlige behov” på indkøringen. Tre familier mere.",
        None,
    ),
    Reuse(
        "as-samtykket",
        "emil",
        107,
        "Vi spørger nu to gange: når vi filmer, og når filmen er klippet.",
        None,
    ),
)
