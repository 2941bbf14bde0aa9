"""Views of the pulse, its rounds, the map of fears and the readiness of the organisation."""

from flask import Blueprint

readiness = Blueprint("readiness", __name__, url_prefix="/readiness")

# The modules below put their views on the blueprint above.
from tracker.readiness.views import overview, response, pulse
