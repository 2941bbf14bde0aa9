"""Who matters to the organisation, and where it touches them."""

from flask import Blueprint

stakeholders = Blueprint("stakeholders", __name__)

from tracker.stakeholders.views import (
    detail,
    edit,
    history,
    import_export,
    touchpoint,
)
