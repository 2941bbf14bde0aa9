"""Pages of the accounts. Each module holds the views of one thing one comes for."""

from flask import Blueprint

accounts = Blueprint("accounts", __name__)

# The modules below put their views on the blueprint above.
from tracker.accounts.views import (
    login,
    organisation,
    password_reset,
    person,
    profile,
    public_profile,
    registration,
    two_factor,
    unit,
)
