"""What leaders have promised, and what came of it."""

from flask import Blueprint

commitments = Blueprint("commitments", __name__)
