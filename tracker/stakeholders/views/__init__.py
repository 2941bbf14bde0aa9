"""Who matters to the organisation, and where it touches them."""

from flask import Blueprint

stakeholders = Blueprint("stakeholders", __name__)
