"""Pages of the plan card. Each module holds the views of one thing one does with it."""

from flask import Blueprint

experiments = Blueprint("experiments", __name__, url_prefix="/experiments")

# The modules below put their views on the blueprint above.
from tracker.experiments.views import choosing, evidence, exporting, finding, importing, naming, pictures  # noqa: E402, F401, I001
from tracker.experiments.views import planning, reading, starting  # noqa: E402, F401
