"""The demo's strategy: a first version that promised too much, and the second, which
two leaders signed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from tracker.accounts.models import Person
from tracker.strategy.models import StrategySignature, StrategyText

FIRST = """Tranevig Kommune vil være dér, hvor borgerne er, og svare dem dér.

Alle medarbejdere må prøve noget. Et forsøg, der ikke holder stik, er viden, og det bliver fortalt som de andre.

Vi svarer på alt inden for en time.

Private ord er private. Retningslinjerne gælder kun, når vi taler for kommunen."""

SECOND = """Tranevig Kommune vil være dér, hvor borgerne er, og svare dem dér: venligt, sagligt og med et navn under.

Alle medarbejdere må prøve noget. Et forsøg, der ikke holder stik, er viden, og det bliver fortalt som de andre.

Vi svarer på alt, men ikke på alt inden for en time. Vi siger, hvornår svaret kommer, og så kommer det.

Vi vælger de få steder, hvor vi kan være til stede, og siger højt, hvilke vi lader ligge.

Private ord er private. Retningslinjerne gælder kun, når vi taler for kommunen."""
WHY = (
    "Svar inden for en time flyttede ikke et opkald. Det, folk savnede, var at vide, hvornår svaret"
    " kom."
)


def plant_strategy(
    people: Mapping[str, Person], at: Callable[[int], dt.datetime]
) -> None:
    """Write it, find out that it promised too much, and write it again.

    Args:
        at: A moment of so many days ago.
    """
    first = StrategyText.write(text=FIRST, after=0, by=people["jonas"], at=at(390))
    StrategySignature.sign(first, by=people["kirsten"], at=at(384))
    second = StrategyText.write(
        text=SECOND, why=WHY, after=1, by=people["jonas"], at=at(181)
    )
    StrategySignature.sign(second, by=people["kirsten"], at=at(180))
    StrategySignature.sign(second, by=people["marianne"], at=at(176))
