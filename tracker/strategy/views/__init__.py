"""What is asked and answered about the strategy, the five steps and the four marks."""

from flask import Blueprint

strategy = Blueprint("strategy", __name__)

# The modules below put their views on the blueprint above.
from tracker.strategy.views import detail, edit
