"""The pulse, the map of fears, and how ready the organisation is."""

from flask import Blueprint

readiness = Blueprint("readiness", __name__)
