"""What comes ready to adapt: values, a stance for each platform, and clauses, in Danish
and English. It is no legal advice.
"""

from tracker.guidelines.defaults import (
    all_platforms,
    discussion_platforms,
    social_platforms,
    video_platforms,
    website,
)
from tracker.guidelines.defaults.schema import Ready, ReadyClause

READY: dict[str, Ready] = {
    ready.slug: ready
    for module in (
        all_platforms,
        social_platforms,
        discussion_platforms,
        video_platforms,
        website,
    )
    for ready in module.GUIDELINES
}

__all__ = ["READY", "Ready", "ReadyClause"]
