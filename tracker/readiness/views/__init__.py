"""Answering a pulse, its rounds and what they showed, the map of fears, and how ready we are."""

from flask import Blueprint

readiness = Blueprint("readiness", __name__, url_prefix="/readiness")

# The modules below put their views on the blueprint above.
from tracker.readiness.views import overview, response, pulse
