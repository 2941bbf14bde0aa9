"""Signing in."""

from flask import Blueprint

from tracker.web.answers import page

accounts = Blueprint("accounts", __name__)


@accounts.get("/login")
def login():
    return page("accounts/login.html")


@accounts.get("/me")
def me():
    return page("accounts/me.html")
