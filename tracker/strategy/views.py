"""How far the organisation is on each of the five steps, computed from its data."""

from flask import Blueprint

strategy = Blueprint("strategy", __name__)
