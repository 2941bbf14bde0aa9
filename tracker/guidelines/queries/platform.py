"""Answers about platforms."""

from __future__ import annotations

import peewee

from tracker.guidelines.models import Metric, Platform, PlatformAlias


def platforms() -> peewee.ModelSelect:
    """Every platform in its order, those that are switched off too."""
    return Platform.select().order_by(Platform.position, Platform.id)


def vocabulary(platform: Platform) -> list[Metric]:
    """The metrics of a platform, in the order in which they were written."""
    return list(Metric.select().where(Metric.platform == platform).order_by(Metric.id))


def moved_to(slugs: list[str]) -> dict[str, str]:
    """Former addresses of platforms that were merged, and where each leads now."""
    rows = PlatformAlias.select(PlatformAlias.slug, Platform.slug).join(Platform)
    return dict(
        rows.where(
            PlatformAlias.slug.in_([slug.replace("\0", "") for slug in slugs])
        ).tuples()
    )
