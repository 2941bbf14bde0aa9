"""The views of the business case."""

from flask import Blueprint

business_case = Blueprint("business_case", __name__)

# The modules below put their views on the blueprint above.
from tracker.business_case.views import (
    assumption,
    case,
    detail,
    evidence,
    pdf,
    signature,
)
