"""The views of the dashboard."""

from flask import Blueprint

dashboard = Blueprint("dashboard", __name__)

# The modules below put their views on the blueprint above.
from tracker.dashboard.views import export, leadership, measures, stalls, unanswered
