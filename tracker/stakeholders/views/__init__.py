"""Who matters to the organisation, and where it touches them."""

from flask import Blueprint

stakeholders = Blueprint("stakeholders", __name__)

from tracker.stakeholders.views import history, keeping, listing, meeting, reading  # noqa: E402, F401
