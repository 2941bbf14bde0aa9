"""Experiments with their tags, pictures, links, readings, history and imports."""

from tracker.experiments.models.co_author_invitation import CoAuthorInvitation
from tracker.experiments.models.document import Document
from tracker.experiments.models.enums import Format, Stage, Visibility
from tracker.experiments.models.evidence import Link, MetricReading
from tracker.experiments.models.experiment import Experiment
from tracker.experiments.models.experiment_clause import ExperimentClause
from tracker.experiments.models.experiment_question import ExperimentQuestion
from tracker.experiments.models.history import Change
from tracker.experiments.models.imports import Import, ImportProgress, Rejection
from tracker.experiments.models.picture import Picture
from tracker.experiments.models.shared_post import SharedPicture, SharedPost
from tracker.experiments.models.tag import CoAuthor, Tag, Tagging

__all__ = [
    "Change",
    "CoAuthor",
    "CoAuthorInvitation",
    "Document",
    "Experiment",
    "ExperimentClause",
    "ExperimentQuestion",
    "Format",
    "Import",
    "ImportProgress",
    "Link",
    "MetricReading",
    "Picture",
    "Rejection",
    "SharedPicture",
    "SharedPost",
    "Stage",
    "Tag",
    "Tagging",
    "Visibility",
]
