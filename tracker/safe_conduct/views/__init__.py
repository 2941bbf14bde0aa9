"""Views of the safe conduct, of reports that it was broken, and of backings."""

from flask import Blueprint

safe_conduct = Blueprint("safe_conduct", __name__)

# The modules below put their views on the blueprint above.
from tracker.safe_conduct.views import backing, breach_report, detail, edit
