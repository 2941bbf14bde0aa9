"""Why it is worth it: assumptions with evidence for and against, signed by leaders."""

from flask import Blueprint

business_case = Blueprint("business_case", __name__)
