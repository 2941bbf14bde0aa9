"""Views of experiments; each module has the views of one task."""

from flask import Blueprint

experiments = Blueprint("experiments", __name__, url_prefix="/experiments")

# The modules below put their views on the blueprint above.
from tracker.experiments.views import (
    suggestions,
    co_author_invitation,
    evidence,
    export,
    list as finding,
    imports,
    reveal_author,
    picture,
    document,
)
from tracker.experiments.views import (
    draft,
    edit,
    detail,
    history,
    review_day,
    start,
    tag,
)
