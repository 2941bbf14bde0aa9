"""The learning card and the library of lessons."""

from flask import Blueprint

lessons = Blueprint("lessons", __name__)

# The modules below put their views on the blueprint above.
from tracker.lessons.views import (
    conclusion,
    detail,
    evidence,
    poster,
    retirement,
    reuse,
)
from tracker.lessons.views import list as library
