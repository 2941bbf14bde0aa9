"""Views of platforms and guidelines."""

from flask import Blueprint

from tracker.guidelines.forms.clause_text import sentence

guidelines = Blueprint("guidelines", __name__)
guidelines.add_app_template_filter(sentence)

# The modules below put their views on the blueprint above.
from tracker.guidelines.views import (
    agreement,
    check,
    citation,
    detail,
    edit,
    hard_replies,
    platform,
    proposal,
    question,
    tone,
)
