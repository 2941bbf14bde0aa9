"""Views of fears and what happened, of guesses, and the page of each fear."""

from flask import Blueprint

fears = Blueprint("fears", __name__)

# The modules below put their views on the blueprint above.
from tracker.fears.views import circle_answer, expected_fear, fear, guess_count, trial
