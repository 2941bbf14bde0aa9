"""Views of stakeholders and touchpoints."""

from flask import Blueprint

stakeholders = Blueprint("stakeholders", __name__)

from tracker.stakeholders.views import (
    detail,
    edit,
    history,
    import_export,
    touchpoint,
)
