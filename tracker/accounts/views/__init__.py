"""Views of accounts; each module has the pages of one noun."""

from flask import Blueprint

accounts = Blueprint("accounts", __name__)

# The modules below put their views on the blueprint above.
from tracker.accounts.views import (
    claim_mapping,
    identity,
    invitation,
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
