"""Where the organisation is, what one may do there, and what is measured."""

from flask import Blueprint

from tracker.guidelines.forms.saying import sentence

guidelines = Blueprint("guidelines", __name__)
guidelines.add_app_template_filter(sentence)

# The modules below put their views on the blueprint above.
from tracker.guidelines.views import checking, keeping, platforms, proposals, questions, reading, rough, tone  # noqa: E402, F401
