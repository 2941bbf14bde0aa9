"""What comes ready to adapt: values, a stance for each platform, and clauses, in Danish and English. It is no legal advice."""

from tracker.guidelines.ready import debate, everywhere, films, meeting, own
from tracker.guidelines.ready.shape import Ready, ReadyClause

READY: dict[str, Ready] = {
    ready.slug: ready for module in (everywhere, meeting, debate, films, own) for ready in module.GUIDELINES
}

__all__ = ["READY", "Ready", "ReadyClause"]
