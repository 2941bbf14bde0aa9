"""Attempts that say something about a lesson which others learnt: whose lesson, which
attempt, supports or contradicts, in which way.

An attempt that builds on another and held supports what it stands on by itself; here is the rest.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Evidence:
    of: str
    by: str
    bearing: str
    note: str


EVIDENCE = (
    Evidence(
        "be-roegalarm-vits",
        "tm-ugens-fejl",
        "contradicts",
        "Hos os lo folk også. Men bagefter vidste de, hvor gyngehesten skulle hen.",
    ),
    Evidence(
        "ko-bedste-tidspunkt",
        "bs-fem-svar-halv-otte",
        "contradicts",
        "For os findes det: klokken halv otte, før telefonen åbner.",
    ),
    Evidence(
        "hr-rekrutfilm",
        "sd-dagpleje-spoerg",
        "supports",
        "Heller ikke hos os var det den dyre film, der fandt nogen.",
    ),
    Evidence(
        "jc-ti-job",
        "kb-kunne-ikke-lide",
        "supports",
        "Én bog ad gangen, og så med en mening om den.",
    ),
    Evidence(
        "tm-rabatten",
        "kb-kunne-ikke-lide",
        "supports",
        "Vi holdt op med at forklare og sagde, hvad vi syntes.",
    ),
)
