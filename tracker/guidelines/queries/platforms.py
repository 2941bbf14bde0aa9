"""Answers about platforms."""

from __future__ import annotations

import peewee

from tracker.guidelines.models import Metric, Platform


def platforms() -> peewee.ModelSelect:
    """Every platform, those that are switched off too, in the order they stand in."""
    return Platform.select().order_by(Platform.position, Platform.id)


def vocabulary(platform: Platform) -> list[Metric]:
    """What a platform measures in, in the order it was written."""
    return list(Metric.select().where(Metric.platform == platform).order_by(Metric.id))
