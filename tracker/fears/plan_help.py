"""What happened to those who feared something on a platform, beside the plan card."""

from __future__ import annotations

from markupsafe import Markup

from tracker.fears import queries
from tracker.guidelines.models import Platform
from tracker.readiness.next_steps import short
from tracker.web.i18n import locale_code
from tracker.web.templates import rendered_part

MOST_BESIDE = 3


def fears_beside(platform: int | None) -> list[Markup]:
    """The sums of a platform, drawn; nothing where there are none."""
    chosen = platform and Platform.get_or_none(Platform.id == platform)
    if not chosen:
        return []
    found = queries.sums_on(chosen)
    if not found.sums:
        return []
    named = [(short(one.fear), one) for one in found.sums[:MOST_BESIDE]]
    drawn = rendered_part(
        "fears/_platform_sums.html",
        platform=found.platform,
        named=named,
        locale=locale_code(),
    )
    return [drawn]
