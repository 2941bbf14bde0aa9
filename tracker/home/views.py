"""The first page, and the small things that belong to no room."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask_login import current_user

from tracker.web.answers import local_path, page, seen
from tracker.web.languages import LANGUAGES

home = Blueprint("home", __name__)

ONE_YEAR = 60 * 60 * 24 * 365


@home.get("/", endpoint="home")
def front():
    return page("home/home.html" if current_user.is_authenticated else "home/welcome.html")


@home.post("/language")
def language():
    code = request.form.get("locale", "")
    answer = seen(local_path(request.form.get("next")) or "/")
    if code in LANGUAGES:
        answer.set_cookie("language", code, max_age=ONE_YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
        if current_user.is_authenticated:
            current_user.speak(code)
    return answer


@home.get("/healthz")
def healthz():
    return jsonify(status="up")
