"""What is asked and answered about the business case."""

from flask import Blueprint

business_case = Blueprint("business_case", __name__)
