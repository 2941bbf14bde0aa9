"""Answers about experiments. Every query begins at what the viewer may see."""

from tracker.experiments.queries.seeing import Credit, credited, visible_to, visibly

__all__ = ["Credit", "credited", "visible_to", "visibly"]
