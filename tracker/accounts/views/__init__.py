"""Pages of the accounts. Each module holds the views of one thing one comes for."""

from flask import Blueprint

accounts = Blueprint("accounts", __name__)

# The modules below put their views on the blueprint above.
from tracker.accounts.views import entering, forgetting, joining, myself, organisation, people, reading, second, units  # noqa: E402, F401
