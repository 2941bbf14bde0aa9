"""The views of the strategy, its steps and its marks."""

from flask import Blueprint

strategy = Blueprint("strategy", __name__)

# The modules below put their views on the blueprint above.
from tracker.strategy.views import detail, edit, pdf
