"""The guidelines beside a plan card, kept for all who write one."""

from __future__ import annotations

from markupsafe import Markup

from tracker.cache import cached
from tracker.guidelines.queries.guideline import guidelines_for_plan
from tracker.web.i18n import locale_code
from tracker.web.responses import site_path
from tracker.web.templates import rendered_part

TABLES = ("clause", "guideline", "platform")


def guidelines_beside(platform: int | None, *, whole: bool = False) -> list[Markup]:
    """What one may do on a platform, if one is chosen, and everywhere.

    Args:
        whole: With what holds everywhere; else a script fetches that when it is wanted.
    """
    language = locale_code()
    return cached(
        ("beside plan", site_path(""), language, platform, whole),
        TABLES,
        lambda: [
            rendered_part(
                "guidelines/_platform_rules.html",
                rules=rules,
                locale=language,
                fetched=not whole and rules.guideline.is_everywhere,
            )
            for rules in guidelines_for_plan(platform)
        ],
    )
