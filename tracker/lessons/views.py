"""The learning card and the library of lessons."""

from flask import Blueprint

from tracker.web.answers import page

lessons = Blueprint("lessons", __name__)


@lessons.get("/lessons")
def index():
    return page("lessons/index.html")
