"""Where the organisation is, what one may do there, and what is measured."""

from flask import Blueprint

guidelines = Blueprint("guidelines", __name__)

# The modules below put their views on the blueprint above.
from tracker.guidelines.views import checking, keeping, platforms, proposals, questions, reading, rough, tone  # noqa: E402, F401
